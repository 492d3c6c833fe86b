/** What every record file works with: a handle, the engine's name, and the database's own clock. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './schema.ts';

export type Engine = 'sqlite' | 'postgres';

export interface Session {
  readonly engine: Engine;
  /** Read it anew for each statement: the handle outside of a transaction refuses to be read inside of one. */
  readonly db: Kysely<Tables>;
}

/**
 * The database's time in ms. It stands still within one statement on both engines, so that indexes can be used
 * and a condition and the value it guards cannot disagree.
 */
export function databaseNow(engine: Engine): RawBuilder<number> {
  return engine === 'sqlite'
    ? sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
    : sql<number>`(extract(epoch from statement_timestamp()) * 1000)::bigint`;
}

/** The database's time plus `ms`, which is rounded up to a whole number. */
export function databaseNowPlus(engine: Engine, ms: number): RawBuilder<number> {
  return sql<number>`${databaseNow(engine)} + ${Math.ceil(ms)}`;
}
