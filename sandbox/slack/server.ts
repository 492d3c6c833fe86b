/** A stateful Slack on one port: Web API, response_urls, uploads, and whatever page is put beside them. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Actor, createActor } from './actor.ts';
import { type Answer, type Method, refused, type World } from './answer.ts';
import { createCallbacks } from './callbacks.ts';
import { createDeliverer, type Deliverer } from './deliver.ts';
import { createFaults, type Fault, type Faults } from './faults.ts';
import { type Call, createHooks, type Hooks } from './hooks.ts';
import { parseArguments, parseJson, readBody, writeJson, writeText } from './http.ts';
import { type Fields, fieldsOf, textOf } from './json.ts';
import { declaredByApp, type Shortcut } from './manifest.ts';
import { CHAT_METHODS } from './methods-chat.ts';
import { CONVERSATION_METHODS } from './methods-conversations.ts';
import { FILE_METHODS, mimeTypeOf, receiveUpload } from './methods-files.ts';
import { PEOPLE_METHODS } from './methods-people.ts';
import { VIEW_METHODS } from './methods-views.ts';
import { createRates, NO_RATES } from './rates.ts';
import { respond } from './response-url.ts';
import { createState, type State } from './state.ts';

const METHODS = new Map<string, Method>(
  Object.entries({
    ...CHAT_METHODS,
    ...CONVERSATION_METHODS,
    ...FILE_METHODS,
    ...PEOPLE_METHODS,
    ...VIEW_METHODS,
  }),
);

export interface SlackOptions {
  /** Default: any free port. */
  readonly port?: number;
  readonly clock?: { now(): number };
  readonly signingSecret: string;
  readonly botToken: string;
  /** `false` switches rate limits off, for tests that measure something else. */
  readonly rateLimits?: boolean;
  /** Those of the app's manifest when left out. */
  readonly shortcuts?: readonly Shortcut[];
}

/** Answers a request that is not Slack's. Returns false when it is not its own either. */
export type SideRoute = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>;

export interface Slack extends Hooks, Omit<Deliverer, 'send' | 'sendAsIs'> {
  /** Base of the Web API, ending in `/api/`. */
  readonly url: string;
  /** The same server without a path and without a slash at the end. */
  readonly origin: string;
  readonly state: State;
  readonly faults: Faults;
  readonly shortcuts: readonly Shortcut[];
  /** A person by id, ready to type and click. Throws for unknown ids. */
  as(user: string): Actor;
  /** Sends a body to the bot with headers as they are: forged, replayed, signed by hand. */
  deliver: Deliverer['sendAsIs'];
  serveAlso(route: SideRoute): void;
  close(): Promise<void>;
}

