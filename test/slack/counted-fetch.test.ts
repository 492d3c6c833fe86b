import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOptions } from '../../src/slack/clients.ts';

const counted: string[] = [];
const nothing = () => undefined;
const log = { info: nothing, warn: nothing, error: nothing };
let server: Server;
let client: WebClient;

/** What the next call is answered with; null hangs up. */
let next: { readonly status: number; readonly type: string; readonly body: string } | null = null;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      if (next === null) request.socket.destroy();
      else response.writeHead(next.status, { 'content-type': next.type, 'retry-after': '7' }).end(next.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const count = (name: string, labels?: Readonly<Record<string, string>>) =>
    counted.push(`${name} ${labels?.['method']} ${labels?.['outcome']}`);
  client = new WebClient('xoxb-test', clientOptions(`http://127.0.0.1:${port}/api/`, 2_000, log, count));
});

afterAll(() => server.close());

const json = (status: number, value: object) => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

test.each([
  ['ok', json(200, { ok: true, ts: '1.2', channel: 'C0OPS' })],
  ['channel_not_found', json(200, { ok: false, error: 'channel_not_found' })],
  ['ratelimited', json(429, { ok: false, error: 'ratelimited' })],
  ['http-503', { status: 503, type: 'text/html', body: '<h1>away</h1>' }],
  ['http-500', json(500, { oops: 'no word that Slack would use: "error": 7' })],
  ['lost', null],
])('a call ends in one count: %s', async (outcome, answer) => {
  next = answer;
  counted.length = 0;
  const said = await client.chat
    .postMessage({ channel: 'C0OPS', text: 'x' })
    .catch((error: unknown) => error);
  expect(counted).toEqual([`hydrous_slack_calls_total chat.postMessage ${outcome}`]);
  // The caller sees what it would have seen without the count.
  if (outcome === 'ok') expect(said).toMatchObject({ ok: true, ts: '1.2' });
  else expect(said).toBeInstanceOf(Error);
  if (outcome === 'ratelimited') expect(said).toMatchObject({ retryAfter: 7 });
});
