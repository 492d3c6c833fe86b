/** The log lines of an incident: the last words of the tasks that died, the errors, and the newest lines of all. */

import { cleanText } from '../core/clean-text.ts';
import type { CommandReaders } from '../core/command.ts';
import { cutMiddle } from '../core/cut-middle.ts';
import type { Environment } from '../core/environment.ts';
import type { LogAnswer, LogLine } from '../core/ports/aws.ts';
import type { TaskView } from '../core/ports/ecs.ts';
import { redact } from '../core/redact.ts';

type LogReaders = Pick<CommandReaders, 'ecs' | 'logs'>;

export interface LogWindow {
  /** ms. */
  readonly from: number;
  readonly until: number;
}

const NEWEST = 300;
/** Words that errors are logged with; CloudWatch finds literal words only, and with their case. */
const ERROR_WORDS = ['ERROR', 'Error'];
/** Libraries whose frames tell what an exception is about, when the newest lines do not reach back to them. */
const FRAME_WORDS = ['site-packages/asyncpg', 'site-packages/psycopg', 'site-packages/redis'];
const FOUND = 60;
const TASKS_READ = 5;
const LAST_WORDS = 60;
/** Code points of a line that are kept. */
const LONGEST = 4_000;

/** Newest first, each once, without secrets: what is gathered is stored. Throws when the log group cannot be read. */
export async function gatherLogs(
  readers: LogReaders,
  environment: Environment,
  stopped: Promise<readonly TaskView[]>,
  window: LogWindow,
): Promise<readonly LogLine[]> {
  const search = (words: readonly string[], limit: number) =>
    readers.logs.search(environment, { ...window, words, limit });
  const nothing: LogAnswer = { lines: [], partial: true };
  const byWord = (words: readonly string[]) =>
    Promise.all(words.map((word) => search([word], FOUND).catch(() => nothing)));
  const [newest, errors, last] = await Promise.all([
    search([], NEWEST),
    byWord(ERROR_WORDS),
    lastWords(readers, environment, stopped, window).catch(() => nothing),
  ]);
  // A quiet service was read whole already.
  const frames = newest.lines.length < NEWEST ? [] : await byWord(FRAME_WORDS);
  // Lines of the same millisecond keep the order in which the newest ones came: a stack trace has one.
  const key = ({ stream, id }: LogLine) => `${stream} ${id}`;
  const lines = new Map(newest.lines.map((line) => [key(line), line]));
  for (const line of [...errors, ...frames, last].flatMap((answer) => answer.lines)) {
    // What is among the newest was not looked for, whatever else it was found by.
    if (!lines.has(key(line))) lines.set(key(line), { ...line, searched: true });
  }
  return [...lines.values()]
    .sort((one, other) => other.at - one.at)
    .map((line) => ({ ...line, message: cutMiddle(redact(cleanText(line.message)), LONGEST) }));
}

/** awslogs calls a stream `prefix/container/task`. */
async function lastWords(
  readers: LogReaders,
  environment: Environment,
  stopped: Promise<readonly TaskView[]>,
  window: LogWindow,
): Promise<LogAnswer> {
  const tasks = (await stopped).slice(0, TASKS_READ);
  const definitions = await Promise.all(
    [...new Set(tasks.map((task) => task.taskDefinition))].map((arn) =>
      readers.ecs.taskDefinition(environment, arn),
    ),
  );
  const streams = tasks.flatMap((task) =>
    (definitions.find(({ arn }) => arn === task.taskDefinition)?.containers ?? [])
      .filter((container) => container.logStreamPrefix !== null)
      .map((container) => `${container.logStreamPrefix}/${container.name}/${task.id}`),
  );
  if (streams.length === 0) return { lines: [], partial: false };
  const oldest = Math.min(window.from, ...tasks.map((task) => task.startedAt ?? window.from));
  return readers.logs.search(environment, {
    from: oldest,
    until: window.until,
    words: [],
    streams,
    limit: LAST_WORDS,
  });
}
