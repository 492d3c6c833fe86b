/** What a rollback has gone away from. ECS calls it successful for ever, but going back must not lead to it again. */
import type { Operation } from './operation.ts';

/** True when a rollback went away from this revision after it had been rolled out, `at` ms. */
export function wasLeft(operations: readonly Operation[], revisionArn: string, at: number | null): boolean {
  return operations.some(
    ({ kind, state, plan, endedAt }) =>
      kind === 'rollback' &&
      state === 'succeeded' &&
      plan.target['from'] === revisionArn &&
      (at === null || (endedAt ?? 0) >= at),
  );
}
