import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CHANGES } from '../../src/app-changes.ts';
import type { ChangeKind, PlanRow } from '../../src/core/operation.ts';
import { speak } from '../../src/words/speak.ts';
import { harness, operation } from '../commands/builders.ts';
import { keyOf } from './house.ts';
import { type LockHouse, openLockHouse, textOf } from './lock-house.ts';

const FROM = 'arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous:42';

/** What each kind keeps of the state before it, the line that takes it back, and what that line asks for. */
const UNDO: Readonly<Record<ChangeKind, readonly [object, string, ChangeKind, unknown] | null>> = {
  deploy: [{ from: FROM }, 'rollback revision:42 production', 'rollback', { revision: 42 }],
  redeploy: [{ moved: true }, 'rollback production', 'rollback', { revision: null }],
  rollback: [
    { from: FROM },
    'deploy revision:42 production',
    'deploy',
    { image: { by: 'revision', revision: 42 } },
  ],
  scale: [{ from: 2 }, 'scale 2 production', 'scale', { count: 2 }],
  'scale-task': [
    { cpuBefore: '512', memoryBefore: '1024' },
    'scale cpu=512 memory=1024 production',
    'scale-task',
    { cpu: 512, memory: 1024 },
  ],
  env: [{ from: FROM }, 'rollback revision:42 production', 'rollback', { revision: 42 }],
  autoscale: [
    { undo: 'min=1 max=4 cpu=60' },
    'autoscale min=1 max=4 cpu=60 production',
    'autoscale',
    expect.objectContaining({ min: 1, max: 4, cpu: 60, memory: null }),
  ],
  'autoscale-suspend': [{}, 'autoscale resume production', 'autoscale-resume', {}],
  'db-resize': [
    { from: 'db.t4g.small' },
    'db resize db.t4g.small production',
    'db-resize',
    expect.anything(),
  ],
  'cache-resize': [
    { from: 'cache.t4g.small' },
    'cache resize cache.t4g.small production',
    'cache-resize',
    expect.anything(),
  ],
  'alarms-create': [{}, 'alarms restore op-7kq2m9xd4t production', 'alarms-restore', expect.anything()],
  // How much of its time was left is not a fact any more; the second nothing to take back; the rest only adds.
  'autoscale-resume': null,
  abort: null,
  'alarms-restore': null,
  'db-snapshot': null,
  'db-restore': null,
  'test-alarm': null,
};

describe('the undo of', () => {
  test.each(Object.entries(UNDO))('%s', async (kind, wanted) => {
    const [target, line, asks, wish] = wanted ?? [{ from: FROM, duration: 1 }];
    const done = operation({ kind: kind as ChangeKind });
    const undo = CHANGES[kind as ChangeKind].undo({ ...done, plan: { ...done.plan, target: { ...target } } });
    expect(undo).toBe(line ?? null);
    if (undo === null) return;
    const { run, changes } = harness();
    await run(undo);
    expect(changes).toEqual([{ kind: asks, environment: 'production', wish, reason: null }]);
  });

  test('every kind is in this table', () => {
    expect(Object.keys(UNDO).sort()).toEqual(Object.keys(CHANGES).sort());
  });
});

describe('pressed on the card', () => {
  let house: LockHouse;
  beforeAll(async () => {
    house = await openLockHouse();
  });
  beforeEach(() => house.reset());
  afterAll(() => house.close());

  async function done(line: string): Promise<string> {
    await house.type(line);
    await house.vote('approve', 'U0BRUNO');
    return (await house.until('succeeded')).id;
  }
  const swapped = ({ field, from, to }: PlanRow) => ({ field, from: to, to: from });

  test.each([
    ['scale 3', 'desired-count'],
    ['autoscale min=2 max=6', 'bounds'],
  ])('%s is planned the other way round, by whoever pressed', async (line, field) => {
    const id = await done(line);
    const row = (await house.newest()).plan.rows.find((each) => each.field === field)!;
    expect(keyOf((await house.pressOn(id, 'undo', 'U0OMAR')).summary)).toBe('operation.asked');
    const { requester, plan } = await house.newest();
    expect(requester.user).toBe('U0OMAR');
    expect(plan.rows.find((each) => each.field === field)).toEqual(swapped(row));
  });

  test('a new version is taken back to the revision before it, but not past what came after', async () => {
    const id = await done('deploy v1.11.0');
    expect(keyOf((await house.pressOn(id, 'undo')).summary)).toBe('operation.asked');
    const { kind, plan } = await house.newest();
    expect([kind, plan.rows.find(({ field }) => field === 'revision')?.to]).toEqual([
      'rollback',
      'hydrous:42',
    ]);
    await house.vote('cancel', 'U0ANA');

    await house.type('env set LEVEL=debug');
    const { operations } = house.store;
    const later = (await house.newest()).id;
    for (const [from, to] of [
      ['pending', 'approved'],
      ['approved', 'executing'],
      ['executing', 'succeeded'],
    ] as const)
      await operations.move(later, [from], to, { endedAt: await house.store.now() });
    const refused = await house.pressOn(id, 'undo');
    expect(textOf(refused)).toContain('se llevaría también ese');
    expect(textOf(refused)).toContain('/hydrous rollback revision:42 production');
  });
});

describe('what moved between plan and execution', () => {
  let house: LockHouse;
  beforeAll(async () => {
    house = await openLockHouse();
  });
  afterAll(() => house.close());

  test('is told in words that people use, and plans again for whoever presses', async () => {
    await house.type('scale 3');
    const service = house.aws.world.ecs.clusters.get('hydrous')!.services.get('hydrous-production')!;
    service.desired = 4;
    await house.vote('approve', 'U0BRUNO');
    const stale = await house.until('stale', 'succeeded');
    expect(stale.outcome?.details.map((each) => speak(each, 'es', 'plain'))).toEqual([
      'Tareas deseadas: el plan decía 2, ahora es 4',
    ]);
    expect(stale.outcome?.details.map((each) => speak(each, 'en', 'plain'))).toEqual([
      'Desired tasks: the plan said 2, now it is 4',
    ]);
    expect(keyOf((await house.pressOn(stale.id, 'plan-again', 'U0OMAR')).summary)).toBe('operation.asked');
    const { requester, plan } = await house.newest();
    expect([requester.user, plan.rows[0]?.from]).toEqual(['U0OMAR', '4']);
  });
});
