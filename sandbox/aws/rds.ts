/** Database instances: their states, what changes them, and the events they leave behind. */
import { arn, hex, type Place } from './ids.ts';
import type { Timeline } from './timeline.ts';

/** What an application meets that connects to the instance. */
export type Reach = 'answers' | 'refuses' | 'silent';

export interface DbChanges {
  readonly instanceClass?: string;
  /** GiB */
  readonly storage?: number;
  readonly multiAz?: boolean;
  readonly engineVersion?: string;
  /** Days */
  readonly backupRetention?: number;
  /** The master password itself is not kept. */
  readonly password?: true;
}

export interface DbInstance {
  readonly id: string;
  readonly arn: string;
  readonly resourceId: string;
  readonly createdAt: number;
  status: string;
  reach: Reach;
  /** null until the instance was available once. */
  address: string | null;
  instanceClass: string;
  storage: number;
  multiAz: boolean;
  engineVersion: string;
  backupRetention: number;
  maintenanceWindow: string;
  zone: string;
  pending: DbChanges;
  /** What an instance has besides; a restored one has only what it was given. */
  readonly settings: DbSettings;
}

export interface DbSettings {
  readonly storageType: string;
  readonly port: number;
  readonly subnetGroup: string;
  readonly securityGroups: readonly string[];
  readonly parameterGroup: string;
  readonly deletionProtection: boolean;
  readonly copyTagsToSnapshot: boolean;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** What goes wrong with the next one of its kind. */
export type DbTrouble = 'snapshot-fails' | 'resize-fails' | 'restore-fails';

export interface DbSnapshot {
  readonly id: string;
  readonly arn: string;
  readonly instance: string;
  readonly createdAt: number;
  readonly type: 'manual' | 'automated';
  readonly storage: number;
  readonly engineVersion: string;
  status: 'creating' | 'available' | 'failed';
  /** 0 to 100. */
  percent: number;
}

export interface DbEvent {
  /** `RDS-EVENT-0006` */
  readonly id: string;
  readonly at: number;
  readonly sourceId: string;
  readonly sourceType: 'db-instance' | 'db-snapshot';
  readonly sourceArn: string;
  readonly message: string;
  readonly categories: readonly string[];
}

export interface Rds {
  readonly instances: ReadonlyMap<string, DbInstance>;
  readonly snapshots: ReadonlyMap<string, DbSnapshot>;
  /** Oldest first, of the last 14 days. */
  readonly events: readonly DbEvent[];
  add(instance: DbInstance): void;
  addSnapshot(snapshot: DbSnapshot): void;
  /** Records an event and tells whoever listens. */
  note(instance: DbInstance, id: string, message: string, ...categories: readonly string[]): void;
  modify(instance: DbInstance, changes: DbChanges, immediately: boolean): void;
  reboot(instance: DbInstance, failover: boolean): void;
  stop(instance: DbInstance): void;
  start(instance: DbInstance): void;
  snapshot(instance: DbInstance, id: string): DbSnapshot;
  restore(
    snapshot: DbSnapshot,
    id: string,
    wanted: DbChanges & { readonly settings?: DbSettings },
  ): DbInstance;
  /** Lets the next snapshot, change of class or restore fail, as AWS shows it: by its status and its events. */
  break(trouble: DbTrouble): void;
  /** Instances that the account may have. */
  quota: number;
}

/** ms at speed 1. */
const SHORT = 1_000;
const RESTART = 6_000;
const MODIFYING = 15_000;
const STOPPING = 5_000;
const STARTING = 10_000;
const SNAPSHOT = 10_000;
const RESTORING = 25_000;
/** A snapshot tells its progress in so many steps. */
const STEPS = 4;

const KEPT = 14 * 86_400_000;

export interface RdsParts {
  readonly timeline: Timeline;
  readonly place: Place;
  /** Told every event as it happens. */
  noted(event: DbEvent): void;
}

/** Of the instance that the seeded account has. */
const SEEDED: DbSettings = {
  storageType: 'gp3',
  port: 5432,
  subnetGroup: 'hydrous-private',
  securityGroups: ['sg-0fedcba9876543210'],
  parameterGroup: 'hydrous-postgres16',
  deletionProtection: true,
  copyTagsToSnapshot: true,
  tags: [{ Key: 'service', Value: 'hydrous' }],
};

/** What RDS gives to an instance whose settings were not told. */
export const DEFAULTS: DbSettings = {
  storageType: 'gp3',
  port: 5432,
  subnetGroup: 'default',
  securityGroups: ['sg-0default0default00'],
  parameterGroup: 'default.postgres16',
  deletionProtection: false,
  copyTagsToSnapshot: false,
  tags: [],
};

/** An instance that has run for a while; `createdAt` in ms. */
export function dbInstance(place: Place, id: string, createdAt: number): DbInstance {
  return {
    id,
    arn: arn(place, 'rds', `db:${id}`),
    resourceId: `db-${hex(26).toUpperCase()}`,
    createdAt,
    status: 'available',
    reach: 'answers',
    address: addressOf(place, id),
    instanceClass: 'db.t3.micro',
    storage: 20,
    multiAz: false,
    engineVersion: '16.8',
    backupRetention: 7,
    maintenanceWindow: 'sun:05:00-sun:05:30',
    zone: `${place.region}a`,
    pending: {},
    settings: SEEDED,
  };
}

export function addressOf(place: Place, id: string): string {
  return `${id}.c9akexample1.${place.region}.rds.amazonaws.com`;
}

export function createRds({ timeline, place, noted }: RdsParts): Rds {
  const instances = new Map<string, DbInstance>();
  const snapshots = new Map<string, DbSnapshot>();
  const troubles = new Set<DbTrouble>();
  let events: DbEvent[] = [];

  function keep(event: DbEvent): void {
    events = [...events.filter((one) => one.at > event.at - KEPT), event];
    noted(event);
  }

  function note(instance: DbInstance, id: string, message: string, ...categories: readonly string[]): void {
    const source = { sourceId: instance.id, sourceType: 'db-instance' as const, sourceArn: instance.arn };
    keep({ id, at: timeline.now(), ...source, message, categories });
  }

  function noteSnapshot(snapshot: DbSnapshot, id: string, message: string, category: string): void {
    const source = { sourceId: snapshot.id, sourceType: 'db-snapshot' as const, sourceArn: snapshot.arn };
    keep({ id, at: timeline.now(), ...source, message, categories: [category] });
  }

  /** Runs `then` after `ms`, unless something else has changed the status in the meantime. */
  function stay(instance: DbInstance, status: string, ms: number, then: () => void): void {
    instance.status = status;
    timeline.after(ms, () => {
      if (instance.status === status) then();
    });
  }

  function settle(instance: DbInstance): void {
    instance.status = 'available';
    instance.reach = 'answers';
  }

  function restarted(instance: DbInstance, status: string, then: () => void): void {
    instance.reach = 'refuses';
    note(instance, 'RDS-EVENT-0004', 'DB instance shutdown', 'availability');
    stay(instance, status, RESTART, () => {
      note(instance, 'RDS-EVENT-0006', 'DB instance restarted', 'availability');
      then();
    });
  }

  function failedOver(instance: DbInstance): void {
    instance.reach = 'refuses';
    note(instance, 'RDS-EVENT-0013', 'Multi-AZ instance failover started.', 'failover');
    stay(instance, 'rebooting', RESTART, () => {
      instance.zone = `${place.region}${instance.zone.endsWith('a') ? 'b' : 'a'}`;
      note(instance, 'RDS-EVENT-0006', 'DB instance restarted', 'availability');
      note(instance, 'RDS-EVENT-0049', 'Multi-AZ instance failover completed', 'failover');
      settle(instance);
    });
  }

  function apply(instance: DbInstance): void {
    const { instanceClass, storage, multiAz, engineVersion, backupRetention } = instance.pending;
    const done = (id: string, what: string) =>
      note(instance, id, `Finished applying modification to ${what}`, 'configuration change');
    const finish = () => {
      instance.pending = {};
      if (instanceClass !== undefined && troubles.delete('resize-fails')) {
        const message = `Unable to modify database instance class to ${instanceClass}`;
        note(instance, 'RDS-EVENT-0155', message, 'notification');
      } else if (instanceClass !== undefined) {
        instance.instanceClass = instanceClass;
        done('RDS-EVENT-0014', 'DB instance class');
      }
      if (storage !== undefined) {
        instance.storage = storage;
        done('RDS-EVENT-0017', 'allocated storage');
      }
      if (multiAz !== undefined) {
        instance.multiAz = multiAz;
        done(multiAz ? 'RDS-EVENT-0025' : 'RDS-EVENT-0030', 'convert to a Multi-AZ DB Instance');
      }
      instance.engineVersion = engineVersion ?? instance.engineVersion;
      instance.backupRetention = backupRetention ?? instance.backupRetention;
      settle(instance);
    };
    stay(instance, 'modifying', MODIFYING, () => {
      // Only another class or engine takes the server down.
      if (instanceClass === undefined && engineVersion === undefined) finish();
      else restarted(instance, 'modifying', finish);
    });
  }

  return {
    instances,
    snapshots,
    get events() {
      return events;
    },
    quota: 40,
    break: (trouble) => void troubles.add(trouble),
    add: (instance) => void instances.set(instance.id, instance),
    addSnapshot: (snapshot) => void snapshots.set(snapshot.id, snapshot),
    note,

    modify(instance, changes, immediately) {
      const { password, ...others } = changes;
      instance.pending = { ...instance.pending, ...changes };
      if (password === true) {
        // A password never waits for the maintenance window.
        timeline.after(SHORT, () => {
          const { password: _done, ...rest } = instance.pending;
          instance.pending = rest;
          note(instance, 'RDS-EVENT-0016', 'Reset master credentials', 'configuration change');
        });
      }
      if (!immediately || Object.keys(others).length === 0) return;
      if (others.instanceClass !== undefined) {
        const message = 'Applying modification to database instance class';
        note(instance, 'RDS-EVENT-0012', message, 'configuration change');
      }
      stay(instance, instance.status, SHORT, () => apply(instance));
    },

    reboot(instance, failover) {
      if (failover) failedOver(instance);
      else restarted(instance, 'rebooting', () => settle(instance));
    },

    stop(instance) {
      instance.reach = 'silent';
      stay(instance, 'stopping', STOPPING, () => {
        instance.status = 'stopped';
        note(instance, 'RDS-EVENT-0087', 'DB instance stopped', 'notification');
      });
    },

    start(instance) {
      stay(instance, 'starting', STARTING, () => {
        settle(instance);
        note(instance, 'RDS-EVENT-0088', 'DB instance started', 'notification');
      });
    },

    snapshot(instance, id) {
      const snapshot: DbSnapshot = {
        id,
        arn: arn(place, 'rds', `snapshot:${id}`),
        instance: instance.id,
        createdAt: timeline.now(),
        type: 'manual',
        storage: instance.storage,
        engineVersion: instance.engineVersion,
        status: 'creating',
        percent: 0,
      };
      snapshots.set(id, snapshot);
      noteSnapshot(snapshot, 'RDS-EVENT-0040', 'Creating manual snapshot', 'creation');
      note(instance, 'RDS-EVENT-0001', 'Backing up DB instance', 'backup');
      stay(instance, 'backing-up', SNAPSHOT, () => settle(instance));
      for (let step = 1; step < STEPS; step += 1) {
        timeline.after((SNAPSHOT * step) / STEPS, () => {
          snapshot.percent = Math.round((100 * step) / STEPS);
        });
      }
      const fails = troubles.delete('snapshot-fails');
      timeline.after(SNAPSHOT, () => {
        if (fails) {
          snapshot.status = 'failed';
          noteSnapshot(snapshot, 'RDS-EVENT-0043', 'Manual snapshot failed', 'notification');
          return;
        }
        snapshot.status = 'available';
        snapshot.percent = 100;
        noteSnapshot(snapshot, 'RDS-EVENT-0042', 'Manual snapshot created', 'creation');
        note(instance, 'RDS-EVENT-0002', 'Finished DB instance backup', 'backup');
      });
      return snapshot;
    },

    restore(snapshot, id, wanted) {
      const instance: DbInstance = {
        ...dbInstance(place, id, timeline.now()),
        address: null,
        reach: 'silent',
        storage: snapshot.storage,
        engineVersion: snapshot.engineVersion,
        ...(wanted.instanceClass === undefined ? {} : { instanceClass: wanted.instanceClass }),
        ...(wanted.multiAz === undefined ? {} : { multiAz: wanted.multiAz }),
        settings: wanted.settings ?? DEFAULTS,
      };
      instances.set(id, instance);
      const fails = troubles.delete('restore-fails');
      stay(instance, 'creating', RESTORING, () => {
        if (fails) {
          instance.status = 'incompatible-network';
          note(instance, 'RDS-EVENT-0036', 'The DB instance is in an incompatible network.', 'failure');
          return;
        }
        instance.address = addressOf(place, id);
        settle(instance);
        note(instance, 'RDS-EVENT-0005', 'DB instance created', 'creation');
        note(instance, 'RDS-EVENT-0043', `Restored from snapshot ${snapshot.id}`, 'restoration');
      });
      return instance;
    },
  };
}
