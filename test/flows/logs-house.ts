/** Kept and followed logs with a real embedded store, a log that tests write, and a clock that they move. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomIds } from '../../src/ambient.ts';
import type { Document } from '../../src/core/document.ts';
import { EVERYTHING } from '../../src/core/log-filter.ts';
import type { LogsAsked } from '../../src/core/log-result.ts';
import type { LogLine, LogQuery } from '../../src/core/ports/aws.ts';
import type { Problem } from '../../src/core/problem.ts';
import { createCardOf } from '../../src/flows/card-of.ts';
import { createFollowLogs, type FollowLogs } from '../../src/flows/follow-logs.ts';
import { createKeepLogs, type KeepLogs } from '../../src/flows/keep-logs.ts';
import { createSealer } from '../../src/sealer.ts';
import { type OpenedStore, openStore } from '../../src/store/open-store.ts';
import { PRODUCTION } from './house.ts';

export const ANA = { user: 'U0ANA', team: 'T0HYDROUS' };
export const BRUNO = { user: 'U0BRUNO', team: 'T0HYDROUS' };
export const T0 = Date.UTC(2026, 10, 24, 15);

export interface LogsHouse {
  readonly store: OpenedStore;
  readonly keep: KeepLogs;
  readonly follow: FollowLogs;
  readonly queries: readonly LogQuery[];
  asked(over?: Partial<LogsAsked>): LogsAsked;
  /** A line that is in the log from now on; `at` ms after T0. */
  write(message: string, at: number): void;
  /** Moves the clock, and looks at what is followed. */
  pass(ms: number): Promise<number>;
  fail(problem: Problem | null): void;
  /** The same store and key, as after a restart. */
  again(): FollowLogs;
  card(kind: 'logs' | 'follow', subject: string): Promise<Document | null>;
  /** Ids of the messages that were asked for, with how often. */
  wanted(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openLogsHouse(): Promise<LogsHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'hydrous-logs-'));
  const store = openStore({ url: null, folder });
  await store.start();
  const lines: LogLine[] = [];
  const queries: LogQuery[] = [];
  let now = T0;
  let failure: Problem | null = null;
  const logs = {
    async search(_: unknown, query: LogQuery) {
      queries.push(query);
      if (failure !== null) throw failure;
      const found = lines
        .filter(({ at }) => at >= query.from && at <= query.until)
        .sort((a, b) => b.at - a.at);
      return { lines: found.slice(0, query.limit), partial: found.length > query.limit };
    },
  };
  const nothing = () => undefined;
  const shared = {
    store,
    sealer: createSealer('a secret of the tests'),
    ids: randomIds,
    clock: { now: () => now, sleep: async () => undefined },
    log: { info: nothing, warn: nothing, error: nothing },
    nudge: nothing,
    environments: [PRODUCTION],
    owner: 'tests',
    logs,
    lookMs: 0,
  };
  const keep = createKeepLogs(shared);
  const follow = createFollowLogs(shared);
  const cardOf = createCardOf({
    ...shared,
    changes: {} as never,
    guide: {} as never,
    logs: (kind, subject) => (kind === 'logs' ? keep.shared(subject) : follow.card(subject)),
  });
  return {
    store,
    keep,
    follow,
    queries,
    asked: (over) => ({
      environment: 'production',
      group: '/ecs/hydrous-backend',
      window: { from: T0 - 900_000, until: T0 },
      filter: EVERYTHING,
      task: null,
      zone: 'UTC',
      ...over,
    }),
    write(message, at) {
      lines.push({ at: T0 + at, stream: 'ecs/app/a', message, id: String(lines.length) });
    },
    async pass(ms) {
      now += ms;
      return follow.work();
    },
    fail(problem) {
      failure = problem;
    },
    again: () => createFollowLogs(shared),
    card: async (kind, subject) => (await cardOf({ kind, subject }))?.document ?? null,
    async wanted() {
      const rows = await store.messages.claim('tests', 0, 50);
      return rows.map(({ id, wanted, channel }) => `${id.split(':')[0]} ${channel} ${wanted}`);
    },
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
