/**
 * One limiter for all calls that read logs in an account and region. FilterLogEvents takes five a second there, for
 * everybody together (CloudWatch Logs quotas, "FilterLogEvents"), so the rate falls when the service says no, which
 * is when somebody else reads too, and comes back step by step.
 */
import type { Clock } from '../core/ports/ambient.ts';

export interface LogLimiter {
  /**
   * True when the call may go out. Calls go in the order in which they came. False at once, and nobody's turn is
   * taken, where it would not come until `latest`, ms.
   */
  turn(latest?: number): Promise<boolean>;
  /** The service refused for its rate: everybody waits, and slower from now on. Gives the wait, ms. */
  throttled(): number;
  answered(): void;
  /** True while calls go out slower than they may, since the service has refused some. */
  isSlowed(): boolean;
}

/** Calls a second. */
const FASTEST = 5;
const SLOWEST = 0.5;
/** Added for each answer after the rate had fallen. */
const STEP = 0.25;
/** Calls that may go out at once after a quiet time; one less than a second holds, for whoever else reads. */
const BURST = 4;
/** First wait after a refusal, ms; it doubles with each one in a row. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 2_000;

/** `random` between 0 and 1 keeps replicas from asking again at the same time. */
export function createLimiter(clock: Clock, random: () => number = Math.random): LogLimiter {
  let rate = FASTEST;
  let refusals = 0;
  /** When the next call would go out if there were no burst, ms. */
  let due = 0;
  let held = 0;

  return {
    async turn(latest = Number.POSITIVE_INFINITY) {
      const now = clock.now();
      const gap = 1_000 / rate;
      const burst = rate < FASTEST ? 1 : BURST;
      // A clock that was set back holds nobody for long.
      const next = Math.min(Math.max(due, now), now + 60_000) + gap;
      const at = Math.max(next - burst * gap, Math.min(held, now + LONGEST_WAIT));
      if (at > latest) return false;
      due = next;
      if (at > now) await clock.sleep(at - now);
      return true;
    },
    throttled() {
      rate = Math.max(SLOWEST, rate / 2);
      const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** refusals) * (0.75 + random() / 2);
      refusals += 1;
      held = clock.now() + wait;
      return wait;
    },
    answered() {
      refusals = 0;
      rate = Math.min(FASTEST, rate + STEP);
    },
    isSlowed: () => rate < FASTEST,
  };
}
