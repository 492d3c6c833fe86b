/** The two Web API clients. A flood of cards in the background must never hold up an answer to a person. */
import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Log } from '../core/ports/ambient.ts';
import { boltLogger } from './bolt-logger.ts';
import { countedFetch } from './counted-fetch.ts';
import { boundedWait } from './problems.ts';

/** ms. A trigger lives 3 s; a card can wait. */
const INTERACTIVE_TIMEOUT = 2_500;
const BACKGROUND_TIMEOUT = 10_000;

type Count = (name: string, labels?: Readonly<Record<string, string>>) => void;

export interface SlackClients {
  /** For what a person waits for: views, answers, look-ups of people. */
  readonly interactive: WebClient;
  /** For the outbox. */
  readonly background: WebClient;
}

export function createClients(options: {
  readonly botToken: string;
  /** Base address of the Web API. */
  readonly apiUrl: string;
  readonly log: Log;
  readonly count?: Count;
}): SlackClients {
  const make = (timeout: number): WebClient =>
    new WebClient(options.botToken, clientOptions(options.apiUrl, timeout, options.log, options.count));
  return { interactive: make(INTERACTIVE_TIMEOUT), background: make(BACKGROUND_TIMEOUT) };
}

/**
 * The SDK's defaults repeat a post whose answer was lost up to ten times, stop every call of a client at one
 * 429, and wait for ever for an answer. Repeating is the outbox's business.
 */
export function clientOptions(apiUrl: string, timeout: number, log: Log, count?: Count): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch: count === undefined ? fetchWithPlainWait : countedFetch(fetchWithPlainWait, count),
    logger: boltLogger(log),
    logLevel: LogLevel.INFO,
  };
}

/** The SDK knows a 429 only by a whole number in `Retry-After`; any other one would come out as a nameless error. */
async function fetchWithPlainWait(
  input: Parameters<typeof fetch>[0],
  init?: Parameters<typeof fetch>[1],
): Promise<Response> {
  const response = await fetch(input, init);
  if (response.status !== 429) return response;
  const given = response.headers.get('retry-after');
  const seconds = given !== null && /^\d{1,15}$/.test(given.trim()) ? Number(given) : Number.NaN;
  return new Response('{"ok":false,"error":"ratelimited"}', {
    status: 429,
    headers: { 'content-type': 'application/json', 'retry-after': String(boundedWait(seconds) / 1000) },
  });
}
