/**
 * Which changes of one environment may run beside each other. Inside a lane there is one at a time, which the store
 * holds with a unique index (`012_lanes.sql` lists the same kinds): a database that takes an hour to be restored must
 * not stop a rollback, and an abort runs beside the rollout that it stops.
 */
import type { ChangeKind } from './operation.ts';

export type Lane = 'service' | 'abort' | 'data';

const DATA: ReadonlySet<ChangeKind> = new Set(['db-snapshot', 'db-resize', 'db-restore', 'cache-resize']);
/** These cut connections for a while: new tasks that start in that time fail their checks. */
const INTERRUPTING: ReadonlySet<ChangeKind> = new Set(['db-resize', 'cache-resize']);
/** These start tasks to go forward. Going back and changing a count always pass. */
const FORWARD: ReadonlySet<ChangeKind> = new Set(['deploy', 'redeploy', 'env', 'scale-task']);

export function laneOf(kind: ChangeKind): Lane {
  if (kind === 'abort') return 'abort';
  return DATA.has(kind) ? 'data' : 'service';
}

/** True when the two must not be under way at the same time. */
export function collide(one: ChangeKind, other: ChangeKind): boolean {
  if (laneOf(one) === laneOf(other)) return true;
  return (INTERRUPTING.has(one) && FORWARD.has(other)) || (INTERRUPTING.has(other) && FORWARD.has(one));
}

/** The lease under which one step is taken. */
export function leaseOf(environment: string, kind: ChangeKind): string {
  const lane = laneOf(kind);
  return `service:${environment}${lane === 'service' ? '' : `:${lane}`}`;
}
