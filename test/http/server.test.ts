import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HttpRequest } from '../../src/http/routes.ts';
import { BODY_LIMIT, createHttpServer, type HttpServer } from '../../src/http/server.ts';

let server: HttpServer;
let url: string;
let taken: HttpRequest[];
let ready: boolean;
let logged: string[];
let sns: () => Promise<{ status: number; reason: string }>;

beforeEach(async () => {
  taken = [];
  logged = [];
  ready = true;
  sns = async () => ({ status: 200, reason: 'committed' });
  const note = (_fields: unknown, message: string): void => void logged.push(message);
  server = createHttpServer({
    routes: {
      sns: (request) => {
        taken.push(request);
        return sns();
      },
      readiness: async () => ({ ready, engine: 'sqlite', reasons: ready ? [] : ['store does not answer'] }),
      metrics: () => 'up 1\n',
    },
    slackEvents: (_request, response, body) => void response.writeHead(200).end(String(body.length)),
    log: { info: note, warn: note, error: note },
  });
  url = await server.listen('127.0.0.1', 0);
});
afterEach(() => server.close(200));

/** Sends bytes as they are and gives everything that comes back until the connection closes or `ms` are over. */
function raw(bytes: string, ms = 1_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
    let text = '';
    const end = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(text);
    };
    const timer = setTimeout(end, ms);
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('close', end);
    socket.on('error', end);
  });
}

async function statusOf(target: string, method = 'GET'): Promise<number> {
  const text = await raw(`${method} ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
  return Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0);
}

test('healthz, readyz and metrics say what they should', async () => {
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const readyz = await fetch(`${url}/readyz?verbose=1`);
  expect([readyz.status, await readyz.json()]).toEqual([200, { ready: true, engine: 'sqlite', reasons: [] }]);
  ready = false;
  const unready = await fetch(`${url}/readyz`);
  expect([unready.status, await unready.json()]).toEqual([
    503,
    { ready: false, engine: 'sqlite', reasons: ['store does not answer'] },
  ]);
  const metrics = await fetch(`${url}/metrics`);
  expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await metrics.text()).toBe('up 1\n');
});

test('a notification is handed over with its bytes and headers, and answered with the status', async () => {
  sns = async () => ({ status: 503, reason: 'store-down' });
  const response = await fetch(`${url}/sns`, {
    method: 'POST',
    body: '{"Type":"Notification"}',
    headers: { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': 'Notification' },
  });
  expect([response.status, await response.json()]).toEqual([503, { reason: 'store-down' }]);
  expect(taken[0]?.body.toString()).toBe('{"Type":"Notification"}');
  expect(taken[0]?.headers['x-amz-sns-message-type']).toBe('Notification');
});

test.each([
  ['GET', '/nowhere', 404],
  ['GET', '/healthz/', 404],
  ['GET', '//healthz', 404],
  ['GET', '//slack/events', 404],
  ['GET', 'http://x/healthz', 404],
  ['GET', 'http://[/healthz', 404],
  ['GET', '/x/%ZZ', 404],
  ['GET', '/slack/events', 405],
  ['PUT', '/slack/events', 405],
  ['HEAD', '/slack/events', 405],
  ['OPTIONS', '/slack/events', 405],
  ['GET', '/sns', 405],
  ['DELETE', '/healthz', 405],
])('B13 %s %s is answered with %i', async (method, target, status) => {
  expect(await statusOf(target, method)).toBe(status);
});

test('a route that rejects or throws is answered with 500, and the next request is served', async () => {
  for (const fail of [
    () => Promise.reject(new Error('late')),
    () => {
      throw new Error('at once');
    },
  ]) {
    sns = fail;
    const response = await fetch(`${url}/sns`, { method: 'POST', body: 'x' });
    expect([response.status, await response.json()]).toEqual([500, { error: 'internal' }]);
  }
  expect(logged.filter((message) => message === 'request failed')).toHaveLength(2);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('B12 a body of exactly 1 MiB passes and one byte more is refused', async () => {
  const post = (size: number): Promise<Response> =>
    fetch(`${url}/slack/events`, { method: 'POST', body: 'x'.repeat(size) });
  const full = await post(BODY_LIMIT);
  expect([full.status, await full.text()]).toEqual([200, String(BODY_LIMIT)]);
  expect((await post(BODY_LIMIT + 1)).status).toBe(413);
});

test('T4 300 MiB in chunks are cut off with 413 and do not fill the memory', async () => {
  const before = process.memoryUsage().rss;
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let text = '';
    let sent = 0;
    const pump = (): void => {
      while (sent < 300 * 1024 * 1024 && socket.writable) {
        sent += 0x10000;
        if (!socket.write(chunk)) return;
      }
    };
    socket.on('drain', pump);
    socket.on('data', (data) => {
      text += data.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
    socket.write('POST /sns HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
    pump();
  });
  expect(answer).toMatch(/^HTTP\/1\.1 413/);
  expect(taken).toHaveLength(0);
  expect(process.memoryUsage().rss - before).toBeLessThan(40 * 1024 * 1024);
});

test('B11 content-length together with transfer-encoding is refused', async () => {
  const text = await raw(
    'POST /sns HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  );
  expect(text).toMatch(/^HTTP\/1\.1 400/);
  expect(taken).toHaveLength(0);
});

test('a sender that goes away in the middle of a body leaves nothing behind', async () => {
  await raw('POST /sns HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc', 50);
  expect(taken).toHaveLength(0);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('closing lets a running request end, and cuts one that does not', async () => {
  let finish = (): void => {};
  sns = () =>
    new Promise((resolve) => {
      finish = () => resolve({ status: 200, reason: 'committed' });
    });
  const running = fetch(`${url}/sns`, { method: 'POST', body: 'x' });
  await expect.poll(() => taken.length).toBe(1);
  const closed = server.close(2_000);
  finish();
  expect((await running).status).toBe(200);
  await closed;
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

test('a request that never ends is cut at the deadline', async () => {
  sns = () => new Promise(() => {});
  const running = fetch(`${url}/sns`, { method: 'POST', body: 'x' }).catch(() => 'cut');
  await expect.poll(() => taken.length).toBe(1);
  const begun = performance.now();
  await server.close(100);
  expect(performance.now() - begun).toBeLessThan(1_000);
  expect(await running).toBe('cut');
});

test('a port that is taken is told', async () => {
  const port = Number(new URL(url).port);
  const other = createHttpServer({
    routes: { readiness: async () => ({ ready: true, engine: 'sqlite', reasons: [] }), metrics: () => '' },
    log: { info() {}, warn() {}, error() {} },
  });
  await expect(other.listen('127.0.0.1', port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('R22 an idle connection is kept longer than a load balancer keeps it', async () => {
  const text = await raw('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n', 200);
  expect(text.toLowerCase()).toContain('keep-alive: timeout=75');
});
