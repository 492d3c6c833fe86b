/** What each path answers. Every handler is asynchronous and may reject: the server answers 500 then. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

export interface HttpRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Readiness {
  readonly ready: boolean;
  /** Which store answers: `sqlite` or `postgres`. */
  readonly engine: string;
  readonly reasons: readonly string[];
}

/** Answers by itself, with the body already read: this is how Bolt's receiver is reached. */
export type RawListener = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

export interface Routes {
  readonly sns?: (request: HttpRequest) => Promise<{ readonly status: number; readonly reason: string }>;
  readonly readiness: () => Promise<Readiness>;
  /** Prometheus text. */
  readonly metrics: () => string | Promise<string>;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export type Endpoint =
  | {
      readonly method: 'GET' | 'POST';
      readonly answer: (request: HttpRequest) => Promise<Answer>;
    }
  | { readonly method: 'POST'; readonly raw: RawListener };

/** The table of CONTRACT section 3. `/slack/events` is there in HTTP mode only. */
export function endpoints(routes: Routes, slackEvents?: RawListener): ReadonlyMap<string, Endpoint> {
  const table = new Map<string, Endpoint>([
    ['/healthz', { method: 'GET', answer: async () => json(200, { ok: true }) }],
    ['/readyz', { method: 'GET', answer: async () => readyz(await routes.readiness()) }],
    ['/metrics', { method: 'GET', answer: async () => prometheus(await routes.metrics()) }],
  ]);
  const { sns } = routes;
  if (sns !== undefined)
    table.set('/sns', {
      method: 'POST',
      answer: async (request) => {
        const { status, reason } = await sns(request);
        return json(status, { reason });
      },
    });
  if (slackEvents !== undefined) table.set('/slack/events', { method: 'POST', raw: slackEvents });
  return table;
}

export function json(status: number, value: unknown): Answer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

function readyz(readiness: Readiness): Answer {
  return json(readiness.ready ? 200 : 503, readiness);
}

function prometheus(body: string): Answer {
  return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body };
}
