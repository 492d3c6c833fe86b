/** The bot's own HTTP server, the same in HTTP mode and in Socket Mode. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../core/ports/ambient.ts';
import { readBody } from './read-body.ts';
import { type Answer, type Endpoint, endpoints, json, type RawListener, type Routes } from './routes.ts';

/** Bytes. Slack's and SNS's largest bodies are a quarter of it. */
export const BODY_LIMIT = 1024 * 1024;

/** ms. A slow sender is cut; an idle connection outlives the 60 s of a load balancer, so that it never meets a closed socket. */
const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 15_000;
const KEEP_ALIVE_TIMEOUT = 75_000;
/** How often Node looks for connections over their time; its default of 30 s would make the limits above untrue. */
const CHECKING_INTERVAL = 1_000;
const MOST_CONNECTIONS = 512;

export interface HttpServer {
  /** Resolves with the address once it listens; rejects when it cannot. Port 0 takes any free one. */
  listen(host: string, port: number): Promise<string>;
  /** Takes no new connections, lets running requests end, and cuts what is left after `deadlineMs`. */
  close(deadlineMs: number): Promise<void>;
}

export function createHttpServer(options: {
  readonly routes: Routes;
  readonly slackEvents?: RawListener;
  readonly log: Log;
}): HttpServer {
  const { log } = options;
  const table = endpoints(options.routes, options.slackEvents);
  let closing = false;

  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
      connectionsCheckingInterval: CHECKING_INTERVAL,
    },
    (request, response) => {
      if (closing) response.setHeader('connection', 'close');
      serve(request, response).catch((error: unknown) => {
        log.error({ err: error, path: pathOf(request) }, 'request failed');
        send(response, json(500, { error: 'internal' }));
      });
    },
  );
  server.maxConnections = MOST_CONNECTIONS;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const endpoint = endpointOf(request);
    if (endpoint === undefined) return send(response, json(404, { error: 'not-found' }));
    if (request.method !== endpoint.method) {
      response.setHeader('allow', endpoint.method);
      return send(response, json(405, { error: 'method-not-allowed' }));
    }
    const read = await readBody(request, BODY_LIMIT);
    if (!read.ok) {
      if (read.why === 'aborted') return;
      log.warn({ path: pathOf(request), limit: BODY_LIMIT }, 'request body too large');
      response.setHeader('connection', 'close');
      return send(response, json(413, { error: 'too-large' }));
    }
    if ('raw' in endpoint) return endpoint.raw(request, response, read.body);
    send(response, await endpoint.answer({ headers: request.headers, body: read.body }));
  }

  function endpointOf(request: IncomingMessage): Endpoint | undefined {
    const path = pathOf(request);
    return path === null ? undefined : table.get(path);
  }

  return {
    listen: (host, port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host, port }, () => {
          server.off('error', reject);
          server.on('error', (error) => log.error({ err: error }, 'http server failed'));
          resolve(addressOf(server.address() as AddressInfo));
        });
      }),
    close: (deadlineMs) =>
      new Promise((resolve) => {
        closing = true;
        const cut = setTimeout(() => server.closeAllConnections(), deadlineMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/** The path without the query; null for an absolute-form or `//` target, which no client of ours sends. */
function pathOf(request: IncomingMessage): string | null {
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//')) return null;
  const query = target.indexOf('?');
  return query === -1 ? target : target.slice(0, query);
}

function send(response: ServerResponse, answer: Answer): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': Buffer.byteLength(answer.body),
    'cache-control': 'no-store',
  });
  response.end(answer.body);
}

function addressOf(address: AddressInfo): string {
  const everywhere = address.address === '0.0.0.0' || address.address === '::';
  const host = everywhere ? '127.0.0.1' : address.address;
  return `http://${address.family === 'IPv6' && !everywhere ? `[${host}]` : host}:${address.port}`;
}
