import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MessageRecords } from '../../src/core/ports/store.ts';
import { createButtonSeal } from '../../src/slack/button-seal.ts';
import { createClients } from '../../src/slack/clients.ts';
import { createOutboxSender, type OutboxSender } from '../../src/slack/outbox/sender.ts';
import { type OpenedStore, openStore } from '../../src/store/open-store.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';
import { type LogLine, realClock, recordingLog } from './house.ts';

let fake: FakeSlack;
let store: OpenedStore;
let folder: string;
let lines: LogLine[];

beforeEach(async () => {
  lines = [];
  fake = await startFakeSlack();
  folder = await mkdtemp(join(tmpdir(), 'outbox-'));
  store = openStore({ url: null, folder });
  await store.start();
});
afterEach(async () => {
  await store.close();
  await fake.close();
  await rm(folder, { recursive: true, force: true });
});

function sender(owner: string, messages: MessageRecords = store.messages): OutboxSender {
  const log = recordingLog(lines);
  return createOutboxSender({
    messages,
    client: createClients({ botToken: 'xoxb-test', apiUrl: fake.apiUrl, log }).background,
    cardOf: async ({ kind, subject }) => ({
      document: { summary: { es: subject, en: subject }, pieces: [] },
      metadata: { event_type: `hydrous_${kind}`, event_payload: { [kind]: subject } },
    }),
    locale: 'es',
    seal: createButtonSeal('secret'),
    botId: () => 'B0BOT',
    owner,
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    random: Math.random,
    clock: realClock,
    log,
    count: () => {},
  });
}

test('a nudge brings a card out well within a second', async () => {
  const one = sender('one');
  one.start();
  await realClock.sleep(50);
  const begun = performance.now();
  await store.messages.want({ kind: 'incident', subject: 'inc-1', channel: 'C0INC' });
  one.nudge();
  await vi.waitFor(() => expect(fake.messages).toHaveLength(1), { interval: 10 });
  expect(performance.now() - begun).toBeLessThan(800);
  await one.stop(1_000);
});

test('without a nudge a card comes within the idle second', async () => {
  const one = sender('one');
  one.start();
  await store.messages.want({ kind: 'incident', subject: 'inc-1', channel: 'C0INC' });
  await vi.waitFor(() => expect(fake.messages).toHaveLength(1), { timeout: 2_000, interval: 20 });
  await one.stop(1_000);
});

test('two senders on one store post each card once', async () => {
  const both = [sender('one'), sender('two')];
  for (let card = 0; card < 30; card += 1)
    await store.messages.want({ kind: 'incident', subject: `inc-${card}`, channel: `C0${card}` });
  for (const each of both) each.start();
  await vi.waitFor(() => expect(fake.messages).toHaveLength(30), { timeout: 5_000, interval: 50 });
  await Promise.all(both.map((each) => each.stop(2_000)));
  expect(fake.callsOf('chat.postMessage')).toHaveLength(30);
});

test('stopping waits for what is under way and claims nothing more', async () => {
  fake.fail('chat.postMessage', { delayMs: 300, after: true });
  const one = sender('one');
  await store.messages.want({ kind: 'incident', subject: 'inc-1', channel: 'C0INC' });
  one.start();
  await vi.waitFor(() => expect(fake.callsOf('chat.postMessage')).toHaveLength(1), { interval: 10 });
  await one.stop(2_000);
  expect((await store.messages.get('incident:inc-1'))?.ts).not.toBeNull();
  await store.messages.want({ kind: 'incident', subject: 'inc-2', channel: 'C0ELSE' });
  one.nudge();
  await realClock.sleep(100);
  expect(fake.messages).toHaveLength(1);
});

test('a store that is away is said once, and the outbox goes on by itself', async () => {
  let away = true;
  const flaky: MessageRecords = {
    ...store.messages,
    claim: (...given) => {
      if (away) return Promise.reject(new Error('store is away'));
      return store.messages.claim(...given);
    },
  };
  await store.messages.want({ kind: 'incident', subject: 'inc-1', channel: 'C0INC' });
  const one = sender('one', flaky);
  one.start();
  for (let nudges = 0; nudges < 50; nudges += 1) one.nudge();
  await realClock.sleep(200);
  away = false;
  await vi.waitFor(() => expect(fake.messages).toHaveLength(1), { timeout: 4_000, interval: 20 });
  expect(lines.filter(({ message }) => message === 'outbox cannot be read')).toHaveLength(1);
  await one.stop(1_000);
});
