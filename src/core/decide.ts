import type { Operation } from './operation.ts';
import type { PolicySnapshot } from './policy.ts';
import { mention, type Sentence, say } from './sentence.ts';

/** A click or a typed word about a request, with what is known of the person at this moment. */
export interface Cast {
  readonly vote: 'approve' | 'reject' | 'cancel';
  readonly by: string;
  /** In the approver list of the request and in today's. */
  readonly isApprover: boolean;
  readonly isOperator: boolean;
}

export type Decision =
  | { readonly decision: 'approved'; readonly have: number; readonly need: number }
  | { readonly decision: 'counted'; readonly have: number; readonly need: number }
  | { readonly decision: 'rejected' }
  | { readonly decision: 'cancelled' }
  | { readonly decision: 'refused'; readonly why: Sentence };

function refused(why: Sentence): Decision {
  return { decision: 'refused', why };
}

/**
 * What a vote comes to. `approvers` are the people who approved before; `now` is the store's time, ms.
 * The answer is only a proposal: it counts when the compare-and-set on the operation's version succeeds.
 */
export function decide(
  operation: Operation,
  approvers: readonly string[],
  cast: Cast,
  policy: PolicySnapshot,
  now: number,
): Decision {
  if (operation.state !== 'pending') return refused(alreadyDecided(operation));
  if (now >= operation.expiresAt) return refused(say('operation.refused.expired', { id: operation.id }));
  switch (cast.vote) {
    case 'approve':
      return decideApproval(operation, approvers, cast, policy);
    case 'reject':
      if (cast.isApprover || cast.isOperator || cast.by === operation.requester.user)
        return { decision: 'rejected' };
      return refused(say('operation.refused.reject-rights'));
    case 'cancel':
      if (cast.by === operation.requester.user) return { decision: 'cancelled' };
      return refused(
        say('operation.refused.cancel-rights', { requester: mention(operation.requester.user) }),
      );
  }
}

function decideApproval(
  operation: Operation,
  approvers: readonly string[],
  cast: Cast,
  policy: PolicySnapshot,
): Decision {
  if (!cast.isApprover)
    return refused(say('operation.refused.approve-rights', { environment: operation.environment }));
  if (cast.by === operation.requester.user && !policy.selfApproval)
    return refused(say('operation.refused.self-approval'));
  if (approvers.includes(cast.by))
    return refused(say('operation.refused.voted', { have: approvers.length, need: policy.approvals }));
  const have = approvers.length + 1;
  return { decision: have >= policy.approvals ? 'approved' : 'counted', have, need: policy.approvals };
}

/** Tells whoever comes late what happened, and by whom. */
export function alreadyDecided(operation: Operation): Sentence {
  const by = operation.decidedBy.map(mention);
  switch (operation.state) {
    case 'planned':
    case 'pending':
      return say('operation.refused.unclear', { id: operation.id });
    case 'rejected':
      return say('operation.already.rejected', { id: operation.id, by });
    case 'cancelled':
      return say('operation.already.cancelled', { id: operation.id, by });
    case 'expired':
      return say('operation.refused.expired', { id: operation.id });
    case 'stale':
      return say('operation.already.stale', { id: operation.id });
    case 'approved':
    case 'executing':
      return say('operation.already.approved', { id: operation.id, by });
    case 'succeeded':
    case 'failed':
    case 'superseded':
    case 'unknown':
      return say('operation.already.ended', { id: operation.id, by, state: operation.state });
  }
}
