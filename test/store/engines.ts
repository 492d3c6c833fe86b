/** The engines on which every promise of the store is checked. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, type TestContext } from 'vitest';
import { type OpenedStore, openStore } from '../../src/store/open-store.ts';
import { queryOnce } from '../postgres.ts';
import { sharedDatabase } from '../shared-postgres.ts';

export interface Bench {
  readonly engine: 'sqlite' | 'postgres';
  /** What another process needs to open the same database. */
  readonly place: { readonly url: string | null; readonly folder: string };
  /** The started store; skips the test when the engine is absent here. */
  store(): OpenedStore;
  /** Runs a statement past the store, as an insider would. */
  raw(statement: string): Promise<readonly Record<string, unknown>[]>;
}

/** Declares the tests once for each engine, each test on a fresh database. */
export function onEachEngine(name: string, tests: (bench: Bench) => void): void {
  for (const engine of ['sqlite', 'postgres'] as const) {
    describe(`${name} on ${engine}`, () => {
      let opened: OpenedStore | null = null;
      let place: Bench['place'] = { url: null, folder: '' };

      beforeEach(async (context: TestContext) => {
        const folder = mkdtempSync(join(tmpdir(), 'hydrous-store-'));
        place = { url: null, folder };
        if (engine === 'postgres') {
          const database = await sharedDatabase();
          if ('absent' in database) return context.skip(database.absent);
          place = { url: database.url, folder };
        }
        opened = openStore(place);
        await opened.start();
      });
      afterEach(async () => {
        await opened?.close();
        opened = null;
        rmSync(place.folder, { recursive: true, force: true });
      });

      tests({
        engine,
        get place() {
          return place;
        },
        store: () => opened!,
        raw: async (statement) =>
          place.url === null
            ? rawSqlite(join(place.folder, 'hydrous.db'), statement)
            : queryOnce(place.url, statement),
      });
    });
  }
}

function rawSqlite(file: string, statement: string): readonly Record<string, unknown>[] {
  const database = new DatabaseSync(file);
  try {
    return database.prepare(statement).all();
  } finally {
    database.close();
  }
}
