import { describe, expect, it } from 'vitest';
import type { Roles } from '../../src/core/member.ts';
import { decidePermission, groupsFor, type Needed, type Standing } from '../../src/core/permission.ts';
import { say } from '../../src/core/sentence.ts';
import { keyOf } from '../commands/builders.ts';

const roles: Roles = {
  operators: { users: ['U0OP'], groups: ['S0DEV'] },
  approvers: { users: ['U0AP'], groups: ['S0OPS'] },
  viewers: { users: ['U0VIEW'], groups: [] },
  teams: ['T0HYDROUS'],
};
const everyone: Roles = { ...roles, viewers: 'everyone' };
const lost = { missing: say('slack.unreachable') };
const full: Standing['profile'] = { kind: 'full', locale: null, zone: null };
const known: Standing = {
  profile: full,
  groups: new Map([
    ['S0DEV', ['U0DEV']],
    ['S0OPS', ['U0OPS']],
  ]),
};
const noProfile: Standing = { ...known, profile: lost };
const noGroups: Standing = {
  profile: full,
  groups: new Map([
    ['S0DEV', lost],
    ['S0OPS', lost],
  ]),
};

function decide(needed: Needed, user: string, standing = known, under = roles, team = 'T0HYDROUS'): string {
  const permission = decidePermission(needed, { user, team }, under, standing);
  return permission.ok ? 'ok' : keyOf(permission.refusal);
}

describe('each role is its own list', () => {
  it.each<[Needed, string, string]>([
    ['operator', 'U0OP', 'ok'],
    ['operator', 'U0DEV', 'ok'],
    ['operator', 'U0AP', 'grammar.not-operator'],
    ['approver', 'U0AP', 'ok'],
    ['approver', 'U0OPS', 'ok'],
    ['approver', 'U0OP', 'grammar.not-approver'],
    [['approver', 'operator'], 'U0DEV', 'ok'],
    [['approver', 'operator'], 'U0VIEW', 'grammar.not-approver'],
    ['viewer', 'U0VIEW', 'ok'],
    ['viewer', 'U0OP', 'ok'],
    ['viewer', 'U0OPS', 'ok'],
    ['viewer', 'U0ELSE', 'grammar.not-viewer'],
    ['anyone', 'U0ELSE', 'ok'],
  ])('%j for %s: %s', (needed, user, outcome) => {
    expect(decide(needed, user)).toBe(outcome);
  });
});

it('another workspace has no rights, not even for people whom the file names', () => {
  for (const needed of ['anyone', 'viewer', 'operator'] as const)
    expect(decide(needed, 'U0OP', known, everyone, 'T0OTHER')).toBe('grammar.outsider');
});

it('without a profile only reading is left, and only for people whom the file names', () => {
  expect(decide('operator', 'U0OP', noProfile, everyone)).toBe('grammar.not-looked-up');
  expect(decide('approver', 'U0AP', noProfile, everyone)).toBe('grammar.not-looked-up');
  expect(decide('viewer', 'U0OP', noProfile, everyone)).toBe('ok');
  expect(decide('viewer', 'U0ELSE', noProfile, everyone)).toBe('grammar.not-looked-up');
  expect(decide('anyone', 'U0ELSE', noProfile, everyone)).toBe('ok');
});

it('a group that cannot be looked up refuses whoever might be in it', () => {
  expect(decide('operator', 'U0DEV', noGroups)).toBe('grammar.not-looked-up');
  expect(decide('operator', 'U0OP', noGroups)).toBe('ok');
});

it('an empty list is nobody', () => {
  const empty = { ...roles, approvers: { users: [], groups: [] } };
  expect(decide('approver', 'U0AP', known, empty)).toBe('grammar.nobody');
});

it('only the groups that decide are asked for', () => {
  expect(groupsFor('anyone', roles)).toEqual([]);
  expect(groupsFor('operator', roles)).toEqual(['S0DEV']);
  expect(groupsFor('viewer', roles)).toEqual(['S0DEV', 'S0OPS']);
});
