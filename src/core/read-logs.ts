/** The log as the service gives it, read as far as a filter needs. Ports are asked, nothing is changed. */
import type { CommandReaders } from './command.ts';
import type { Environment } from './environment.ts';
import { manyEntriesOf } from './log-entries.ts';
import { leftOut, levelWords, neededWords } from './log-filter.ts';
import { type LogResult, type LogsAsked, resultOf } from './log-result.ts';
import type { LogAnswer, LogLine } from './ports/aws.ts';

/** Lines read for one answer; whatever is beyond is said. */
const MOST_READ = 10_000;
/** A person who waits has enough to read with these. */
const SOON = { lines: 100, ms: 1_200 };
/** Matching lines from which on nothing more is looked for by level words. */
const ENOUGH = 100;

type Readers = Pick<CommandReaders, 'logs' | 'clock'>;

/** `soon` may stop early with enough of the newest lines; counts and files want the window `whole`. */
export async function readLogs(
  { logs, clock }: Readers,
  environment: Environment,
  asked: LogsAsked,
  streams: readonly string[] | null,
  how: 'soon' | 'whole',
): Promise<LogResult> {
  const { filter, window, task } = asked;
  const words = neededWords(filter);
  const without = filter.without.length === 0 ? {} : { without: filter.without };
  const query = { words, ...without, ...(streams === null ? {} : { streams }), limit: MOST_READ };
  // What is filtered here and not by the service needs more lines to choose from.
  const chosen = filter.level !== null || filter.status !== null || filter.path !== null;
  const mine = (line: LogLine): boolean =>
    task === null || streams !== null || line.stream.includes(`/${task}`);
  const first = await logs.search(environment, {
    ...query,
    ...window,
    ...(chosen || how === 'whole' ? {} : { soon: SOON }),
  });
  const lines = first.lines.filter(mine);
  const partial = first.partial || first.lines.length >= MOST_READ;
  const pause = () => clock.sleep(0);
  const entries = await manyEntriesOf(lines, pause);
  const more = partial ? await olderOfLevel(first) : null;
  if (more === null) return resultOf(asked, entries, { partial, byLevelWords: false });
  const known = new Set(lines.map(({ id }) => id));
  const older = more.lines.filter((line) => mine(line) && !known.has(line.id));
  const rest = more.partial || more.lines.length >= MOST_READ;
  const all = [...entries, ...(await manyEntriesOf(older, pause))];
  return resultOf(asked, all, { partial: rest, byLevelWords: true });

  /** Where a level is wanted and few of its lines are among the newest, the older ones are looked for by their words. */
  async function olderOfLevel({ lines: read }: LogAnswer): Promise<LogAnswer | null> {
    const any = filter.level === null || words.length > 0 ? [] : levelWords(filter.level);
    const until = read.at(-1)?.at;
    if (any.length === 0 || until === undefined || until <= window.from) return null;
    const found = entries.filter((entry) => leftOut(entry, filter) === null).length;
    if (found >= ENOUGH) return null;
    return logs.search(environment, { ...query, any, from: window.from, until });
  }
}
