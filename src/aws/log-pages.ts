/** One page of FilterLogEvents at a time, under the caps of one search and the pace of the account. */
import {
  type CloudWatchLogsClient,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Environment } from '../core/environment.ts';
import type { Clock } from '../core/ports/ambient.ts';
import type { LogLine } from '../core/ports/aws.ts';
import { isProblem, Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import { list } from './answer.ts';
import type { Caller } from './call.ts';

export interface LogCaps {
  readonly pages: number;
  /** Message bytes, counted as UTF-16 units. */
  readonly bytes: number;
  /** ms for a whole search. */
  readonly time: number;
}

export const LOG_CAPS: LogCaps = { pages: 60, bytes: 16_777_216, time: 20_000 };

export interface LogPage {
  readonly lines: readonly LogLine[];
  readonly next: string | undefined;
}

/** What is left of one search. */
export interface LogBudget {
  spent(): boolean;
  page(input: FilterLogEventsCommandInput): Promise<LogPage>;
}

/** Longest message that is kept, in UTF-16 units; an event may be 1 MB and nobody reads that in a chat. */
const LONGEST_MESSAGE = 32_768;
/** ms between two calls; the quota is five a second for the whole account and region. */
const PACE = 200;
/** Waits after a throttled page, ms, on top of the SDK's own retries. */
const PATIENCE: readonly number[] = [500, 1_000, 2_000];

/** Lets calls pass one after the other, `PACE` apart at the earliest. A clock that was set back holds nobody for long. */
export function createPace(clock: Clock): () => Promise<void> {
  let free = 0;
  return async () => {
    const now = clock.now();
    const wait = Math.min(Math.max(0, free - now), 10 * PACE);
    free = now + wait + PACE;
    if (wait > 0) await clock.sleep(wait);
  };
}

export function createBudget(parts: {
  readonly logs: CloudWatchLogsClient;
  readonly caller: Caller;
  readonly clock: Clock;
  readonly pace: () => Promise<void>;
  readonly environment: Environment;
  readonly caps: LogCaps;
}): LogBudget {
  const { logs, caller, clock, pace, environment, caps } = parts;
  const end = clock.now() + caps.time;
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
    spent: () => pages >= caps.pages || bytes >= caps.bytes || clock.now() >= end,
    async page(input) {
      for (let attempt = 0; ; attempt += 1) {
        await pace();
        pages += 1;
        try {
          const page = await once(input);
          bytes += page.lines.reduce((sum, { message }) => sum + message.length, 0);
          return page;
        } catch (error) {
          const wait = PATIENCE[attempt];
          if (!isProblem(error, 'throttled') || wait === undefined || clock.now() + wait >= end) throw error;
          await clock.sleep(wait);
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
