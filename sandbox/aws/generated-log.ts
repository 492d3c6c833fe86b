/** A log of any length that costs nothing to hold: its events are made when somebody looks at them. */
import { ThrottlingException } from '@aws-sdk/client-cloudwatch-logs';
import { compilePattern } from './logs-pattern.ts';

export interface GeneratedLog {
  readonly events: number;
  /** ms since the epoch of the first event, and between two of them. */
  readonly from: number;
  readonly gap: number;
  message(index: number): string;
}

/** Events looked at for one page, and bytes of messages in one. */
const SCANNED = 10_000;
const PAGE_BYTES = 1_000_000;

interface Asked {
  readonly startTime?: number;
  readonly endTime?: number;
  readonly filterPattern?: string;
  readonly limit?: number;
  readonly nextToken?: string;
  readonly startFromHead?: boolean;
}

/** One answer of FilterLogEvents. The token says where the next page begins and in which direction. */
export function filterGenerated(log: GeneratedLog, input: Asked): object {
  const [direction = '', position = ''] = input.nextToken?.split(':') ?? [];
  const back = direction === '' ? input.startFromHead === false : direction === 'b';
  const first = clamp(Math.ceil(((input.startTime ?? 0) - log.from) / log.gap), 0, log.events);
  const end = clamp(
    Math.floor(((input.endTime ?? Number.MAX_SAFE_INTEGER) - log.from) / log.gap),
    -1,
    log.events - 1,
  );
  const matches = compilePattern(input.filterPattern);
  const events: object[] = [];
  let at = position === '' ? (back ? end : first) : Number(position);
  let [scanned, bytes] = [0, 0];
  while (at >= first && at <= end) {
    if (scanned >= SCANNED || bytes >= PAGE_BYTES || events.length >= (input.limit ?? 10_000)) break;
    const message = log.message(at);
    if (matches(message)) {
      events.push(eventOf(log, at, message));
      bytes += message.length;
    }
    scanned += 1;
    at += back ? -1 : 1;
  }
  const over = at < first || at > end;
  return { events, searchedLogStreams: [], ...(over ? {} : { nextToken: `${back ? 'b' : 'f'}:${at}` }) };
}

function eventOf(log: GeneratedLog, index: number, message: string): object {
  const timestamp = log.from + index * log.gap;
  return {
    logStreamName: `ecs/hydrous-container/${String(index % 4).repeat(32)}`,
    timestamp,
    ingestionTime: timestamp + 40,
    message,
    eventId: `39${String(timestamp).padStart(18, '0')}${String(index).padStart(36, '0')}`,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** Throws what the service throws beyond `perSecond` calls, with as many at once after a quiet second. */
export function rateLimit(perSecond: number): () => void {
  let tokens = perSecond;
  let filledAt = performance.now();
  return () => {
    const now = performance.now();
    tokens = Math.min(perSecond, tokens + ((now - filledAt) * perSecond) / 1_000);
    filledAt = now;
    if (tokens < 1) throw new ThrottlingException({ message: 'Rate exceeded', $metadata: {} });
    tokens -= 1;
  };
}
