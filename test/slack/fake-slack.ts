/** A small Web API to talk to over real HTTP: it keeps messages, and fails on demand. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';

export type Arguments = Readonly<Record<string, unknown>>;

/** `after`: the call has its effect before it fails, as when an answer is lost. */
export interface Fault {
  readonly error?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly hang?: boolean;
  readonly reset?: boolean;
  readonly delayMs?: number;
  readonly after?: boolean;
}

export interface FakeMessage {
  readonly channel: string;
  readonly ts: string;
  readonly thread: string | null;
  readonly bot_id: string;
  args: Arguments;
}

export interface FakeSlack {
  /** Base of the Web API. */
  readonly apiUrl: string;
  readonly calls: { readonly method: string; readonly args: Arguments; readonly at: number }[];
  readonly messages: FakeMessage[];
  /** What was posted to response URLs. */
  readonly responses: { readonly path: string; readonly body: Arguments }[];
  readonly users: Map<string, Arguments>;
  readonly groups: Map<string, readonly string[]>;
  responseUrl(): string;
  /** The next call of the method fails this way; `times` of them in a row. */
  fail(method: string, fault: Fault, times?: number): void;
  callsOf(method: string): readonly Arguments[];
  close(): Promise<void>;
}

export async function startFakeSlack(): Promise<FakeSlack> {
  const faults = new Map<string, Fault[]>();
  const calls: FakeSlack['calls'] = [];
  const messages: FakeMessage[] = [];
  const responses: FakeSlack['responses'] = [];
  const users = new Map<string, Arguments>([['U0ANN', person('U0ANN')]]);
  const groups = new Map<string, readonly string[]>();
  let made = 0;

  const server = createServer((request, response) => {
    void serve(request, response);
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const path = request.url ?? '/';
    const method = path.replace('/api/', '').replace(/^\/respond\/.*/, 'response_url');
    const args: Arguments = method === 'response_url' ? JSON.parse(text) : argumentsOf(text);
    calls.push({ method, args, at: performance.now() });
    const fault = faults.get(method)?.shift();
    const late = fault === undefined || fault.after === true;
    const answer = late ? answerTo(method, path, args) : {};
    if (fault?.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    if (fault?.hang) return;
    if (fault?.reset) return void request.socket.destroy();
    const body = fault?.error === undefined ? answer : { ok: false, error: fault.error };
    response.writeHead(fault?.status ?? 200, { 'content-type': 'application/json', ...fault?.headers });
    response.end(fault?.body ?? JSON.stringify(body));
  }

  function answerTo(method: string, path: string, args: Arguments): object {
    switch (method) {
      case 'response_url':
        responses.push({ path, body: args });
        return { ok: true };
      case 'auth.test':
        return { ok: true, bot_id: 'B0BOT', user_id: 'U0BOT', team_id: 'T0HOME' };
      case 'bots.info':
        return { ok: true, bot: { id: 'B0BOT', app_id: 'A0APP' } };
      case 'users.info': {
        const user = users.get(String(args['user']));
        return user === undefined ? { ok: false, error: 'user_not_found' } : { ok: true, user };
      }
      case 'usergroups.users.list': {
        const members = groups.get(String(args['usergroup']));
        return members === undefined ? { ok: false, error: 'no_such_subteam' } : { ok: true, users: members };
      }
      case 'views.open':
        return { ok: true, view: { id: 'V0ONE', hash: 'first' } };
      case 'chat.postMessage':
        return posted(args);
      case 'chat.update':
        return updated(args);
      case 'conversations.history':
      case 'conversations.replies':
        return { ok: true, messages: seenIn(args) };
      default:
        return { ok: true };
    }
  }

  function posted(args: Arguments): object {
    made += 1;
    const ts = `1700000000.${String(made).padStart(6, '0')}`;
    const thread = typeof args['thread_ts'] === 'string' ? args['thread_ts'] : null;
    messages.push({ channel: String(args['channel']), ts, thread, bot_id: 'B0BOT', args });
    return { ok: true, channel: args['channel'], ts };
  }

  function updated(args: Arguments): object {
    const message = messages.find(({ ts, channel }) => ts === args['ts'] && channel === args['channel']);
    if (message === undefined) return { ok: false, error: 'message_not_found' };
    message.args = { ...message.args, ...args };
    return { ok: true, channel: message.channel, ts: message.ts };
  }

  function seenIn(args: Arguments): readonly object[] {
    return messages
      .filter(({ channel, thread }) => channel === args['channel'] && (thread === null) === !('ts' in args))
      .map((message) => ({ ts: message.ts, bot_id: message.bot_id, metadata: message.args['metadata'] }))
      .reverse();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiUrl: `${origin}/api/`,
    calls,
    messages,
    responses,
    users,
    groups,
    responseUrl() {
      made += 1;
      return `${origin}/respond/${made}`;
    },
    fail(method, fault, times = 1) {
      const queued = faults.get(method) ?? [];
      faults.set(method, [...queued, ...Array.from({ length: times }, () => fault)]);
    },
    callsOf: (method) => calls.filter((call) => call.method === method).map(({ args }) => args),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function person(id: string, over: Arguments = {}): Arguments {
  return { id, team_id: 'T0HOME', locale: 'es-ES', tz: 'America/Bogota', ...over };
}

function argumentsOf(text: string): Arguments {
  const fields = Object.entries(parse(text)).map(([name, value]) => {
    const json = name === 'blocks' || name === 'metadata' || name === 'view';
    return [name, json ? JSON.parse(String(value)) : value];
  });
  return Object.fromEntries(fields);
}
