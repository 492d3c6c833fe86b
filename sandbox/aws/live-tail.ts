/** Live Tail: what is written to a log group, once a second, 500 events at most, until the client hangs up. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import type { LogGroup, StoredEvent } from './logs.ts';
import type { Matches } from './logs-pattern.ts';

/** ms. */
const EVERY = 1_000;
const MOST_EVENTS = 500;

export interface OpenTail {
  readonly group: string;
  /** Ends the session with `SessionStreamingException` at its next update. */
  fail(): void;
}

export async function* liveTail(
  group: LogGroup,
  input: logs.StartLiveTailCommandInput,
  parts: {
    readonly arn: string;
    readonly matches: Matches;
    readonly signal: AbortSignal;
    readonly open: Set<OpenTail>;
  },
): AsyncGenerator<logs.StartLiveTailResponseStream> {
  const { arn, matches, signal, open } = parts;
  let failed = false;
  const tail: OpenTail = {
    group: group.name,
    fail() {
      failed = true;
    },
  };
  let last = newest(group.events);
  const isWanted = ({ sequence, stream, message }: StoredEvent): boolean =>
    sequence > last &&
    (input.logStreamNames?.includes(stream) ?? true) &&
    (input.logStreamNamePrefixes?.some((prefix) => stream.startsWith(prefix)) ?? true) &&
    matches(message);
  open.add(tail);
  signal.addEventListener('abort', () => open.delete(tail));
  try {
    yield { sessionStart: { logGroupIdentifiers: [arn], sessionId: `session-${last}` } };
    for (;;) {
      await sleep(EVERY, undefined, { signal });
      if (failed) {
        const message = 'The session ended on purpose.';
        const SessionStreamingException = new logs.SessionStreamingException({ message, $metadata: {} });
        yield { SessionStreamingException };
        return;
      }
      const found = group.events.filter(isWanted);
      last = Math.max(last, newest(group.events));
      const sampled = found.length > MOST_EVENTS;
      yield {
        sessionUpdate: {
          sessionMetadata: { sampled },
          sessionResults: (sampled ? sample(found) : found).map((event) => ({
            logStreamName: event.stream,
            logGroupIdentifier: arn,
            message: event.message,
            timestamp: event.timestamp,
            ingestionTime: event.ingestionTime,
          })),
        },
      };
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    open.delete(tail);
  }
}

function newest(events: readonly StoredEvent[]): number {
  return events.reduce((most, { sequence }) => Math.max(most, sequence), 0);
}

function sample(events: readonly StoredEvent[]): readonly StoredEvent[] {
  return Array.from(
    { length: MOST_EVENTS },
    (_, at) => events[Math.floor((at * events.length) / MOST_EVENTS)]!,
  );
}
