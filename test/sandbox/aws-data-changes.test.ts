import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ElastiCacheClient, ListAllowedNodeTypeModificationsCommand } from '@aws-sdk/client-elasticache';
import {
  CreateDBSnapshotCommand,
  DescribeDBSnapshotsCommand,
  DescribeOrderableDBInstanceOptionsCommand,
  RDSClient,
  RestoreDBInstanceFromDBSnapshotCommand,
} from '@aws-sdk/client-rds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import type { SimulatedAws } from '../../sandbox/aws/server.ts';
import { settingsFor, startStepped } from './aws-house.ts';

/** What the changes of databases and caches need of the simulated account, judged by the SDK and the command line. */
const run = promisify(execFile);
const hasCli = await run('aws', ['--version']).then(
  () => true,
  () => false,
);

let aws: SimulatedAws;
let rds: RDSClient;
const DBInstanceIdentifier = 'hydrous-db';
beforeAll(async () => {
  aws = await startStepped();
  rds = new RDSClient(settingsFor(aws));
});
afterAll(() => aws.close());

async function snapshot(DBSnapshotIdentifier: string) {
  const { DBSnapshots } = await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier }));
  return DBSnapshots![0]!;
}

describe('RDS', () => {
  test('a snapshot tells its percent until it stands', async () => {
    await rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier, DBSnapshotIdentifier: 'one' }));
    const seen: (number | undefined)[] = [];
    for (let step = 0; step < 5; step += 1) {
      seen.push((await snapshot('one')).PercentProgress);
      aws.advance(2_500);
    }
    expect(seen).toEqual([0, 25, 50, 75, 100]);
    expect((await snapshot('one')).SnapshotCreateTime).toBeInstanceOf(Date);
  });

  test('a restore without settings gets the defaults, as RDS gives them', async () => {
    const wish = { DBSnapshotIdentifier: 'one', DBInstanceIdentifier: 'bare' };
    const { DBInstance } = await rds.send(new RestoreDBInstanceFromDBSnapshotCommand(wish));
    expect(DBInstance).toMatchObject({
      DBSubnetGroup: { DBSubnetGroupName: 'default' },
      DeletionProtection: false,
    });
    expect(DBInstance?.TagList ?? []).toEqual([]);
  });

  test('a full account refuses another instance by its name', async () => {
    aws.world.rds.quota = aws.world.rds.instances.size;
    const wish = { DBSnapshotIdentifier: 'one', DBInstanceIdentifier: 'more' };
    await expect(rds.send(new RestoreDBInstanceFromDBSnapshotCommand(wish))).rejects.toMatchObject({
      name: 'InstanceQuotaExceededFault',
    });
  });

  test('the classes that can be ordered, all or one', async () => {
    const ask = async (DBInstanceClass?: string) =>
      (
        await rds.send(
          new DescribeOrderableDBInstanceOptionsCommand({
            Engine: 'postgres',
            ...(DBInstanceClass && { DBInstanceClass }),
          }),
        )
      ).OrderableDBInstanceOptions!.map((option) => option.DBInstanceClass);
    expect(await ask()).toContain('db.t4g.small');
    expect(await ask('db.t3.small')).toEqual(['db.t3.small']);
    expect(await ask('db.t9.nano')).toEqual([]);
  });
});

test('ElastiCache tells what a cluster may become', async () => {
  const command = new ListAllowedNodeTypeModificationsCommand({ CacheClusterId: 'hydrous-redis' });
  const answer = await new ElastiCacheClient(settingsFor(aws)).send(command);
  expect(answer.ScaleUpModifications).toContain('cache.t3.small');
  expect(answer.ScaleDownModifications ?? []).toEqual([]);
});

describe.skipIf(!hasCli)('the aws command line (skipped where aws is not installed)', () => {
  test('takes a snapshot, and is told its percent', async () => {
    const env = { ...awsEnvironment(aws.url, process.env), AWS_PAGER: '' };
    const line = ['rds', 'create-db-snapshot', '--db-instance-identifier', DBInstanceIdentifier];
    const endpoint = ['--endpoint-url', aws.url];
    await run('aws', [...line, '--db-snapshot-identifier', 'by-hand', ...endpoint], { env });
    aws.advance(5_000);
    const describe = ['rds', 'describe-db-snapshots', '--db-snapshot-identifier', 'by-hand'];
    const { stdout } = await run('aws', [...describe, ...endpoint, '--output', 'json'], { env });
    expect(JSON.parse(stdout)).toMatchObject({ DBSnapshots: [{ Status: 'creating', PercentProgress: 50 }] });
  }, 60_000);
});
