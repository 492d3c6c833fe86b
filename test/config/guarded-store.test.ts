import { expect, test } from 'vitest';
import { guardedStoreMistake } from '../../src/config/guarded-store.ts';
import { secret } from '../../src/config/secret.ts';

const environments = [
  { name: 'production', database: 'hydrous-db' },
  { name: 'staging', database: null },
];

function mistakeFor(url: string | null, allowGuardedStore = false, endpoints: string[] = []): string | null {
  const databaseUrl = url === null ? null : secret(url);
  return guardedStoreMistake({ databaseUrl, allowGuardedStore }, environments, endpoints);
}

const GUARDED = 'postgres://bot:hunter2@hydrous-db.abc123.us-east-1.rds.amazonaws.com:5432/hydrous';

test.each([
  ['its endpoint', GUARDED],
  ['in capitals', GUARDED.replace('hydrous-db.abc123', 'HYDROUS-DB.ABC123')],
  ['with a final dot', GUARDED.replace('.com:5432', '.com.:5432')],
  [
    'hidden in ?host=',
    'postgres://bot:hunter2@localhost/h?host=hydrous-db.abc123.us-east-1.rds.amazonaws.com',
  ],
])('a store in the guarded database is refused: %s', (_, url) => {
  expect(mistakeFor(url)).toMatch(/^DATABASE_URL is the database that production guards; /);
  expect(mistakeFor(url)).not.toContain('hunter2');
});

test('an endpoint that is known by its address is refused too', () => {
  const url = 'postgres://bot@Db.Internal.example.com/h';
  expect(mistakeFor(url)).toBeNull();
  expect(mistakeFor(url, false, ['db.internal.example.com:5432'])).toContain('a guarded database');
});

test.each([
  ['the embedded database', null],
  ['another instance', GUARDED.replace('hydrous-db', 'bot-db')],
  ['an instance with a longer name', GUARDED.replace('hydrous-db', 'hydrous-db-bot')],
  ['a host elsewhere with that name', 'postgres://bot@hydrous-db.example.com/h'],
  ['a socket', 'postgres:///hydrous?host=/var/run/postgresql'],
])('%s may be used', (_, url) => {
  expect(mistakeFor(url)).toBeNull();
});

test('it may be allowed on purpose', () => {
  expect(mistakeFor(GUARDED, true)).toBeNull();
});
