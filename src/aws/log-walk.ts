/** Pages of one FilterLogEvents question, one after the other, until the service or a cap ends it. */
import type { FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { LogLine } from '../core/ports/aws.ts';
import { isProblem } from '../core/problem.ts';
import type { LogBudget } from './log-pages.ts';
import { hasWords, type LogWords } from './log-pattern.ts';

/** A token may come back several times before the service moves on; this many times in a row is enough. */
const MOST_REPEATS = 8;

export interface Walk {
  /** As they came, each once. */
  readonly lines: readonly LogLine[];
  /** True when the service said that there is nothing more. */
  readonly end: boolean;
  /** True when a cap, a stuck token or throttling ended it. */
  readonly broken: boolean;
}

/** Pages may be empty and tokens may repeat; only a missing token means the end. */
export async function walk(
  budget: LogBudget,
  input: FilterLogEventsCommandInput,
  words: LogWords,
  after: (lines: readonly LogLine[], pages: number) => 'go on' | 'stop',
): Promise<Walk> {
  const lines = new Map<string, LogLine>();
  let token: string | undefined;
  let repeats = 0;
  let pages = 0;
  for (;;) {
    const so = { lines: [...lines.values()] };
    if (budget.spent()) return { ...so, end: false, broken: true };
    try {
      const page = await budget.page({ ...input, nextToken: token });
      for (const line of page.lines) {
        if (!lines.has(line.id) && hasWords(line.message, words)) lines.set(line.id, line);
      }
      pages += 1;
      const all = [...lines.values()];
      if (page.next === undefined || page.next === '') return { lines: all, end: true, broken: false };
      repeats = page.next === token ? repeats + 1 : 0;
      if (repeats >= MOST_REPEATS) return { lines: all, end: false, broken: true };
      token = page.next;
      if (after(all, pages) === 'stop') return { lines: all, end: false, broken: false };
    } catch (error) {
      // What was found is worth more than the error, as long as it is shown as partial.
      if (lines.size === 0 || !isProblem(error, 'throttled')) throw error;
      return { ...so, end: false, broken: true };
    }
  }
}
