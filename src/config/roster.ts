/** Lists of people, and of accounts that are one person, as `hydrous.yml` writes them. */
import { z } from 'zod';
import { block, GroupId, UserId } from './fields.ts';

export const A_ROSTER = 'a block such as { users: [U0AAA], groups: [S0DEV] }; empty lists mean nobody';

export const Roster = block(A_ROSTER, {
  users: z.array(UserId, { error: 'a list such as [U0AAA]' }).default([]),
  groups: z.array(GroupId, { error: 'a list such as [S0DEV]' }).default([]),
});

const ACCOUNTS = 'a list of the Slack accounts of one person such as [U0AAA, U0AAB], two or more';

export const SamePeople = z
  .array(z.array(UserId, { error: ACCOUNTS }).min(2, { error: ACCOUNTS }), {
    error: 'a list of lists such as [[U0AAA, U0AAB]], one a person',
  })
  .optional();
