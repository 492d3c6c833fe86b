/** Who is who at this moment. Groups are looked up now; when that fails the answer is a Problem, and the caller refuses. */
import type { Roles, Roster } from '../core/member.ts';
import type { Groups } from '../core/ports/slack.ts';

export interface Authority {
  readonly roles: Roles;
  isIn(roster: Roster, user: string): Promise<boolean>;
  /** Everybody on the roster, each once. */
  everybody(roster: Roster): Promise<readonly string[]>;
}

export function createAuthority(roles: Roles, groups: Groups): Authority {
  async function membersOf(roster: Roster): Promise<readonly string[]> {
    return (await Promise.all(roster.groups.map((group) => groups.members(group)))).flat();
  }
  return {
    roles,
    async isIn(roster, user) {
      if (roster.users.includes(user)) return true;
      return (await membersOf(roster)).includes(user);
    },
    async everybody(roster) {
      return [...new Set([...roster.users, ...(await membersOf(roster))])];
    },
  };
}
