import type { Member, Profile, Roles } from '../core/member.ts';
import {
  decidePermission,
  groupsFor,
  type Needed,
  type Permission,
  type Standing,
} from '../core/permission.ts';
import type { Groups, Profiles } from '../core/ports/slack.ts';
import { isProblem } from '../core/problem.ts';
import type { Sentence } from '../core/sentence.ts';

type Missing = { readonly missing: Sentence };

/** The person's profile, or why it could not be had. Nobody outside the teams is looked up. */
export async function lookUpProfile(
  member: Member,
  roles: Roles,
  profiles: Profiles,
): Promise<Standing['profile']> {
  if (!roles.teams.includes(member.team)) return { kind: 'stranger', locale: null, zone: null };
  return orMissing(profiles.profile(member.user));
}

/** Looks up the user groups that decide and decides. A failed look-up refuses every verb that changes something. */
export async function mayUse(
  needed: Needed,
  member: Member,
  profile: Profile | Missing,
  roles: Roles,
  groups: Groups,
): Promise<Permission> {
  const without = decidePermission(needed, member, roles, { profile, groups: new Map() });
  const ids = groupsFor(needed, roles);
  if (without.ok || ids.length === 0 || 'missing' in profile || profile.kind !== 'full') return without;
  const members = await Promise.all(ids.map((id) => orMissing(groups.members(id))));
  const found = new Map(ids.map((id, at) => [id, members[at]!] as const));
  return decidePermission(needed, member, roles, { profile, groups: found });
}

async function orMissing<T>(work: Promise<T>): Promise<T | Missing> {
  try {
    return await work;
  } catch (error) {
    if (isProblem(error)) return { missing: error.sentence };
    throw error;
  }
}
