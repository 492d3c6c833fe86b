/** How long an alarm takes from the POST of its notification to Slack: the first card, and the one that says the cause. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Sandbox, startSandbox } from '../sandbox/start.ts';
import { corpus } from '../test/corpus/corpus-case.ts';
import {
  answerFrom,
  configurationOf,
  type OnTheWire,
  onTheWire,
  TOPIC,
} from '../test/corpus/corpus-fleet.ts';
import type { Row } from './ack.ts';
import { median } from './load.ts';

const CHANNEL = 'C0INC';
/** Incidents that are fired one after the other, each of another service. */
const INCIDENTS = 12;
/** ms without any message between one alarm and the next: the channel has rested, as it has at night. */
const QUIET = 2_500;
const PATIENCE = 30_000;

/** ms since the POST. */
interface Times {
  readonly first: number;
  readonly complete: number;
  readonly charted: number;
}

export async function firstCardBenchmark(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hydrous-first-card-'));
  const cases = corpus().filter((each) => each.expect.entry !== null && each.probe === undefined);
  // Of every section some.
  const step = Math.floor(cases.length / INCIDENTS);
  const all = cases
    .filter((_, index) => index % step === 0)
    .slice(0, INCIDENTS)
    .map((each, index) => onTheWire(each, index, Date.now(), CHANNEL));
  const file = join(folder, 'hydrous.yml');
  writeFileSync(file, configurationOf(all));
  const entry = fileURLToPath(new URL('../dist/main.js', import.meta.url));
  const sandbox = await startSandbox({ entry, settings: { HYDROUS_CONFIG: file } });
  try {
    answerFrom(sandbox.aws, all);
    const times: Times[] = [];
    for (const one of all) {
      times.push(await timed(sandbox, one));
      await rest(sandbox);
    }
    return rowsOf(times);
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What follows a complete card, its chart and the log in its thread, goes out first. */
async function rest({ slack }: Sandbox): Promise<void> {
  const sent = () =>
    slack.calls.filter(({ method }) => /^chat\.(?:postMessage|update)$/u.test(method)).length;
  const end = performance.now() + PATIENCE;
  for (let before = -1; before !== sent() && performance.now() < end; ) {
    before = sent();
    await sleep(QUIET);
  }
}

async function timed(sandbox: Sandbox, one: OnTheWire): Promise<Times> {
  const { slack, aws, bot } = sandbox;
  const body = JSON.stringify(aws.world.sns.signed(TOPIC, { Message: one.message }));
  const headers = { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': 'Notification' };
  const card = () =>
    slack.state
      .messages(CHANNEL)
      .find(
        ({ metadata, text }) =>
          metadata?.['event_type'] === 'hydrous_incident' && text.includes(one.place.cluster),
      );
  const since = performance.now();
  const when = async (holds: () => boolean): Promise<number> => {
    await slack.state.until(holds, PATIENCE);
    return performance.now() - since;
  };
  const payload = () => card()?.metadata?.['event_payload'] as { readonly entry?: string } | undefined;
  const first = when(() => card() !== undefined);
  const complete = when(() => payload()?.entry === one.each.expect.entry);
  const charted = when(() => JSON.stringify(card()?.blocks ?? []).includes('slack_file'));
  const answer = await fetch(`${bot.url}/sns`, { method: 'POST', headers, body });
  if (answer.status !== 200) throw new Error(`a notification was answered with ${answer.status}`);
  return { first: await first, complete: await complete, charted: await charted };
}

function rowsOf(times: readonly Times[]): readonly Row[] {
  const rows = (what: string, of: (each: Times) => number, aim?: string): readonly Row[] => {
    const values = times.map(of);
    const more = aim === undefined ? {} : { aim };
    return [
      { what: `${what}, median of ${times.length}`, value: median(values), unit: 'ms', ...more },
      { what: `${what}, worst`, value: Math.max(...values), unit: 'ms', ...more },
    ];
  };
  return [
    ...rows('first card after the POST', ({ first }) => first, '<= 1000'),
    ...rows('complete card after the POST', ({ complete }) => complete, '<= 3000'),
    ...rows('card with its chart after the POST', ({ charted }) => charted),
  ];
}
