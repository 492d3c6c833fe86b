import { expect, it } from 'vitest';
import type { MessageRecords, OutboxMessage } from '../../src/core/ports/store.ts';
import { onEachEngine } from './engines.ts';

const TEXT = { es: 'hola', en: 'hello' };
const LONG = 60_000;

function card(subject: string, channel = 'C0OPS') {
  return { kind: 'operation', subject, channel } as const;
}
function note(id: string, fields: { channel?: string; parent?: string; broadcast?: boolean } = {}) {
  return { id: `note:${id}`, channel: 'C0OPS', text: TEXT, ...fields };
}
function posted(message: OutboxMessage, ts = '1.1') {
  return { ts, channel: message.channel, wanted: message.wanted, digest: 'd1' };
}
function ids(messages: readonly OutboxMessage[]): string[] {
  return messages.map((message) => message.id);
}
/** Claims everything there is and sends it, in order. */
async function drained(messages: MessageRecords): Promise<string[]> {
  const order: string[] = [];
  for (;;) {
    const claimed = await messages.claim('s', LONG, 9);
    if (claimed.length === 0) return order;
    for (const message of claimed) {
      order.push(message.id);
      await messages.sent(message.id, 's', posted(message));
    }
  }
}

onEachEngine('messages', (bench) => {
  it('are cards that follow a state, or notes that are said once', async () => {
    const { messages } = bench.store();
    await messages.want(card('op-1'));
    await messages.say(note('n', { parent: 'operation:op-1', broadcast: true }));
    await messages.say({ ...note('n'), text: { es: 'otra', en: 'other' } });
    const fresh = {
      ts: null,
      sent: 0,
      wanted: 1,
      attempts: 0,
      lastDigest: null,
      unsure: false,
      channel: 'C0OPS',
    };
    expect(await messages.get('operation:op-1')).toEqual({
      ...fresh,
      id: 'operation:op-1',
      card: { kind: 'operation', subject: 'op-1' },
      note: null,
    });
    expect(await messages.get('note:n')).toEqual({
      ...fresh,
      id: 'note:n',
      card: null,
      note: { text: TEXT, parent: 'operation:op-1', broadcast: true },
    });
    expect(await messages.get('note:none')).toBeNull();
  });

  it('counts many wishes as one sending', async () => {
    const { messages } = bench.store();
    await Promise.all([1, 2, 3, 4].map(() => messages.want(card('op-1'))));
    const [claimed] = await messages.claim('s', LONG, 9);
    expect(claimed).toMatchObject({ wanted: 4, sent: 0, attempts: 1 });
    await messages.sent('operation:op-1', 's', posted(claimed!));
    expect(await messages.get('operation:op-1')).toMatchObject({
      ts: '1.1',
      sent: 4,
      attempts: 0,
      lastDigest: 'd1',
      unsure: false,
    });
    expect(await messages.claim('s', LONG, 9)).toEqual([]);
  });

  it('stays due when the state asked again while it was being sent', async () => {
    const { messages } = bench.store();
    await messages.want(card('op-1'));
    const [claimed] = await messages.claim('s', LONG, 9);
    await messages.want(card('op-1'));
    expect(await messages.claim('other', LONG, 9)).toEqual([]);
    await messages.sent('operation:op-1', 's', posted(claimed!));
    expect(await messages.claim('s', LONG, 9)).toMatchObject([{ wanted: 2, sent: 1, ts: '1.1' }]);
  });

  it('gives one message a channel, oldest first, until it was sent', async () => {
    const { messages } = bench.store();
    for (const id of ['1', '2', '3']) await messages.say(note(id));
    await messages.say(note('x', { channel: 'C0INC' }));
    const first = await messages.claim('s', LONG, 9);
    expect(ids(first).sort()).toEqual(['note:1', 'note:x']);
    expect(await messages.claim('other', LONG, 9)).toEqual([]);
    await messages.sent('note:1', 's', posted(first[0]!));
    expect(ids(await messages.claim('other', LONG, 9))).toEqual(['note:2']);
  });

  it('keeps to the limit, and to the order in which things were asked for', async () => {
    const { messages } = bench.store();
    await messages.say(note('x', { channel: 'C0INC' }));
    await messages.want(card('op-1'));
    for (const id of ['1', '2', '3', '4']) await messages.say(note(id));
    // Asking again does not put a card that is due already to the end of the line.
    await messages.want(card('op-1'));
    expect(ids(await messages.claim('t', 0, 1))).toEqual(['note:x']);
    const order = (await drained(messages)).filter((id) => id !== 'note:x');
    expect(order).toEqual(['operation:op-1', 'note:1', 'note:2', 'note:3', 'note:4']);
  });

  it('lets a note wait for its parent without holding up its channel', async () => {
    const { messages } = bench.store();
    await messages.say(note('child', { parent: 'operation:op-1' }));
    await messages.say(note('other'));
    await messages.want(card('op-1'));
    expect(await drained(messages)).toEqual(['note:other', 'operation:op-1', 'note:child']);
  });

  it('remembers a post whose answer was never heard', async () => {
    const { messages } = bench.store();
    await messages.want(card('op-1'));
    expect(await messages.sending('operation:op-1', 's')).toBe(false);
    await messages.claim('s', LONG, 9);
    expect(await messages.sending('operation:op-1', 'other')).toBe(false);
    expect(await messages.sending('operation:op-1', 's')).toBe(true);
    expect(await messages.get('operation:op-1')).toMatchObject({ unsure: true });
    await messages.later('operation:op-1', 's', { delayMs: 0, unsure: true });
    expect(await messages.claim('s', 0, 9)).toMatchObject([{ unsure: true, attempts: 2 }]);
    expect(await messages.sending('operation:op-1', 's')).toBe(false);
    const [again] = await messages.claim('s', LONG, 9);
    expect(again).toMatchObject({ unsure: true, attempts: 3 });
    await messages.sent('operation:op-1', 's', posted(again!));
    expect(await messages.get('operation:op-1')).toMatchObject({ unsure: false, attempts: 0 });
  });

  it('give a card its turn before a note of its thread that was said just before', async () => {
    const { messages } = bench.store();
    await messages.want(card('op-1'));
    await drained(messages);
    await messages.say(note('first', { parent: 'operation:op-1' }));
    await messages.say(note('second', { parent: 'operation:op-1' }));
    await messages.want(card('op-1'));
    expect(await drained(messages)).toEqual(['operation:op-1', 'note:first', 'note:second']);
  });

  it('give a card that nobody has seen its turn before the edit of another that was asked for sooner', async () => {
    const { messages } = bench.store();
    await messages.want(card('op-1'));
    await drained(messages);
    await messages.want(card('op-1'));
    await messages.say(note('first', { parent: 'operation:op-1' }));
    await messages.want(card('op-2'));
    expect(await drained(messages)).toEqual(['operation:op-2', 'operation:op-1', 'note:first']);
  });

  it('takes no word from a sender that lost its claim', async () => {
    const { messages } = bench.store();
    await messages.want(card('op-1'));
    const [claimed] = await messages.claim('late', 0, 9);
    await messages.claim('s', LONG, 9);
    await messages.sent('operation:op-1', 'late', posted(claimed!));
    await messages.later('operation:op-1', 'late', { delayMs: 0, unsure: false });
    expect(await messages.get('operation:op-1')).toMatchObject({ ts: null, sent: 0 });
    expect(await messages.claim('third', LONG, 9)).toEqual([]);
  });

  it('waits as long as it was told, unless the state asks again', async () => {
    const { messages } = bench.store();
    await messages.want(card('op-1'));
    await messages.claim('s', LONG, 9);
    await messages.later('operation:op-1', 's', { delayMs: LONG, unsure: false });
    expect(await messages.claim('s', LONG, 9)).toEqual([]);
    await messages.want(card('op-1'));
    expect(ids(await messages.claim('s', LONG, 9))).toEqual(['operation:op-1']);
  });

  it('holds a whole channel back when Slack asks for that, also new messages', async () => {
    const { messages } = bench.store();
    await messages.want(card('op-1'));
    await messages.claim('s', LONG, 9);
    await messages.later('operation:op-1', 's', { delayMs: LONG, unsure: false, holdChannel: true });
    await messages.say(note('n'));
    await messages.say(note('x', { channel: 'C0INC' }));
    await messages.want(card('op-1'));
    expect(ids(await messages.claim('s', LONG, 9))).toEqual(['note:x']);
    await bench.raw('update channel_waits set until = 0');
    expect(await drained(messages)).toHaveLength(2);
  });

  it('is left alone when parked, holds nobody up, and comes back when the state asks', async () => {
    const { messages } = bench.store();
    await messages.want(card('op-1'));
    await messages.say(note('n'));
    await messages.claim('s', LONG, 9);
    await messages.later('operation:op-1', 's', { delayMs: 0, unsure: false, parked: true });
    expect(await drained(messages)).toEqual(['note:n']);
    await messages.want(card('op-1'));
    expect(await messages.claim('s', LONG, 9)).toMatchObject([{ id: 'operation:op-1', attempts: 1 }]);
  });

  it('is posted anew when its message is gone', async () => {
    const { messages } = bench.store();
    await messages.want(card('op-1'));
    await drained(messages);
    await messages.want(card('op-1'));
    await messages.claim('s', LONG, 9);
    await messages.later('operation:op-1', 's', { delayMs: 0, unsure: false, forgetTs: true });
    expect(await messages.claim('s', LONG, 9)).toMatchObject([{ ts: null, lastDigest: null }]);
  });
});