export async function startSlack(options: SlackOptions): Promise<Slack> {
  const now = () => options.clock?.now() ?? Date.now();
  const state = createState(now);
  const faults = createFaults();
  const hooks = createHooks();
  const rates = options.rateLimits === false ? NO_RATES : createRates(now);
  const deliverer = createDeliverer(options.signingSecret, now);
  const sideRoutes: SideRoute[] = [];
  let origin = '';
  const world: World = { state, callbacks: createCallbacks(now), now, origin: () => origin };

  const server = createServer((request, response) => {
    void route(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else writeText(response, 500, error instanceof Error ? error.message : 'failed');
    });
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, room = '', rest = ''] = /^\/([^/]*)\/?(.*)$/u.exec(url.pathname) ?? [];
    switch (room) {
      case 'api':
        return callMethod(rest, request, response);
      case 'commands':
      case 'actions':
        return answerHook(rest, request, response);
      case 'upload':
        return upload(rest, request, response);
      case 'files':
        return download(rest, response);
      default:
        for (const side of sideRoutes) if (await side(request, response, url)) return;
        return writeText(response, 404, 'not found');
    }
  }

  async function callMethod(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const parsed = parseArguments(body.toString('utf8'), request.headers['content-type'] ?? '');
    const args = 'args' in parsed ? parsed.args : {};
    const token = /^Bearer (.+)$/u.exec(request.headers.authorization ?? '')?.[1] ?? textOf(args['token']);
    const headers = { 'x-oauth-scopes': [...state.scopes].join(',') };
    await exchange(name, args, response, async (call) => {
      if ('error' in parsed) return { status: 200, body: refused(parsed.error), headers };
      if (token === '') return { status: 200, body: refused('not_authed'), headers };
      if (token !== options.botToken) return { status: 200, body: refused('invalid_auth'), headers };
      const method = METHODS.get(name);
      if (method === undefined) return { status: 200, body: refused('unknown_method'), headers };
      const wait = rates.take(name, method.rate, args);
      if (wait !== null) {
        const limited = { ...headers, 'retry-after': String(wait) };
        return { status: 429, body: refused('ratelimited'), headers: limited };
      }
      await hooks.run('before', call);
      return { status: 200, body: method.run(args, world), headers };
    });
  }

  async function answerHook(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const args = fieldsOf(parseJson((await readBody(request)).toString('utf8')));
    await exchange('response_url', args, response, async (call) => {
      await hooks.run('before', call);
      const answer = respond(id, args, world);
      return { status: answer.status, body: answer.body, headers: {} };
    });
  }

  async function upload(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const contentType = request.headers['content-type'] ?? '';
    await exchange('upload', { id, length: body.length }, response, async (call) => {
      await hooks.run('before', call);
      const result = await receiveUpload(id, body, contentType, world);
      return { status: result.status, body: { ok: result.status === 200, text: result.text }, headers: {} };
    });
  }

  function download(id: string, response: ServerResponse): void {
    const file = state.files.get(id);
    if (file?.bytes === undefined || file.bytes === null) {
      writeText(response, 404, 'not found');
      return;
    }
    response.writeHead(200, {
      'content-type': `${mimeTypeOf(file.name)}; charset=utf-8`,
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'x-content-type-options': 'nosniff',
    });
    response.end(file.bytes);
  }

  /** One call with its faults, its hooks, its record and its answer. */
  async function exchange(
    method: string,
    args: Fields,
    response: ServerResponse,
    perform: (call: Call) => Promise<Reply>,
  ): Promise<void> {
    const call = hooks.record(method, args, now());
    const fault = faults.next(method, args);
    const early = fault === null ? null : earlyReply(fault);
    if (early === 'drop') {
      call.status = 'dropped';
      response.destroy();
      return;
    }
    if (fault?.fault === 'delay') await sleep(fault.ms);
    const reply = early ?? (await perform(call));
    call.status = reply.status;
    call.answer = typeof reply.body === 'string' ? {} : reply.body;
    if (early === null) await hooks.run('after', call);
    if (fault?.fault === 'slow-reply') await sleep(fault.ms);
    if (fault?.fault === 'drop-reply') response.destroy();
    else if (typeof reply.body === 'string') {
      response.writeHead(reply.status, reply.headers);
      response.end(reply.body);
    } else writeJson(response, reply.status, reply.body, reply.headers);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: `${origin}/api/`,
    origin,
    state,
    faults,
    shortcuts: options.shortcuts ?? declaredByApp().shortcuts,
    calls: hooks.calls,
    before: hooks.before,
    after: hooks.after,
    as(user) {
      const person = state.people.get(user);
      if (person === undefined) throw new Error(`there is nobody called ${user} in this workspace`);
      return createActor(person, world, deliverer);
    },
    deliverTo: deliverer.deliverTo,
    deliver: deliverer.sendAsIs,
    sign: deliverer.sign,
    serveAlso: (side) => sideRoutes.push(side),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Reply {
  readonly status: number;
  /** A text goes out as it is; anything else as JSON. */
  readonly body: Answer | Fields | string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The answer of a fault that keeps the call from being done at all, or null when it will be done. */
function earlyReply(fault: Fault): Reply | 'drop' | null {
  switch (fault.fault) {
    case 'status': {
      const headers = { 'content-type': fault.contentType ?? 'text/html; charset=utf-8' };
      return { status: fault.status, body: fault.body ?? '<html><body>Server error</body></html>', headers };
    }
    case 'rate-limited': {
      const headers = fault.retryAfter === null ? {} : { 'retry-after': fault.retryAfter };
      return { status: 429, body: refused('ratelimited'), headers };
    }
    case 'error':
      return { status: 200, body: { ...refused(fault.error), ...fault.more }, headers: {} };
    case 'drop':
      return 'drop';
    case 'drop-reply':
    case 'slow-reply':
    case 'delay':
      return null;
  }
}
