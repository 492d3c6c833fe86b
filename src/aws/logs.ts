/** CloudWatch Logs: the newest lines of a window that hold all the words. */
import type { FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Environment } from '../core/environment.ts';
import type { Clock } from '../core/ports/ambient.ts';
import type { LogAnswer, LogLine, LogQuery, LogReader, LogResume } from '../core/ports/aws.ts';
import { isProblem } from '../core/problem.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { createLimiter, type LogLimiter } from './log-limiter.ts';
import { createBudget, LOG_CAPS, type LogBudget, type LogCaps } from './log-pages.ts';
import { filterPattern } from './log-pattern.ts';
import { readSlices } from './log-slices.ts';
import { walk } from './log-walk.ts';

/** Newest-first is refused for windows that begin earlier. Source: FilterLogEvents, API reference. */
const NEWEST_FIRST_SINCE = Date.UTC(2024, 0, 1);
/** Pages of the whole window, newest first, before it is read in slices; one where that brought nothing. */
const PAGES_ALONE = 2;
/** Pages of a slice that are read before it is cut in two. */
const PAGES_A_SLICE = 3;
/** A slice of this length, ms, is not cut any further. */
const SHORTEST_SLICE = 1_000;
/** Lines asked for at once, newest first; a filter here may drop some. Source: API reference for the most. */
const LEAST_A_PAGE = 100;
const MOST_A_PAGE = 10_000;
/** FilterLogEvents takes at most so many streams. Source: API reference. */
const MOST_STREAMS = 100;
/** A gap of which nobody can tell where it begins. */
const UNKNOWN = Number.POSITIVE_INFINITY;

/** What one way of reading found. */
interface Reading {
  /** Newest first. */
  readonly lines: readonly LogLine[];
  /** Down to here, ms, everything was read; null when all of the window was. */
  readonly gap: number | null;
  readonly resume?: LogResume;
}

export function createLogReader(
  clients: Clients,
  caller: Caller,
  clock: Clock,
  caps: LogCaps = LOG_CAPS,
): LogReader {
  const limiters = new Map<string, LogLimiter>();

  function limiterOf(region: string): LogLimiter {
    const limiter = limiters.get(region) ?? createLimiter(clock);
    limiters.set(region, limiter);
    return limiter;
  }

  async function search(environment: Environment, query: LogQuery): Promise<LogAnswer> {
    if (query.streams?.length === 0 || query.limit <= 0) return { lines: [], partial: false };
    const { region } = environment;
    const budget = createBudget({
      logs: clients.of(region).logs,
      caller,
      clock,
      limiter: limiterOf(region),
      environment,
      caps,
      ms: query.ms,
    });
    const { lines: all, gap, resume } = await streamsOf(budget, environment, query);
    const lines = all.slice(0, query.limit);
    if (gap === null) return { lines, partial: false };
    const trouble = budget.trouble();
    // Who waits is told at once what was not read; for others nothing at all is a failure.
    if (trouble !== null && lines.length === 0 && query.ms === undefined) throw trouble;
    if (gap === UNKNOWN) return { lines, partial: true };
    const why = budget.why();
    // What was found beyond the limit is read again.
    const last = lines.at(-1)?.at ?? gap;
    if (all.length > lines.length)
      return { lines, partial: true, unread: { until: Math.max(gap, last), why } };
    return { lines, partial: true, unread: { until: gap, why, ...(resume === undefined ? {} : { resume }) } };
  }

  return { search };
}

/**
 * One stream that does not exist makes the service refuse the whole question. A task that died before its
 * first line has none, so the streams are then asked for one by one and the missing ones give nothing.
 */
async function streamsOf(budget: LogBudget, environment: Environment, query: LogQuery): Promise<Reading> {
  const streams = query.streams?.slice(0, MOST_STREAMS);
  if (streams === undefined) return newest(budget, environment, query);
  const left = streams.length === query.streams?.length ? null : UNKNOWN;
  try {
    const found = await newest(budget, environment, { ...query, streams });
    return { ...found, gap: found.gap ?? left };
  } catch (error) {
    if (!isProblem(error, 'not-found')) throw error;
  }
  // Is it the group that is missing? Then this throws, and says so.
  await budget.page({
    logGroupName: environment.logGroup,
    startTime: query.from,
    endTime: query.until,
    limit: 1,
  });
  const found: Reading[] = [];
  for (const stream of streams.length === 1 ? [] : streams) {
    found.push(
      await newest(budget, environment, { ...query, streams: [stream] }).catch((error: unknown) => {
        if (isProblem(error, 'not-found')) return { lines: [], gap: null };
        throw error;
      }),
    );
  }
  const gaps = found.flatMap(({ gap }) => gap ?? []);
  return { lines: merged(found), gap: gaps.length === 0 ? left : Math.max(...gaps) };
}

