import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeCacheClustersCommand,
  DescribeReplicationGroupsCommand,
  ElastiCacheClient,
  DescribeEventsCommand as ElastiCacheEventsCommand,
  ModifyCacheClusterCommand,
  ModifyReplicationGroupCommand,
} from '@aws-sdk/client-elasticache';
import {
  CreateDBSnapshotCommand,
  DBInstanceNotFoundFault,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  DescribeEventsCommand,
  ModifyDBInstanceCommand,
  type ModifyDBInstanceCommandInput,
  RDSClient,
  RebootDBInstanceCommand,
  RestoreDBInstanceFromDBSnapshotCommand,
} from '@aws-sdk/client-rds';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SimulatedAws } from '../../sandbox/aws/server.ts';
import { settingsFor, startStepped } from './aws-house.ts';

let aws: SimulatedAws;
let rds: RDSClient;
let cache: ElastiCacheClient;
const DBInstanceIdentifier = 'hydrous-db';

beforeEach(async () => {
  aws = await startStepped();
  rds = new RDSClient(settingsFor(aws));
  cache = new ElastiCacheClient(settingsFor(aws));
});
afterEach(() => aws.close());

async function instance(id = DBInstanceIdentifier) {
  const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: id }));
  return DBInstances![0]!;
}

async function events(): Promise<readonly string[]> {
  const { Events } = await rds.send(
    new DescribeEventsCommand({ SourceIdentifier: DBInstanceIdentifier, SourceType: 'db-instance' }),
  );
  return Events!.map((event) => `${event.EventCategories} ${event.Message}`);
}

describe('RDS', () => {
  test('describes the seeded instance', async () => {
    expect(await instance()).toMatchObject({
      DBInstanceClass: 'db.t3.micro',
      Engine: 'postgres',
      DBInstanceStatus: 'available',
      MultiAZ: false,
      PendingModifiedValues: {},
      PreferredMaintenanceWindow: 'sun:05:00-sun:05:30',
      Endpoint: { Port: 5432, Address: expect.stringContaining('hydrous-db.') },
      DBInstanceArn: 'arn:aws:rds:us-east-1:123456789012:db:hydrous-db',
      InstanceCreateTime: expect.any(Date),
    });
  });

  test('another class waits for the maintenance window, or comes at once with a restart', async () => {
    const DBInstanceClass = 'db.t3.small';
    await rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier, DBInstanceClass }));
    aws.advance(3_600_000);
    expect(await instance()).toMatchObject({
      DBInstanceClass: 'db.t3.micro',
      DBInstanceStatus: 'available',
      PendingModifiedValues: { DBInstanceClass },
    });
    const ApplyImmediately = true;
    await rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier, DBInstanceClass, ApplyImmediately }));
    aws.advance(2_000);
    expect((await instance()).DBInstanceStatus).toBe('modifying');
    const busy = new CreateDBSnapshotCommand({ DBInstanceIdentifier, DBSnapshotIdentifier: 'too-early' });
    await expect(rds.send(busy)).rejects.toMatchObject({ name: 'InvalidDBInstanceStateFault' });
    aws.advance(60_000);
    const changed = await instance();
    expect(changed).toMatchObject({ DBInstanceClass, DBInstanceStatus: 'available' });
    expect(changed.PendingModifiedValues).toEqual({});
    expect(await events()).toEqual([
      'configuration change Applying modification to database instance class',
      'availability DB instance shutdown',
      'availability DB instance restarted',
      'configuration change Finished applying modification to DB instance class',
    ]);
  });

  test('a snapshot is made, listed, and becomes an instance of its own', async () => {
    const DBSnapshotIdentifier = 'before-the-change';
    const made = await rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier, DBSnapshotIdentifier }));
    expect(made.DBSnapshot).toMatchObject({ Status: 'creating', PercentProgress: 0 });
    const twice = new CreateDBSnapshotCommand({ DBInstanceIdentifier, DBSnapshotIdentifier });
    await expect(rds.send(twice)).rejects.toMatchObject({ name: 'DBSnapshotAlreadyExistsFault' });
    const target = { DBInstanceIdentifier: 'restored', DBSnapshotIdentifier };
    const early = new RestoreDBInstanceFromDBSnapshotCommand(target);
    await expect(rds.send(early)).rejects.toMatchObject({ name: 'InvalidDBSnapshotStateFault' });
    aws.advance(20_000);
    const { DBSnapshots } = await rds.send(new DescribeDBSnapshotsCommand({ DBInstanceIdentifier }));
    expect(DBSnapshots!.map((one) => `${one.SnapshotType} ${one.Status}`)).toEqual([
      'automated available',
      'manual available',
    ]);
    await rds.send(new RestoreDBInstanceFromDBSnapshotCommand(target));
    const young = await instance('restored');
    expect(young.DBInstanceStatus).toBe('creating');
    expect(young.Endpoint).toBeUndefined();
    aws.advance(30_000);
    expect((await instance('restored')).Endpoint?.Address).toContain('restored.');
  });

  test('a reboot refuses connections for a while, which the application feels', async () => {
    await rds.send(new RebootDBInstanceCommand({ DBInstanceIdentifier }));
    expect((await instance()).DBInstanceStatus).toBe('rebooting');
    aws.advance(3_000);
    const lines = aws.world.logs.groups.get('/ecs/hydrous-backend')!.events.map((event) => event.message);
    expect(
      lines.filter((line) => line.includes('the database system is starting up')).length,
    ).toBeGreaterThan(3);
    aws.advance(10_000);
    expect((await instance()).DBInstanceStatus).toBe('available');
  });

  test.each<[string, Partial<ModifyDBInstanceCommandInput>, string]>([
    ['an unknown instance', { DBInstanceIdentifier: 'nobody' }, 'DBInstanceNotFoundFault'],
    ['an impossible class', { DBInstanceClass: 'db.t9.nano' }, 'InvalidParameterValue'],
    ['a smaller disk', { AllocatedStorage: 5 }, 'InvalidParameterCombination'],
  ])('%s is refused by its name', async (_what, fields, name) => {
    const command = new ModifyDBInstanceCommand({ DBInstanceIdentifier, ...fields });
    await expect(rds.send(command)).rejects.toMatchObject({ name });
  });

  test('the code on the wire is not the name of the class', async () => {
    const body = 'Action=DescribeDBInstances&Version=2014-10-31&DBInstanceIdentifier=nobody';
    const answer = await fetch(aws.url, { method: 'POST', body });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('<Code>DBInstanceNotFound</Code>');
    await expect(instance('nobody')).rejects.toBeInstanceOf(DBInstanceNotFoundFault);
  });
});

