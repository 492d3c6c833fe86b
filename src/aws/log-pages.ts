/** One page of FilterLogEvents at a time, under the caps of one search and the pace of the account. */
import {
  type CloudWatchLogsClient,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Environment } from '../core/environment.ts';
import type { Clock } from '../core/ports/ambient.ts';
import type { LogLine, LogQuery, Unread } from '../core/ports/aws.ts';
import { isProblem, Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import { list } from './answer.ts';
import type { Caller } from './call.ts';
import type { LogLimiter } from './log-limiter.ts';
import { createTurns } from './log-turns.ts';

export interface LogCaps {
  readonly pages: number;
  /** Message bytes, counted as UTF-16 units. */
  readonly bytes: number;
  /** ms for a whole search. */
  readonly time: number;
}

export const LOG_CAPS: LogCaps = { pages: 120, bytes: 16_777_216, time: 25_000 };

export interface LogPage {
  readonly lines: readonly LogLine[];
  readonly next: string | undefined;
}

/** What is left of one search. */
export interface LogBudget {
  spent(): boolean;
  /** The problem that ended a way of reading. */
  trouble(): Problem | null;
  /** Why there is something that was not read. */
  why(): Unread['why'];
  /** Takes note of a problem that ends one way of reading; throws what no waiting mends. */
  stumbled(error: unknown): void;
  /** True when so many lines are enough by now. */
  enough(lines: number, soon: LogQuery['soon']): boolean;
  /** Null when the time is over before it could be asked for. Of several that wait the lowest rank goes first. */
  page(input: FilterLogEventsCommandInput, rank?: number): Promise<LogPage | null>;
}

/** Longest message that is kept, in UTF-16 units; an event may be 1 MB and nobody reads that in a chat. */
export const LONGEST_MESSAGE = 32_768;
/** Tries of one page that was throttled, or whose connection broke. */
const MOST_THROTTLED = 12;
const MOST_BROKEN = 2;

export function createBudget(parts: {
  readonly logs: CloudWatchLogsClient;
  readonly caller: Caller;
  readonly clock: Clock;
  readonly limiter: LogLimiter;
  readonly environment: Environment;
  readonly caps: LogCaps;
  /** ms for a search that somebody waits for: a page that comes later is waited for no longer. */
  readonly ms: number | undefined;
}): LogBudget {
  const { logs, caller, clock, limiter, environment, caps, ms } = parts;
  const start = clock.now();
  const end = start + (ms ?? caps.time);
  let pages = 0;
  let bytes = 0;
  let trouble: Problem | null = null;
  const turns = createTurns(limiter, ms === undefined ? undefined : end);

  async function inTime(input: FilterLogEventsCommandInput): Promise<LogPage> {
    if (ms === undefined) return once(input);
    const [alarm, late] = [new AbortController(), new AbortController()];
    const over = clock.sleep(Math.max(1, end - clock.now()), alarm.signal).then(() => {
      late.abort();
      throw tooLate();
    });
    try {
      return await Promise.race([once(input, late.signal), over]);
    } finally {
      alarm.abort();
    }
  }

  function once(input: FilterLogEventsCommandInput, late?: AbortSignal): Promise<LogPage> {
    return caller.read(
      'logs:FilterLogEvents',
      ({ abortSignal }) => {
        const signals = late === undefined ? [abortSignal] : [abortSignal, late];
        return logs.send(new FilterLogEventsCommand(input), { abortSignal: AbortSignal.any(signals) });
      },
      (answer) => ({ lines: list(answer.events, 'events').flatMap(line), next: answer.nextToken }),
      (error) =>
        error instanceof ResourceNotFoundException
          ? new Problem(
              'not-found',
              say('aws.log-group-not-found', { logGroup: code(environment.logGroup) }),
              `logs:FilterLogEvents: no log group ${environment.logGroup}, or no such stream in it`,
            )
          : undefined,
    );
  }

  return {
    enough: (lines, soon) => soon !== undefined && lines >= soon.lines && clock.now() - start >= soon.ms,
    trouble: () => trouble,
    why() {
      if (limiter.isSlowed() || trouble?.kind === 'throttled') return 'throttled';
      return trouble === null ? null : 'unanswered';
    },
    stumbled(error) {
      if (!isProblem(error, 'throttled') && !isProblem(error, 'unreachable')) throw error;
      trouble ??= error;
    },
    spent: () => pages >= caps.pages || bytes >= caps.bytes || clock.now() >= end,
    async page(input, rank = 0) {
      let [throttled, broken] = [0, 0];
      for (;;) {
        if (!(await turns.next(rank))) return null;
        pages += 1;
        try {
          const page = await inTime(input);
          limiter.answered();
          bytes += page.lines.reduce((sum, { message }) => sum + message.length, 0);
          return page;
        } catch (error) {
          if (isProblem(error, 'throttled')) {
            const wait = limiter.throttled();
            throttled += 1;
            if (throttled > MOST_THROTTLED || clock.now() + wait >= end) throw error;
            continue;
          }
          broken += 1;
          if (!isProblem(error, 'unreachable') || broken > MOST_BROKEN || clock.now() >= end) throw error;
        }
      }
    },
  };
}

function tooLate(): Problem {
  return new Problem(
    'unreachable',
    say('reading.too-slow'),
    'logs:FilterLogEvents: the time of a search was over',
  );
}

function line(event: {
  readonly timestamp?: number | undefined;
  readonly logStreamName?: string | undefined;
  readonly message?: string | undefined;
  readonly eventId?: string | undefined;
}): readonly LogLine[] {
  if (typeof event.timestamp !== 'number' || typeof event.message !== 'string') return [];
  const stream = event.logStreamName ?? '';
  const message = event.message.slice(0, LONGEST_MESSAGE);
  const id = event.eventId ?? `${stream} ${event.timestamp} ${message}`;
  return [{ at: event.timestamp, stream, message, id }];
}
