/** Log groups in memory. The oldest events are forgotten, so that a sandbox can run for days. */
import type { OpenTail } from './live-tail.ts';

export interface StoredEvent {
  readonly sequence: number;
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly stream: string;
  readonly message: string;
  readonly eventId: string;
}

export interface StoredStream {
  readonly name: string;
  readonly createdAt: number;
  firstEventAt: number | null;
  lastEventAt: number | null;
  lastIngestion: number | null;
}

export interface LogGroup {
  readonly name: string;
  readonly createdAt: number;
  readonly retentionDays: number;
  /** By timestamp, then by arrival. */
  readonly events: StoredEvent[];
  readonly streams: Map<string, StoredStream>;
}

export interface LogStore {
  /** Sessions of Live Tail that are open. */
  readonly tails: Set<OpenTail>;
  readonly groups: ReadonlyMap<string, LogGroup>;
  createGroup(name: string, retentionDays?: number): LogGroup;
  /** Appends a line. `at` in ms, now when left out. A group that does not exist loses the line, as the log driver does. */
  write(group: string, stream: string, message: string, at?: number): void;
}

const MAX_EVENTS = 40_000;
const MAX_STREAMS = 2_000;

export function createLogStore(now: () => number): LogStore {
  const groups = new Map<string, LogGroup>();
  let sequence = 0;

  function streamOf(group: LogGroup, name: string): StoredStream {
    const known = group.streams.get(name);
    if (known !== undefined) return known;
    if (group.streams.size >= MAX_STREAMS) {
      const oldest = group.streams.keys().next();
      if (!oldest.done) group.streams.delete(oldest.value);
    }
    const made: StoredStream = {
      name,
      createdAt: now(),
      firstEventAt: null,
      lastEventAt: null,
      lastIngestion: null,
    };
    group.streams.set(name, made);
    return made;
  }

  return {
    groups,
    tails: new Set(),
    createGroup(name, retentionDays = 30) {
      const group: LogGroup = { name, createdAt: now(), retentionDays, events: [], streams: new Map() };
      groups.set(name, group);
      return group;
    },
    write(groupName, streamName, message, at = now()) {
      const group = groups.get(groupName);
      if (group === undefined) return;
      sequence += 1;
      const event: StoredEvent = {
        sequence,
        timestamp: Math.floor(at),
        ingestionTime: Math.floor(at) + 40,
        stream: streamName,
        message,
        // The real ids are 56 digits that grow with time; keeping that makes sorting by id harmless.
        eventId: `39${String(Math.floor(at)).padStart(18, '0')}${String(sequence).padStart(36, '0')}`,
      };
      let index = group.events.length;
      while (index > 0 && group.events[index - 1]!.timestamp > event.timestamp) index -= 1;
      group.events.splice(index, 0, event);
      if (group.events.length > MAX_EVENTS) group.events.splice(0, MAX_EVENTS / 4);
      const stream = streamOf(group, streamName);
      stream.firstEventAt = Math.min(stream.firstEventAt ?? event.timestamp, event.timestamp);
      stream.lastEventAt = Math.max(stream.lastEventAt ?? event.timestamp, event.timestamp);
      stream.lastIngestion = event.ingestionTime;
    },
  };
}
