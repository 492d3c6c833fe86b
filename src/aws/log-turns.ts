/** The turns of one search, at the pace of the account: where several of its parts wait, the newest goes first. */
import type { LogLimiter } from './log-limiter.ts';

export interface LogTurns {
  /** True when the call may go out; false when its turn would not come in time. The lowest rank goes first. */
  next(rank: number): Promise<boolean>;
}

/** Without `latest`, ms, everybody's turn comes. */
export function createTurns(limiter: LogLimiter, latest: number | undefined): LogTurns {
  const waiting: { readonly rank: number; readonly go: (may: boolean) => void }[] = [];
  let isCalling = false;

  async function call(): Promise<void> {
    if (isCalling) return;
    isCalling = true;
    while (waiting.length > 0) {
      const may = await limiter.turn(latest);
      // Whoever came while this turn was waited for may be before the others.
      waiting
        .sort((a, b) => a.rank - b.rank)
        .shift()
        ?.go(may);
    }
    isCalling = false;
  }

  return {
    next: (rank) =>
      new Promise((resolve) => {
        waiting.push({ rank, go: resolve });
        void call();
      }),
  };
}
