import * as logs from '@aws-sdk/client-cloudwatch-logs';
import { arn, type Place } from './ids.ts';
import { liveTail } from './live-tail.ts';
import type { LogGroup, LogStore, StoredEvent } from './logs.ts';
import { compilePattern, isPatternError, type Matches } from './logs-pattern.ts';
import { offsetOf, pageOf } from './paging.ts';
import type { Handlers } from './wire/handlers.ts';

/** Events looked at for one page: beyond it the page ends, perhaps empty, with a token, as CloudWatch does. */
const SCAN_PER_PAGE = 1_000;
const DEFAULT_LIMIT = 10_000;
/** Bytes of messages in one page. */
const PAGE_BYTES = 1_000_000;
/** `startFromHead: false` is refused before this time. */
const NEWEST_FIRST_SINCE = Date.UTC(2024, 0, 1);

export interface LogsOptions {
  /** Events looked at for one page; 1000 when left out. */
  readonly scanPerPage?: number;
}

function refuse(message: string): never {
  throw new logs.InvalidParameterException({ message, $metadata: {} });
}

/** Where a search goes on: after the event with this sequence number and timestamp, in this direction. */
interface Position {
  readonly direction: 'f' | 'b';
  readonly timestamp: number;
  readonly sequence: number;
}

function positionOf(token: string): Position {
  const text = Buffer.from(token, 'base64url').toString();
  const match = /^([fb]):(\d+):(\d+)$/.exec(text);
  if (match === null) refuse('The specified nextToken is invalid.');
  return {
    direction: match[1] === 'f' ? 'f' : 'b',
    timestamp: Number(match[2]),
    sequence: Number(match[3]),
  };
}

function tokenOf(direction: 'f' | 'b', event: Pick<StoredEvent, 'timestamp' | 'sequence'>): string {
  return Buffer.from(`${direction}:${event.timestamp}:${event.sequence}`).toString('base64url');
}

const isAfter = (event: StoredEvent, position: Position): boolean =>
  event.timestamp > position.timestamp ||
  (event.timestamp === position.timestamp && event.sequence > position.sequence);

const isBefore = (event: StoredEvent, position: Position): boolean =>
  event.timestamp < position.timestamp ||
  (event.timestamp === position.timestamp && event.sequence < position.sequence);

