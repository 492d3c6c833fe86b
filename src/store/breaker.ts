/** Lets callers fail at once while PostgreSQL is away, and lets one of them try now and then. */

export interface Breaker {
  /** False when the call must not be tried now. */
  admits(): boolean;
  succeeded(): void;
  failed(): void;
}

export interface BreakerLimits {
  /** Failures in a row before calls are refused. */
  readonly failures: number;
  /** How long calls are refused after a failure, ms. */
  readonly openMs: number;
  /** How long the one caller that tries again is waited for, ms. */
  readonly trialMs: number;
}

export function breaker(limits: BreakerLimits, now: () => number = () => performance.now()): Breaker {
  let failures = 0;
  let refusedUntil = 0;
  return {
    admits() {
      if (failures < limits.failures) return true;
      if (now() < refusedUntil) return false;
      refusedUntil = now() + limits.trialMs;
      return true;
    },
    succeeded() {
      failures = 0;
    },
    failed() {
      failures += 1;
      refusedUntil = now() + limits.openMs;
    },
  };
}
