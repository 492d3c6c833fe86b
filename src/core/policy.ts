import type { Environment } from './environment.ts';
import type { Roles, Roster } from './member.ts';
import type { ChangeKind } from './operation.ts';
import type { SamePeople } from './person.ts';

/** What `environments.NAME.changes.KIND` says instead of the rules of its environment; what it leaves out stays. */
export interface ChangeRules {
  readonly approvals?: number | undefined;
  readonly approvers?: Roster | undefined;
  readonly requiredGroup?: string | undefined;
}

/** The rules under which a request was made; stored with it. The stricter of these and today's rules wins. */
export interface PolicySnapshot {
  /** Users who might approve when the request was made, groups looked up at that time. */
  readonly approvers: Roster;
  readonly approvals: number;
  readonly selfApproval: boolean;
  /** User groups of which each must have a member among those who approve. Old requests have none. */
  readonly requiredGroups?: readonly string[];
  /** Accounts that are one person. Old requests have none. */
  readonly same?: SamePeople;
}

/** The rules of today for a change of this kind. */
export function policyOf(environment: Environment, roles: Roles, kind: ChangeKind): PolicySnapshot {
  const own: ChangeRules = environment.changes?.[kind] ?? {};
  const group = own.requiredGroup ?? environment.requiredGroup;
  const approvals = own.approvals ?? environment.approvals;
  return {
    approvers: own.approvers ?? roles.approvers,
    approvals,
    selfApproval: environment.selfApproval,
    // Where nobody is asked, no group is either.
    ...(group === undefined || approvals === 0 ? {} : { requiredGroups: [group] }),
    ...(roles.same === undefined || roles.same.length === 0 ? {} : { same: roles.same }),
  };
}

/**
 * Joins the rules of the request with those of today: more people, no self-approval, every required group of both,
 * one person where either says so. `approvers` are those of today; whoever counts must be in both lists.
 */
export function stricter(stored: PolicySnapshot, current: PolicySnapshot): PolicySnapshot {
  return {
    approvers: current.approvers,
    approvals: Math.max(stored.approvals, current.approvals),
    selfApproval: stored.selfApproval && current.selfApproval,
    requiredGroups: [...new Set([...(stored.requiredGroups ?? []), ...(current.requiredGroups ?? [])])],
    same: [...(stored.same ?? []), ...(current.same ?? [])],
  };
}
