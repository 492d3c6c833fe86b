/** Every reading verb with each of its calls to AWS failing in turn: the answer still comes, and says what is missing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../sandbox/aws/wire/faults.ts';
import { checkContent } from '../../sandbox/slack/check-message.ts';
import type { Document } from '../../src/core/document.ts';
import { createButtonSeal } from '../../src/slack/button-seal.ts';
import { render } from '../../src/slack/render.ts';
import { openReadingHouse, type ReadingHouse } from './reading-house.ts';

/** Each in an account of its own, so that all are tried at once. */
const LINES = [
  'status',
  'health',
  'metrics',
  'metrics cache',
  'images',
  'revisions',
  'alarms',
  'alarms history hydrous-5xx-errors',
  'alarms create',
  'db',
  'db snapshots',
  'cache',
  'autoscale',
  'env',
  'costs',
  'logs',
  'logs boom --level error --since 2h',
  'logs --file',
  'logs --patterns',
  'logs --new',
] as const;

const FAULTS = {
  denied: { kind: 'error', name: 'AccessDeniedException', status: 400, message: 'not allowed' },
  throttled: { kind: 'throttle' },
  stalled: null,
  empty: { kind: 'empty' },
  odd: { kind: 'rewrite', change: (reply) => (reply.startsWith('<') ? '<Odd/>' : '{"odd":true}') },
} satisfies Record<string, Fault | null>;
type FaultName = keyof typeof FAULTS;
const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];

/** ms for a whole answer. What is stalled is given up by a clock that runs faster. */
const ANSWER_MS = 5_000;

/**
 * ElastiCache is asked for a replication group and then for a cluster of that name: an answer without a group means
 * that it is a cluster, and the cluster is shown. A picture that CloudWatch does not draw is drawn by the bot.
 */
const NOT_MISSED = [
  'elasticache.DescribeReplicationGroups empty',
  'elasticache.DescribeReplicationGroups odd',
  'cloudwatch.GetMetricWidgetImage denied',
  'cloudwatch.GetMetricWidgetImage empty',
  'cloudwatch.GetMetricWidgetImage odd',
];

/** When the last deployment was is known by its history and by the service: without one of them nothing is missing. */
const KNOWN_TWICE = /^logs --new: ecs\./;

const houses: ReadingHouse[] = [];
const calls = new Map<string, readonly string[]>();
const healthy = new Map<string, Document>();
const mistakes = new Map<string, readonly string[]>();

beforeAll(async () => {
  for (const line of LINES) {
    const house = await openReadingHouse();
    houses.push(house);
    healthy.set(line, await house.run(line));
    const called = house.aws.calls.entries.map((call) => `${call.service}.${call.operation}`);
    calls.set(line, [...new Set(called)]);
  }
  await Promise.all(LINES.map(async (line, at) => mistakes.set(line, await mistakesOf(houses[at]!, line))));
}, 300_000);
afterAll(() => Promise.all(houses.map((house) => house.close())));

/** Keys of all sentences in a document. */
function keysOf(document: Document): readonly string[] {
  const keys: string[] = [];
  JSON.stringify(document, (name, value: unknown) => {
    if (name === 'say' && typeof value === 'string') keys.push(value);
    return value instanceof Uint8Array ? null : value;
  });
  return keys;
}

/** What says that something could not be read. */
function gapsOf(document: Document): readonly string[] {
  return keysOf(document).filter((key) => /^aws\.|^reading\.too-slow$|-unread$/.test(key));
}

const seal = createButtonSeal('secret');
function complaintsOf(document: Document): readonly string[] {
  return (['es', 'en'] as const).flatMap((locale) => {
    const verdict = checkContent({ ...render(document, { locale, seal }) }, 4_000);
    return verdict.verdict === 'fine' ? [] : [`${locale}: ${verdict.error} ${verdict.complaints.join()}`];
  });
}

async function suffer(house: ReadingHouse, line: string, call: string, name: FaultName): Promise<Document> {
  const fault = FAULTS[name];
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const takeBack =
    fault === null ? house.aws.faults.before(call, () => held) : house.aws.faults.set(call, fault);
  try {
    return await house.run(line, name === 'stalled' || name === 'throttled');
  } finally {
    takeBack();
    release();
  }
}

/** What is wrong with the answers of one line, over all of its calls and all faults. */
async function mistakesOf(house: ReadingHouse, line: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const call of calls.get(line) ?? [])
    for (const name of FAULT_NAMES) {
      const where = `${line}: ${call} ${name}`;
      const began = performance.now();
      const document = await suffer(house, line, call, name);
      const took = performance.now() - began;
      if (took > ANSWER_MS) found.push(`${where} took ${Math.round(took)} ms`);
      const isMissed = !NOT_MISSED.includes(`${call} ${name}`) && !KNOWN_TWICE.test(where);
      if (isMissed && gapsOf(document).length === 0) found.push(`${where} is not missed`);
      found.push(...complaintsOf(document).map((complaint) => `${where}: ${complaint}`));
    }
  return found;
}

describe.each(LINES)('%s', (line) => {
  it('misses nothing while AWS answers', () => {
    const document = healthy.get(line)!;
    expect(gapsOf(document)).toEqual([]);
    expect(complaintsOf(document)).toEqual([]);
    expect(calls.get(line)).not.toEqual([]);
  });

  it('answers all the same with each call denied, throttled, stalled, empty or odd, and says what is missing', () => {
    expect(mistakes.get(line)).toEqual([]);
  });
});
