/** Time, ids, digests and logs of the real machine: what the ports of `core/ports/ambient.ts` stand for. */
import { createHash, randomBytes } from 'node:crypto';
import { type DestinationStream, pino } from 'pino';
import { traceNow } from './app-trace.ts';
import type { Clock, Ids, Log } from './core/ports/ambient.ts';
import { redact } from './core/redact.ts';
import { redactedRecord } from './log-redaction.ts';

export const systemClock: Clock = {
  now: Date.now,
  sleep(ms, signal) {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(ms, 2 ** 31 - 1));
      signal?.addEventListener('abort', end, { once: true });
    });
  },
};

/** Letters and digits that cannot be mistaken for one another when they are read aloud or typed on a phone. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

export const randomIds: Ids = {
  next(prefix) {
    const letters = Array.from(randomBytes(10), (byte) => LETTERS[byte % LETTERS.length]);
    return `${prefix}-${letters.join('')}`;
  },
};

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Field names that may hold a secret anywhere in a log record. */
const SECRET_FIELDS = [
  'token',
  'secret',
  'password',
  'authorization',
  'signature',
  'cookie',
  'connectionString',
];

/**
 * JSON lines on stdout and nothing else; errors keep their name, message and stack, never a request's body. Each line
 * bears the request or operation that it belongs to.
 */
export function createLog(level: string, destination?: DestinationStream): Log & { flush(): void } {
  const options = {
    level,
    base: null,
    mixin: () => ({ ...traceNow() }),
    formatters: { log: redactedRecord },
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '<secret>',
    },
    serializers: { err: errorFields },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Only what helps to find the fault: SDK errors carry requests, headers and bodies that must not be logged. */
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return redact(String(error));
  const cause =
    error.cause instanceof Error
      ? { name: error.cause.name, message: redact(error.cause.message) }
      : undefined;
  return {
    name: error.name,
    message: redact(error.message),
    stack: redact(error.stack ?? ''),
    ...(cause === undefined ? {} : { cause }),
  };
}
