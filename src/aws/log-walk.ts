/** Pages of one FilterLogEvents question, one after the other, until the service or a cap ends it. */
import type { FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { LogLine } from '../core/ports/aws.ts';
import type { LogBudget } from './log-pages.ts';
import { hasWords, type LogWords } from './log-pattern.ts';

/** A token may come back several times before the service moves on; this many times in a row is enough. */
const MOST_REPEATS = 8;

export interface Walk {
  /** As they came, each once. */
  readonly lines: readonly LogLine[];
  /** True when the service said that there is nothing more. */
  readonly end: boolean;
  /** True when a cap, a stuck token, throttling or silence ended it. */
  readonly broken: boolean;
  /** Where it would go on; absent at the end and before the first page. */
  readonly token?: string;
}

/** Pages may be empty and tokens may repeat; only a missing token means the end. */
export async function walk(
  budget: LogBudget,
  input: FilterLogEventsCommandInput,
  words: LogWords,
  after: (lines: readonly LogLine[], pages: number) => 'go on' | 'stop',
  start: { readonly rank?: number; readonly token?: string } = {},
): Promise<Walk> {
  const lines = new Map<string, LogLine>();
  let token = start.token;
  let repeats = 0;
  let pages = 0;
  for (;;) {
    const so = { lines: [...lines.values()], ...(token === undefined ? {} : { token }) };
    if (budget.spent()) return { ...so, end: false, broken: true };
    try {
      const page = await budget.page({ ...input, nextToken: token }, start.rank);
      if (page === null) return { ...so, end: false, broken: true };
      for (const line of page.lines) {
        if (!lines.has(line.id) && hasWords(line.message, words)) lines.set(line.id, line);
      }
      pages += 1;
      const all = [...lines.values()];
      if (page.next === undefined || page.next === '') return { lines: all, end: true, broken: false };
      repeats = page.next === token ? repeats + 1 : 0;
      if (repeats >= MOST_REPEATS) return { lines: all, end: false, broken: true };
      token = page.next;
      if (after(all, pages) === 'stop') return { lines: all, token, end: false, broken: false };
    } catch (error) {
      // What was found, here or elsewhere, is worth more than the error, as long as it is shown as partial.
      budget.stumbled(error);
      return { ...so, end: false, broken: true };
    }
  }
}