function merged(found: readonly Reading[]): readonly LogLine[] {
  return found.flatMap(({ lines }) => lines).sort((a, b) => b.at - a.at);
}

/** Asks for the newest lines first, and reads from the end in slices where the service cannot do that. */
async function newest(budget: LogBudget, environment: Environment, query: LogQuery): Promise<Reading> {
  if (query.from >= NEWEST_FIRST_SINCE) {
    const found = await newestFirst(budget, environment, query);
    if (found !== 'not-supported') return found;
  }
  return lastOf(budget, environment, query, query.from, query.until, query.limit);
}

async function newestFirst(
  budget: LogBudget,
  environment: Environment,
  query: LogQuery,
): Promise<Reading | 'not-supported'> {
  const part = query.resume ?? { from: query.from, until: query.until };
  const input = {
    ...request(environment, query, part.from, part.until),
    startFromHead: false,
    limit: Math.min(MOST_A_PAGE, Math.max(LEAST_A_PAGE, query.limit)),
  };
  const isWhole = part.from === query.from;
  try {
    const after = (lines: readonly LogLine[], pages: number) =>
      oldestFirst(lines) ||
      lines.length >= query.limit ||
      budget.enough(lines.length, query.soon) ||
      (isWhole && (lines.length === 0 || pages >= PAGES_ALONE))
        ? 'stop'
        : 'go on';
    const start = query.resume === undefined ? {} : { token: query.resume.token };
    const found = await walk(budget, input, query, after, start);
    if (oldestFirst(found.lines)) {
      return found.end && isWhole ? { lines: turned(found.lines), gap: null } : 'not-supported';
    }
    const lines = [...found.lines].sort((a, b) => b.at - a.at);
    const full = lines.length >= query.limit && !found.broken;
    if ((found.end && isWhole) || full) return { lines, gap: null };
    const until = Math.min(lines.at(-1)?.at ?? query.until, query.until);
    if (found.broken || (budget.enough(lines.length, query.soon) && !found.end)) {
      const { token } = found;
      const resume = token === undefined ? {} : { resume: { from: part.from, until: part.until, token } };
      return { lines, gap: until, ...resume };
    }
    // Few lines match: what is left of the window is read in slices, several at a time.
    const rest = await readSlices(budget, input, query, {
      until: found.end ? part.from - 1 : until,
      limit: query.limit - lines.length,
      had: lines.length,
    });
    const known = new Set(lines.map(({ id }) => id));
    return { ...rest, lines: [...lines, ...rest.lines.filter(({ id }) => !known.has(id))] };
  } catch (error) {
    if (isProblem(error, 'refused')) return 'not-supported';
    throw error;
  }
}

/** A service that does not know the parameter ignores it and begins with the oldest line. */
function oldestFirst(lines: readonly LogLine[]): boolean {
  const [first, last] = [lines[0], lines.at(-1)];
  return first !== undefined && last !== undefined && first.at < last.at;
}

/** Lines of the same millisecond keep the order in which they came, so the sort is made before the turn. */
function turned(lines: readonly LogLine[]): readonly LogLine[] {
  return [...lines].sort((a, b) => a.at - b.at).reverse();
}

/**
 * The newest lines of [from, until] by reading forward: the window is read when it is short, and otherwise
 * its later half first, then what is missing from the earlier half.
 */
async function lastOf(
  budget: LogBudget,
  environment: Environment,
  query: LogQuery,
  from: number,
  until: number,
  limit: number,
): Promise<Reading> {
  if (budget.spent()) return { lines: [], gap: until };
  const short = until - from <= SHORTEST_SLICE;
  let pages = 0;
  const found = await walk(budget, request(environment, query, from, until), query, () => {
    pages += 1;
    return !short && pages >= PAGES_A_SLICE ? 'stop' : 'go on';
  });
  const lines = turned(found.lines);
  if (found.end || short || found.broken) return { lines, gap: found.end ? null : until };
  const middle = Math.floor((from + until) / 2);
  const late = await lastOf(budget, environment, query, middle + 1, until, limit);
  if (late.lines.length >= limit || late.gap !== null) return late;
  const early = await lastOf(budget, environment, query, from, middle, limit - late.lines.length);
  return { lines: [...late.lines, ...early.lines], gap: early.gap };
}

function request(
  environment: Environment,
  query: LogQuery,
  from: number,
  until: number,
): FilterLogEventsCommandInput {
  const pattern = filterPattern(query);
  return {
    logGroupName: environment.logGroup,
    startTime: from,
    endTime: until,
    ...(pattern === null ? {} : { filterPattern: pattern }),
    ...(query.streams === undefined ? {} : { logStreamNames: [...query.streams] }),
  };
}
