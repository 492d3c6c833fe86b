import type { Clock, Log } from '../core/ports/ambient.ts';
import { isProblem } from '../core/problem.ts';

export interface Loop {
  /** Runs the work now instead of waiting for its time. */
  nudge(): void;
  /** Takes no new turn and resolves when the current one has ended. */
  stop(): Promise<void>;
}

/** While the store is away the loops ask again this often, ms. */
const AWAY_MS = 2_000;

/** Repeats `work` until it is stopped. `work` gives the ms to wait before its next turn; what it throws is logged. */
export function startLoop(
  name: string,
  work: (signal: AbortSignal) => Promise<number>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Loop {
  const stopping = new AbortController();
  let waiting = new AbortController();
  let nudged = false;

  async function turn(): Promise<number> {
    try {
      return await work(stopping.signal);
    } catch (error) {
      // A claim whose answer was lost, as when the store froze, comes back when its lease ends.
      if (isProblem(error, 'store-down'))
        log.warn({ loop: name, reason: error.message }, 'store is away; trying again');
      else if (isProblem(error, 'ambiguous'))
        log.warn(
          { loop: name, reason: error.message },
          'the store did not say whether it was done; trying again',
        );
      else log.error({ loop: name, err: error }, 'background work failed; trying again');
      return AWAY_MS;
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      nudged = false;
      const waitMs = await turn();
      if (nudged || stopping.signal.aborted) continue;
      waiting = new AbortController();
      await clock.sleep(waitMs, waiting.signal);
    }
  }

  const running = run();
  return {
    nudge() {
      nudged = true;
      waiting.abort();
    },
    async stop() {
      stopping.abort();
      waiting.abort();
      await running;
    },
  };
}
