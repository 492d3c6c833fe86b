/** One deadline for everything that an answer reads, however its reads follow each other. */
import type { Gathered } from './evidence.ts';
import type { Clock } from './ports/ambient.ts';
import { Problem } from './problem.ts';
import { say } from './sentence.ts';
import { within } from './within.ts';

/** ms for all reads together: with Slack's own time the answer is there within the five seconds that people wait. */
const ANSWER_MS = 4_000;

export interface AnswerTime {
  /** The value, or why there is none. Throws only what is no Problem. */
  soon<T>(work: Promise<T>): Promise<Gathered<T>>;
  /** For what the answer would be nothing without. Throws a Problem. */
  needed<T>(work: Promise<T>): Promise<T>;
  /** ms that are left, for what ends by itself; at least 1. */
  left(): number;
}

/** Begins now. */
export function answerTime(clock: Clock, ms = ANSWER_MS): AnswerTime {
  const until = clock.now() + ms;
  const left = () => Math.max(1, until - clock.now());
  return {
    left,
    soon: (work) => within(work, left(), clock),
    async needed(work) {
      const alarm = new AbortController();
      const late = clock.sleep(left(), alarm.signal).then(() => {
        throw new Problem('unreachable', say('reading.too-slow'), 'the time for an answer was over');
      });
      try {
        return await Promise.race([work, late]);
      } finally {
        alarm.abort();
      }
    },
  };
}

/** A read that needs what another one found; without that, the same reason. */
export async function afterIt<T, U>(
  first: Promise<Gathered<T>>,
  next: (found: T) => Promise<Gathered<U>>,
): Promise<Gathered<U>> {
  const found = await first;
  return found.ok ? next(found.value) : found;
}
