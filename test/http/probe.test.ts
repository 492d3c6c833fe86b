import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createProbe } from '../../src/http/probe.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/health`;
}

const probe = createProbe({ timeout: 300, headers: 2_048 });
const get = (url: string) => probe({ method: 'GET', url, headers: {} });

describe('a probe', () => {
  it('asks as a browser does before a request, and keeps what CORS needs', async () => {
    let seen: unknown;
    const url = await serving((request, response) => {
      const { origin, 'access-control-request-method': method } = request.headers;
      seen = { method: request.method, origin, wish: method };
      response.setHeader('set-cookie', 'session=1');
      response.setHeader('access-control-allow-origin', 'https://app.example.com').end();
    });
    const answer = await probe({
      method: 'OPTIONS',
      url,
      headers: { origin: 'https://app.example.com', 'access-control-request-method': 'GET' },
    });
    expect(seen).toEqual({ method: 'OPTIONS', origin: 'https://app.example.com', wish: 'GET' });
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'access-control-allow-origin': 'https://app.example.com' },
      failure: null,
    });
    expect(Object.keys(answer.headers)).not.toContain('set-cookie');
  });

  it('does not follow a redirect', async () => {
    let asked = 0;
    const url = await serving((_request, response) => {
      asked += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await get(url)).toMatchObject({ status: 307, headers: { location: '/elsewhere' } });
    expect(asked).toBe(1);
  });

  it('does not read a body, however long it is', async () => {
    let sent = 0;
    const url = await serving((_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (sent < 64 * 1024 * 1024 && response.write(Buffer.alloc(65_536))) sent += 65_536;
      };
      response.on('drain', more);
      more();
    });
    expect(await get(url)).toMatchObject({ status: 200, failure: null });
    expect(sent).toBeLessThan(16 * 1024 * 1024);
  });

  it.each<[string, RequestListener, RegExp]>([
    ['says nothing', () => undefined, /TIMEOUT|AbortError|ABORT/i],
    ['hangs up', (request) => request.socket.destroy(), /ECONNRESET/],
    [
      'has a head without end',
      (_request, response) => response.writeHead(200, { 'x-long': 'x'.repeat(8_000) }).end(),
      /HEADER_OVERFLOW/,
    ],
  ])('says why, when the other side %s', async (_name, listener, why) => {
    const answer = await get(await serving(listener));
    expect(answer.status).toBeNull();
    expect(answer.failure).toMatch(why);
  });

  it('says why, when nobody listens', async () => {
    const url = await serving(() => undefined);
    servers[0]?.close();
    servers[0]?.closeAllConnections();
    expect(await get(url)).toMatchObject({ status: null, failure: 'ECONNREFUSED' });
  });
});
