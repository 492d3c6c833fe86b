/** Whom an incident calls: those who may act on it, and those above them when nobody did. */
import type { Roles, Roster } from './member.ts';

/** More mentions than this are noise. */
const MOST = 5;

/** User and user-group ids. `reminded` is how often they were called in vain. */
export function calledFor({ operators, approvers }: Roles, reminded: number): readonly string[] {
  const called = reminded < 2 ? idsOf(operators) : [...idsOf(operators), ...idsOf(approvers)];
  return [...new Set(called)].slice(0, MOST);
}

/** A group stands for its people. */
function idsOf({ groups, users }: Roster): readonly string[] {
  return groups.length > 0 ? groups : users;
}
