import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, statementsFor } from '../../src/store/migrate.ts';
import type { Tables } from '../../src/store/schema.ts';
import { sqliteDialect } from '../../src/store/sqlite.ts';

describe('migrations', () => {
  let folder = '';
  let db: Kysely<Tables>;
  const files = () => pathToFileURL(`${folder}/`);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hydrous-migrations-'));
    db = new Kysely({ dialect: sqliteDialect(folder) });
    writeFileSync(join(folder, '002_b.sql'), 'insert into a values (1);;\n');
    writeFileSync(join(folder, '001_a.sql'), 'create table a (n bigint) /*strict*/;;\n');
    writeFileSync(join(folder, 'notes.txt'), 'not a migration');
  });
  afterEach(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true });
  });

  it('are applied once, in order, and again only what is new', async () => {
    expect(await migrate('sqlite', db, files())).toEqual(['001_a.sql', '002_b.sql']);
    expect(await migrate('sqlite', db, files())).toEqual([]);
    writeFileSync(join(folder, '003_c.sql'), 'insert into a values (2);;');
    expect(await migrate('sqlite', db, files())).toEqual(['003_c.sql']);
  });

  it('must not change after they were applied', async () => {
    await migrate('sqlite', db, files());
    writeFileSync(join(folder, '001_a.sql'), 'create table a (n bigint, m bigint) /*strict*/;;\n');
    await expect(migrate('sqlite', db, files())).rejects.toThrow('001_a.sql was changed');
  });

  it('leave nothing of a file that fails, and go on from there', async () => {
    writeFileSync(
      join(folder, '003_c.sql'),
      'create table c (n bigint);;\ninsert into nowhere values (1);;\n',
    );
    await expect(migrate('sqlite', db, files())).rejects.toThrow('nowhere');
    writeFileSync(join(folder, '003_c.sql'), 'create table c (n bigint);;\n');
    expect(await migrate('sqlite', db, files())).toEqual(['003_c.sql']);
  });

  it('leave alone what a newer version applied', async () => {
    await migrate('sqlite', db, files());
    rmSync(join(folder, '002_b.sql'));
    expect(await migrate('sqlite', db, files())).toEqual([]);
  });
});

it('spells a migration for the engine it runs on', () => {
  const text = [
    '-- a remark;;',
    'create table a (n bigint) /*strict*/;;',
    '-- @sqlite',
    'create trigger t begin select 1; end;;',
    '-- @end',
    '-- @postgres',
    'create function f();;',
    '-- @end',
    'create index i on a (n);;',
  ].join('\n');
  expect(statementsFor('sqlite', text)).toEqual([
    'create table a (n integer) strict',
    'create trigger t begin select 1; end',
    'create index i on a (n)',
  ]);
  expect(statementsFor('postgres', text)).toEqual([
    'create table a (n bigint) /*strict*/',
    'create function f()',
    'create index i on a (n)',
  ]);
});
