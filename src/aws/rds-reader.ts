/** Amazon RDS: the instance whole, its snapshots, and what it could become. */
import {
  type DBInstance,
  DBInstanceNotFoundFault,
  type DBSnapshot,
  DBSnapshotNotFoundFault,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  DescribeOrderableDBInstanceOptionsCommand,
} from '@aws-sdk/client-rds';
import type { Environment } from '../core/environment.ts';
import type { DatabaseView, HostHolders, RdsReader, SnapshotView } from '../core/ports/rds.ts';
import { countOr, list, listOrEmpty, text, textOrNull, timeOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { pages } from './pages.ts';
import { readTaskDefinition } from './task-definition.ts';

const PAGE = 100;
/** 1,000 snapshots are ten times what an account may keep by hand. Source: RDS quotas, "Manual DB instance snapshots". */
const MOST_SNAPSHOT_PAGES = 10;
/** Each class comes once for each kind of storage. */
const MOST_CLASS_PAGES = 20;

export function createRdsReader(clients: Clients, caller: Caller): RdsReader {
  function snapshotPage(
    { region }: Environment,
    filter: { readonly DBInstanceIdentifier?: string; readonly DBSnapshotIdentifier?: string },
    marker?: string,
  ) {
    const { databases } = clients.of(region);
    const command = new DescribeDBSnapshotsCommand({ ...filter, MaxRecords: PAGE, Marker: marker });
    return caller.read(
      'rds:DescribeDBSnapshots',
      (options) =>
        databases.send(command, options).catch((error: unknown) => {
          if (error instanceof DBSnapshotNotFoundFault) return { DBSnapshots: [], Marker: undefined };
          throw error;
        }),
      (answer) => ({
        items: list(answer.DBSnapshots, 'DBSnapshots').map(snapshotView),
        next: answer.Marker,
      }),
    );
  }

  return {
    async instance({ region }, id) {
      const { databases } = clients.of(region);
      const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: id });
      return caller.read(
        'rds:DescribeDBInstances',
        (options) =>
          databases.send(command, options).catch((error: unknown) => {
            if (error instanceof DBInstanceNotFoundFault) return { DBInstances: [] };
            throw error;
          }),
        (answer) => {
          const [found] = list(answer.DBInstances, 'DBInstances');
          return found === undefined ? null : databaseView(found);
        },
      );
    },

    async snapshots(environment, instance) {
      const found = await pages(
        (marker) => snapshotPage(environment, { DBInstanceIdentifier: instance }, marker),
        MOST_SNAPSHOT_PAGES,
      );
      const age = ({ createdAt }: SnapshotView) => createdAt ?? Number.MAX_SAFE_INTEGER;
      return [...found].sort((one, other) => age(other) - age(one));
    },

    async snapshot(environment, id) {
      const { items } = await snapshotPage(environment, { DBSnapshotIdentifier: id });
      return items[0] ?? null;
    },

    async classes({ region }, { engine, version }, one) {
      const { databases } = clients.of(region);
      const found = await pages(
        (Marker) =>
          caller.read(
            'rds:DescribeOrderableDBInstanceOptions',
            (options) =>
              databases.send(
                new DescribeOrderableDBInstanceOptionsCommand({
                  Engine: engine,
                  EngineVersion: version,
                  ...(one === undefined ? {} : { DBInstanceClass: one }),
                  MaxRecords: PAGE,
                  Marker,
                }),
                options,
              ),
            (answer) => ({
              items: list(answer.OrderableDBInstanceOptions, 'OrderableDBInstanceOptions').flatMap(
                (option) => option.DBInstanceClass ?? [],
              ),
              next: answer.Marker,
            }),
          ),
        MOST_CLASS_PAGES,
        (items) => one !== undefined && items.length > 0,
      );
      return [...new Set(found)];
    },

    async hostHolders({ region }, taskDefinition, host) {
      const { definition } = await readTaskDefinition(caller, clients.of(region).ecs, taskDefinition);
      const containers = listOrEmpty(definition.containerDefinitions);
      const variables = containers.flatMap((container) => listOrEmpty(container.environment));
      const named = (holds: (value: string) => boolean) => [
        ...new Set(
          variables.flatMap(({ name, value = '' }) => (name !== undefined && holds(value) ? [name] : [])),
        ),
      ];
      const secrets = containers.flatMap((container) => listOrEmpty(container.secrets));
      return {
        exact: named((value) => value === host),
        within: named((value) => value !== host && value.includes(host)),
        maybe: [
          ...new Set([...named((value) => !value.includes(host)).filter(isLikely), ...likelyFirst(secrets)]),
        ],
      } satisfies HostHolders;
    },
  };
}

