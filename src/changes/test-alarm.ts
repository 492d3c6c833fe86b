import type { Change, ChangeReaders, Planned, Settlement } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation } from '../core/operation.ts';
import { code, type Sentence, say, span } from '../core/sentence.ts';
import { TEST_REASON, testAlarmName } from '../core/test-alarm.ts';
import { testAlarmLines } from './manual-lines.ts';
import { planOf, refusedPlan } from './plan-of.ts';

/** How long a notification may take from CloudWatch to the channel, ms. A real one takes a few seconds. */
const PATIENCE_MS = 60_000;

/** Fires an alarm that exists for nothing else, and looks how far its notification comes. */
export const testAlarm: Change<Readonly<Record<string, never>>> = {
  kind: 'test-alarm',
  needsApproval: false,
  plan: planTest,
  live: async (readers, environment) => ({ topic: topicFor(readers, environment) ?? '–' }),
  steps: () => ['put-alarm', 'set-alarm', 'set-ok'],
  async apply(writer, environment, operation, step) {
    const name = testAlarmName(environment);
    if (step === 'put-alarm') await writer.putTestAlarm(environment, { name, topic: topicOf(operation) });
    else {
      const state = step === 'set-alarm' ? 'ALARM' : 'OK';
      await writer.setTestAlarmState(environment, { name, state, reason: TEST_REASON });
    }
    return {};
  },
  async seen(readers, environment, _operation, record) {
    const alarm = await readers.alarms.alarm(environment, testAlarmName(environment));
    if (record.step === 'put-alarm') return { seen: alarm === null ? 'not-applied' : 'applied', result: {} };
    const wanted = record.step === 'set-alarm' ? 'ALARM' : 'OK';
    const since = alarm?.updatedAt ?? 0;
    return {
      seen: alarm?.state === wanted && since >= record.sentAt ? 'applied' : 'not-applied',
      result: {},
    };
  },
  settle: settleTest,
  undo: () => null,
  describe: ({ environment }) => say('change.test-alarm', { environment }),
};

/** An alarm only tells topics of its own region. */
export function topicFor({ topics }: Pick<ChangeReaders, 'topics'>, { region }: Environment): string | null {
  return topics.find((arn) => arn.split(':')[3] === region) ?? null;
}

function topicOf({ plan }: Operation): string {
  return String(plan.target['topic']);
}

async function planTest(readers: ChangeReaders, environment: Environment): Promise<Planned> {
  const { region } = environment;
  if (readers.topics.length === 0) return refusedPlan(say('plan.no-topic', { region }));
  const topic = topicFor(readers, environment);
  if (topic === null)
    return refusedPlan(say('plan.topic-elsewhere', { region, topics: readers.topics.map(code) }));
  const name = testAlarmName(environment);
  return planOf(readers, {
    rows: [
      { field: 'alarm', from: null, to: name },
      { field: 'topic', from: null, to: topic },
    ],
    checks: [
      { name: 'alarms', level: 'ok', text: say('check.test-alarm.ours') },
      { name: 'target', level: 'ok', text: say('check.topic.ok', { topic: code(topic) }) },
    ],
    live: { topic },
    startsDeployment: false,
    manual: testAlarmLines(environment, name, topic),
    target: { topic },
  });
}

async function settleTest(
  readers: ChangeReaders,
  environment: Environment,
  operation: Operation,
): Promise<Settlement> {
  const fired = operation.steps.find(({ step }) => step === 'set-alarm');
  const alarm = await readers.alarms.alarm(environment, testAlarmName(environment));
  const since = fired?.sentAt ?? operation.createdAt;
  const arrival = alarm === null ? null : await readers.arrival(alarm.arn, since);
  const waited = readers.clock.now() - since;
  if (arrival === null) {
    if (waited < PATIENCE_MS) return { state: 'running', rollout: null };
    const text = say('outcome.test-not-arrived', { after: span(waited) });
    const missing = say('hop.not-arrived', { topic: code(topicOf(operation)) });
    return ended('failed', text, [say('hop.cloudwatch'), missing]);
  }
  const took = span(Math.max(0, arrival.at - since));
  const hops = [
    say('hop.cloudwatch'),
    say('hop.arrived', { incident: code(arrival.incident), took }),
    say(arrival.posted ? 'hop.posted' : 'hop.not-posted'),
  ];
  if (arrival.posted)
    return ended('succeeded', say('outcome.test-arrived', { took: span(Math.max(0, waited)) }), hops);
  if (waited < PATIENCE_MS) return { state: 'running', rollout: null };
  return ended('failed', say('outcome.test-not-posted', { after: span(waited) }), hops);
}

function ended(state: 'succeeded' | 'failed', text: Sentence, details: readonly Sentence[]): Settlement {
  return { state, rollout: null, outcome: { text, details, lines: [], entry: null } };
}
