/** One stream of a log that is followed: what it has brought is held here until somebody takes it. */
import type { Environment } from '../core/environment.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { LogTail, TailLine, TailQuery } from '../core/ports/log-tail.ts';

/** Lines, and UTF-16 units of them, that are held; what came before is read by the next look. */
const MOST_LINES = 2_000;
const MOST_UNITS = 4_194_304;

export interface Brought {
  readonly lines: readonly TailLine[];
  /** Updates that were a sample. */
  readonly sampled: number;
}

export interface LiveTail {
  state(): 'opening' | 'open' | 'over';
  /** What came since it was last asked. */
  take(): Brought;
  /** Closes the connection at once. */
  close(): void;
}

export function startLiveTail(tail: LogTail, environment: Environment, query: TailQuery, log: Log): LiveTail {
  const closing = new AbortController();
  let state: ReturnType<LiveTail['state']> = 'opening';
  let lines: TailLine[] = [];
  let units = 0;
  let sampled = 0;

  async function read(): Promise<void> {
    try {
      for await (const update of tail.updates(environment, query, closing.signal)) {
        state = 'open';
        sampled += update.sampled ? 1 : 0;
        for (const line of update.lines) {
          lines.push(line);
          units += line.message.length;
        }
        while (lines.length > MOST_LINES || units > MOST_UNITS)
          units -= lines.shift()?.message.length ?? units;
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      log.warn({ environment: environment.name, reason }, 'a log is followed without Live Tail');
    }
    state = 'over';
  }

  void read();
  return {
    state: () => state,
    take() {
      const brought = { lines, sampled };
      [lines, units, sampled] = [[], 0, 0];
      return brought;
    },
    close: () => closing.abort(),
  };
}
