import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Desk, openDesk } from './outbox-desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  desk.cards.set('op-1', 'planned');
});
afterEach(() => desk.close());

const ID = 'operation:op-1';
const want = (subject = 'op-1', channel = 'C0OPS'): Promise<void> =>
  desk.messages.want({ kind: 'operation', subject, channel });

test.each(['channel_not_found', 'is_archived', 'not_in_channel', 'token_revoked', 'account_inactive'])(
  'A18 after %s the message waits for an operator',
  async (error) => {
    desk.fake.fail('chat.postMessage', { error });
    await want();
    await desk.pass(60_000);
    expect(desk.fake.callsOf('chat.postMessage')).toHaveLength(1);
    expect(desk.row(ID).parked).toBe(true);
    expect(desk.counts).toContain('hydrous_outbox_parked_total');
    expect(desk.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  },
);

test.each(['msg_blocks_too_long', 'invalid_blocks'])(
  'A18 after %s a plain card goes out, with its buttons',
  async (error) => {
    desk.fake.fail('chat.postMessage', { error });
    await want();
    await desk.pass(5_000);
    const blocks = desk.fake.messages[0]?.args['blocks'] as { readonly type: string }[];
    expect(blocks.map(({ type }) => type)).toEqual(['section', 'actions', 'context']);
    expect(desk.row(ID).message.sent).toBe(1);
  },
);

test('A18 a plain card that is refused too is parked', async () => {
  desk.fake.fail('chat.postMessage', { error: 'invalid_blocks' }, 2);
  await want();
  await desk.pass(60_000);
  expect(desk.fake.callsOf('chat.postMessage')).toHaveLength(2);
  expect(desk.row(ID).parked).toBe(true);
});

test('A18 a refusal that is not known is tried a few times and then parked', async () => {
  desk.fake.fail('chat.postMessage', { error: 'some_new_error' }, 100);
  await want();
  await desk.pass(600_000);
  expect(desk.fake.callsOf('chat.postMessage')).toHaveLength(8);
  expect(desk.row(ID).parked).toBe(true);
});

const WAITS = [
  ['7', 7],
  ['0', 1],
  ['-5', 10],
  ['abc', 10],
  [null, 10],
  ['9999999', 600],
  ['999999999999999999999', 10],
] as const;

test.each(WAITS)(
  'A19 R5 a Retry-After of %s means %i s for the channel, and none for others',
  async (header, seconds) => {
    const headers = header === null ? {} : { 'retry-after': header };
    desk.fake.fail('chat.postMessage', { status: 429, headers });
    desk.cards.set('op-2', 'second');
    desk.cards.set('op-3', 'elsewhere');
    const begun = desk.now();
    await want();
    await want('op-2');
    await want('op-3', 'C0INC');
    await desk.pass(seconds * 1_000 - 10);
    expect(desk.fake.messages.map(({ channel }) => channel)).toEqual(['C0INC']);
    expect(desk.now() - begun).toBeLessThan(seconds * 1_000 + 2_000);
    await desk.pass(5_000);
    expect(desk.fake.messages).toHaveLength(3);
  },
);

test('A18 ratelimited in a 200 is a wait too', async () => {
  desk.fake.fail('chat.postMessage', { error: 'ratelimited', headers: { 'retry-after': '30' } });
  await want();
  await desk.pass(29_000);
  expect(desk.fake.messages).toHaveLength(0);
  await desk.pass(3_000);
  expect(desk.fake.messages).toHaveLength(1);
});

test('a 429 for an edit holds edits, while posts go on', async () => {
  await want();
  await desk.pass(1_000);
  desk.fake.fail('chat.update', { status: 429, headers: { 'retry-after': '20' } });
  desk.cards.set('op-1', 'approved');
  await want();
  desk.cards.set('op-2', 'second');
  await want('op-2', 'C0INC');
  await desk.pass(10_000);
  expect(desk.fake.messages).toHaveLength(2);
  expect(desk.fake.callsOf('chat.update')).toHaveLength(1);
  await desk.pass(15_000);
  expect(desk.fake.messages[0]?.args['text']).toBe('approved');
});

test('R4 after hours of outage every final state is shown, about one a second in a channel', async () => {
  for (let card = 0; card < 40; card += 1) desk.cards.set(`inc-${card}`, 'ALARM');
  desk.fake.fail('chat.postMessage', { status: 503 }, 400);
  for (let card = 0; card < 40; card += 1)
    await desk.messages.want({ kind: 'incident', subject: `inc-${card}`, channel: 'C0INC' });
  await desk.pass(600_000);
  for (let card = 0; card < 40; card += 1) {
    desk.cards.set(`inc-${card}`, 'OK');
    await desk.messages.want({ kind: 'incident', subject: `inc-${card}`, channel: 'C0INC' });
  }
  const before = desk.fake.callsOf('chat.postMessage').length;
  expect(before).toBeLessThanOrEqual(600);
  await desk.pass(900_000);
  expect(desk.fake.messages.map(({ args }) => args['text'])).toEqual(Array(40).fill('OK'));
});
