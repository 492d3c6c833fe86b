/** Which kinds of scaling are suspended, as words, and whose suspension it is. */
import type { Operation } from './operation.ts';
import type { Suspension } from './ports/scaling.ts';

const FLAGS = ['in', 'out', 'scheduled'] as const;

export const ALL_SUSPENDED: Suspension = { in: true, out: true, scheduled: true };
export const NONE_SUSPENDED: Suspension = { in: false, out: false, scheduled: false };

/** `in, scheduled`; a dash when nothing is suspended. */
export function suspendedText(suspension: Suspension): string {
  const names = FLAGS.filter((flag) => suspension[flag]);
  return names.length === 0 ? '–' : names.join(', ');
}

export function sameSuspension(one: Suspension, other: Suspension): boolean {
  return FLAGS.every((flag) => one[flag] === other[flag]);
}

/** What `resume` leaves: what the suspension turned on is off again, the rest stays as it is now. */
export function resumed(now: Suspension, before: Suspension): Suspension {
  return {
    in: now.in && before.in,
    out: now.out && before.out,
    scheduled: now.scheduled && before.scheduled,
  };
}

/** The three flags out of a plan's target; anything but true is false. */
export function readSuspension(value: unknown): Suspension {
  const seen = (typeof value === 'object' && value !== null ? value : {}) as Partial<
    Record<keyof Suspension, unknown>
  >;
  return { in: seen.in === true, out: seen.out === true, scheduled: seen.scheduled === true };
}

/** The suspension of ours that has not been taken back; `operations` newest first. Null when there is none. */
export function activeSuspension(operations: readonly Operation[]): Operation | null {
  const last = operations.find(
    ({ kind, state }) =>
      (kind === 'autoscale-suspend' && (state === 'succeeded' || state === 'unknown')) ||
      (kind === 'autoscale-resume' && state === 'succeeded'),
  );
  return last?.kind === 'autoscale-suspend' ? last : null;
}

/** When a suspension of ours ends by itself, ms. */
export function suspensionEnd({ plan, endedAt, startedAt, createdAt }: Operation): number {
  return (endedAt ?? startedAt ?? createdAt) + Number(plan.target['duration']);
}
