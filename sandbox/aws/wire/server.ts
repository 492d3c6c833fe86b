/**
 * One HTTP server that speaks awsJson1.0/1.1, awsQuery and rpcv2Cbor for any AWS SDK v3 client package.
 * Every byte in and out is read and written by the SDK's own codecs from the schemas the package exports.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody } from './body.ts';
import { type CallLog, type CallRecord, createCallLog } from './calls.ts';
import { type ProtocolSettings, type Wire, type WireKind, type WireReply, wiresOf } from './codecs.ts';
import { wireError, wireFault } from './errors.ts';
import { eventsOf, writeEvents } from './event-stream.ts';
import { createFaults, type Fault, type FaultBoard } from './faults.ts';
import type { AnyHandler, CallContext, Handlers } from './handlers.ts';
import { missingMembers, type OperationSchema, operationSchema } from './schema.ts';

interface Service {
  readonly name: string;
  readonly module: object;
  readonly settings: ProtocolSettings;
  readonly handlers: Readonly<Record<string, AnyHandler | undefined>>;
  readonly wires: Readonly<Record<WireKind, Wire>>;
  /** Name of the error for a request that lacks a required member. */
  readonly validationError: string;
}

interface ClientClass {
  new (settings: {
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  }): { readonly config: { readonly protocolSettings?: unknown }; destroy(): void };
}

export interface PlainReply {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PlainRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Aborted when the client hangs up before it has its answer. */
  readonly signal: AbortSignal;
}

/** Answers requests that are no AWS call (certificates, image blobs, control); null passes on. */
export type Route = (request: PlainRequest) => PlainReply | null | Promise<PlainReply | null>;

export interface WireServer {
  readonly calls: CallLog;
  readonly faults: FaultBoard;
  add<M extends object>(
    name: string,
    module: M,
    Client: ClientClass,
    handlers: Handlers<M>,
    validationError?: string,
  ): void;
  route(route: Route): void;
  /** Port 0 takes any free one. Gives the address, for example `http://127.0.0.1:40123`. */
  listen(port: number): Promise<string>;
  close(): Promise<void>;
}

export interface WireServerOptions {
  /** Called before each request is handled. */
  beforeRequest(): void;
}

interface Routed {
  readonly service: Service;
  readonly wire: Wire;
  readonly type: string;
  readonly operation: string;
  readonly body: Buffer;
  readonly region: string;
}

/** Aborted when the connection closes before the answer has left. */
function hangUpOf(response: ServerResponse): AbortSignal {
  const hangUp = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) hangUp.abort();
  });
  return hangUp.signal;
}

export function createWireServer(options: WireServerOptions): WireServer {
  const services: Service[] = [];
  const routes: Route[] = [];
  const calls = createCallLog();
  const faults = createFaults();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const signal = hangUpOf(response);
    options.beforeRequest();
    const { method = 'GET', headers } = request;
    for (const route of routes) {
      const reply = await route({ method, url, headers, body, signal });
      if (reply === null) continue;
      response.writeHead(reply.status, { 'content-type': reply.type, ...reply.headers }).end(reply.body);
      return;
    }
    const routed = routeOf(services, request, url, body);
    if (routed === null) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('The sandbox has no such service.\n');
      return;
    }
    await perform(routed, response, signal);
  }

  async function perform(routed: Routed, response: ServerResponse, signal: AbortSignal): Promise<void> {
    const { service, wire, operation } = routed;
    const requestId = randomUUID();
    const send = (reply: WireReply) => {
      const headers = { 'content-type': routed.type, 'x-amzn-requestid': requestId, ...reply.headers };
      response.writeHead(reply.status, headers).end(reply.body);
    };
    const schema = operationSchema(service.module, operation);
    const handler = service.handlers[operation];
    if (schema === null || handler === undefined) {
      const message = `The sandbox does not implement ${service.name}.${operation}.`;
      return send(wire.fail(wireError('UnknownOperationException', message), requestId));
    }
    let record: CallRecord | null = null;
    try {
      const input = await readInput(service, wire, schema, routed.body);
      record = { service: service.name, operation, input, at: Date.now(), outcome: null };
      calls.record(record);
      await faults.run('before', record);
      const fault = faults.take(service.name, operation);
      if (fault !== null && (await sufferBefore(fault, wire, response, record, routed.type))) return;
      const { region } = routed;
      const context: CallContext = { requestId, service: service.name, operation, region, signal };
      options.beforeRequest();
      const told = fault?.kind === 'answer' ? fault.output(record) : undefined;
      const output = told ?? (await handler(input, context));
      await faults.run('after', record);
      record.outcome = fault?.kind === 'reply-lost' ? 'lost' : 'answered';
      const events = eventsOf(output);
      if (fault?.kind === 'reply-lost') response.destroy();
      else if (events !== null) await writeEvents(response, events, requestId, signal);
      else send(rewritten(wire.write(schema, output, requestId), fault));
    } catch (thrown) {
      if (record !== null) record.outcome = wireFault(service.module, thrown).code;
      if (response.headersSent) response.destroy();
      else send(wire.fail(thrown, requestId));
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((thrown: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(String(thrown));
    });
  });
  // Clients keep connections for reuse; a server that closes them first makes rare ECONNRESETs in tests.
  server.keepAliveTimeout = 60_000;

  return {
    calls,
    faults,
    add(name, module, Client, handlers, validationError = 'ValidationException') {
      const client = new Client({
        region: 'us-east-1',
        credentials: { accessKeyId: 'unused', secretAccessKey: 'unused' },
      });
      const settings = (client.config.protocolSettings ?? {}) as ProtocolSettings;
      client.destroy();
      services.push({
        name,
        module,
        settings,
        handlers: handlers as unknown as Readonly<Record<string, AnyHandler | undefined>>,
        wires: wiresOf(module, settings),
        validationError,
      });
    },
    route: (route) => void routes.push(route),
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject);
          resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readInput(
  service: Service,
  wire: Wire,
  schema: OperationSchema,
  body: Buffer,
): Promise<Readonly<Record<string, unknown>>> {
  let input: Readonly<Record<string, unknown>>;
  try {
    input = (await wire.read(schema, body)) as Readonly<Record<string, unknown>>;
  } catch (thrown) {
    throw wireError('SerializationException', `The request body could not be read: ${String(thrown)}`);
  }
  const missing = missingMembers(schema.input, input);
  if (missing.length > 0) {
    throw wireError(service.validationError, `Missing required member: ${missing.join(', ')}`);
  }
  return input;
}

