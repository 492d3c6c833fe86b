/** The odd answers of AWS and of people, each by its row: what is told never says more than what is known. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkService } from '../../src/changes/checks.ts';
import type { LiveService } from '../../src/changes/read-live.ts';
import { rollback } from '../../src/changes/rollback.ts';
import type { Operation } from '../../src/core/operation.ts';
import { keyOf } from './house.ts';
import { type ModelHouse, openModelHouse, type Person } from './model-house.ts';
import { type SteeredStore, steeredSqlite } from './steered-time.ts';

let steered: SteeredStore;
let house: ModelHouse;
beforeAll(async () => {
  steered = await steeredSqlite();
});
beforeEach(() => {
  house = openModelHouse(steered, 0);
});
afterAll(() => steered.close());

/** Rounds of one replica with some time after each; gives the state after each round. */
async function rounds(times: number, ms: number): Promise<readonly Operation['state'][]> {
  const states: Operation['state'][] = [];
  for (let turn = 0; turn < times; turn += 1) {
    await house.replicas[0].round();
    states.push((await house.operations())[0]!.state);
    await house.pass(ms);
  }
  return states;
}

async function ended(): Promise<Operation> {
  await rounds(20, 31_000);
  return (await house.operations())[0]!;
}

describe('a service that cannot be changed is refused with the reason', () => {
  test.each([
    ['INACTIVE', 'ECS', 'check.service.inactive'],
    ['DRAINING', 'ECS', 'check.service.inactive'],
    ['ACTIVE', 'CODE_DEPLOY', 'check.service.controller'],
    ['ACTIVE', 'EXTERNAL', 'check.service.controller'],
  ])('A5: it is %s and of %s', (status, controller, why) => {
    const service = { name: 'hydrous-production', status, controller, desired: 2, running: 2 };
    const { level, text } = checkService({ service } as LiveService);
    expect([level, keyOf(text)]).toEqual(['stop', why]);
  });
});

describe('what AWS answers to a change', () => {
  test('A6: it shows the old state for a while after the update: waited for, and sent once', async () => {
    Object.assign(house.aws, { lag: 20_000, weather: 'lost' });
    await house.request('scale', 'ANA');
    expect(await rounds(4, 5_000)).toEqual(['executing', 'executing', 'executing', 'executing']);
    expect(await ended()).toMatchObject({ state: 'succeeded' });
    expect(house.sent).toHaveLength(1);
  });

  test('A7: a write that is throttled is tried once, and told as not done', async () => {
    house.aws.weather = 'throttled';
    await house.request('env', 'ANA');
    expect((await ended()).state).toBe('failed');
    expect(house.sent.map(({ applied }) => applied)).toEqual([false]);
  });

  test('A8: the answer is lost and it was done: found out, and told as done', async () => {
    house.aws.weather = 'lost';
    await house.request('env', 'ANA');
    expect(await ended()).toMatchObject({ state: 'succeeded' });
    expect(house.sent.map(({ step }) => step)).toEqual(['register', 'update']);
  });

  test('A9: the answer is lost and it was not done: told as not done, and not sent again', async () => {
    house.aws.weather = 'dropped';
    await house.request('scale', 'ANA');
    expect(await ended()).toMatchObject({
      state: 'failed',
      outcome: { text: { say: 'execute.not-applied' } },
    });
    expect(house.sent).toHaveLength(1);
  });

  test('A12: the circuit breaker takes it back: failed, with what ECS said', async () => {
    house.aws.healthy = false;
    await house.request('env', 'ANA');
    const { state, outcome } = await ended();
    expect([state, outcome?.text]).toMatchObject(['failed', { say: 'outcome.rolled-back-by-ecs' }]);
  });

  test('A13: autoscaling moves the count while a change is rolled out: no failure of the change', async () => {
    await house.request('env', 'ANA');
    expect(await rounds(1, 0)).toEqual(['executing']);
    house.aws.drift('count');
    expect((await ended()).state).toBe('succeeded');
  });

  test('A13: and while a count is reached: told as moved by somebody else, not as failed', async () => {
    await house.request('scale', 'ANA');
    expect(await rounds(1, 0)).toEqual(['executing']);
    house.aws.drift('count');
    expect((await ended()).state).toBe('superseded');
  });
});

describe('what people do', () => {
  beforeEach(() => {
    house = openModelHouse(steered, 1);
  });

  async function asked(by: Person = 'ANA'): Promise<string> {
    const id = await house.request('scale', by);
    if (id === null) throw new Error('nothing was asked for');
    return id;
  }

  test('B22: approve and reject in the same moment: one counts, and the other hears of it', async () => {
    const id = await asked();
    const answers = await Promise.all([
      house.vote('approve', 'GRACE', id),
      house.vote('reject', 'HEIDI', id),
    ]);
    const keys = answers.map(({ summary }) => keyOf(summary)).sort();
    expect([
      ['operation.already.approved', 'operation.you.approved'],
      ['operation.already.rejected', 'operation.you.rejected'],
    ]).toContainEqual(keys);
  });

  test('B23: a click on a card of last month is answered, not carried out', async () => {
    const id = await asked();
    await house.pass(31 * 24 * 3_600_000);
    expect(keyOf((await house.vote('approve', 'GRACE', id)).summary)).toBe('operation.refused.expired');
    await house.expire();
    expect(keyOf((await house.vote('approve', 'GRACE', id)).summary)).toBe('operation.refused.expired');
    expect(keyOf((await house.vote('approve', 'GRACE', 'op-forgotten')).summary)).toBe(
      'operation.refused.none',
    );
  });

  test('C20: a rollback where nothing ran before has nothing to go back to', async () => {
    const planned = await rollback.plan(house.readers, house.environment, { revision: null });
    expect(planned).toMatchObject({ ok: false, refusal: { say: 'plan.nothing-to-roll-back' } });
  });

  test('C33: who asks cannot approve by typing it either, from neither account', async () => {
    const id = await asked('ANA');
    expect(keyOf((await house.vote('approve', 'ANA', id)).summary)).toBe('operation.refused.self-approval');
    expect(keyOf((await house.vote('approve', 'ANA2', id)).summary)).toBe('policy.refused.own-as');
    expect((await house.operations())[0]).toMatchObject({ state: 'pending', decidedBy: [] });
  });

  test('F15: rules that become stricter while a request waits count for it', async () => {
    const id = await asked();
    house.environment.approvals = 2;
    expect(keyOf((await house.vote('approve', 'GRACE', id)).summary)).toBe('operation.you.counted');
    house.environment.approvals = 1;
    expect(keyOf((await house.vote('approve', 'HEIDI', id)).summary)).toBe('operation.you.approved');
  });
});

test('changes that stay unknown for good never keep others from being carried out', async () => {
  const id = await house.request('scale', 'ANA');
  const sample = (await house.operations())[0]!;
  const done = await ended();
  expect(done.id).toBe(id);
  for (let each = 0; each < 60; each += 1) {
    const operation = { ...sample, id: `op-unknown-${each}`, state: 'unknown' as const };
    await steered.store.operations.insert(operation, `unknown-${each}`);
  }
  await house.pass(25 * 3_600_000);
  const next = await house.request('scale', 'ANA');
  await rounds(3, 6_000);
  expect(await steered.store.operations.get(next!)).toMatchObject({ state: 'succeeded' });
});
