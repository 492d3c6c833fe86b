import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Invocation } from '../../src/core/command.ts';
import { plain } from '../../src/core/document.ts';
import { createSlack, type Slack } from '../../src/slack/app.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';
import { type FakeSocket, startFakeSocket } from './fake-socket.ts';
import { type LogLine, NO_FORMS, realClock, recordingLog, SUBJECT } from './house.ts';
import { clickPayload } from './signed.ts';

let fake: FakeSlack;
let socket: FakeSocket;
let slack: Slack;
let commands: Invocation[];
let lines: LogLine[];
/** Kinds of what was acknowledged, as the metrics are told. */
let acknowledged: (string | undefined)[];

beforeEach(async () => {
  commands = [];
  lines = [];
  acknowledged = [];
  fake = await startFakeSlack();
  socket = await startFakeSocket();
  slack = createSlack({
    settings: { botToken: 'xoxb-test', signingSecret: null, appToken: 'xapp-test', apiUrl: fake.apiUrl },
    roles: { teams: ['T0HOME'] },
    channels: { operations: 'C0OPS', incidents: 'C0INC' },
    locale: 'en',
    isChange: () => false,
    handlers: {
      isBusy: () => false,
      forms: NO_FORMS,
      command: async (invocation) => {
        commands.push(invocation);
        return plain({ es: 'Todo bien', en: 'All is well' });
      },
      click: async ({ subject }) => plain({ es: subject, en: subject }),
      homeOpened: async () => undefined,
    },
    clock: realClock,
    log: recordingLog(lines),
    count: () => {},
    observe: (name, _seconds, { kind }) => {
      if (name === 'hydrous_slack_ack_seconds') acknowledged.push(kind);
    },
  });
});
afterEach(async () => {
  await slack.drain(1_000);
  await socket.close();
  await fake.close();
});

function opening(times = 1): void {
  fake.fail('apps.connections.open', { body: JSON.stringify({ ok: true, url: socket.url }) }, times);
}

async function ready(): Promise<void> {
  slack.start();
  await vi.waitFor(() => expect(slack.unready()).toEqual([]), { timeout: 5_000, interval: 20 });
}

test('in Socket Mode there is no endpoint, and readiness waits for the connection', async () => {
  opening();
  expect(slack.events).toBeNull();
  expect(slack.unready()).toContain('socket mode is not connected');
  await ready();
});

test('a command over the socket is acknowledged with a word and answered privately', async () => {
  opening();
  await ready();
  const payload = {
    command: '/hydrous',
    text: 'status',
    team_id: 'T0HOME',
    user_id: 'U0ANN',
    channel_id: 'C0OPS',
    api_app_id: 'A0APP',
    trigger_id: '1.1',
    response_url: fake.responseUrl(),
  };
  socket.send({ type: 'slash_commands', envelope_id: 'e1', payload, accepts_response_payload: true });
  await vi.waitFor(() => expect(fake.responses).toHaveLength(1), { interval: 10 });
  expect(socket.acks.get('e1')).toMatchObject({ response_type: 'ephemeral', text: 'Looking…' });
  expect(commands).toHaveLength(1);
  expect(acknowledged).toEqual(['command']);
});

test('a click over the socket is decided, acknowledged and answered', async () => {
  opening();
  await ready();
  const button = { action_id: 'approve', value: slack.seal.seal('approve', SUBJECT) };
  const payload = clickPayload(button, { response_url: fake.responseUrl() });
  socket.send({ type: 'interactive', envelope_id: 'e2', payload, accepts_response_payload: true });
  await vi.waitFor(() => expect(fake.responses).toHaveLength(1), { interval: 10 });
  expect(socket.acks.has('e2')).toBe(true);
  expect(acknowledged).toEqual(['click']);
  expect(fake.responses[0]?.body['text']).toBe(SUBJECT);
});

test('the start survives a Slack that is away, and connects when it is back', async () => {
  fake.fail('apps.connections.open', { status: 503 }, 2);
  opening();
  await ready();
  expect(socket.connections()).toBe(1);
});

test('a token that Slack refuses is tried again later rather than given up', async () => {
  fake.fail('apps.connections.open', { error: 'invalid_auth' });
  opening();
  await ready();
  expect(lines.some(({ message }) => message === 'socket mode could not connect')).toBe(true);
});

test('a connection that breaks is seen as not ready', async () => {
  opening();
  await ready();
  socket.drop();
  await vi.waitFor(() => expect(slack.unready()).toContain('socket mode is not connected'), { interval: 10 });
});
