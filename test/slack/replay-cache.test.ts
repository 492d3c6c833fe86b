import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createReplayCache } from '../../src/slack/replay-cache.ts';

let at = 1_000_000;
let effects = 0;
let answer: (response: ServerResponse) => void;
let url = '';
let close: () => Promise<void>;

beforeEach(async () => {
  effects = 0;
  const cache = createReplayCache({ now: () => at, sleep: async () => {} });
  const server = createServer((request, response) => {
    if (cache.answered(String(request.headers['x-slack-signature']), response)) return;
    effects += 1;
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  close = () => new Promise((resolve) => server.close(() => resolve()));
});
afterEach(() => close());

async function send(signature: string): Promise<{ status: number; text: string; type: string | null }> {
  const response = await fetch(url, { headers: { 'x-slack-signature': signature } });
  return { status: response.status, text: await response.text(), type: response.headers.get('content-type') };
}

test('a repeat gets the words of the first answer, header included', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`{"n":${effects}}`);
  };
  const first = await send('v0=a');
  expect(await send('v0=a')).toEqual(first);
  expect(first).toEqual({ status: 200, text: '{"n":1}', type: 'application/json' });
  expect(effects).toBe(1);
});

test('a repeat that comes before the first answer waits for it', async () => {
  answer = (response) => setTimeout(() => response.writeHead(200).end('late'), 50);
  const both = await Promise.all([send('v0=b'), send('v0=b')]);
  expect(both.map(({ text }) => text)).toEqual(['late', 'late']);
  expect(effects).toBe(1);
});

test('after a failure of ours the same bytes are tried afresh (B31)', async () => {
  answer = (response) => response.writeHead(effects === 1 ? 500 : 200).end(String(effects));
  expect((await send('v0=c')).status).toBe(500);
  expect((await send('v0=c')).text).toBe('2');
});

test('ten minutes later the signature is forgotten, since Bolt refuses it by its age', async () => {
  answer = (response) => response.writeHead(200).end(String(effects));
  await send('v0=d');
  at += 600_001;
  expect((await send('v0=d')).text).toBe('2');
});
