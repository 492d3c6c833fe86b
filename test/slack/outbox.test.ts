import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sentence } from '../../src/core/sentence.ts';
import { type Desk, openDesk } from './outbox-desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  desk.cards.set('op-1', 'planned');
});
afterEach(() => desk.close());

const words = (text: string): Sentence => ({ es: text, en: text });
const want = (subject = 'op-1', channel = 'C0OPS'): Promise<void> =>
  desk.messages.want({ kind: 'operation', subject, channel });

test('a card is posted once, quietly, with its metadata, and edited when it changed', async () => {
  await want();
  await desk.pass(1_000);
  desk.cards.set('op-1', 'approved');
  await want();
  await desk.pass(2_000);

  expect(desk.fake.messages).toHaveLength(1);
  const [post] = desk.fake.callsOf('chat.postMessage');
  expect(post).toMatchObject({
    channel: 'C0OPS',
    text: 'planned',
    unfurl_links: 'false',
    unfurl_media: 'false',
    link_names: 'false',
    parse: 'none',
    metadata: { event_type: 'hydrous_operation', event_payload: { operation: 'op-1', state: 'open' } },
  });
  expect(desk.fake.callsOf('chat.update')).toMatchObject([{ text: 'approved', parse: 'none' }]);
});

test('a card that would look the same is not edited', async () => {
  await want();
  await desk.pass(1_000);
  await want();
  await desk.pass(2_000);
  expect(desk.fake.callsOf('chat.update')).toHaveLength(0);
  expect(desk.row('operation:op-1').message).toMatchObject({ wanted: 2, sent: 2 });
});

test('many changes before the sender comes are one message with the newest state', async () => {
  for (const state of ['planned', 'pending', 'approved']) {
    desk.cards.set('op-1', state);
    await want();
  }
  await desk.pass(2_000);
  expect(desk.fake.calls.filter(({ method }) => method.startsWith('chat.'))).toHaveLength(1);
  expect(desk.fake.messages[0]?.args['text']).toBe('approved');
});

test('edits of one card are a second apart, and the last state wins', async () => {
  await want();
  await desk.pass(1_000);
  const begun = desk.now();
  for (let step = 0; step < 20; step += 1) {
    desk.cards.set('op-1', `step ${step}`);
    await want();
    await desk.pass(250);
  }
  await desk.pass(3_000);
  const edits = desk.fake.callsOf('chat.update').length;
  expect(edits).toBeLessThanOrEqual((desk.now() - begun) / 1_000);
  expect(desk.fake.messages[0]?.args['text']).toBe('step 19');
});

test('edits stay within the budget of the workspace', async () => {
  for (let card = 0; card < 30; card += 1) {
    desk.cards.set(`op-${card}`, 'planned');
    await want(`op-${card}`, `C0${card}`);
  }
  await desk.pass(10_000);
  const begun = desk.now();
  for (let card = 0; card < 30; card += 1) {
    desk.cards.set(`op-${card}`, 'approved');
    await want(`op-${card}`, `C0${card}`);
  }
  await desk.pass(1_000);
  const burst = desk.fake.callsOf('chat.update').length;
  expect(burst).toBeLessThanOrEqual(16 + (0.75 * (desk.now() - begun)) / 1_000);
  await desk.pass(30_000);
  expect(desk.fake.callsOf('chat.update')).toHaveLength(30);
});

test('a note is said once, in the thread of its card, and told to the channel when asked', async () => {
  await want();
  await desk.pass(1_000);
  const note = {
    id: 'note:1',
    channel: 'C0OPS',
    text: words('done'),
    parent: 'operation:op-1',
    broadcast: true,
  };
  await desk.messages.say(note);
  await desk.messages.say(note);
  await desk.pass(3_000);
  expect(desk.fake.callsOf('chat.postMessage')[1]).toMatchObject({
    text: 'done',
    thread_ts: desk.row('operation:op-1').message.ts,
    reply_broadcast: 'true',
    metadata: { event_type: 'hydrous_note', event_payload: { note: 'note:1' } },
  });
  expect(desk.fake.messages).toHaveLength(2);
});

test('a note whose thread is gone is said in the channel', async () => {
  await want();
  await desk.pass(1_000);
  await desk.messages.say({ id: 'note:1', channel: 'C0OPS', text: words('done'), parent: 'operation:op-1' });
  desk.fake.fail('chat.postMessage', { error: 'thread_not_found' });
  await desk.pass(3_000);
  expect(desk.fake.callsOf('chat.postMessage').at(-1)).not.toHaveProperty('thread_ts');
});

