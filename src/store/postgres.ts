/** The shared engine: a `pg` pool whose every wait has an end and whose failures are Problems. */
import { type Dialect, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Log } from '../core/ports/ambient.ts';
import { type Breaker, breaker } from './breaker.ts';
import { meaningOf } from './postgres-failures.ts';
import { storeDown, storeUnsure } from './store-problems.ts';

export const LIMITS = Object.freeze({
  connections: 5,
  /** `pg` waits for ever by default, also on a server that was frozen or lost in a fail-over. */
  connectMs: 2_000,
  queryMs: 2_000,
  /** The server gives up before we do, so that a slow statement ends in an answer instead of a doubt. */
  statementMs: 1_800,
  /** A replica that is paused in a transaction must not hold the others' locks. */
  idleInTransactionMs: 5_000,
  /** A migration may build an index. */
  migrationMs: 60_000,
});

const BREAKER = Object.freeze({ failures: 2, openMs: 1_000, trialMs: LIMITS.connectMs + LIMITS.queryMs });

/** For all work but migrations. */
export function postgresDialect(url: string, log: Log | null): Dialect {
  const pool = openPool(url, LIMITS.connections, LIMITS.queryMs, LIMITS.statementMs, log);
  return new PostgresDialect({ pool: guarded(pool, breaker(BREAKER)) });
}

/** One connection that waits longer and never counts for the breaker. */
export function migrationDialect(url: string, log: Log | null): Dialect {
  const pool = openPool(url, 1, LIMITS.migrationMs, LIMITS.migrationMs, log);
  return new PostgresDialect({ pool: guarded(pool, breaker({ ...BREAKER, failures: Infinity })) });
}

function openPool(url: string, max: number, queryMs: number, statementMs: number, log: Log | null): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: LIMITS.connectMs,
    query_timeout: queryMs,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: LIMITS.idleInTransactionMs,
    keepAlive: true,
    application_name: 'hydrous',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        // `pg` gives bigint as text; ours are all milliseconds and counters below 2^53.
        oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format ?? 'text'),
    },
  } as pg.PoolConfig);
  // Without a listener the loss of a connection would end the process; `guardedClient` listens to the lent ones.
  pool.on('error', (error) => log?.warn({ reason: error.message }, 'an idle store connection was lost'));
  return pool;
}

/** The pool as kysely uses it, with the breaker in front and Problems for errors. */
function guarded(pool: pg.Pool, gate: Breaker): PostgresPool {
  return {
    options: pool.options,
    async connect() {
      if (!gate.admits()) throw storeDown('it did not answer a moment ago');
      try {
        return guardedClient(await pool.connect(), gate);
      } catch (error) {
        gate.failed();
        throw storeDown(meaningOf(error).why);
      }
    },
    // Ending waits for lent connections, and a frozen server never gives them back.
    end: () => Promise.race([pool.end(), pause(LIMITS.connectMs)]),
  };
}

const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();

/** The same wrapper for the same client, since kysely keeps a connection object per client. */
function guardedClient(client: pg.PoolClient, gate: Breaker): PostgresPoolClient {
  const known = clients.get(client);
  if (known !== undefined) return known;
  let broken = false;
  let inTransaction = false;
  // A loss between two statements: what was not sent yet needs not be in doubt.
  client.on('error', () => {
    broken = true;
  });

  async function query(sql: string, parameters: readonly unknown[]) {
    // The connection is thrown away on release, which rolls back; there is nobody to tell.
    if (broken && sql === 'rollback') return { command: 'ROLLBACK', rowCount: 0, rows: [] };
    if (broken) throw storeDown('the connection was lost earlier in this transaction');
    const settles = sql === 'commit' || (!inTransaction && sql !== 'begin' && !/^\s*select\b/i.test(sql));
    try {
      const result = await client.query(sql, [...parameters]);
      gate.succeeded();
      return result;
    } catch (error) {
      const meaning = meaningOf(error);
      if (meaning.lost) {
        broken = true;
        gate.failed();
        throw settles ? storeUnsure(meaning.why) : storeDown(meaning.why);
      }
      gate.succeeded();
      throw meaning.retry ? storeDown(meaning.why) : error;
    } finally {
      if (sql === 'begin') inTransaction = true;
      if (sql === 'commit' || sql === 'rollback') inTransaction = false;
    }
  }

  const wrapper = {
    query,
    release: (destroy?: boolean) => client.release(destroy === true || broken),
  } as unknown as PostgresPoolClient;
  clients.set(client, wrapper);
  return wrapper;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