/** `DATABASE_HOST`, `DB_URL`, `PGHOST`: an alias of the host may stand there. */
const LIKELY = /(?:database|db|postgres|pg|sql|rds)\w*(?:host|url|uri|dsn|server|endpoint)/i;

function isLikely(name: string): boolean {
  return LIKELY.test(name);
}

/** Those that are called like it; all where none is, since a secret may hold a whole address. */
function likelyFirst(secrets: readonly { readonly name?: string | undefined }[]): readonly string[] {
  const names = secrets.flatMap(({ name }) => name ?? []);
  const likely = names.filter(isLikely);
  return likely.length > 0 ? likely : names;
}

function databaseView(found: DBInstance): DatabaseView {
  return {
    id: text(found.DBInstanceIdentifier, 'DBInstanceIdentifier'),
    arn: text(found.DBInstanceArn, 'DBInstanceArn'),
    status: text(found.DBInstanceStatus, 'DBInstanceStatus'),
    engine: text(found.Engine, 'Engine'),
    engineVersion: text(found.EngineVersion, 'EngineVersion'),
    instanceClass: text(found.DBInstanceClass, 'DBInstanceClass'),
    storage: countOr(found.AllocatedStorage, 0),
    mostStorage: countOr(found.MaxAllocatedStorage, null),
    storageType: textOrNull(found.StorageType),
    iops: countOr(found.Iops, null),
    throughput: countOr(found.StorageThroughput, null),
    multiAz: found.MultiAZ === true,
    zone: textOrNull(found.AvailabilityZone),
    host: textOrNull(found.Endpoint?.Address),
    port: countOr(found.Endpoint?.Port, null),
    pending: pendingOf(found.PendingModifiedValues),
    maintenanceWindow: textOrNull(found.PreferredMaintenanceWindow),
    backupWindow: textOrNull(found.PreferredBackupWindow),
    backupRetention: countOr(found.BackupRetentionPeriod, 0),
    latestRestorable: timeOrNull(found.LatestRestorableTime),
    subnetGroup: textOrNull(found.DBSubnetGroup?.DBSubnetGroupName),
    securityGroups: listOrEmpty(found.VpcSecurityGroups).flatMap((group) => group.VpcSecurityGroupId ?? []),
    parameterGroup: textOrNull(listOrEmpty(found.DBParameterGroups)[0]?.DBParameterGroupName),
    optionGroup: textOrNull(listOrEmpty(found.OptionGroupMemberships)[0]?.OptionGroupName),
    deletionProtection: found.DeletionProtection === true,
    publiclyAccessible: found.PubliclyAccessible === true,
    iamAuthentication: found.IAMDatabaseAuthenticationEnabled === true,
    copyTagsToSnapshot: found.CopyTagsToSnapshot === true,
    autoMinorVersionUpgrade: found.AutoMinorVersionUpgrade === true,
    certificate: textOrNull(found.CACertificateIdentifier),
    logExports: [...listOrEmpty(found.EnabledCloudwatchLogsExports)],
    tags: listOrEmpty(found.TagList)
      .map(({ Key = '', Value = '' }) => ({ key: Key, value: Value }))
      // AWS's own are not taken back.
      .filter(({ key }) => key !== '' && !key.toLowerCase().startsWith('aws:')),
  };
}

/** AWS masks a password that waits; it is masked here once more. */
function pendingOf(values: object | undefined): Readonly<Record<string, string>> {
  const given = Object.entries(values ?? {}).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(
    given.map(([name, value]) => {
      if (/password/i.test(name)) return [name, '****'];
      return [name, typeof value === 'object' ? JSON.stringify(value) : String(value)];
    }),
  );
}

function snapshotView(found: DBSnapshot): SnapshotView {
  return {
    id: text(found.DBSnapshotIdentifier, 'DBSnapshotIdentifier'),
    instance: textOrNull(found.DBInstanceIdentifier) ?? '',
    status: text(found.Status, 'DBSnapshots[].Status'),
    type: textOrNull(found.SnapshotType) ?? 'manual',
    percent: countOr(found.PercentProgress, null),
    createdAt: timeOrNull(found.SnapshotCreateTime),
    storage: countOr(found.AllocatedStorage, null),
    engine: textOrNull(found.Engine),
    engineVersion: textOrNull(found.EngineVersion),
  };
}
