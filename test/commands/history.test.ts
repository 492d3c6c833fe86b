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

const ROW = {
  seq: 7,
  at: NOW - HOUR,
  actor: 'U0OPERATOR',
  event: 'locked',
  subject: 'lock-7kq2m9xd4t',
  environment: 'production',
  data: { reason: '=HYPERLINK("x") password=hunter2secret' },
  hash: 'ab',
};

it('what people did beside changes is told too', async () => {
  const answer = await harness({ readers: readers({ audit: async () => [ROW] }) }).run('history');
  expect(textOf(answer, 'en')).toContain('@U0OPERATOR locked changes · lock-7kq2m9xd4t');
  expect(textOf(answer, 'es')).toContain('bloqueó los cambios');
});

it.each([
  [{ rows: 7, broken: null }, 'verified.csv', 'all 7 rows of the trail fit'],
  [{ rows: 3, broken: 4 }, 'BROKEN.csv', '*Chain broken* at row 4'],
])('--file gives the trail with whether its chain holds said on it: %o', async (verified, name, words) => {
  const answer = await harness({
    readers: readers({ audit: async () => [ROW], verifyAudit: async () => verified }),
  }).run('history --file');
  const file = answer.pieces.find((piece) => piece.piece === 'file');
  expect(file?.name).toBe(`audit-production-${name}`);
  expect(textOf(answer, 'en')).toContain(words);
  const [head, line] = file?.lines ?? [];
  expect(head).toBe('seq,at,actor,event,subject,environment,data,hash');
  expect(line).toContain('2026-11-24T14:00:00.000Z,U0OPERATOR,locked');
  expect(line).not.toContain('hunter2secret');
});

it('--json gives one row a line', async () => {
  const answer = await harness({ readers: readers({ audit: async () => [ROW] }) }).run('history --json');
  const file = answer.pieces.find((piece) => piece.piece === 'file');
  expect(file?.name).toMatch(/\.jsonl$/);
  expect(JSON.parse(String(file?.lines[0]))).toMatchObject({ seq: 7, event: 'locked' });
});

it('the filters reach the trail as well', async () => {
  const asked: object[] = [];
  const audit = async (filter: object) => {
    asked.push(filter);
    return [];
  };
  await harness({ readers: readers({ audit }) }).run('history --since 2h --by <@U0OTHER>');
  expect(asked[0]).toMatchObject({ environment: 'production', actor: 'U0OTHER', since: NOW - 2 * HOUR });
});