function rewritten(reply: WireReply, fault: Fault | null): WireReply {
  if (fault?.kind !== 'rewrite') return reply;
  const { body } = reply;
  // The SDK's serialiser gives a special Uint8Array that warns when it is treated like a string.
  const bytes =
    typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return { ...reply, body: fault.change(bytes.toString()) };
}

/** True when the request has been answered or cut off and must not be applied. */
async function sufferBefore(
  fault: Fault,
  wire: Wire,
  response: ServerResponse,
  record: CallRecord,
  type: string,
): Promise<boolean> {
  switch (fault.kind) {
    case 'delay':
      await sleep(fault.ms);
      return false;
    case 'reply-lost':
    case 'rewrite':
    case 'answer':
      return false;
    case 'error':
      throw wireError(fault.name, fault.message ?? `${fault.name} on purpose.`, fault.status ?? 400);
    case 'throttle':
      throw wireError(wire.type === 'text/xml' ? 'Throttling' : 'ThrottlingException', 'Rate exceeded');
    case 'drop':
      record.outcome = 'dropped';
      response.destroy();
      return true;
    case 'empty':
      record.outcome = 'empty';
      response.writeHead(200, { 'content-type': type }).end();
      return true;
  }
}

/** Finds service and operation without the Host header: by target prefix, path, or API version. */
function routeOf(
  services: readonly Service[],
  request: IncomingMessage,
  url: URL,
  body: Buffer,
): Routed | null {
  const target = request.headers['x-amz-target'];
  const scope = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '');
  const region = scope?.[1] ?? 'us-east-1';
  const rpc = /^\/service\/([^/]+)\/operation\/([^/]+)$/.exec(url.pathname);
  if (rpc !== null) {
    const service = services.find((candidate) => candidate.settings.serviceTarget === rpc[1]);
    if (service === undefined) return null;
    return { service, wire: service.wires.cbor, type: 'application/cbor', operation: rpc[2]!, body, region };
  }
  if (typeof target === 'string') {
    const [prefix, operation = ''] = target.split('.');
    const service = services.find((candidate) => candidate.settings.serviceTarget === prefix);
    if (service === undefined) return null;
    // JSON 1.0 and 1.1 differ only in the media type, which the reply repeats.
    const type = request.headers['content-type']?.split(';')[0] ?? service.wires.json.type;
    return { service, wire: service.wires.json, type, operation, body, region };
  }
  const form = request.method === 'GET' ? url.search.slice(1) : body.toString();
  const parameters = new URLSearchParams(form);
  const version = parameters.get('Version');
  const operation = parameters.get('Action') ?? '';
  // The links in SNS messages name an action without a version.
  const service = services.find((candidate) =>
    version === null ? candidate.handlers[operation] !== undefined : candidate.settings.version === version,
  );
  if (service === undefined) return null;
  return { service, wire: service.wires.query, type: 'text/xml', operation, body: Buffer.from(form), region };
}