export function logsHandlers(place: Place, store: LogStore, options: LogsOptions = {}) {
  const scanPerPage = options.scanPerPage ?? SCAN_PER_PAGE;

  function groupOf(name: string | undefined, identifier: string | undefined): LogGroup {
    if (name !== undefined && identifier !== undefined) {
      refuse('Only one of logGroupName and logGroupIdentifier may be given.');
    }
    const wanted = name ?? identifier?.replace(/^arn:aws:logs:[^:]+:\d+:log-group:/, '').replace(/:\*$/, '');
    const group = store.groups.get(wanted ?? '');
    if (group !== undefined) return group;
    throw new logs.ResourceNotFoundException({
      message: 'The specified log group does not exist.',
      $metadata: {},
    });
  }

  const groupArn = (group: LogGroup) => arn(place, 'logs', `log-group:${group.name}`);

  return {
    DescribeLogGroups(input) {
      const found = [...store.groups.values()]
        .filter((group) => group.name.startsWith(input.logGroupNamePrefix ?? ''))
        .filter((group) => group.name.includes(input.logGroupNamePattern ?? ''))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      const page = pageOf(found, offsetOf(input.nextToken) ?? 0, input.limit ?? 50);
      return {
        logGroups: page.items.map((group) => ({
          logGroupName: group.name,
          creationTime: group.createdAt,
          retentionInDays: group.retentionDays,
          metricFilterCount: 0,
          arn: `${groupArn(group)}:*`,
          logGroupArn: groupArn(group),
          logGroupClass: 'STANDARD' as const,
          storedBytes: group.events.reduce((sum, event) => sum + event.message.length + 26, 0),
        })),
        nextToken: page.next,
      };
    },

    DescribeLogStreams(input) {
      const group = groupOf(input.logGroupName, input.logGroupIdentifier);
      if (input.orderBy === 'LastEventTime' && input.logStreamNamePrefix !== undefined) {
        refuse('Cannot order by LastEventTime with a logStreamNamePrefix.');
      }
      const found = [...group.streams.values()]
        .filter((stream) => stream.name.startsWith(input.logStreamNamePrefix ?? ''))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      if (input.orderBy === 'LastEventTime')
        found.sort((a, b) => (a.lastEventAt ?? 0) - (b.lastEventAt ?? 0));
      if (input.descending) found.reverse();
      const page = pageOf(found, offsetOf(input.nextToken) ?? 0, input.limit ?? 50);
      return {
        logStreams: page.items.map((stream) => ({
          logStreamName: stream.name,
          creationTime: stream.createdAt,
          ...(stream.firstEventAt === null ? {} : { firstEventTimestamp: stream.firstEventAt }),
          ...(stream.lastEventAt === null ? {} : { lastEventTimestamp: stream.lastEventAt }),
          ...(stream.lastIngestion === null ? {} : { lastIngestionTime: stream.lastIngestion }),
          arn: `${groupArn(group)}:log-stream:${stream.name}`,
          storedBytes: 0,
        })),
        nextToken: page.next,
      };
    },

    FilterLogEvents(input) {
      const group = groupOf(input.logGroupName, input.logGroupIdentifier);
      if (input.logStreamNames !== undefined && input.logStreamNamePrefix !== undefined) {
        refuse('LogStreamNamePrefix and LogStreamNames cannot be used together.');
      }
      if ((input.logStreamNames?.length ?? 0) > 100) refuse('At most 100 log stream names may be given.');
      if (input.limit !== undefined && (input.limit < 1 || input.limit > DEFAULT_LIMIT)) {
        refuse(`Value '${input.limit}' at 'limit' must be between 1 and 10000.`);
      }
      if (input.startFromHead === false && (input.startTime ?? 0) < NEWEST_FIRST_SINCE) {
        refuse('startFromHead can be false only with a startTime on or after Jan 1, 2024 00:00:00 UTC.');
      }
      const unknown = input.logStreamNames?.find((name) => !group.streams.has(name));
      if (unknown !== undefined) {
        throw new logs.ResourceNotFoundException({
          message: 'The specified log stream does not exist.',
          $metadata: {},
        });
      }
      const from = input.startTime ?? 0;
      const until = input.endTime ?? Number.POSITIVE_INFINITY;
      if (from > until) refuse('startTime must not be after endTime.');
      const streams = input.logStreamNames === undefined ? null : new Set(input.logStreamNames);
      const position = input.nextToken === undefined ? null : positionOf(input.nextToken);
      const direction = position?.direction ?? (input.startFromHead === false ? 'b' : 'f');
      const inScope = (event: StoredEvent): boolean =>
        event.timestamp >= from &&
        event.timestamp <= until &&
        (streams === null || streams.has(event.stream)) &&
        event.stream.startsWith(input.logStreamNamePrefix ?? '') &&
        (position === null || (direction === 'f' ? isAfter(event, position) : isBefore(event, position)));
      const page = scan(group.events.filter(inScope), direction, patternOf(input.filterPattern), input.limit);
      return {
        events: page.events.map((event) => ({
          logStreamName: event.stream,
          timestamp: event.timestamp,
          message: event.message,
          ingestionTime: event.ingestionTime,
          eventId: event.eventId,
        })),
        searchedLogStreams: [],
        ...(page.last === null ? {} : { nextToken: tokenOf(direction, page.last) }),
      };
    },

    StartLiveTail(input, { signal }) {
      const identifiers = input.logGroupIdentifiers ?? [];
      const [identifier = ''] = identifiers;
      if (identifiers.length !== 1) refuse('The sandbox follows one log group at a time.');
      if (!/^arn:aws:logs:[^:]+:\d{12}:log-group:[^:*]+$/.test(identifier)) {
        refuse('logGroupIdentifiers takes ARNs that do not end with an asterisk.');
      }
      const group = groupOf(undefined, identifier);
      if (input.logStreamNames?.some((name) => !group.streams.has(name))) {
        throw new logs.ResourceNotFoundException({
          message: 'The specified log stream does not exist.',
          $metadata: {},
        });
      }
      const matches = patternOf(input.logEventFilterPattern);
      const parts = { arn: groupArn(group), matches, signal, open: store.tails };
      return { responseStream: liveTail(group, input, parts) };
    },

    GetLogEvents(input) {
      const group = groupOf(input.logGroupName, input.logGroupIdentifier);
      if (!group.streams.has(input.logStreamName ?? '')) {
        throw new logs.ResourceNotFoundException({
          message: 'The specified log stream does not exist.',
          $metadata: {},
        });
      }
      const from = input.startTime ?? 0;
      // Unlike in FilterLogEvents the end is exclusive here.
      const until = input.endTime ?? Number.POSITIVE_INFINITY;
      const all = group.events.filter(
        (event) => event.stream === input.logStreamName && event.timestamp >= from && event.timestamp < until,
      );
      const limit = input.limit ?? DEFAULT_LIMIT;
      const position = input.nextToken === undefined ? null : positionOf(input.nextToken.slice(2));
      let events: readonly StoredEvent[];
      if (position === null) events = input.startFromHead ? all.slice(0, limit) : all.slice(-limit);
      else if (position.direction === 'f') {
        events = all.filter((event) => isAfter(event, position)).slice(0, limit);
      } else events = all.filter((event) => isBefore(event, position)).slice(-limit);
      // At the end of the stream the same token comes back; it is never missing.
      const anchor = (direction: 'f' | 'b', event: StoredEvent | undefined) =>
        tokenOf(direction, event ?? position ?? { timestamp: 0, sequence: 0 });
      return {
        events: events.map(({ timestamp, message, ingestionTime }) => ({
          timestamp,
          message,
          ingestionTime,
        })),
        nextForwardToken: `f/${anchor('f', events.at(-1))}`,
        nextBackwardToken: `b/${anchor('b', events[0])}`,
      };
    },
  } satisfies Handlers<typeof logs>;

  function scan(
    inScope: readonly StoredEvent[],
    direction: 'f' | 'b',
    matches: Matches,
    limit = DEFAULT_LIMIT,
  ): { readonly events: readonly StoredEvent[]; readonly last: StoredEvent | null } {
    const ordered = direction === 'f' ? inScope : [...inScope].reverse();
    const events: StoredEvent[] = [];
    let bytes = 0;
    for (const [index, event] of ordered.entries()) {
      if (matches(event.message)) {
        events.push(event);
        bytes += event.message.length;
      }
      const full = events.length >= limit || bytes >= PAGE_BYTES || index + 1 >= scanPerPage;
      if (full) return { events, last: index + 1 < ordered.length ? event : null };
    }
    return { events, last: null };
  }

  function patternOf(pattern: string | undefined): Matches {
    try {
      return compilePattern(pattern);
    } catch (thrown) {
      if (isPatternError(thrown)) refuse(thrown.message);
      throw thrown;
    }
  }
}
