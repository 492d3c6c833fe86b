import * as rds from '@aws-sdk/client-rds';
import { offsetOf, pageOf } from './paging.ts';
import {
  type DbChanges,
  type DbInstance,
  type DbSettings,
  type DbSnapshot,
  DEFAULTS,
  type Rds,
} from './rds.ts';
import { describeEvent, describeInstance, describeSnapshot } from './rds-describe.ts';
import { wireError } from './wire/errors.ts';
import type { Handlers } from './wire/handlers.ts';

const MINUTE = 60_000;
const PAGE = 100;

/** A few of the classes that PostgreSQL can have. */
const CLASS = /^db\.(t3|t4g|m5|m6g|m6i|m7g|r5|r6g|r6i|r7g)\.(micro|small|medium|large|\d{0,2}xlarge)$/;
const IDENTIFIER = /^[a-z](?!.*--)[a-z0-9-]{0,254}(?<!-)$/i;

const ORDERABLE = ['t3', 't4g', 'm5', 'm6g', 'm7g', 'r5', 'r6g', 'r7g'].flatMap((family) =>
  (family.startsWith('t') ? ['micro', 'small', 'medium', 'large'] : ['large', 'xlarge', '2xlarge']).map(
    (size) => `db.${family}.${size}`,
  ),
);

/** Errors that the client package has no class for. */
function refuse(code: 'InvalidParameterValue' | 'InvalidParameterCombination', message: string): never {
  throw wireError(code, message);
}

function offset(marker: string | undefined): number {
  return offsetOf(marker) ?? refuse('InvalidParameterValue', `Invalid value for marker: ${marker}`);
}

function identifier(value: string | undefined, name: string, longest: number): string {
  if (value !== undefined && value.length <= longest && IDENTIFIER.test(value)) return value.toLowerCase();
  return refuse('InvalidParameterValue', `The parameter ${name} is not a valid identifier.`);
}

function validClass(value: string | undefined): string | undefined {
  if (value === undefined || CLASS.test(value)) return value;
  return refuse('InvalidParameterValue', `Invalid DB Instance class: ${value}`);
}

