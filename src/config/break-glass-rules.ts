/** What is allowed of break-glass and yet surely not meant: said once at start. */
import type { HydrousFile } from './hydrous-schema.ts';

export function breakGlassWarnings({ breakGlass, people }: HydrousFile): string[] {
  const { operators, approvers } = people;
  if (!breakGlass.enabled) return [];
  const strangers =
    operators.groups.length + approvers.groups.length > 0
      ? []
      : breakGlass.users.filter((user) => ![...operators.users, ...approvers.users].includes(user));
  const reviewers = approvers.users.filter((user) => !breakGlass.users.includes(user));
  const nobody = approvers.groups.length === 0 && reviewers.length === 0;
  return [
    ...strangers.map(
      (user) => `breakGlass: ${user} is neither an operator nor an approver, so there is nothing to skip for`,
    ),
    ...(nobody
      ? ['breakGlass: people.approvers names nobody else, so a review can only be closed by one of its users']
      : []),
  ];
}
