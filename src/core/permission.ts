/** Who may use a verb: a decision over what was looked up about the person. The looking up is in `flows/may-use.ts`. */
import type { Member, Profile, Role, Roles, Roster } from './member.ts';
import { code, mention, type Sentence, say } from './sentence.ts';

export type Permission = { readonly ok: true } | { readonly ok: false; readonly refusal: Sentence };

export type Needed = Role | 'anyone' | readonly Role[];

/** What could be had about the person; a part that could not says why. */
export interface Standing {
  readonly profile: Profile | { readonly missing: Sentence };
  /** Members of each user group that was asked for. */
  readonly groups: ReadonlyMap<string, readonly string[] | { readonly missing: Sentence }>;
}

const NAMES_SHOWN = 3;

/** The user groups whose members decide about these roles. */
export function groupsFor(needed: Needed, roles: Roles): readonly string[] {
  return [...new Set(rostersFor(needed, roles).flatMap((roster) => roster.groups))];
}

/**
 * Every full member of the teams may do what `anyone` may. Operators and approvers may read, whoever the viewers
 * are. When something could not be looked up, only reading is left, and only to people whom the file names.
 */
export function decidePermission(
  needed: Needed,
  member: Member,
  roles: Roles,
  standing: Standing,
): Permission {
  if (!roles.teams.includes(member.team)) return refused(say('grammar.outsider'));
  const unknown = 'missing' in standing.profile ? standing.profile.missing : null;
  if (!('missing' in standing.profile) && standing.profile.kind !== 'full')
    return refused(say('grammar.outsider'));
  if (needed === 'anyone') return { ok: true };
  const list = typeof needed === 'string' ? [needed] : needed;
  const reading = list.includes('viewer');
  if (reading && unknown === null && roles.viewers === 'everyone') return { ok: true };
  if (unknown !== null && !reading) return refused(say('grammar.not-looked-up', { why: unknown }));

  const rosters = rostersFor(needed, roles);
  if (rosters.some((roster) => roster.users.includes(member.user))) return { ok: true };
  if (unknown !== null) return refused(say('grammar.not-looked-up', { why: unknown }));
  const groups = rosters.flatMap((roster) => roster.groups).map((group) => standing.groups.get(group));
  if (groups.some((group) => isList(group) && group.includes(member.user))) return { ok: true };
  const lost = groups.find((group) => group !== undefined && !isList(group));
  if (lost !== undefined && !isList(lost))
    return refused(say('grammar.not-looked-up', { why: lost.missing }));
  return refused(notListed(list[0] ?? 'approver', rosters));
}

function isList(
  group: readonly string[] | { readonly missing: Sentence } | undefined,
): group is readonly string[] {
  return Array.isArray(group);
}

function rostersFor(needed: Needed, roles: Roles): readonly Roster[] {
  if (needed === 'anyone') return [];
  const list = typeof needed === 'string' ? [needed] : needed;
  return [...new Set(list.flatMap((role) => rostersOf(role, roles)))];
}

function rostersOf(role: Role, roles: Roles): readonly Roster[] {
  switch (role) {
    case 'operator':
      return [roles.operators];
    case 'approver':
      return [roles.approvers];
    case 'viewer':
      return [roles.operators, roles.approvers, ...(roles.viewers === 'everyone' ? [] : [roles.viewers])];
  }
}

function notListed(role: Role, rosters: readonly Roster[]): Sentence {
  if (role === 'viewer') return say('grammar.not-viewer');
  if (rosters.every((roster) => roster.users.length + roster.groups.length === 0))
    return say('grammar.nobody', { list: code(`people.${role}s`) });
  const people = rosters
    .flatMap((roster) => roster.users)
    .slice(0, NAMES_SHOWN)
    .map(mention);
  return role === 'operator'
    ? say('grammar.not-operator', { people })
    : say('grammar.not-approver', { people });
}

function refused(refusal: Sentence): Permission {
  return { ok: false, refusal };
}
