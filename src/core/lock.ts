/** Locks: who keeps changes away from an environment, since when and why. Pure; `flows/gates.ts` reads them. */
import type { ChangeKind, Plan } from './operation.ts';

/** `lock` somebody took · `after-rollback` a rollback left it behind · `freeze` until a time that somebody named. */
export type LockKind = 'lock' | 'after-rollback' | 'freeze';

/** One of each kind for an environment at most. */
export interface Lock {
  readonly id: string;
  readonly environment: string;
  readonly kind: LockKind;
  /** Slack user id of whoever took it, or asked for the rollback. */
  readonly owner: string;
  readonly reason: string | null;
  /** Of the rollback that left it, for example `hydrous:43`: the revision that was left. */
  readonly revision: string | null;
  /** Id of the rollback, null for a lock that somebody took. */
  readonly operation: string | null;
  /** The request that asked for it: the same one twice is one lock. */
  readonly source: string;
  /** Database time, ms. */
  readonly since: number;
  /** When it ends by itself, ms; null = when somebody ends it. */
  readonly until: number | null;
  /** How often the channel was reminded of it. */
  readonly nagged: number;
}

/**
 * What takes back, or touches nothing that people use: alarms, and a copy beside the database that runs. Everything else goes forward, also a kind that is new: a lock
 * that stops too much is a question to its owner, one that stops too little is an incident.
 */
const PASSES: ReadonlySet<string> = new Set([
  'rollback',
  'abort',
  'autoscale-resume',
  'db-snapshot',
  'db-restore',
  'test-alarm',
  'alarms-create',
  'alarms-restore',
]);

export function isForward(kind: ChangeKind): boolean {
  return !PASSES.has(kind);
}

/** As what a change stands at the gate: a redeploy whose tag has moved starts a new version, like a deploy. */
export function gateKind(kind: ChangeKind, { target }: Pick<Plan, 'target'>): ChangeKind {
  return kind === 'redeploy' && target['moved'] === true ? 'deploy' : kind;
}

/** After a rollback only new versions wait; to start the same one again, or to make it larger, stays possible. */
export function lockStops(lock: Pick<Lock, 'kind'>, kind: ChangeKind): boolean {
  return lock.kind === 'after-rollback' ? kind === 'deploy' : isForward(kind);
}

const HOUR = 3_600_000;
/** Until the channel is first reminded of a lock, ms; each gap is twice the one before, a week at most. */
export const NAG_MS = 4 * HOUR;
const LONGEST_GAP_MS = 7 * 24 * HOUR;

/** When the channel is to be reminded of a lock next, ms. */
export function nagAt({ since, nagged }: Pick<Lock, 'since' | 'nagged'>): number {
  let at = since;
  for (let turn = 0; turn <= nagged; turn += 1) at += Math.min(NAG_MS * 2 ** turn, LONGEST_GAP_MS);
  return at;
}

/** Until somebody must look at it: its reminder or its end, whichever is first. A freeze has an end anyway. */
export function lookInMs(lock: Lock, now: number): number {
  const next = lock.kind === 'freeze' ? Number.POSITIVE_INFINITY : nagAt(lock);
  return Math.max(0, Math.min(next, lock.until ?? Number.POSITIVE_INFINITY) - now);
}

/** What a person wants done about a lock or a freeze. */
export type LockAct =
  | {
      readonly act: 'lock';
      readonly environment: string;
      readonly reason: string;
      /** Length of time, ms. */
      readonly forMs: number | null;
      /** Takes over what somebody else holds. */
      readonly steal: boolean;
    }
  | { readonly act: 'unlock'; readonly environment: string }
  | { readonly act: 'freeze'; readonly environment: string; readonly until: number; readonly reason: string }
  | { readonly act: 'unfreeze'; readonly environment: string };
