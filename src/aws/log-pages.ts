/** One page of FilterLogEvents at a time, under the caps of one search and the pace of the account. */
import {
  type CloudWatchLogsClient,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Environment } from '../core/environment.ts';
import type { Clock } from '../core/ports/ambient.ts';
import type { LogLine, LogQuery } from '../core/ports/aws.ts';
import { isProblem, Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import { list } from './answer.ts';
import type { Caller } from './call.ts';
import type { LogLimiter } from './log-limiter.ts';

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
  /** True when so many lines are enough by now. */
  enough(lines: number, soon: LogQuery['soon']): boolean;
  page(input: FilterLogEventsCommandInput): Promise<LogPage>;
}

/** Longest message that is kept, in UTF-16 units; an event may be 1 MB and nobody reads that in a chat. */
const LONGEST_MESSAGE = 32_768;
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
}): LogBudget {
  const { logs, caller, clock, limiter, environment, caps } = parts;
  const start = clock.now();
  const end = start + caps.time;
  let pages = 0;
  let bytes = 0;

  function once(input: FilterLogEventsCommandInput): Promise<LogPage> {
    return caller.read(
      'logs:FilterLogEvents',
      (options) => logs.send(new FilterLogEventsCommand(input), options),
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
    spent: () => pages >= caps.pages || bytes >= caps.bytes || clock.now() >= end,
    async page(input) {
      let [throttled, broken] = [0, 0];
      for (;;) {
        await limiter.turn();
        pages += 1;
        try {
          const page = await once(input);
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
