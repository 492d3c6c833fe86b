/** Looks at the store without starting it: nothing is made and nothing is migrated. For `doctor`. */
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { StoreLook } from '../core/ports/checkup.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
/** ms each; together below the five seconds that `doctor` names. */
const CONNECT_MS = 2_500;
const QUERY_MS = 2_000;

export async function lookAtStore(url: string | null, folder: string): Promise<StoreLook> {
  return url === null ? lookAtFile(folder) : lookAtServer(url);
}

/** Name and digest of each migration of this release. */
function ours(): ReadonlyMap<string, string> {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'));
  return new Map(
    names.map((name) => {
      const text = readFileSync(new URL(name, FOLDER), 'utf8');
      return [name, createHash('sha256').update(text).digest('hex')];
    }),
  );
}

function compared(theirs: readonly { readonly name: string; readonly sha: string }[]) {
  const known = ours();
  const applied = new Map(theirs.map(({ name, sha }) => [name, sha]));
  return {
    missing: [...known.keys()].filter((name) => !applied.has(name)).length,
    changed: [...known].flatMap(([name, sha]) =>
      applied.has(name) && applied.get(name) !== sha ? [name] : [],
    ),
  };
}

function lookAtFile(folder: string): StoreLook {
  const failure = (why: 'folder' | 'broken-file', code: string, where: string): StoreLook => ({
    state: 'failed',
    why,
    code,
    where,
  });
  const shut = folderTrouble(folder);
  if (shut !== null) return failure('folder', shut, folder);
  const file = join(folder, 'hydrous.db');
  if (!existsSync(file)) return { state: 'new', missing: ours().size };
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 1_000 });
    try {
      const tables = database
        .prepare("select name from sqlite_master where name = 'schema_migrations'")
        .all();
      const rows =
        tables.length === 0 ? [] : database.prepare('select name, sha from schema_migrations').all();
      const theirs = rows.map(({ name, sha }) => ({ name: String(name), sha: String(sha) }));
      return { state: 'answers', engine: 'sqlite', now: Date.now(), ...compared(theirs), mayCreate: true };
    } finally {
      database.close();
    }
  } catch (error) {
    return failure('broken-file', String((error as { errcode?: unknown }).errcode ?? 'unknown'), file);
  }
}

/** Null, or why the folder is no good: a code, or the mode where others may read it. */
function folderTrouble(folder: string): string | null {
  // A folder that is not there yet is made in the nearest one that is.
  let place = resolve(folder);
  while (!existsSync(place)) place = dirname(place);
  const found = statSync(place);
  if (!found.isDirectory()) return 'ENOTDIR';
  try {
    accessSync(place, constants.W_OK | constants.X_OK);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'EACCES';
  }
  const others = found.mode & 0o077;
  return place === resolve(folder) && others !== 0 ? (found.mode & 0o777).toString(8) : null;
}

async function lookAtServer(url: string): Promise<StoreLook> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    application_name: 'hydrous-doctor',
  });
  // A connection that breaks later is told by the query that meets it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(
      `select (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
              to_regclass('schema_migrations') is not null as known,
              has_schema_privilege(current_schema(), 'create') as may`,
    );
    const { now, known, may } = rows[0] as { now: number; known: boolean; may: boolean | null };
    const theirs = known ? (await client.query('select name, sha from schema_migrations')).rows : [];
    return { state: 'answers', engine: 'postgres', now, ...compared(theirs), mayCreate: may === true };
  } catch (error) {
    return failureOf(error);
  } finally {
    // A server that hangs never says goodbye either.
    void client.end().catch(() => undefined);
  }
}

/** Source: PostgreSQL documentation, appendix A. */
const WRONG_USER = new Set(['28P01', '28000']);
const NO_DATABASE = '3D000';

function failureOf(error: unknown): StoreLook {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  const told = typeof code === 'string' ? code : '';
  const failed = { state: 'failed', code: told === '' ? 'no answer' : told, where: 'DATABASE_URL' } as const;
  if (WRONG_USER.has(told)) return { ...failed, why: 'password' };
  if (told === NO_DATABASE) return { ...failed, why: 'no-database' };
  // The driver's own time limits have no code.
  if (told === '' && /time-?out/i.test(String(message))) return { ...failed, why: 'no-answer' };
  return { ...failed, why: told === 'ETIMEDOUT' ? 'no-answer' : 'unreachable' };
}
