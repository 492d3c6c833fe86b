/** A small HTTP server that answers AWS calls by hand, so that the adapters meet real bytes on a real socket. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import type { Observe } from '../../src/aws/call.ts';
import type { Environment } from '../../src/core/environment.ts';
import type { Clock, Log } from '../../src/core/ports/ambient.ts';

export type Input = Readonly<Record<string, unknown>>;
/** What the server does with one call. A plain object is the JSON body of a good answer. */
export type Reply =
  | { readonly json: unknown }
  | { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  | 'drop'
  | 'hang'
  /** Headers and half a body, then silence. */
  | 'stall'
  /** Headers and half a body, then a closed socket. */
  | 'cut';
export type Answer = Reply | readonly Reply[] | ((input: Input, nth: number) => Reply);

export interface FakeAws {
  readonly url: string;
  /** Every call that arrived, in order. */
  readonly calls: { readonly action: string; readonly input: Input; readonly port: number }[];
  /** By operation name; an array gives one reply after the other, the last one for ever. */
  answers: Record<string, Answer>;
  count(action: string): number;
  close(): Promise<void>;
}

export function json(value: unknown): Reply {
  return { json: value };
}

export function fault(name: string, status = 400, message = 'because'): Reply {
  return { status, body: JSON.stringify({ __type: name, message }) };
}

/** An error as the query protocol of SNS and the load balancers writes it. */
export function queryFault(name: string, status = 400): Reply {
  return {
    status,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>because</Message></Error></ErrorResponse>`,
  };
}

export async function startFakeAws(): Promise<FakeAws> {
  const calls: FakeAws['calls'] = [];
  const server = createServer(async (request, response) => {
    const body = await read(request);
    const { action, input } = parsed(request, body);
    calls.push({ action, input, port: request.socket.remotePort ?? 0 });
    const answer = fake.answers[action] ?? { status: 404, body: `<html>no ${action}</html>` };
    const nth = fake.count(action);
    reply(typeof answer === 'function' ? answer(input, nth) : pick(answer, nth), response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake: FakeAws = {
    url,
    calls,
    answers: {},
    count: (action) => calls.filter((call) => call.action === action).length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  useEndpoint(url);
  return fake;
}

/** What the SDK reads from the environment; dummy keys make a leak to the real AWS fail instead of act. */
export function useEndpoint(url: string): void {
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_')))
    delete process.env[name];
  process.env['AWS_ENDPOINT_URL'] = url;
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIDEXAMPLE';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'example';
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
}

function pick(answer: Reply | readonly Reply[], nth: number): Reply {
  return Array.isArray(answer) ? answer[Math.min(nth, answer.length) - 1] : (answer as Reply);
}

function reply(what: Reply, response: ServerResponse): void {
  if (what === 'drop') response.socket?.destroy();
  else if (what === 'hang') return;
  else if (what === 'stall' || what === 'cut') {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"service":');
    if (what === 'cut') setTimeout(() => response.socket?.destroy(), 20);
  } else if ('json' in what) response.writeHead(200).end(JSON.stringify(what.json));
  else response.writeHead(what.status, what.headers).end(what.body);
}

function parsed(request: IncomingMessage, body: string): { readonly action: string; readonly input: Input } {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    return { action: target.slice(target.indexOf('.') + 1), input: JSON.parse(body || '{}') };
  }
  if (request.method === 'GET') return { action: `GET ${request.url}`, input: {} };
  const input = Object.fromEntries(new URLSearchParams(body));
  return { action: input['Action'] ?? '', input };
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

export const environment: Environment = {
  name: 'production',
  region: 'us-east-1',
  cluster: 'hydrous',
  service: 'hydrous-production',
  container: 'hydrous-container',
  repository: 'hydrous',
  logGroup: '/ecs/hydrous-backend',
  database: 'hydrous-db',
  cache: 'hydrous-redis',
  loadBalancer: 'hydrous-alb',
  healthUrl: null,
  frontendOrigin: null,
  approvals: 1,
  selfApproval: false,
  expires: 1_800_000,
  scale: { min: 1, max: 10 },
  images: 'deploy',
};

export const clock: Clock = {
  now: Date.now,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function aws(
  options: {
    readonly observe?: Observe;
    readonly clock?: Clock;
    readonly read?: number;
    /** Where an answer comes at once, a busy machine must not run into the limits that are kept short for those that never come. */
    readonly patient?: boolean;
  } = {},
): Aws {
  const { patient = false } = options;
  return createAws({
    clock: options.clock ?? clock,
    log: silent,
    ...(options.observe === undefined ? {} : { observe: options.observe }),
    deadlines: { read: options.read ?? (patient ? 30_000 : 2_500), write: patient ? 30_000 : 900 },
    timeouts: patient
      ? { connectionTimeout: 10_000, requestTimeout: 10_000 }
      : { connectionTimeout: 300, requestTimeout: 500 },
  });
}
