import { describe, expect, it } from 'vitest';
import { testAlarm } from '../../src/changes/test-alarm.ts';
import type { Arrival, ChangeReaders, ChangeWriter } from '../../src/core/change.ts';
import type { Operation, StepRecord } from '../../src/core/operation.ts';
import type { AlarmView } from '../../src/core/ports/aws.ts';
import { environment, keyOf, NOW, operation, readers } from '../commands/builders.ts';

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:hydrous-alarms';
const ELSEWHERE = 'arn:aws:sns:eu-west-1:123456789012:hydrous-alarms';
const PRODUCTION = environment();
const NAME = 'hydrous-test-production';

function changeReaders(over: {
  topics?: readonly string[];
  alarm?: Partial<AlarmView> | null;
  arrival?: Arrival | null;
  waited?: number;
}): ChangeReaders {
  const alarm = {
    name: NAME,
    arn: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${NAME}`,
    state: 'OK',
    reason: null,
    updatedAt: NOW,
    ...over.alarm,
  };
  const base = readers();
  return {
    ...base,
    alarms: { open: async () => [], alarm: async () => (over.alarm === null ? null : alarm) },
    clock: { ...base.clock, now: () => NOW + (over.waited ?? 2_000) },
    digest: (text: string) => `digest of ${text}`,
    topics: over.topics ?? [TOPIC],
    arrival: async () => over.arrival ?? null,
  } as unknown as ChangeReaders;
}

function running(steps: readonly StepRecord[] = [{ step: 'set-alarm', sentAt: NOW, result: {} }]): Operation {
  const plan = {
    ...operation().plan,
    startsDeployment: false,
    target: { topic: TOPIC },
    live: { topic: TOPIC },
  };
  return operation({ kind: 'test-alarm', state: 'executing', startedAt: NOW, steps, plan });
}

describe('the plan', () => {
  it('names the alarm and the topic, and is of low risk', async () => {
    const planned = await testAlarm.plan(changeReaders({ topics: [ELSEWHERE, TOPIC] }), PRODUCTION, {});
    expect(planned).toMatchObject({
      ok: true,
      plan: {
        risk: 'low',
        startsDeployment: false,
        rows: [
          { field: 'alarm', from: null, to: NAME },
          { field: 'topic', from: null, to: TOPIC },
        ],
      },
    });
    if (planned.ok) expect(planned.plan.manual.join('\n')).toContain(`--alarm-name ${NAME}`);
  });

  it.each([
    ['without a topic', [], 'plan.no-topic'],
    ['with topics of other regions only', [ELSEWHERE], 'plan.topic-elsewhere'],
  ])('is refused %s, since no alarm could arrive', async (_, topics, key) => {
    const planned = await testAlarm.plan(changeReaders({ topics }), PRODUCTION, {});
    expect(planned.ok).toBe(false);
    if (!planned.ok) expect(keyOf(planned.refusal)).toBe(key);
  });

  it('drifts when the topic was taken out of the configuration meanwhile', async () => {
    const live = await testAlarm.live(changeReaders({ topics: [] }), PRODUCTION, running().plan);
    expect(live).not.toEqual({ topic: TOPIC });
  });
});

it('each step sends one request, and only to the test alarm', async () => {
  const sent: unknown[] = [];
  const writer = {
    putTestAlarm: async (_: unknown, alarm: unknown) => void sent.push(alarm),
    setTestAlarmState: async (_: unknown, alarm: unknown) => void sent.push(alarm),
  } as unknown as ChangeWriter;
  const plan = running();
  for (const step of testAlarm.steps(plan.plan))
    await testAlarm.apply(writer, PRODUCTION, plan, step, [], {});
  const reason = 'Hydrous: test of the way of alarms';
  expect(sent).toEqual([
    { name: NAME, topic: TOPIC },
    { name: NAME, state: 'ALARM', reason },
    { name: NAME, state: 'OK', reason },
  ]);
});

describe('after a lost answer', () => {
  const record = (step: string): StepRecord => ({ step, sentAt: NOW, result: null });
  it.each([
    ['put-alarm', null, 'not-applied'],
    ['put-alarm', {}, 'applied'],
    ['set-alarm', { state: 'ALARM', updatedAt: NOW + 10 }, 'applied'],
    ['set-alarm', { state: 'ALARM', updatedAt: NOW - 10 }, 'not-applied'],
    ['set-ok', { state: 'ALARM', updatedAt: NOW + 10 }, 'not-applied'],
    ['set-ok', { state: 'OK', updatedAt: NOW + 10 }, 'applied'],
  ])('%s with %j: %s', async (step, alarm, seen) => {
    const found = await testAlarm.seen(changeReaders({ alarm }), PRODUCTION, running(), record(step));
    expect(found.seen).toBe(seen);
  });
});

describe('how far the notification came', () => {
  const arrived = { incident: 'inc-1', at: NOW + 900, posted: true };
  const settled = async (over: Parameters<typeof changeReaders>[0]) => {
    const end = await testAlarm.settle(changeReaders(over), PRODUCTION, running());
    const keys = end.state === 'running' ? [] : end.outcome.details.map(keyOf);
    return [end.state, ...keys];
  };

  it.each([
    ['nothing yet', {}, ['running']],
    ['arrived, not posted yet', { arrival: { ...arrived, posted: false } }, ['running']],
    ['all the way', { arrival: arrived }, ['succeeded', 'hop.cloudwatch', 'hop.arrived', 'hop.posted']],
    ['nothing in a minute', { waited: 60_000 }, ['failed', 'hop.cloudwatch', 'hop.not-arrived']],
    [
      'no card in a minute',
      { waited: 60_000, arrival: { ...arrived, posted: false } },
      ['failed', 'hop.cloudwatch', 'hop.arrived', 'hop.not-posted'],
    ],
    ['the alarm is gone', { alarm: null, waited: 60_000 }, ['failed', 'hop.cloudwatch', 'hop.not-arrived']],
  ])('%s', async (_, over, expected) => {
    expect(await settled(over)).toEqual(expected);
  });
});

it('nothing takes it back, and nobody has to approve it', () => {
  expect(testAlarm.undo(running())).toBeNull();
  expect(testAlarm.needsApproval).toBe(false);
});
