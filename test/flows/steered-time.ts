/**
 * A database whose own clock is moved from outside, so that leases and expiry run out without waiting. The store's
 * statements stay as they are: they ask the same function as ever, and find one of that name that we set.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import pg from 'pg';
import { type OpenedStore, openStore } from '../../src/store/open-store.ts';
import { queryOnce } from '../postgres.ts';
import { sharedDatabase } from '../shared-postgres.ts';

export interface SteeredStore {
  readonly store: OpenedStore;
  /** The time of the database and of every machine, ms. */
  now(): number;
  pass(ms: number): Promise<void>;
  /** Reads past the store. */
  rows(statement: string): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

const START = Date.UTC(2026, 10, 30, 9, 0, 0);

/** Every update of an operation's row, as the database saw it: what the audit must tell. */
const LOGGED = `
  case when old.state <> new.state then new.state
       when old.steps <> new.steps then 'step'
       when old.decided_by <> new.decided_by then 'vote'
       else 'progress' end`;

const SQLITE_LOG = [
  'create table row_log (n integer primary key, operation text not null, what text not null)',
  `create trigger row_made after insert on operations begin
     insert into row_log (operation, what) values (new.id, new.state); end`,
  `create trigger row_moved after update on operations begin
     insert into row_log (operation, what) values (new.id, ${LOGGED}); end`,
];

const POSTGRES_LOG = `
  create table row_log (n bigint generated always as identity primary key, operation text not null, what text not null);
  create function log_row() returns trigger language plpgsql as $$ begin
    if tg_op = 'INSERT' then insert into row_log (operation, what) values (new.id, new.state);
    else insert into row_log (operation, what) values (new.id, ${LOGGED}); end if;
    return null; end $$;
  create trigger row_moved after insert or update on operations for each row execute function log_row()`;

export async function steeredSqlite(): Promise<SteeredStore> {
  let time = START;
  // In memory where there is such a folder: this is not about power cuts.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'hydrous-model-'));
  const store = openStore({ url: null, folder });
  const real = DatabaseSync.prototype.prepare;
  const steered = new WeakSet<DatabaseSync>();
  DatabaseSync.prototype.prepare = function prepare(this: DatabaseSync, sql: string): StatementSync {
    if (!steered.has(this)) {
      steered.add(this);
      // A quarter of a millisecond more, since the store cuts what is left of the product off.
      this.function('unixepoch', { varargs: true }, () => (time + 0.25) / 1000);
    }
    return real.call(this, sql);
  };
  await store.start();
  const beside = new DatabaseSync(join(folder, 'hydrous.db'), { timeout: 2_000 });
  for (const statement of SQLITE_LOG) beside.exec(statement);
  return {
    store,
    now: () => time,
    async pass(ms) {
      time += ms;
    },
    rows: async (statement) => beside.prepare(statement).all(),
    async close() {
      DatabaseSync.prototype.prepare = real;
      beside.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function steeredPostgres(): Promise<SteeredStore | { readonly absent: string }> {
  const database = await sharedDatabase();
  if ('absent' in database) return database;
  let time = START;
  const { url } = database;
  const name = new URL(url).pathname.slice(1);
  await queryOnce(
    url,
    `create schema steered;
     create table steered.clock (at bigint not null);
     insert into steered.clock values (${START});
     create function steered.statement_timestamp() returns timestamptz stable language sql
       as 'select pg_catalog.to_timestamp(at / 1000.0) from steered.clock';
     alter database ${name} set search_path = public, steered, pg_catalog`,
  );
  const store = openStore({ url, folder: tmpdir() });
  await store.start();
  const beside = new pg.Client({ connectionString: url });
  await beside.connect();
  await beside.query(POSTGRES_LOG);
  return {
    store,
    now: () => time,
    async pass(ms) {
      time += ms;
      await beside.query(`update steered.clock set at = ${time}`);
    },
    rows: async (statement) => (await beside.query(statement)).rows,
    async close() {
      await beside.end();
      await store.close();
    },
  };
}
