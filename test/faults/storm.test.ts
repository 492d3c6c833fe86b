/** A storm in small: signed, twice, out of order, over two replicas, while Slack drops replies and tells them to wait. */
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runStorm } from '../../bench/storm.ts';
import { sharedDatabase } from '../shared-postgres.ts';

it('nothing is lost, every alarm ends as it stands, and each incident has one card', {
  timeout: 180_000,
}, async (context) => {
  const database = await sharedDatabase();
  if ('absent' in database) return context.skip(database.absent);
  const size = { alarms: 120, changes: 4, environments: 3, twice: 0.25 };
  const seen = await runStorm({
    size,
    replicas: 2,
    database: database.url,
    entry: fileURLToPath(new URL('../../src/main.ts', import.meta.url)),
  });
  expect(seen).toMatchObject({ kept: 480, wrong: 0, oddCards: 0 });
  expect(seen.sent).toBeGreaterThanOrEqual(600);
  expect(seen.cards).toBe(seen.incidents);
  expect(seen.dropped).toBeGreaterThan(0);
  expect(seen.limited).toBeGreaterThan(0);
  expect(seen.postsAMinute).toBeLessThanOrEqual(60);
  expect(seen.residentMiB).toBeLessThan(400);
});
