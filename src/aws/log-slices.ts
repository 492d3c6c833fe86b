/** A window read in slices of time, several at once, each newest first: for searches that match few of many lines. */
import type { FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { LogLine, LogQuery, LogResume } from '../core/ports/aws.ts';
import type { LogBudget } from './log-pages.ts';
import { walk } from './log-walk.ts';

/** Walks at once. More would only wait for the limiter, which lets five calls a second pass. */
const AT_ONCE = 4;
const SLICES = 8;
/** ms; what is shorter is one slice. */
const SHORTEST = 10_000;
/**
 * Parts of a window whose reading may soon be over, newest first: small ones are read to their end by then, and
 * only of those can it be said that they were searched.
 */
const SHARES = [1, 1, 2, 2, 4, 4, 8, 8, 8, 8, 9, 9];

interface Slice {
  readonly from: number;
  readonly until: number;
  lines: readonly LogLine[];
  token?: string;
  state: 'waiting' | 'reading' | 'ended' | 'full' | 'broken';
}

/**
 * The newest `limit` lines of what is left of the window. A slice is given up as soon as newer ones hold enough.
 * `gap` is the moment, ms, down to which it was read when something ended the reading before that; null when nothing did.
 */
export async function readSlices(
  budget: LogBudget,
  input: FilterLogEventsCommandInput,
  query: LogQuery,
  rest: { readonly until: number; readonly limit: number; readonly had: number },
): Promise<{ readonly lines: readonly LogLine[]; readonly gap: number | null; readonly resume?: LogResume }> {
  const slices = cut(query.from, rest.until, sharesOf(rest.until - query.from, query));

  /** Enough in the newer slices, all of them read to their end? */
  function newerAreEnough(slice: Slice): boolean {
    let count = 0;
    for (const newer of slices) {
      if (newer === slice) return count >= rest.limit;
      count += newer.lines.length;
      if (newer.state !== 'ended' && count < rest.limit) return false;
    }
    return false;
  }

  /** Enough for now from the newest slice on, without a gap? Then no page more is asked for. */
  function enoughByNow(): boolean {
    let count = rest.had;
    for (const { lines, state } of slices) {
      count += lines.length;
      if (state !== 'ended') break;
    }
    return budget.enough(count, query.soon);
  }

  async function read(slice: Slice): Promise<void> {
    slice.state = 'reading';
    const asked = { ...input, startTime: slice.from, endTime: slice.until };
    const after = (lines: readonly LogLine[]) => {
      slice.lines = lines;
      return lines.length >= rest.limit || newerAreEnough(slice) || enoughByNow() ? 'stop' : 'go on';
    };
    const found = await walk(budget, asked, query, after, { rank: slices.indexOf(slice) });
    slice.lines = found.lines;
    if (found.token !== undefined) slice.token = found.token;
    slice.state = found.end ? 'ended' : found.broken ? 'broken' : 'full';
  }

  async function reader(): Promise<void> {
    for (;;) {
      const next = slices.find(({ state }) => state === 'waiting');
      if (next === undefined || newerAreEnough(next) || enoughByNow()) return;
      await read(next);
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  const lines = slices.flatMap((slice) => [...slice.lines].sort((a, b) => b.at - a.at));
  const at = slices.findIndex(({ state }) => state !== 'ended');
  const open = slices[at];
  const before = slices.slice(0, at + 1).reduce((sum, slice) => sum + slice.lines.length, 0);
  if (open === undefined || (before >= rest.limit && open.state !== 'broken')) return { lines, gap: null };
  const { from, until, token } = open;
  const gap = Math.min(until, ...open.lines.map((line) => line.at));
  return { lines, gap, ...(token === undefined ? {} : { resume: { from, until, token } }) };
}

/** Newest first; both ends belong to a slice, and no moment to two of them. */
function cut(from: number, until: number, shares: readonly number[]): readonly Slice[] {
  const all = sum(shares);
  const edge = (at: number): number => until - Math.round(((until - from) * sum(shares.slice(0, at))) / all);
  return shares.map((_, at) => ({
    from: at === shares.length - 1 ? from : edge(at + 1) + 1,
    until: edge(at),
    lines: [],
    state: 'waiting',
  }));
}

function sharesOf(length: number, { ms, resume }: LogQuery): readonly number[] {
  if (ms !== undefined && resume === undefined && length >= sum(SHARES) * SHORTEST) return SHARES;
  return Array<number>(Math.max(1, Math.min(SLICES, Math.floor(length / SHORTEST)))).fill(1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
