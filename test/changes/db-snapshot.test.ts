import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHANGES } from '../../src/app-changes.ts';
import { checkOf, type DataHouse, keyOf, openDataHouse, said } from './data-house.ts';

let house: DataHouse;
beforeEach(async () => {
  house = await openDataHouse();
});
afterEach(() => house.close());

describe('db snapshot', () => {
  test('the name is chosen in the plan, is one that RDS takes, and stands in the line for the hand', async () => {
    const plan = await house.planned('db-snapshot');
    const id = String(plan.target['snapshot']);
    expect(id).toMatch(/^hydrous-production-\d{8}-\d{6}$/);
    expect(plan.manual).toEqual([
      `aws rds create-db-snapshot --region us-east-1 --db-instance-identifier hydrous-db --db-snapshot-identifier ${id}`,
    ]);
    expect(plan.startsDeployment).toBe(false);
    expect(checkOf(plan, 'interruption')?.level).toBe('warning');
  });

  test('it is followed by its percent until it stands', async () => {
    const done = await house.send('db-snapshot', await house.planned('db-snapshot'));
    house.aws.advance(6_000);
    expect(await house.settle(done)).toMatchObject({
      state: 'running',
      rollout: { progress: { status: 'creating', percent: 50 } },
    });
    house.aws.advance(6_000);
    const end = await house.settle(done);
    expect(end.state).toBe('succeeded');
    expect(said(end)).toEqual(['outcome.snapshot', 'outcome.snapshot-next']);
    expect(house.aws.calls.count('CreateDBSnapshot')).toBe(1);
  });

  test('one that fails says so', async () => {
    house.aws.world.rds.break('snapshot-fails');
    const done = await house.send('db-snapshot', await house.planned('db-snapshot'));
    house.aws.advance(20_000);
    const end = await house.settle(done);
    expect([end.state, ...said(end)]).toEqual(['failed', 'outcome.snapshot-failed']);
  });

  test('a database that is busy stops it before anything is sent', async () => {
    house.aws.world.rds.stop(house.aws.world.rds.instances.get('hydrous-db')!);
    const plan = await house.planned('db-snapshot');
    expect(checkOf(plan, 'database')?.level).toBe('stop');
  });

  test('one that became busy after the plan is drift', async () => {
    const plan = await house.planned('db-snapshot');
    expect(await house.moved('db-snapshot', plan)).toEqual([]);
    house.aws.world.rds.stop(house.aws.world.rds.instances.get('hydrous-db')!);
    expect(await house.moved('db-snapshot', plan)).toEqual(['status']);
  });

  test('a lost answer is found by the name, and one that never arrived is not', async () => {
    const plan = await house.planned('db-snapshot');
    house.aws.faults.set('CreateDBSnapshot', { kind: 'drop' }, { times: 1 });
    await expect(house.send('db-snapshot', plan)).rejects.toMatchObject({ kind: 'ambiguous' });
    expect(await house.seen('db-snapshot', plan)).toBe('not-applied');
    house.aws.faults.set('CreateDBSnapshot', { kind: 'reply-lost' }, { times: 1 });
    await expect(house.send('db-snapshot', plan)).rejects.toMatchObject({ kind: 'ambiguous' });
    expect(await house.seen('db-snapshot', plan)).toBe('applied');
    expect(house.aws.calls.count('CreateDBSnapshot')).toBe(2);
  });

  test.each([
    ['DBSnapshotAlreadyExists', 'aws.snapshot-exists'],
    ['InvalidDBInstanceState', 'aws.database-state'],
    ['SnapshotQuotaExceeded', 'aws.snapshot-quota'],
    ['DBInstanceNotFound', 'aws.database-gone'],
  ])('%s is told in plain words', async (name, key) => {
    const plan = await house.planned('db-snapshot');
    house.aws.faults.set('CreateDBSnapshot', { kind: 'error', name });
    const problem = await house.send('db-snapshot', plan).then(
      () => null,
      (error: unknown) => error as { sentence: object },
    );
    expect(keyOf(problem?.sentence)).toBe(key);
  });

  test('without a database in hydrous.yml it is refused with what to write', async () => {
    const bare = { ...house.environment, database: null };
    const result = await CHANGES['db-snapshot'].plan(house.readers, bare, {});
    expect(result.ok ? '' : keyOf(result.refusal)).toBe('plan.no-database');
  });
});
