import { plain } from '../core/document.ts';
import { say } from '../core/sentence.ts';
import type { RunCommand } from './run-command.ts';

/**
 * At most so many commands are worked on at once: AWS limits reads for the whole account, and an ack must not wait
 * behind a crowd of answers. The line is bounded; whoever finds it full is told so.
 */
export interface Turnstile {
  /** Runs the work in its turn; gives `full` when the line is too long. */
  pass<T>(work: () => Promise<T>): Promise<T | 'full'>;
  readonly waiting: () => number;
  readonly isFull: () => boolean;
}

/** Commands one after the other; whoever finds the line full is told to come again. */
export function inTurn(turnstile: Turnstile, run: RunCommand): RunCommand {
  return async (invocation) => {
    const answer = await turnstile.pass(() => run(invocation));
    return answer === 'full' ? { ...plain(say('slack.busy')), refused: true } : answer;
  };
}

export function createTurnstile(atOnce: number, longestLine: number): Turnstile {
  let running = 0;
  const line: (() => void)[] = [];

  /** The place goes straight to whoever is next, so that nobody slips in between. */
  function leave(): void {
    const next = line.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  return {
    waiting: () => line.length,
    isFull: () => line.length >= longestLine,
    async pass(work) {
      if (running >= atOnce) {
        if (line.length >= longestLine) return 'full';
        await new Promise<void>((resolve) => line.push(resolve));
      } else {
        running += 1;
      }
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
