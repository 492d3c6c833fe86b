/** Whether a rollout still comes further. Pure; what keeps it is read in `flows/` and named by `stuck-reasons.ts`. */
import type { RolloutView } from './operation.ts';
import type { Sentence } from './sentence.ts';

/** How far a rollout has come at best. Tasks that start and die again and again bring it no further. */
export interface Reached {
  readonly running: number;
  /** Tasks of older deployments, at least. */
  readonly draining: number;
  /** What ECS called it then. */
  readonly state: string | null;
  /** When it last came further, ms by the database's clock. */
  readonly at: number;
}

export interface Stuck {
  /** When it last came further, ms. */
  readonly since: number;
  /** When the reasons were read last, ms. */
  readonly readAt: number;
  readonly reasons: readonly Sentence[];
}

/** ms. Longer than pulling a large image and the start of a slow application together. */
export const STUCK_MS = 5 * 60_000;
/**
 * ms. The new version is live, and a load balancer holds old tasks for its deregistration delay, 300 s unless set.
 * Source: Elastic Load Balancing, "Deregistration delay".
 */
export const STUCK_DRAINING_MS = 15 * 60_000;

export function isLive({ running, desired }: RolloutView): boolean {
  return desired > 0 && running >= desired;
}

export function reachedBy(before: Reached | undefined, rollout: RolloutView, now: number): Reached {
  const { running, draining, rolloutState: state } = rollout;
  if (before === undefined || before.state !== state) return { running, draining, state, at: now };
  const isFurther = running > before.running || draining < before.draining;
  if (!isFurther) return before;
  return {
    running: Math.max(running, before.running),
    draining: Math.min(draining, before.draining),
    state,
    at: now,
  };
}

export function isStuck(reached: Reached, rollout: RolloutView, now: number): boolean {
  return now - reached.at >= (isLive(rollout) ? STUCK_DRAINING_MS : STUCK_MS);
}
