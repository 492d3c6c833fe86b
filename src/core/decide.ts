import type { Operation } from './operation.ts';
import { accountsOf, isSamePerson } from './person.ts';
import type { PolicySnapshot } from './policy.ts';
import { mention, type Sentence, say } from './sentence.ts';

/** Somebody who approves or has approved, as known at this moment. */
export interface Voter {
  readonly by: string;
  /** In the approver list of the request and in today's. */
  readonly isApprover: boolean;
  /** The required groups that this person is a member of. */
  readonly groups?: readonly string[];
}

/** A click or a typed word about a request, with what is known of the person at this moment. */
export interface Cast extends Voter {
  readonly vote: 'approve' | 'reject' | 'cancel';
  readonly isOperator: boolean;
}

/** Where an approval leads: how many count, what is still needed, and whose earlier one counts no more. */
interface Count {
  readonly have: number;
  readonly need: number;
  readonly groups: readonly string[];
  /** Accounts whose approvals count now, the newest last. */
  readonly standing: readonly string[];
  readonly dropped: readonly string[];
}

export type Decision =
  | ({ readonly decision: 'approved' } & Count)
  | ({ readonly decision: 'counted' } & Count)
  | { readonly decision: 'rejected' }
  | { readonly decision: 'cancelled' }
  | { readonly decision: 'refused'; readonly why: Sentence };

function refused(why: Sentence): Decision {
  return { decision: 'refused', why };
}

/**
 * What a vote comes to. `voters` are the people who approved before, as they stand now; `now` is the store's time, ms.
 * The answer is only a proposal: it counts when the compare-and-set on the operation's version succeeds.
 */
export function decide(
  operation: Operation,
  voters: readonly Voter[],
  cast: Cast,
  policy: PolicySnapshot,
  now: number,
): Decision {
  if (operation.state !== 'pending') return refused(alreadyDecided(operation));
  if (now >= operation.expiresAt) return refused(say('operation.refused.expired', { id: operation.id }));
  const isOwn = isSamePerson(cast.by, operation.requester.user, policy.same);
  switch (cast.vote) {
    case 'approve':
      return decideApproval(operation, voters, cast, policy);
    case 'reject':
      if (cast.isApprover || cast.isOperator || isOwn) return { decision: 'rejected' };
      return refused(say('operation.refused.reject-rights'));
    case 'cancel':
      if (isOwn) return { decision: 'cancelled' };
      return refused(
        say('operation.refused.cancel-rights', { requester: mention(operation.requester.user) }),
      );
  }
}

function decideApproval(
  operation: Operation,
  voters: readonly Voter[],
  cast: Cast,
  policy: PolicySnapshot,
): Decision {
  const { environment, requester } = operation;
  if (!cast.isApprover) {
    const who = [...policy.approvers.users, ...policy.approvers.groups].map(mention);
    return refused(say('operation.refused.approve-rights', { environment, who }));
  }
  if (!mayCount(operation, cast, policy)) {
    if (cast.by === requester.user) return refused(say('operation.refused.self-approval'));
    return refused(say('policy.refused.own-as', { other: mention(requester.user) }));
  }
  const standing = standingOf(operation, voters, policy);
  const earlier = standing.find(({ by }) => isSamePerson(by, cast.by, policy.same));
  const need = policy.approvals;
  const lacking = groupsLacking(policy, standing);
  if (earlier !== undefined) {
    const have = standing.length;
    const groups = lacking.map(mention);
    if (earlier.by === cast.by) return refused(say('operation.refused.voted', { have, need, groups }));
    return refused(say('policy.refused.voted-as', { other: mention(earlier.by), have, need, groups }));
  }
  const groups = groupsLacking(policy, [...standing, cast]);
  // Enough have approved and only a group is missing: one more of the others would change nothing.
  if (standing.length >= need && groups.length === lacking.length && groups.length > 0)
    return refused(say('policy.refused.group', { groups: groups.map(mention) }));
  const have = standing.length + 1;
  const count: Count = {
    have,
    need,
    groups,
    standing: [...standing.map(({ by }) => by), cast.by],
    dropped: voters.filter((voter) => !standing.includes(voter)).map(({ by }) => by),
  };
  return { decision: have >= need && groups.length === 0 ? 'approved' : 'counted', ...count };
}

/** An approver, and not the person who asked unless that is allowed. */
function mayCount({ requester }: Operation, { by, isApprover }: Voter, policy: PolicySnapshot): boolean {
  return isApprover && (policy.selfApproval || !isSamePerson(by, requester.user, policy.same));
}

/** The earlier approvals that still count, one a person. */
function standingOf(
  operation: Operation,
  voters: readonly Voter[],
  policy: PolicySnapshot,
): readonly Voter[] {
  const seen = new Set<string>();
  return voters.filter((voter) => {
    if (!mayCount(operation, voter, policy) || seen.has(voter.by)) return false;
    for (const account of accountsOf(voter.by, policy.same)) seen.add(account);
    return true;
  });
}

function groupsLacking({ requiredGroups = [] }: PolicySnapshot, voters: readonly Voter[]): readonly string[] {
  return requiredGroups.filter((group) => !voters.some(({ groups = [] }) => groups.includes(group)));
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
