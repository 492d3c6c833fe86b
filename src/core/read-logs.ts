/** The log as the service gives it, read as far as a filter needs. Ports are asked, nothing is changed. */
import type { CommandReaders } from './command.ts';
import type { Environment } from './environment.ts';
import { manyEntriesOf } from './log-entries.ts';
import { leftOut, levelWords, neededWords } from './log-filter.ts';
import { continued, type LogResult, type LogsAsked, resultOf } from './log-result.ts';
import type { LogAnswer, LogLine, LogResume, Unread } from './ports/aws.ts';

/** Lines read for one answer; whatever is beyond is said. */
const MOST_READ = 10_000;
/** A person who waits has enough to read with these. */
const SOON = { lines: 100, ms: 1_200 };
/** Matching lines from which on nothing more is looked for by level words. */
const ENOUGH = 100;
/** ms; in less nothing is found. */
const LEAST_MS = 250;

type Readers = Pick<CommandReaders, 'logs' | 'clock'>;

interface ReadHow {
  /** `soon` may stop early with enough of the newest lines; counts and files want the window `whole`. */
  readonly way: 'soon' | 'whole';
  /** ms for all of it; what was not read by then is said. */
  readonly ms: number;
  /** Where the same search stopped before. */
  readonly resume?: LogResume;
}

export async function readLogs(
  { logs, clock }: Readers,
  environment: Environment,
  asked: LogsAsked,
  streams: readonly string[] | null,
  { way, ms, resume }: ReadHow,
): Promise<LogResult> {
  const { filter, window, task } = asked;
  const end = clock.now() + ms;
  const words = neededWords(filter);
  const without = filter.without.length === 0 ? {} : { without: filter.without };
  const query = { words, ...without, ...(streams === null ? {} : { streams }), limit: MOST_READ };
  const kept = streams === null ? {} : { streams };
  // What is filtered here and not by the service needs more lines to choose from.
  const chosen = filter.level !== null || filter.status !== null || filter.path !== null;
  const mine = (line: LogLine): boolean =>
    task === null || streams !== null || line.stream.includes(`/${task}`);
  const soon = chosen || way === 'whole' ? {} : { soon: SOON };
  const where = resume === undefined ? {} : { resume };
  const first = await logs.search(environment, { ...query, ...window, ...soon, ...where, ms });
  const lines = first.lines.filter(mine);
  const partial = first.partial || first.lines.length >= MOST_READ;
  const pause = () => clock.sleep(0);
  const entries = await manyEntriesOf(lines, pause);
  const more = partial ? await olderOfLevel(first) : null;
  if (more === null)
    return resultOf(asked, entries, { partial, byLevelWords: false, ...unreadOf(first), ...kept });
  const known = new Set(lines.map(({ id }) => id));
  const older = more.lines.filter((line) => mine(line) && !known.has(line.id));
  const rest = more.partial || more.lines.length >= MOST_READ;
  const all = [...entries, ...(await manyEntriesOf(older, pause))];
  return resultOf(asked, all, {
    partial: rest,
    byLevelWords: true,
    ...withoutToken(unreadOf(more)),
    ...kept,
  });

  /** Where a level is wanted and few of its lines are among the newest, the older ones are looked for by their words. */
  async function olderOfLevel({ lines: read, unread }: LogAnswer): Promise<LogAnswer | null> {
    const any = filter.level === null || words.length > 0 ? [] : levelWords(filter.level);
    const until = unread?.until ?? read.at(-1)?.at;
    if (any.length === 0 || until === undefined || until <= window.from) return null;
    const found = entries.filter((entry) => leftOut(entry, filter) === null).length;
    const left = end - clock.now();
    if (found >= ENOUGH || left < LEAST_MS) return null;
    return logs.search(environment, { ...query, any, from: window.from, until, ms: left });
  }
}

/** Reads on in the part of the window that a search has not read, for `ms` at most. */
export async function readOn(
  readers: Readers,
  environment: Environment,
  result: LogResult,
  ms: number,
): Promise<LogResult> {
  const { asked, unread, streams = null } = result;
  if (unread === undefined) return result;
  const window = { from: asked.window.from, until: unread.until };
  const where = unread.resume === undefined ? {} : { resume: unread.resume };
  const how = { way: 'soon', ms, ...where } as const;
  const more = await readLogs(readers, environment, { ...asked, window }, streams, how);
  return continued(result, more);
}

/** A full answer has left out what is older than its last line. */
function unreadOf({ lines, partial, unread }: LogAnswer): { readonly unread?: Unread } {
  if (unread !== undefined) return { unread };
  const last = lines.at(-1);
  return partial || last === undefined || lines.length < MOST_READ
    ? {}
    : { unread: { until: last.at, why: null } };
}

/** A token goes with the question that it came from, and this one was another. */
function withoutToken({ unread }: { readonly unread?: Unread }): { readonly unread?: Unread } {
  return unread === undefined ? {} : { unread: { until: unread.until, why: unread.why } };
}
