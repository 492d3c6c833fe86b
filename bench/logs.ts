/**
 * The newest 100 lines with a word, out of a million events: our search beside `aws logs filter-log-events`, on one
 * simulated account with 50 ms a call and the documented five calls a second. The command line knows no newest-first,
 * so whoever wants the newest lines reads the window from its beginning.
 */
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { awsEnvironment } from '../sandbox/aws/environment.ts';
import { filterGenerated, type GeneratedLog, rateLimit } from '../sandbox/aws/generated-log.ts';
import { type SimulatedAws, startAws } from '../sandbox/aws/server.ts';
import type { Row } from './ack.ts';

const EVENTS = 1_000_000;
const LATENCY_MS = 50;
/** FilterLogEvents for an account and region. Source: CloudWatch Logs quotas. */
const CALLS_A_SECOND = 5;
const DAY = 86_400_000;
/** A word that stands in one of a hundred lines, and one in one of a hundred thousand. */
const WORDS = { often: 'timeout', seldom: 'deadlock' } as const;

interface Run {
  readonly ms: number;
  /** Until the first answer, and what it held; null where there is only one. */
  readonly firstMs: number | null;
  readonly firstLines: number | null;
  readonly calls: number;
  readonly lines: number;
  readonly rssMiB: number | null;
}

export async function logsBenchmark(): Promise<readonly Row[]> {
  const aws = await startAws();
  const log = generatedLog(Date.now() - DAY);
  try {
    const limit = { take: rateLimit(CALLS_A_SECOND) };
    aws.faults.before('FilterLogEvents', () => sleep(LATENCY_MS));
    aws.faults.set('FilterLogEvents', {
      kind: 'answer',
      output({ input }) {
        limit.take();
        return filterGenerated(log, input);
      },
    });
    const rows: Row[] = [];
    for (const [how, word] of Object.entries(WORDS)) {
      // Each begins with a full allowance.
      await sleep(1_500);
      const ours = await counted(aws, () => search(aws, log, word));
      rows.push(...rowsOf(`logs: newest 100, word ${how} there`, how, ours, null));
      await sleep(1_500);
      const theirs = await counted(aws, () => commandLine(aws, log, word));
      if (theirs === null) {
        process.stdout.write('The aws command line is left out: it is not on this machine\n');
        continue;
      }
      rows.push(...rowsOf(`logs: aws filter-log-events, ${how} there`, how, theirs, ours));
    }
    return rows;
  } finally {
    await aws.close();
  }
}

function rowsOf(what: string, how: string, run: Run | null, ours: Run | null): readonly Row[] {
  if (run === null) return [];
  return [
    ...(run.firstMs === null
      ? []
      : [{ what: `${what}, first answer`, value: run.firstMs / 1_000, unit: 's', aim: '< 5' }]),
    ...(run.firstLines === null ? [] : [{ what: `${what}, lines in it`, value: run.firstLines, unit: '' }]),
    { what, value: run.ms / 1_000, unit: 's' },
    { what: `${what}, calls`, value: run.calls, unit: '' },
    ...(run.rssMiB === null
      ? []
      : [{ what: `${what}, RSS rise`, value: run.rssMiB, unit: 'MiB', aim: '< 100' }]),
    ...(ours === null
      ? []
      : [
          {
            what: `logs: times faster, word ${how} there`,
            value: run.ms / ours.ms,
            unit: 'x',
            // A word that is nowhere near the end has both read all of it, at the service's pace.
            ...(how === 'often' ? { aim: '>= 3' } : {}),
          },
          {
            what: `logs: times faster to a first answer, ${how} there`,
            value: run.ms / (ours.firstMs ?? ours.ms),
            unit: 'x',
            aim: '>= 3',
          },
        ]),
  ];
}

function generatedLog(from: number): GeneratedLog {
  return {
    events: EVENTS,
    from,
    gap: DAY / EVENTS,
    message(index) {
      if (index % 100_000 === 7) return `ERROR:app.db:deadlock detected by transaction ${index}`;
      if (index % 100 === 3)
        return `WARNING:app.http:timeout after ${index % 977} ms for upstream ${index % 7}`;
      return `INFO:     10.0.1.${index % 250}:${1024 + (index % 60_000)} - "GET /api/items/${index} HTTP/1.1" 200 OK`;
    },
  };
}

async function counted(
  aws: SimulatedAws,
  run: () => Promise<Omit<Run, 'calls'> | null>,
): Promise<Run | null> {
  const before = aws.calls.count('FilterLogEvents');
  const done = await run();
  return done === null ? null : { ...done, calls: aws.calls.count('FilterLogEvents') - before };
}

/** In a process of its own, as the bot is one: its memory counts from just before the search. */
async function search(aws: SimulatedAws, log: GeneratedLog, word: string): Promise<Omit<Run, 'calls'>> {
  const program = fileURLToPath(new URL('logs-search.ts', import.meta.url));
  const { out } = await ran(process.execPath, [program, word, String(log.from), String(log.from + DAY)], aws);
  return JSON.parse(out) as Omit<Run, 'calls'>;
}

/** Null where the command line is not installed. Its start is part of what a person waits for. */
async function commandLine(
  aws: SimulatedAws,
  log: GeneratedLog,
  word: string,
): Promise<Omit<Run, 'calls'> | null> {
  const window = [
    '--start-time',
    String(Math.floor(log.from)),
    '--end-time',
    String(Math.floor(log.from + DAY)),
  ];
  const query = ['--filter-pattern', `"${word}"`, '--query', 'events[].message', '--output', 'json'];
  const started = performance.now();
  const done = await ran(
    'aws',
    ['logs', 'filter-log-events', '--log-group-name', '/ecs/hydrous-backend', ...window, ...query],
    aws,
  );
  if (done.absent) return null;
  const ms = performance.now() - started;
  const lines = done.failed ? 0 : (JSON.parse(done.out) as unknown[]).length;
  if (done.failed) process.stdout.write(`aws logs filter-log-events gave up: ${done.err.slice(0, 200)}\n`);
  return { ms, firstMs: null, firstLines: null, lines, rssMiB: null };
}

/** With patience for throttling that the command line does not have by itself. */
function ran(
  file: string,
  words: readonly string[],
  aws: SimulatedAws,
): Promise<{ out: string; err: string; failed: boolean; absent: boolean }> {
  const patience = { AWS_RETRY_MODE: 'adaptive', AWS_MAX_ATTEMPTS: '30', AWS_PAGER: '' };
  const env = { ...process.env, ...awsEnvironment(aws.url), ...patience };
  return new Promise((resolve) => {
    execFile(file, words, { env, maxBuffer: 256 * 1024 * 1024, timeout: 240_000 }, (error, out, err) => {
      const absent = error !== null && 'code' in error && String(error.code) === 'ENOENT';
      resolve({ out, err, failed: error !== null, absent });
    });
  });
}
