/** `POST /slack/events`: our own checks first, then Bolt's HTTPReceiver, built by hand so that its limits are ours. */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver } from '@slack/bolt';
import { LogLevel } from '@slack/web-api';
import type { Clock, Log } from '../core/ports/ambient.ts';
import { boltLogger } from './bolt-logger.ts';
import { createReplayCache } from './replay-cache.ts';
import { FORM, type SlackRequestKind, shapeOf } from './request-shape.ts';
import { createSignatureCheck } from './signature.ts';

/** ms, below the 3 s after which Slack tells the person that the app failed. */
const UNHANDLED_AFTER = 2_500;
const BODY_LIMIT = 1024 * 1024;
const EVENT_IDS = 10_000;

export interface EventsEndpoint {
  readonly receiver: HTTPReceiver;
  /** Takes a request to `/slack/events` whose body was read already. */
  handle(request: IncomingMessage, response: ServerResponse, body: Buffer): void;
}

export function createEventsEndpoint(options: {
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly count: (name: string, labels?: Readonly<Record<string, string>>) => void;
  /** What a command is told when its ack is late. */
  readonly stillWorking: () => string;
}): EventsEndpoint {
  const { signingSecret, clock, log, count } = options;
  const replays = createReplayCache(clock);
  const signatureOf = createSignatureCheck(signingSecret, clock);
  const kinds = new WeakMap<IncomingMessage, SlackRequestKind>();
  const events = new Set<string>();

  const receiver = new HTTPReceiver({
    signingSecret,
    // `handle` has checked the same bytes with the same secret before anything reaches the receiver.
    signatureVerification: false,
    endpoints: ['/slack/events'],
    bodyLimit: BODY_LIMIT,
    logger: boltLogger(log),
    logLevel: LogLevel.INFO,
    customPropertiesExtractor: ({ headers }) => ({ signature: headers['x-slack-signature'] }),
    unhandledRequestTimeoutMillis: UNHANDLED_AFTER,
    unhandledRequestHandler: ({ request, response }) => {
      log.error({ kind: kinds.get(request) }, 'slack request was not acknowledged in time');
      count('hydrous_slack_late_acks_total');
      if (response.headersSent) return;
      // A view takes only view answers, so it gets none.
      const text = kinds.get(request) === 'command' ? options.stillWorking() : null;
      answer(response, 200, text === null ? null : { response_type: 'ephemeral', text });
    },
    dispatchErrorHandler: ({ error, response }) => failed(error, response),
    processEventErrorHandler: async ({ error, response }) => {
      failed(error, response);
      return true;
    },
  });

  function failed(error: unknown, response: ServerResponse): void {
    log.error({ err: error }, 'slack request failed');
    count('hydrous_slack_failed_requests_total');
    if (!response.headersSent) answer(response, 500, null);
  }

  function refuse(response: ServerResponse, status: 400 | 401, why: string): void {
    log.warn({ status, why }, 'slack request refused');
    count('hydrous_slack_refused_requests_total', { status: String(status) });
    answer(response, status, null);
  }

  /** An event that Slack sends again carries a new signature, but the same id. */
  function isRepeated(eventId: string | null): boolean {
    if (eventId === null) return false;
    if (events.has(eventId)) return true;
    events.add(eventId);
    const [oldest] = events;
    if (events.size > EVENT_IDS && oldest !== undefined) events.delete(oldest);
    return false;
  }

  return {
    receiver,
    handle(request, response, body) {
      const type = contentTypeOf(request);
      if (!isUtf8(body)) return refuse(response, 400, 'body is no UTF-8');
      const text = body.toString('utf8');
      // Slack checks the certificate this way, unsigned; nothing else in such a body may count.
      if (type === 'form' && isSslCheck(text)) return answer(response, 200, null);
      const signature = signatureOf(request.headers, body);
      if (signature === null) return refuse(response, 401, 'signature or timestamp is not valid');
      if (request.headers['content-encoding'] !== undefined)
        return refuse(response, 400, 'body is compressed');
      if (type === null) return refuse(response, 400, 'content type is not one that Slack sends');
      const shape = shapeOf(type, text);
      if (shape.ok === false) return refuse(response, 400, shape.why);
      if (shape.ok === 'ignored') return answer(response, 200, null);
      if (replays.answered(signature, response) || isRepeated(shape.eventId)) {
        count('hydrous_slack_replayed_requests_total');
        if (!response.headersSent && shape.eventId !== null) answer(response, 200, null);
        return;
      }
      count('hydrous_slack_requests_total', { kind: shape.kind });
      kinds.set(request, shape.kind);
      // Bolt compares the header literally; a proxy may have added a charset.
      if (type === 'form') request.headers['content-type'] = FORM;
      try {
        receiver.requestListener(Object.assign(request, { rawBody: body }), response);
      } catch (error) {
        failed(error, response);
      }
    },
  };
}

function contentTypeOf(request: IncomingMessage): 'form' | 'json' | null {
  const [media = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const utf8 = parameters.every((parameter) => /^\s*(?:charset\s*=\s*"?utf-?8"?\s*)?$/.test(parameter));
  if (!utf8) return null;
  if (media.trim() === FORM) return 'form';
  return media.trim() === 'application/json' ? 'json' : null;
}

function isSslCheck(text: string): boolean {
  return text.includes('ssl_check=1') && new URLSearchParams(text).getAll('ssl_check').join() === '1';
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, value === null ? {} : { 'content-type': 'application/json; charset=utf-8' });
  response.end(value === null ? undefined : JSON.stringify(value));
}
