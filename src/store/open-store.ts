import { Kysely, sql } from 'kysely';
import type { Log } from '../core/ports/ambient.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { readFigures, type StoreFigures } from './figures.ts';
import { migrate } from './migrate.ts';
import { migrationDialect, postgresDialect } from './postgres.ts';
import { recordsOn } from './records.ts';
import type { Tables } from './schema.ts';
import { databaseNow, type Engine, type Session } from './session.ts';
import { sqliteDialect } from './sqlite.ts';
import { storeDown } from './store-problems.ts';
import { transactionGuard } from './transaction-guard.ts';

/** How long until the next try when PostgreSQL was away at the start, ms. */
const START_AGAIN_MS = 1_000;

export interface StoreSettings {
  /** `postgres://…`, or null for the embedded engine. */
  readonly url: string | null;
  /** Folder of the embedded database; made with mode 0700. */
  readonly folder: string;
  readonly log?: Log;
}

export interface OpenedStore extends Store {
  /**
   * Migrates. When PostgreSQL is away it logs so, returns, and goes on trying: until it answers, every call fails
   * with a Problem of kind `store-down`. Throws for what waiting cannot mend: a migration that was changed, a data
   * folder that cannot be used.
   */
  start(): Promise<void>;
  /**
   * Frees what an earlier process had claimed, so that nobody waits for leases of the dead. Only the embedded engine,
   * which has one process; several replicas share PostgreSQL, and there the leases run out by themselves.
   */
  takeOver(): Promise<void>;
  /** True when the store was started and answers now. */
  ready(): Promise<boolean>;
  /** How much lies in it. */
  figures(): Promise<StoreFigures>;
  close(): Promise<void>;
}

/**
 * Opens nothing yet; `start` does. Failures to reach the database are Problems of kind `store-down`, a write whose
 * answer was lost is one of kind `ambiguous`.
 */
export function openStore(settings: StoreSettings): OpenedStore {
  const { url, folder } = settings;
  const log = settings.log ?? null;
  const engine: Engine = url === null ? 'sqlite' : 'postgres';
  const outer = new Kysely<Tables>({
    dialect: url === null ? sqliteDialect(folder) : postgresDialect(url, log),
  });
  const guard = transactionGuard();
  const starting = starter(engine, () => migrateOnce(engine, outer, url, log), log);

  function usable(): Kysely<Tables> {
    guard.refuse();
    if (!starting.done()) throw storeDown('it was not started, or was closed');
    return outer;
  }
  const session: Session = {
    engine,
    get db() {
      return usable();
    },
  };

  async function now(): Promise<number> {
    const { rows } = await sql<{ now: number }>`select ${databaseNow(engine)} as now`.execute(usable());
    return rows[0]!.now;
  }

  return {
    engine,
    ...recordsOn(session),
    now,
    async transaction(work) {
      return usable()
        .transaction()
        .execute((tx) => guard.run(() => work(recordsOn({ engine, db: tx }))));
    },
    start: starting.start,
    async takeOver() {
      if (engine === 'postgres') return;
      await usable().updateTable('messages').set({ lease_until: 0 }).execute();
      await usable().updateTable('notifications').set({ lease_until: 0 }).execute();
      await usable().updateTable('leases').set({ until: 0 }).execute();
      await usable().updateTable('follow_ups').set({ lease_until: 0 }).execute();
      await usable().updateTable('home_views').set({ lease_until: 0 }).execute();
    },
    async figures() {
      return readFigures({ engine, db: usable() });
    },
    async ready() {
      try {
        await now();
        return true;
      } catch (error) {
        if (isProblem(error)) return false;
        throw error;
      }
    },
    async close() {
      starting.stop();
      await outer.destroy();
    },
  };
}

async function migrateOnce(engine: Engine, outer: Kysely<Tables>, url: string | null, log: Log | null) {
  // PostgreSQL migrates over a connection of its own that may take its time; the embedded engine has only one.
  const db = url === null ? outer : new Kysely<Tables>({ dialect: migrationDialect(url, log) });
  try {
    const applied = await migrate(engine, db);
    log?.info({ engine, applied }, 'the store is ready');
  } finally {
    if (db !== outer) await db.destroy();
  }
}

/** Runs `prepare` until it has succeeded once; a failure that waiting cannot mend is thrown to the caller. */
function starter(engine: Engine, prepare: () => Promise<void>, log: Log | null) {
  let done = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function start(): Promise<void> {
    if (done || stopped) return;
    clearTimeout(timer);
    try {
      await prepare();
      done = true;
    } catch (error) {
      if (engine === 'sqlite' || !isProblem(error)) throw error;
      log?.warn({ reason: error.message }, 'the store is away; trying again');
      timer = setTimeout(again, START_AGAIN_MS);
      timer.unref();
    }
  }
  function again(): void {
    start().catch((error: unknown) => {
      log?.error({ reason: String(error) }, 'the store cannot be used');
    });
  }
  return {
    start,
    done: () => done,
    stop() {
      stopped = true;
      done = false;
      clearTimeout(timer);
    },
  };
}
