import type { Environment } from './environment.ts';
import type { Roles } from './member.ts';

/** The rules under which a request was made; stored with it. The stricter of these and today's rules wins. */
export interface PolicySnapshot {
  /** Users who might approve when the request was made, groups looked up at that time. */
  readonly approvers: { readonly users: readonly string[]; readonly groups: readonly string[] };
  readonly approvals: number;
  readonly selfApproval: boolean;
}

export function policyOf(environment: Environment, roles: Roles): PolicySnapshot {
  return {
    approvers: roles.approvers,
    approvals: environment.approvals,
    selfApproval: environment.selfApproval,
  };
}

/** Joins the rules of the request with those of today: more people, no self-approval, approver in both lists. */
export function stricter(stored: PolicySnapshot, current: PolicySnapshot): PolicySnapshot {
  return {
    approvers: current.approvers,
    approvals: Math.max(stored.approvals, current.approvals),
    selfApproval: stored.selfApproval && current.selfApproval,
  };
}
