import { expect, it } from 'vitest';
import { harness, keyOf, NOW, operation, readers, textOf } from './builders.ts';

const HOUR = 3_600_000;
const OPERATIONS = [
  operation({ id: 'op-newest', state: 'executing', createdAt: NOW - HOUR, reason: 'fixes *login*' }),
  operation({
    id: 'op-middle',
    command: 'scale 3',
    state: 'rejected',
    createdAt: NOW - 5 * HOUR,
    requester: { user: 'U0OTHER', team: 'T0HYDROUS' },
  }),
  operation({ id: 'op-oldest', state: 'failed', createdAt: NOW - 50 * HOUR, decidedBy: [] }),
];

function bot(operations = OPERATIONS) {
  return harness({ readers: readers({ operations: async () => operations }) });
}

it('newest first: when, what, who asked, who decided, how it ended, and its id', async () => {
  const text = textOf(await bot().run('history'), 'en');
  expect(text).toContain(
    '[running] 2026-11-24T14:00:00.000Z · deploy v1.11.0 · @U0OPERATOR → @U0APPROVER · ',
  );
  expect(text).toContain('· op-newest');
  expect(text).toMatch(/op-newest[\s\S]*op-middle[\s\S]*op-oldest/);
  expect(text).toContain('[stop] ');
});

it.each([
  ['history --since 2h', ['op-newest']],
  ['history --since 1d', ['op-newest', 'op-middle']],
  ['history --since 2026-11-24', ['op-newest', 'op-middle']],
  ['history --by <@U0OTHER|other>', ['op-middle']],
  ['history --by <@U0APPROVER>', ['op-newest', 'op-middle']],
])('%s', async (text, ids) => {
  const answer = textOf(await bot().run(text), 'en');
  expect(answer.match(/op-(?:newest|middle|oldest)/g)).toEqual(ids);
});

it('what does not fit is counted', async () => {
  const many = Array.from({ length: 40 }, (_, at) => operation({ id: `op-many${at}` }));
  expect(textOf(await bot(many).run('history'), 'en')).toContain('There are 25 more');
});

it('nothing yet and nothing that matches are different answers', async () => {
  expect(keyOf((await bot([]).run('history')).summary)).toBe('reading.history-none');
  expect(keyOf((await bot().run('history --by <@U0NOBODY>')).summary)).toBe('reading.history-none-matching');
});
