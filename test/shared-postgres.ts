/** The PostgreSQL of the test run, seen from a test file. */
import { inject } from 'vitest';
import { freshDatabase, type Postgres, startPostgres } from './postgres.ts';
import type {} from './postgres-setup.ts';

let own: Promise<Postgres | { readonly absent: string }> | null = null;

/**
 * URL of a fresh database, or why there is none, to skip with. Works without the global setup too: then this file
 * starts a server, which ends with its process.
 */
export async function sharedDatabase(): Promise<{ readonly url: string } | { readonly absent: string }> {
  const provided = inject('postgres') ?? (await ownServer());
  return 'absent' in provided ? provided : { url: await freshDatabase(provided.admin) };
}

function ownServer(): Promise<Postgres | { readonly absent: string }> {
  own ??= startPostgres();
  return own;
}
