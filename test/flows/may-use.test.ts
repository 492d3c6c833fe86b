import { expect, it } from 'vitest';
import type { Roles } from '../../src/core/member.ts';
import { lookUpProfile, mayUse } from '../../src/flows/may-use.ts';
import { failing, keyOf } from '../commands/builders.ts';

const roles: Roles = {
  operators: { users: ['U0OP'], groups: ['S0DEV', 'S0OPS'] },
  approvers: { users: [], groups: ['S0OPS'] },
  viewers: 'everyone',
  teams: ['T0HYDROUS'],
};
const full = { kind: 'full', locale: null, zone: null } as const;

function lookedUp(members: Readonly<Record<string, readonly string[]>>) {
  const asked: string[] = [];
  const groups = {
    members: async (group: string) => {
      asked.push(group);
      return members[group] ?? Promise.reject(failing());
    },
  };
  return { asked, groups };
}

async function decide(
  needed: 'operator' | 'approver' | 'viewer',
  user: string,
  groups: ReturnType<typeof lookedUp>['groups'],
): Promise<string> {
  const permission = await mayUse(needed, { user, team: 'T0HYDROUS' }, full, roles, groups);
  return permission.ok ? 'ok' : keyOf(permission.refusal);
}

it('nobody is looked up in a group when the file or the viewers decide already', async () => {
  const { asked, groups } = lookedUp({});
  expect(await decide('operator', 'U0OP', groups)).toBe('ok');
  expect(await decide('viewer', 'U0ELSE', groups)).toBe('ok');
  expect(asked).toEqual([]);
});

it('the members of a group count, and only those of the groups of the role', async () => {
  const { asked, groups } = lookedUp({ S0DEV: ['U0DEV'], S0OPS: ['U0OPS'] });
  expect(await decide('operator', 'U0DEV', groups)).toBe('ok');
  expect(asked.sort()).toEqual(['S0DEV', 'S0OPS']);
  expect(await decide('approver', 'U0DEV', groups)).toBe('grammar.not-approver');
  expect(await decide('approver', 'U0OPS', groups)).toBe('ok');
});

it('one group that cannot be read does not hide the other, and refuses everybody else', async () => {
  const { groups } = lookedUp({ S0DEV: ['U0DEV'] });
  expect(await decide('operator', 'U0DEV', groups)).toBe('ok');
  expect(await decide('operator', 'U0OPS', groups)).toBe('grammar.not-looked-up');
});

it('a mistake of ours is no look-up failure', async () => {
  const groups = { members: () => Promise.reject(new TypeError('ours')) };
  await expect(decide('approver', 'U0OPS', groups)).rejects.toThrow('ours');
  const profiles = { profile: () => Promise.reject(failing()) };
  const profile = await lookUpProfile({ user: 'U0OP', team: 'T0HYDROUS' }, roles, profiles);
  expect(profile).toHaveProperty('missing');
});
