/** Who somebody is for a request, looked up at the click: being taken off a list takes effect at once. */
import type { Cast, Voter } from '../core/decide.ts';
import type { Operation } from '../core/operation.ts';
import type { PolicySnapshot } from '../core/policy.ts';
import type { Authority } from './authority.ts';

/** The rules of the request and of today, and the two together. */
export interface Rules {
  readonly today: PolicySnapshot;
  readonly both: PolicySnapshot;
}

/** An approver must be one by the rules of the request and by today's. Throws a Problem when that cannot be had. */
export async function voterOf(
  authority: Authority,
  operation: Operation,
  { today, both }: Rules,
  by: string,
): Promise<Voter> {
  const required = both.requiredGroups ?? [];
  const [then, now, ...inside] = await Promise.all([
    authority.isIn(operation.policy.approvers, by),
    authority.isIn(today.approvers, by),
    ...required.map((group) => authority.isIn({ users: [], groups: [group] }, by)),
  ]);
  return { by, isApprover: then && now, groups: required.filter((_, at) => inside[at]) };
}

/** The caster, and everybody who approved before as they stand now. */
export async function castOf(
  authority: Authority,
  operation: Operation,
  rules: Rules,
  vote: Cast['vote'],
  by: string,
): Promise<{ readonly cast: Cast; readonly voters: readonly Voter[] }> {
  const earlier = vote === 'approve' ? operation.decidedBy : [];
  const [voter, isOperator, voters] = await Promise.all([
    voterOf(authority, operation, rules, by),
    vote === 'reject' ? authority.isIn(authority.roles.operators, by) : false,
    Promise.all(earlier.map((each) => voterOf(authority, operation, rules, each))),
  ]);
  return { cast: { ...voter, vote, isOperator }, voters };
}
