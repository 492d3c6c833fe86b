/** A window read in slices of time, several at once, each newest first: for searches that match few of many lines. */
import type { FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { LogLine, LogQuery } from '../core/ports/aws.ts';
import type { LogBudget } from './log-pages.ts';
import { walk } from './log-walk.ts';

/** Walks at once. More would only wait for the limiter, which lets five calls a second pass. */
const AT_ONCE = 4;
const SLICES = 8;
/** ms; what is shorter is one slice. */
const SHORTEST = 10_000;

interface Slice {
  readonly from: number;
  readonly until: number;
  lines: readonly LogLine[];
  state: 'waiting' | 'reading' | 'ended' | 'full' | 'broken';
}

/**
 * The newest `limit` lines of what is left of the window. A slice is given up as soon as newer ones hold enough.
 * `whole` is false when a cap ended the reading before that.
 */
export async function readSlices(
  budget: LogBudget,
  input: FilterLogEventsCommandInput,
  query: LogQuery,
  rest: { readonly until: number; readonly limit: number; readonly had: number },
): Promise<{ readonly lines: readonly LogLine[]; readonly whole: boolean }> {
  const slices = cut(query.from, rest.until);

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
    const found = await walk(budget, asked, query, (lines) => {
      slice.lines = lines;
      return lines.length >= rest.limit || newerAreEnough(slice) || enoughByNow() ? 'stop' : 'go on';
    });
    slice.lines = found.lines;
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
  const gap = slices.findIndex(({ state }) => state !== 'ended');
  const before = slices.slice(0, gap + 1).reduce((sum, slice) => sum + slice.lines.length, 0);
  const whole = gap === -1 || (before >= rest.limit && slices[gap]?.state !== 'broken');
  return { lines, whole };
}

/** Newest first; both ends belong to a slice, and no moment to two of them. */
function cut(from: number, until: number): readonly Slice[] {
  const count = Math.max(1, Math.min(SLICES, Math.floor((until - from) / SHORTEST)));
  const edges = Array.from(
    { length: count + 1 },
    (_, at) => until - Math.round(((until - from) * at) / count),
  );
  return edges.slice(0, -1).map((end, at) => ({
    from: at === count - 1 ? from : (edges[at + 1] ?? from) + 1,
    until: end,
    lines: [],
    state: 'waiting',
  }));
}
