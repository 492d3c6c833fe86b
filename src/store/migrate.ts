/**
 * Brings the tables up to date from `migrations/NNN_name.sql`. Migrations only add: an older version of the bot must
 * be able to run on what a newer one made, so rows of unknown migrations are left alone.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';
import type { Engine } from './session.ts';

/** Beside this file, in `src/` as well as in `dist/`. */
const FOLDER = new URL('./migrations/', import.meta.url);

/** Any number, as long as every version of the bot takes the same. */
const ADVISORY_LOCK = 724_201;

/**
 * Applies what is missing, one transaction a file, and returns the names of what it applied.
 * Throws when a file was changed after it was applied.
 */
export async function migrate(engine: Engine, db: Kysely<Tables>, folder: URL = FOLDER): Promise<string[]> {
  const applied: string[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!/^\d{3}_[a-z0-9_]+\.sql$/.test(name)) continue;
    const text = readFileSync(new URL(name, folder), 'utf8');
    if (await applyOnce(engine, db, name, text)) applied.push(name);
  }
  return applied;
}

async function applyOnce(engine: Engine, db: Kysely<Tables>, name: string, text: string): Promise<boolean> {
  const sha = createHash('sha256').update(text).digest('hex');
  return db.transaction().execute(async (tx) => {
    // Two replicas may start together; `create table if not exists` alone can fail for one of them.
    if (engine === 'postgres') await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(tx);
    await sql`create table if not exists schema_migrations (name text primary key, sha text not null)`.execute(
      tx,
    );
    const known = await tx
      .selectFrom('schema_migrations')
      .select('sha')
      .where('name', '=', name)
      .executeTakeFirst();
    if (known !== undefined) {
      if (known.sha !== sha) throw new Error(`migration ${name} was changed after it was applied`);
      return false;
    }
    for (const statement of statementsFor(engine, text)) await sql.raw(statement).execute(tx);
    await tx.insertInto('schema_migrations').values({ name, sha }).execute();
    return true;
  });
}

/** The statements of a migration file that are meant for the engine, in its own spelling. */
export function statementsFor(engine: Engine, text: string): string[] {
  const lines: string[] = [];
  let only: string | null = null;
  for (const line of text.split('\n')) {
    const mark = /^-- @(sqlite|postgres|end)\s*$/.exec(line)?.[1];
    if (mark !== undefined) only = mark === 'end' ? null : mark;
    else if (!line.startsWith('--') && (only === null || only === engine)) lines.push(line);
  }
  const portable = lines.join('\n');
  const spelt =
    engine === 'sqlite'
      ? portable.replace(/\bbigint\b/g, 'integer').replaceAll('/*strict*/', 'strict')
      : portable;
  return spelt.split(/;;\s*(?:\n|$)/).filter((statement) => statement.trim() !== '');
}
