/**
 * The same signed bytes twice have one effect: the second sender gets the words of the first answer. Bolt has no
 * memory of its own, and Slack's signature is good for five minutes.
 */
import type { ServerResponse } from 'node:http';
import type { Clock } from '../core/ports/ambient.ts';

/** ms: twice the time in which a signature counts. */
const KEPT_FOR = 600_000;
const MOST = 10_000;

interface Answered {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

interface Seen {
  readonly at: number;
  answer: Answered | null;
  /** Those who sent the same bytes before the first answer was there. */
  readonly waiting: ServerResponse[];
}

export interface ReplayCache {
  /** True when the request was seen before: it is then answered, now or together with the first. */
  answered(signature: string, response: ServerResponse): boolean;
}

export function createReplayCache(clock: Clock): ReplayCache {
  const seen = new Map<string, Seen>();

  function forgetOld(now: number): void {
    for (const [signature, { at }] of seen) {
      if (seen.size <= MOST && now - at < KEPT_FOR) return;
      seen.delete(signature);
    }
  }

  /** Notes what Bolt writes, whenever that is. Headers given to `writeHead` cannot be read back, so they are taken there. */
  function follow(signature: string, entry: Seen, response: ServerResponse): void {
    const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
    const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse;
    let type: string | null = null;
    response.writeHead = ((...given: unknown[]) => {
      const headers = given.at(-1);
      if (typeof headers === 'object' && headers !== null && 'content-type' in headers)
        type = String(headers['content-type']);
      return writeHead(...given);
    }) as ServerResponse['writeHead'];
    response.end = ((...given: unknown[]) => {
      const [chunk] = given;
      settle(signature, entry, {
        status: response.statusCode,
        type,
        body: typeof chunk === 'string' ? chunk : '',
      });
      return end(...given);
    }) as ServerResponse['end'];
  }

  function settle(signature: string, entry: Seen, answer: Answered): void {
    entry.answer = answer;
    // After a failure of ours a repeat is a fresh try: the first one may have died before it did anything.
    if (answer.status >= 500) seen.delete(signature);
    for (const waiting of entry.waiting.splice(0)) write(waiting, answer);
  }

  return {
    answered(signature, response) {
      const now = clock.now();
      const known = seen.get(signature);
      if (known !== undefined && now - known.at < KEPT_FOR) {
        if (known.answer !== null) write(response, known.answer);
        else known.waiting.push(response);
        return true;
      }
      seen.delete(signature);
      const entry: Seen = { at: now, answer: null, waiting: [] };
      seen.set(signature, entry);
      forgetOld(now);
      follow(signature, entry, response);
      return false;
    },
  };
}

function write(response: ServerResponse, answer: Answered): void {
  if (response.headersSent) return;
  response.writeHead(answer.status, answer.type === null ? {} : { 'content-type': answer.type });
  response.end(answer.body);
}
