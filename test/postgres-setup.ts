/** Starts one PostgreSQL for the whole test run; `inject('postgres')` gives it to a test file. */
import type { TestProject } from 'vitest/node';
import { type Postgres, startPostgres } from './postgres.ts';

let postgres: Postgres | null = null;

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { readonly admin: string } | { readonly absent: string };
  }
}

export async function setup(project: TestProject): Promise<void> {
  const started = await startPostgres();
  if ('absent' in started) {
    project.provide('postgres', started);
    return;
  }
  postgres = started;
  project.provide('postgres', { admin: started.admin });
}

export async function teardown(): Promise<void> {
  await postgres?.stop();
  postgres = null;
}