export function rdsHandlers(state: Rds, now: () => number) {
  function instanceOf(nameOrArn: string | undefined): DbInstance {
    const found = state.instances.get((nameOrArn ?? '').replace(/^arn:.*:db:/, '').toLowerCase());
    if (found !== undefined) return found;
    throw new rds.DBInstanceNotFoundFault({ message: `DBInstance ${nameOrArn} not found.`, $metadata: {} });
  }

  function snapshotOf(nameOrArn: string | undefined): DbSnapshot {
    // Names of automated snapshots begin with `rds:`, so only an ARN's own head is cut off.
    const found = state.snapshots.get((nameOrArn ?? '').replace(/^arn:.*:snapshot:/, '').toLowerCase());
    if (found !== undefined) return found;
    throw new rds.DBSnapshotNotFoundFault({ message: `DBSnapshot ${nameOrArn} not found.`, $metadata: {} });
  }

  function inState(instance: DbInstance, wanted: string, message: string): DbInstance {
    if (instance.status === wanted) return instance;
    throw new rds.InvalidDBInstanceStateFault({ message, $metadata: {} });
  }

  const filtered = (filters: readonly rds.Filter[] | undefined, name: string, values: readonly string[]) =>
    (filters ?? [])
      .filter((filter) => filter.Name === name)
      .every((filter) => values.some((value) => filter.Values?.includes(value)));

  return {
    DescribeDBInstances(input) {
      const one = input.DBInstanceIdentifier;
      const all = one === undefined ? [...state.instances.values()] : [instanceOf(one)];
      const found = all
        .filter((instance) => filtered(input.Filters, 'db-instance-id', [instance.id, instance.arn]))
        .filter(() => filtered(input.Filters, 'engine', ['postgres']));
      const page = pageOf(found, offset(input.Marker), input.MaxRecords ?? PAGE);
      return { DBInstances: page.items.map((one) => describeInstance(one, now())), Marker: page.next };
    },

    DescribeEvents(input) {
      if (input.SourceIdentifier !== undefined && input.SourceType === undefined) {
        refuse('InvalidParameterCombination', 'SourceType must be provided if SourceIdentifier is provided.');
      }
      const until = input.EndTime?.getTime() ?? Number.POSITIVE_INFINITY;
      const from = input.StartTime?.getTime() ?? now() - (input.Duration ?? 60) * MINUTE;
      const found = state.events
        .filter((event) => event.at >= from && event.at <= until)
        .filter((event) => input.SourceType === undefined || event.sourceType === input.SourceType)
        .filter((event) => input.SourceIdentifier === undefined || event.sourceId === input.SourceIdentifier)
        .filter((event) => {
          const wanted = input.EventCategories ?? [];
          return wanted.length === 0 || event.categories.some((category) => wanted.includes(category));
        });
      const page = pageOf(found, offset(input.Marker), input.MaxRecords ?? PAGE);
      return { Events: page.items.map(describeEvent), Marker: page.next };
    },

    DescribeDBSnapshots(input) {
      const { DBSnapshotIdentifier: one, DBInstanceIdentifier: instance, SnapshotType: type } = input;
      const all = one === undefined ? [...state.snapshots.values()] : [snapshotOf(one)];
      const found = all
        .filter((snapshot) => instance === undefined || snapshot.instance === instance)
        .filter((snapshot) => type === undefined || snapshot.type === type);
      const page = pageOf(found, offset(input.Marker), input.MaxRecords ?? PAGE);
      return { DBSnapshots: page.items.map(describeSnapshot), Marker: page.next };
    },

    DescribeOrderableDBInstanceOptions(input) {
      const all = input.Engine === 'postgres' ? ORDERABLE : [];
      const wanted = all.filter(
        (one) => input.DBInstanceClass === undefined || one === input.DBInstanceClass,
      );
      const page = pageOf(wanted, offset(input.Marker), input.MaxRecords ?? PAGE);
      const options = page.items.map((DBInstanceClass) => ({
        Engine: 'postgres',
        EngineVersion: input.EngineVersion ?? '16.8',
        DBInstanceClass,
        StorageType: 'gp3',
        MultiAZCapable: true,
        Vpc: true,
      }));
      return { OrderableDBInstanceOptions: options, Marker: page.next };
    },

    CreateDBSnapshot(input) {
      const id = identifier(input.DBSnapshotIdentifier, 'DBSnapshotIdentifier', 255);
      const instance = instanceOf(input.DBInstanceIdentifier);
      if (state.snapshots.has(id)) {
        throw new rds.DBSnapshotAlreadyExistsFault({
          message: `Cannot create the snapshot because a snapshot with the identifier ${id} already exists.`,
          $metadata: {},
        });
      }
      const message = `Cannot create a snapshot because the database instance ${instance.id} is not currently in the available state.`;
      inState(instance, 'available', message);
      return { DBSnapshot: describeSnapshot(state.snapshot(instance, id)) };
    },

    ModifyDBInstance(input) {
      const instance = instanceOf(input.DBInstanceIdentifier);
      inState(instance, 'available', 'Database instance is not in available state.');
      const instanceClass = validClass(input.DBInstanceClass);
      const storage = input.AllocatedStorage;
      if (storage !== undefined && storage < instance.storage) {
        const message = `Invalid storage size for engine name postgres and storage type gp3: ${storage}. It cannot be made smaller.`;
        refuse('InvalidParameterCombination', message);
      }
      instance.maintenanceWindow = input.PreferredMaintenanceWindow ?? instance.maintenanceWindow;
      const changes: DbChanges = {
        ...changed('instanceClass', instanceClass, instance.instanceClass),
        ...changed('storage', storage, instance.storage),
        ...changed('multiAz', input.MultiAZ, instance.multiAz),
        ...changed('engineVersion', input.EngineVersion, instance.engineVersion),
        ...changed('backupRetention', input.BackupRetentionPeriod, instance.backupRetention),
        ...(input.MasterUserPassword === undefined ? {} : { password: true }),
      };
      state.modify(instance, changes, input.ApplyImmediately ?? false);
      return { DBInstance: describeInstance(instance, now()) };
    },

    RestoreDBInstanceFromDBSnapshot(input) {
      const id = identifier(input.DBInstanceIdentifier, 'DBInstanceIdentifier', 63);
      const instanceClass = validClass(input.DBInstanceClass);
      const snapshot = snapshotOf(input.DBSnapshotIdentifier);
      if (state.instances.has(id)) {
        throw new rds.DBInstanceAlreadyExistsFault({ message: 'DB instance already exists', $metadata: {} });
      }
      if (snapshot.status !== 'available') {
        const message = `The snapshot ${snapshot.id} is not in the available state.`;
        throw new rds.InvalidDBSnapshotStateFault({ message, $metadata: {} });
      }
      if (state.instances.size >= state.quota) {
        const message = 'You have exceeded the maximum number of DB instances allowed.';
        throw new rds.InstanceQuotaExceededFault({ message, $metadata: {} });
      }
      const multiAz = input.MultiAZ;
      const instance = state.restore(snapshot, id, {
        settings: settingsOf(input),
        ...(instanceClass === undefined ? {} : { instanceClass }),
        ...(multiAz === undefined ? {} : { multiAz }),
      });
      return { DBInstance: describeInstance(instance, now()) };
    },

    RebootDBInstance(input) {
      const instance = instanceOf(input.DBInstanceIdentifier);
      inState(instance, 'available', `Instance ${instance.id} is not in available state.`);
      if (input.ForceFailover === true && !instance.multiAz) {
        refuse('InvalidParameterCombination', 'Force failover is only possible for a Multi-AZ instance.');
      }
      state.reboot(instance, input.ForceFailover ?? false);
      return { DBInstance: describeInstance(instance, now()) };
    },

    StopDBInstance(input) {
      const instance = instanceOf(input.DBInstanceIdentifier);
      inState(instance, 'available', `Instance ${instance.id} is not in available state.`);
      state.stop(instance);
      return { DBInstance: describeInstance(instance, now()) };
    },

    StartDBInstance(input) {
      const instance = instanceOf(input.DBInstanceIdentifier);
      inState(instance, 'stopped', `Instance ${instance.id} is not in stopped state.`);
      state.start(instance);
      return { DBInstance: describeInstance(instance, now()) };
    },
  } satisfies Handlers<typeof rds>;
}

/** Values that are there already are no change. */
function changed<K extends keyof DbChanges>(
  key: K,
  wanted: DbChanges[K] | undefined,
  current: DbChanges[K],
): Partial<DbChanges> {
  return wanted === undefined || wanted === current ? {} : { [key]: wanted };
}

/** What a restored instance is given; the rest is RDS's own. */
function settingsOf(input: rds.RestoreDBInstanceFromDBSnapshotMessage): DbSettings {
  return {
    storageType: input.StorageType ?? DEFAULTS.storageType,
    port: input.Port ?? DEFAULTS.port,
    subnetGroup: input.DBSubnetGroupName ?? DEFAULTS.subnetGroup,
    securityGroups: input.VpcSecurityGroupIds ?? DEFAULTS.securityGroups,
    parameterGroup: input.DBParameterGroupName ?? DEFAULTS.parameterGroup,
    deletionProtection: input.DeletionProtection ?? DEFAULTS.deletionProtection,
    copyTagsToSnapshot: input.CopyTagsToSnapshot ?? DEFAULTS.copyTagsToSnapshot,
    tags: (input.Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })),
  };
}