describe('ElastiCache', () => {
  const CacheClusterId = 'hydrous-redis';
  const cluster = async (ShowCacheNodeInfo = false) => {
    const command = new DescribeCacheClustersCommand({ CacheClusterId, ShowCacheNodeInfo });
    return (await cache.send(command)).CacheClusters![0]!;
  };

  test('tells nodes only to those who ask', async () => {
    expect((await cluster()).CacheNodes).toBeUndefined();
    expect(await cluster(true)).toMatchObject({
      CacheClusterStatus: 'available',
      CacheNodeType: 'cache.t3.micro',
      CacheNodes: [{ CacheNodeId: '0001', Endpoint: { Port: 6379 } }],
    });
  });

  test('another node type waits, or is applied at once', async () => {
    const CacheNodeType = 'cache.t3.small';
    await cache.send(new ModifyCacheClusterCommand({ CacheClusterId, CacheNodeType }));
    expect(await cluster()).toMatchObject({
      CacheNodeType: 'cache.t3.micro',
      PendingModifiedValues: { CacheNodeType },
    });
    const ApplyImmediately = true;
    await cache.send(new ModifyCacheClusterCommand({ CacheClusterId, CacheNodeType, ApplyImmediately }));
    expect((await cluster()).CacheClusterStatus).toBe('modifying');
    aws.advance(30_000);
    expect(await cluster()).toMatchObject({ CacheNodeType, CacheClusterStatus: 'available' });
    const { Events } = await cache.send(
      new ElastiCacheEventsCommand({ SourceIdentifier: CacheClusterId, SourceType: 'cache-cluster' }),
    );
    expect(Events!.at(-1)?.Message).toBe('Finished modification to cache node type to cache.t3.small');
  });

  test('a replication group is changed as a whole', async () => {
    aws.world.cache.addGroup('sessions', aws.world.timeline.now());
    const member = { CacheClusterId: 'sessions-001', CacheNodeType: 'cache.t3.small' };
    await expect(cache.send(new ModifyCacheClusterCommand(member))).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException',
    });
    await cache.send(
      new ModifyReplicationGroupCommand({
        ReplicationGroupId: 'sessions',
        CacheNodeType: 'cache.t3.small',
        ApplyImmediately: true,
      }),
    );
    aws.advance(30_000);
    const { ReplicationGroups } = await cache.send(new DescribeReplicationGroupsCommand({}));
    expect(ReplicationGroups).toMatchObject([
      {
        Status: 'available',
        CacheNodeType: 'cache.t3.small',
        MemberClusters: ['sessions-001', 'sessions-002'],
      },
    ]);
  });

  test('what does not exist is refused by its name', async () => {
    const none = { CacheClusterId: 'nobody' };
    await expect(cache.send(new DescribeCacheClustersCommand(none))).rejects.toMatchObject({
      name: 'CacheClusterNotFoundFault',
    });
    const group = new DescribeReplicationGroupsCommand({ ReplicationGroupId: CacheClusterId });
    await expect(cache.send(group)).rejects.toMatchObject({ name: 'ReplicationGroupNotFoundFault' });
  });
});

describe('metrics of databases', () => {
  const latest = async (Namespace: string, MetricName: string, Name: string, Value: string) => {
    const now = aws.world.timeline.now();
    const Metric = { Namespace, MetricName, Dimensions: [{ Name, Value }] };
    const { MetricDataResults } = await new CloudWatchClient(settingsFor(aws)).send(
      new GetMetricDataCommand({
        StartTime: new Date(now - 120_000),
        EndTime: new Date(now + 1),
        MetricDataQueries: [{ Id: 'm1', MetricStat: { Metric, Period: 60, Stat: 'Maximum' } }],
      }),
    );
    return MetricDataResults![0]!.Values![0];
  };

  test.each([
    ['AWS/RDS', 'DatabaseConnections', 'DBInstanceIdentifier', 'hydrous-db', 15, 30],
    ['AWS/RDS', 'FreeStorageSpace', 'DBInstanceIdentifier', 'hydrous-db', 10e9, 20e9],
    ['AWS/RDS', 'FreeableMemory', 'DBInstanceIdentifier', 'hydrous-db', 2e8, 5e8],
    ['AWS/ElastiCache', 'EngineCPUUtilization', 'CacheClusterId', 'hydrous-redis', 1, 10],
    ['AWS/ElastiCache', 'DatabaseMemoryUsagePercentage', 'CacheClusterId', 'hydrous-redis', 30, 50],
  ])('%s %s is in its usual range', async (namespace, name, dimension, value, least, most) => {
    aws.advance(4_000);
    const found = await latest(namespace, name, dimension, value);
    expect(found).toBeGreaterThan(least);
    expect(found).toBeLessThan(most);
  });
});
