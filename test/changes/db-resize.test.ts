import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHANGES } from '../../src/app-changes.ts';
import { checkOf, type DataHouse, keyOf, openDataHouse, said } from './data-house.ts';

let house: DataHouse;
beforeEach(async () => {
  house = await openDataHouse();
});
afterEach(() => house.close());

const SMALL = { instanceClass: 'db.t3.small' };
const instance = () => house.aws.world.rds.instances.get('hydrous-db')!;

describe('db resize', () => {
  test('says that it interrupts, what it costs, and the line for the hand', async () => {
    const plan = await house.planned('db-resize', SMALL);
    expect(keyOf(checkOf(plan, 'interruption')?.text)).toBe('check.interruption.restart');
    expect(plan.rows).toContainEqual({ field: 'instance-class', from: 'db.t3.micro', to: 'db.t3.small' });
    expect(plan.rows).toContainEqual({ field: 'monthly-cost', from: '13.14 USD', to: '26.28 USD' });
    expect(plan.manual).toEqual([
      'aws rds modify-db-instance --region us-east-1 --db-instance-identifier hydrous-db --db-instance-class db.t3.small --apply-immediately',
    ]);
    expect(checkOf(plan, 'class')?.level).toBe('ok');
    expect(checkOf(plan, 'snapshot')?.level).not.toBe('stop');
  });

  test('with a second zone it is a failover', async () => {
    instance().multiAz = true;
    const plan = await house.planned('db-resize', SMALL);
    expect(keyOf(checkOf(plan, 'interruption')?.text)).toBe('check.interruption.failover');
  });

  test('it is over when the class is new and the instance is available, not before', async () => {
    const done = await house.send('db-resize', await house.planned('db-resize', SMALL));
    expect((await house.settle(done)).state).toBe('running');
    house.aws.advance(5_000);
    expect(await house.settle(done)).toMatchObject({ rollout: { progress: { status: 'modifying' } } });
    house.aws.advance(60_000);
    expect((await house.settle(done)).state).toBe('succeeded');
    expect(CHANGES['db-resize'].undo(done)).toBe('db resize db.t3.micro production');
    expect(house.aws.calls.of('ModifyDBInstance')[0]?.input).toEqual({
      DBInstanceIdentifier: 'hydrous-db',
      DBInstanceClass: 'db.t3.small',
      ApplyImmediately: true,
    });
  });

  test('one that RDS gives up ends failed, and says which class it still is', async () => {
    house.aws.world.rds.break('resize-fails');
    const done = await house.send('db-resize', await house.planned('db-resize', SMALL));
    house.aws.advance(5_000);
    const { rollout } = await house.settle(done);
    house.aws.advance(60_000);
    const end = await house.settle({ ...done, rollout });
    expect([end.state, ...said(end)]).toEqual(['failed', 'outcome.db-not-resized', 'outcome.see-events']);
  });

  test('what waited for the window is named, because it is applied along', async () => {
    instance().pending = { storage: 40, password: true };
    const check = checkOf(await house.planned('db-resize', SMALL), 'pending');
    expect(check).toMatchObject({ level: 'warning', text: { say: 'check.pending.with-it' } });
    expect(JSON.stringify(check)).toContain('AllocatedStorage');
  });

  test.each([
    ['db.t3.smal', 'db.t3.small'],
    ['t3.small', 'db.t3.small'],
  ])('%s is answered with %s, and not sent', async (wrong, meant) => {
    const result = await house.plan('db-resize', { instanceClass: wrong });
    expect(result.ok ? '' : keyOf(result.refusal)).toBe('plan.class-unknown');
    expect(JSON.stringify(result)).toContain(meant);
  });

  test('where the list may not be read, the class is not checked and the card says so', async () => {
    const denied = { kind: 'error', name: 'AccessDenied', status: 403 } as const;
    house.aws.faults.set('DescribeOrderableDBInstanceOptions', denied);
    expect(checkOf(await house.planned('db-resize', SMALL), 'class')?.level).toBe('not-checked');
    const result = await house.plan('db-resize', { instanceClass: 't3.small' });
    expect(JSON.stringify(result)).toContain('db.t3.small');
  });

  test('the class it has is refused', async () => {
    const result = await house.plan('db-resize', { instanceClass: 'DB.T3.MICRO' });
    expect(result.ok ? '' : keyOf(result.refusal)).toBe('plan.same-class');
  });

  test('a rollout in progress stops it, and one that begins after the plan is drift', async () => {
    const plan = await house.planned('db-resize', SMALL);
    house.aws.console.deployPastChecks('v1.11.0');
    expect(checkOf(await house.planned('db-resize', SMALL), 'rollout')?.level).toBe('stop');
    expect(await house.moved('db-resize', plan)).toEqual(['rollout']);
  });

  test('after a lost answer reading decides: what began, what never came, and what nobody can tell', async () => {
    const plan = await house.planned('db-resize', SMALL);
    house.aws.faults.set('ModifyDBInstance', { kind: 'drop' }, { times: 1 });
    await expect(house.send('db-resize', plan)).rejects.toMatchObject({ kind: 'ambiguous' });
    expect(await house.seen('db-resize', plan)).toBe('not-applied');
    house.aws.faults.set('ModifyDBInstance', { kind: 'reply-lost' }, { times: 1 });
    await expect(house.send('db-resize', plan)).rejects.toMatchObject({ kind: 'ambiguous' });
    expect(await house.seen('db-resize', plan)).toBe('applied');
    house.aws.advance(60_000);
    expect(await house.seen('db-resize', plan)).toBe('applied');
  });

  test('the same change that waited already proves nothing', async () => {
    instance().pending = { instanceClass: 'db.t3.small' };
    const plan = await house.planned('db-resize', SMALL);
    expect(await house.seen('db-resize', plan)).toBe('cannot-tell');
  });
});
