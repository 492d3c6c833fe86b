/** The embedded engine: node:sqlite as a kysely dialect. The only file that knows node:sqlite's ways for the store. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { storeBusy, storeDown, storeFull } from './store-problems.ts';

/** A wait for the file lock blocks the event loop, so it is short and repeated. */
const LIMITS = Object.freeze({ lockMs: 250, patienceMs: 5_000, statements: 500 });

/** Primary result codes of https://sqlite.org/rescode.html. */
const BUSY = 5;
const FULL = 13;
/** perm, locked file system, read-only, I/O error, corrupt, cannot open, not a database. */
const AWAY: readonly number[] = [3, 8, 10, 11, 14, 26];

/**
 * Opens a database file, mode 0600 in a folder of mode 0700. WAL with synchronous FULL: NORMAL loses acknowledged
 * rows in a power cut.
 */
export function openDatabase(folder: string, name: string): DatabaseSync {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  // SQLite gives the -wal and -shm files the mode of the database file.
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file, { timeout: LIMITS.lockMs });
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on');
  return database;
}

/** One connection; kysely's adapter says so, which makes it serialise everything in this process. */
export function sqliteDialect(folder: string): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => sqliteDriver(folder),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function sqliteDriver(folder: string): Driver {
  let opened: { readonly database: DatabaseSync; readonly connection: DatabaseConnection } | null = null;
  function open() {
    if (opened === null) throw new Error('the embedded database is not open');
    return opened;
  }
  return {
    async init() {
      const database = await patiently(() => openDatabase(folder, 'hydrous.db'));
      opened = { database, connection: connectionOn(database) };
    },
    async acquireConnection() {
      return open().connection;
    },
    async beginTransaction() {
      // A deferred `begin` that reads first cannot wait for a writer: it fails at once with SQLITE_BUSY_SNAPSHOT.
      await patiently(() => open().database.exec('begin immediate'));
    },
    async commitTransaction() {
      await patiently(() => open().database.exec('commit'));
    },
    async rollbackTransaction() {
      const { database } = open();
      if (database.isTransaction) database.exec('rollback');
    },
    async releaseConnection() {},
    async destroy() {
      opened?.database.close();
      opened = null;
    },
  };
}

function connectionOn(database: DatabaseSync): DatabaseConnection {
  const statements = new Map<string, StatementSync>();
  function prepared(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    if (statements.size >= LIMITS.statements) statements.clear();
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }
  function run<R>(query: CompiledQuery): QueryResult<R> {
    const parameters = query.parameters.map(parameter);
    const statement = prepared(query.sql);
    if (statement.columns().length > 0) return { rows: statement.all(...parameters) as R[] };
    return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) };
  }
  return {
    async executeQuery<R>(query: CompiledQuery) {
      return database.isTransaction ? attempt(() => run<R>(query)) : patiently(() => run<R>(query));
    },
    async *streamQuery<R>(query: CompiledQuery) {
      yield attempt(() => run<R>(query));
    },
  };
}

/** node:sqlite would take a leading object for named parameters and store NULL without an error. */
function parameter(value: unknown): string | number | bigint | null {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    return value;
  }
  throw new TypeError(`a ${typeof value} cannot be a parameter of a statement`);
}

/** Runs it; a failure of the file or the disk becomes a Problem, anything else is thrown as it is. */
function attempt<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw explained(error);
  }
}

/** As `attempt`, but tries again while another process holds the lock, and gives the event loop back in between. */
async function patiently<T>(run: () => T): Promise<T> {
  const end = performance.now() + LIMITS.patienceMs;
  for (;;) {
    try {
      return run();
    } catch (error) {
      if (resultCode(error) !== BUSY || performance.now() > end) throw explained(error);
    }
    await sleep(5 + Math.random() * 20);
  }
}

function explained(error: unknown): unknown {
  const code = resultCode(error);
  if (code === BUSY) return storeBusy();
  if (code === FULL) return storeFull();
  if (code !== null && AWAY.includes(code)) return storeDown(`SQLite result code ${code}`);
  if (isFileError(error)) return storeDown(`the data folder: ${error.code}`);
  return error;
}

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff;
}

function isFileError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