test('a row without content is parked and logged', async () => {
  await want('op-gone');
  await desk.pass(1_000);
  expect(desk.row('operation:op-gone').parked).toBe(true);
  expect(desk.lines.some(({ level }) => level === 'error')).toBe(true);
});

test('A21 a card that an admin deleted comes back as one new card', async () => {
  await want();
  await desk.pass(1_000);
  desk.fake.messages.length = 0;
  desk.cards.set('op-1', 'approved');
  await want();
  await desk.pass(5_000);
  expect(desk.fake.messages.map(({ args }) => args['text'])).toEqual(['approved']);
});

const LOST = [
  ['an answer that never comes', { hang: true }],
  ['a closed connection', { reset: true }],
  ['a 500', { status: 500, body: 'oops' }],
  ['a 503 with a page', { status: 503, body: '<html>down</html>' }],
  ['a 200 with a page', { body: '<html>secret page</html>' }],
  ['fatal_error', { error: 'fatal_error' }],
] as const;

test.each(LOST)(
  'R3 A20 after %s the message is looked for and adopted, not posted again',
  async (_name, fault) => {
    desk.fake.fail('chat.postMessage', { ...fault, after: true });
    await want();
    await desk.pass(10_000);
    expect(desk.fake.messages).toHaveLength(1);
    expect(desk.row('operation:op-1').message).toMatchObject({
      ts: desk.fake.messages[0]?.ts,
      sent: 1,
      unsure: false,
    });
    expect(JSON.stringify(desk.lines)).not.toContain('secret page');
  },
);

test.each(LOST)('R3 A20 when %s hid that nothing was posted, it is posted once', async (_name, fault) => {
  desk.fake.fail('chat.postMessage', fault);
  await want();
  await desk.pass(10_000);
  expect(desk.fake.messages).toHaveLength(1);
});

test.each([
  ['a lost answer', { reset: true, after: true }],
  ['a 429', { status: 429, body: '{"ok":false,"error":"ratelimited"}', headers: { 'retry-after': '1' } }],
] as const)(
  'a card that was looked for and found is not posted again after %s to its edit',
  async (_name, fault) => {
    desk.fake.fail('chat.postMessage', { reset: true, after: true });
    desk.fake.fail('chat.update', fault);
    await want();
    await desk.pass(500);
    desk.cards.set('op-1', 'approved');
    await want();
    await desk.pass(20_000);
    expect(desk.fake.messages.map(({ args }) => args['text'])).toEqual(['approved']);
    expect(desk.fake.callsOf('chat.postMessage')).toHaveLength(1);
  },
);

test('a lost note is looked for in its thread', async () => {
  await want();
  await desk.pass(1_000);
  desk.fake.fail('chat.postMessage', { reset: true, after: true });
  await desk.messages.say({ id: 'note:1', channel: 'C0OPS', text: words('done'), parent: 'operation:op-1' });
  await desk.pass(10_000);
  expect(desk.fake.messages).toHaveLength(2);
  expect(desk.fake.callsOf('conversations.replies')).toHaveLength(1);
});

test('a message of another app with the same metadata is not taken for ours', async () => {
  desk.fake.fail('chat.postMessage', { reset: true });
  desk.fake.messages.push({
    channel: 'C0OPS',
    ts: '1.1',
    thread: null,
    bot_id: 'B0EVIL',
    args: { metadata: { event_type: 'hydrous_operation', event_payload: { operation: 'op-1' } } },
  });
  await want();
  await desk.pass(10_000);
  expect(desk.row('operation:op-1').message.ts).not.toBe('1.1');
});

test('R3 when the channel cannot be read there is at most one duplicate, and it is counted', async () => {
  desk.fake.fail('chat.postMessage', { reset: true, after: true });
  desk.fake.fail('conversations.history', { error: 'missing_scope' });
  await want();
  await desk.pass(20_000);
  expect(desk.fake.messages).toHaveLength(2);
  expect(desk.counts).toContain('hydrous_outbox_possible_duplicates_total');
});

test('while history cannot be reached nothing is posted', async () => {
  desk.fake.fail('chat.postMessage', { reset: true, after: true });
  desk.fake.fail('conversations.history', { status: 503 }, 3);
  await want();
  await desk.pass(60_000);
  expect(desk.fake.callsOf('conversations.history')).toHaveLength(4);
  expect(desk.fake.messages).toHaveLength(1);
});
