import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHANGES } from '../../src/app-changes.ts';
import { checkOf, type DataHouse, keyOf, openDataHouse, said } from './data-house.ts';

let house: DataHouse;
let snapshot: string;
beforeEach(async () => {
  house = await openDataHouse();
  snapshot = [...house.aws.world.rds.snapshots.keys()][0]!;
});
afterEach(() => house.close());

const wish = () => ({ snapshot });

describe('db restore', () => {
  test('goes to a new instance that has all that the live one has', async () => {
    const plan = await house.planned('db-restore', wish());
    const id = String(plan.target['instance']);
    expect(id).toMatch(/^hydrous-db-restored-\d{8}-\d{4}$/);
    expect(id.length).toBeLessThanOrEqual(63);
    await house.send('db-restore', plan);
    house.aws.advance(30_000);
    const { rds } = house.aws.world;
    expect(rds.instances.get(id)).toMatchObject({
      settings: rds.instances.get('hydrous-db')!.settings,
      instanceClass: 'db.t3.micro',
      multiAz: false,
      status: 'available',
    });
    expect(rds.instances.get('hydrous-db')?.status).toBe('available');
    expect(house.aws.calls.count('DeleteDBInstance')).toBe(0);
  });

  test('the line for the hand says all of it too', async () => {
    const [line] = (await house.planned('db-restore', wish())).manual;
    for (const flag of [
      `--db-snapshot-identifier ${snapshot}`,
      '--db-subnet-group-name hydrous-private',
      '--vpc-security-group-ids sg-0fedcba9876543210',
      '--db-parameter-group-name hydrous-postgres16',
      '--no-multi-az',
      '--deletion-protection',
      '--tags Key=service,Value=hydrous',
    ])
      expect(line).toContain(flag);
    expect(line).not.toContain('--iops');
  });

  test('at the end it tells the new endpoint, what to point to it, and what both cost', async () => {
    const host = house.aws.world.rds.instances.get('hydrous-db')!.address!;
    const { adapters, environment } = house;
    const { taskDefinition: from } = await adapters.ecs.service(environment);
    const variables = { container: 'hydrous-container', set: { DATABASE_HOST: host }, unset: [] };
    const { arn } = await adapters.writer.registerWith(environment, {
      from,
      operation: 'op-1',
      patch: { variables },
    });
    await adapters.writer.updateService(environment, { taskDefinition: arn });
    const plan = await house.planned('db-restore', wish());
    expect(keyOf(checkOf(plan, 'host')?.text)).toBe('check.host.variables');
    // A value that holds the host never leaves the adapter; the host itself is RDS's own.
    const done = await house.send('db-restore', plan);
    expect(await house.settle(done)).toMatchObject({ rollout: { progress: { status: 'creating' } } });
    house.aws.advance(30_000);
    const end = await house.settle(done);
    expect(said(end)).toEqual([
      'outcome.restored',
      'point.set',
      'outcome.restore-both',
      'outcome.restore-by-hand',
    ]);
    const text = JSON.stringify(end);
    const next = house.aws.world.rds.instances.get(String(plan.target['instance']))!.address;
    expect(text).toContain(`/hydrous env set DATABASE_HOST=${next} production`);
    expect(text).toContain('15.44');
    expect(CHANGES['db-restore'].undo(done)).toBeNull();
  });

  test('where no variable holds the host, those that may hold it are named', async () => {
    const plan = await house.planned('db-restore', wish());
    expect(keyOf(checkOf(plan, 'host')?.text)).toBe('check.host.maybe');
    expect(JSON.stringify(checkOf(plan, 'host'))).toContain('DATABASE_HOST');
    expect(JSON.stringify(plan)).not.toContain('hydrous-db.example.internal');
    const done = await house.send('db-restore', plan);
    house.aws.advance(30_000);
    expect(said(await house.settle(done))[1]).toBe('point.maybe');
  });

  test('an instance that cannot come up ends it, with how to remove it by hand', async () => {
    house.aws.world.rds.break('restore-fails');
    const done = await house.send('db-restore', await house.planned('db-restore', wish()));
    house.aws.advance(30_000);
    const end = await house.settle(done);
    expect([end.state, ...said(end)]).toEqual([
      'failed',
      'outcome.database-broken',
      'outcome.restore-by-hand',
    ]);
  });

  test('a full account is told in plain words', async () => {
    house.aws.world.rds.quota = 1;
    const plan = await house.planned('db-restore', wish());
    await expect(house.send('db-restore', plan)).rejects.toMatchObject({
      sentence: { say: 'aws.instance-quota' },
    });
  });

  test('a snapshot that does not exist is answered with those that do', async () => {
    const result = await house.plan('db-restore', { snapshot: 'nothing' });
    expect(result.ok ? '' : keyOf(result.refusal)).toBe('plan.snapshot-missing');
    expect(JSON.stringify(result)).toContain(snapshot);
  });

  test('one that is still being made stops it', async () => {
    const { rds } = house.aws.world;
    rds.snapshot(rds.instances.get('hydrous-db')!, 'young');
    expect(checkOf(await house.planned('db-restore', { snapshot: 'young' }), 'snapshot')?.level).toBe('stop');
  });

  test('after a lost answer the new name tells whether it happened', async () => {
    const plan = await house.planned('db-restore', wish());
    house.aws.faults.set('RestoreDBInstanceFromDBSnapshot', { kind: 'drop' }, { times: 1 });
    await expect(house.send('db-restore', plan)).rejects.toMatchObject({ kind: 'ambiguous' });
    expect(await house.seen('db-restore', plan)).toBe('not-applied');
    house.aws.faults.set('RestoreDBInstanceFromDBSnapshot', { kind: 'reply-lost' }, { times: 1 });
    await expect(house.send('db-restore', plan)).rejects.toMatchObject({ kind: 'ambiguous' });
    expect(await house.seen('db-restore', plan)).toBe('applied');
    expect(await house.moved('db-restore', plan)).toEqual(['new-database']);
  });
});
