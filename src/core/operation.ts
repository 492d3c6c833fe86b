import type { Check } from './check.ts';
import type { Member } from './member.ts';
import type { PolicySnapshot } from './policy.ts';
import type { Sentence } from './sentence.ts';
import type { Reached, Stuck } from './stuck.ts';

export type ChangeKind =
  | 'deploy'
  | 'redeploy'
  | 'rollback'
  | 'scale'
  | 'scale-task'
  | 'env'
  | 'autoscale'
  | 'autoscale-suspend'
  | 'autoscale-resume'
  | 'abort'
  | 'db-snapshot'
  | 'db-resize'
  | 'db-restore'
  | 'cache-resize'
  | 'alarms-create'
  | 'alarms-restore'
  | 'test-alarm';

export type OperationState =
  | 'planned'
  | 'pending'
  | 'approved'
  | 'executing'
  | 'succeeded'
  | 'failed'
  | 'superseded'
  | 'unknown'
  | 'rejected'
  | 'cancelled'
  | 'expired'
  | 'stale';

/** Where each state may go. Only `executing` becomes `unknown`; `unknown` is left by reconciliation or a person. */
const NEXT: Readonly<Record<OperationState, readonly OperationState[]>> = {
  planned: ['pending', 'approved'],
  pending: ['approved', 'rejected', 'cancelled', 'expired', 'stale'],
  approved: ['executing', 'stale', 'failed'],
  executing: ['succeeded', 'failed', 'superseded', 'unknown', 'stale'],
  unknown: ['succeeded', 'failed', 'superseded'],
  succeeded: [],
  failed: [],
  superseded: [],
  rejected: [],
  cancelled: [],
  expired: [],
  stale: [],
};

export function mayMove(from: OperationState, to: OperationState): boolean {
  return NEXT[from].includes(to);
}

/** True when nothing can happen to the operation any more. */
export function isTerminal(state: OperationState): boolean {
  return NEXT[state].length === 0;
}

export type PlanField =
  | 'image'
  | 'digest'
  | 'revision'
  | 'desired-count'
  | 'architecture'
  | 'deployment'
  | 'environment-names'
  | 'alarm'
  | 'topic'
  | 'cpu'
  | 'memory'
  | 'monthly-cost'
  | 'variable'
  | 'bounds'
  | 'target-cpu'
  | 'target-memory'
  | 'suspended'
  | 'snapshot'
  | 'database'
  | 'new-database'
  | 'instance-class'
  | 'node-type'
  | 'alarms-created'
  | 'alarms-changed'
  | 'alarms-deleted'
  | 'target-requests'
  | 'until';

/** One line of a plan: what a field is now and what it will be. */
export interface PlanRow {
  readonly field: PlanField;
  readonly from: string | null;
  readonly to: string | null;
}

export type Risk = 'low' | 'medium' | 'high';

export interface Plan {
  readonly rows: readonly PlanRow[];
  readonly checks: readonly Check[];
  readonly risk: Risk;
  /** The live state the plan was made against, field by field: the same fields are read again before the change. */
  readonly live: Readonly<Record<string, string>>;
  /** SHA-256 of `live`. */
  readonly digest: string;
  readonly startsDeployment: boolean;
  /** The exact `aws` lines a person would run by hand. */
  readonly manual: readonly string[];
  /** What the change itself needs to carry out the plan; JSON, owned by `changes/<kind>.ts`. */
  readonly target: Readonly<Record<string, unknown>>;
}

/** What is known of the rollout while it runs; every field as ECS last said it. */
export interface RolloutView {
  readonly deploymentId: string | null;
  readonly serviceDeploymentArn: string | null;
  readonly rolloutState: string | null;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly failed: number;
  /** Failures counted by the circuit breaker and its threshold, where ECS tells them. */
  readonly breaker: { readonly failures: number; readonly threshold: number } | null;
  /** Tasks of older deployments that still run: the new version is live while these drain. */
  readonly draining: number;
  /** How far it had come at best; absent before the first look. */
  readonly reached?: Reached;
  /** What keeps it, while it comes no further. */
  readonly stuck?: Stuck | null;
  /** The deployment that took the place of this one. */
  readonly replacedBy?: {
    readonly deployment: string | null;
    readonly taskDefinition: string;
    /** ms. */
    readonly at: number | null;
  };
  /** Of a database or a cache, which has no tasks: AWS's own word, and percent where it tells. */
  readonly progress?: { readonly status: string; readonly percent: number | null };
}

/** Why an operation ended as it did. */
export interface Outcome {
  readonly text: Sentence;
  /** More lines: stop codes in words, what to look at, what moved. */
  readonly details: readonly Sentence[];
  /** Untrusted last lines of the tasks that failed, redacted and cut. */
  readonly lines: readonly string[];
  /** Guide entry that fits, when one does. */
  readonly entry: string | null;
}

/** One AWS write of a change: `sent` is committed before the call, `result` after its answer. */
export interface StepRecord {
  readonly step: string;
  readonly sentAt: number;
  readonly result: Readonly<Record<string, string>> | null;
}

/** How far a request is: approvals that count and are needed, and groups of which nobody has approved yet. */
export interface Awaiting {
  readonly have: number;
  readonly need: number;
  readonly groups: readonly string[];
}

export interface Operation {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly environment: string;
  /** The command line that asked for it; "plan again" sends the same line once more. */
  readonly command: string;
  readonly requester: Member;
  readonly reason: string | null;
  /** Incident whose card started it, if any. */
  readonly incident: string | null;
  readonly plan: Plan;
  readonly policy: PolicySnapshot;
  readonly state: OperationState;
  /** Grows by one with every saved change of the row. */
  readonly version: number;
  readonly steps: readonly StepRecord[];
  readonly rollout: RolloutView | null;
  readonly outcome: Outcome | null;
  /** Who approved, rejected or cancelled, in order. */
  readonly decidedBy: readonly string[];
  /** What stood at the last vote of a request that needs more; absent before the first. */
  readonly awaiting?: Awaiting | null;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly decidedAt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}
