/** A storm in small over two replicas: signed, twice and out of order, while Slack loses replies and says to wait. */
import { expect, it, vi } from 'vitest';
import { runStorm } from '../../bench/storm.ts';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { openApp } from '../app-in-process.ts';
import { sharedDatabase } from '../shared-postgres.ts';

it('nothing is lost, every alarm ends as it stands, and each incident has one card', {
  timeout: 120_000,
}, async (context) => {
  const database = await sharedDatabase();
  if ('absent' in database) return context.skip(database.absent);
  const seen = await runStorm({
    size: { alarms: 60, changes: 5, environments: 2, twice: 0.25 },
    replicas: 2,
    database: database.url,
    lossOf: 20,
    async start(environment) {
      const aws = awsEnvironment(environment['AWS_ENDPOINT_URL'] ?? '');
      for (const [name, value] of Object.entries(aws)) vi.stubEnv(name, value);
      const { app, url } = await openApp(environment);
      return { url, pid: null, stop: () => app.stop() };
    },
  });
  vi.unstubAllEnvs();
  expect(seen).toMatchObject({ kept: 300, wrong: 0, oddCards: 0 });
  expect(seen.sent).toBeGreaterThanOrEqual(375);
  expect(seen.cards).toBe(seen.incidents);
  expect(seen.incidents).toBeGreaterThanOrEqual(2);
  expect(seen.lostPosts).toBeGreaterThan(0);
  expect(seen.lostEdits).toBeGreaterThan(0);
  expect(seen.limited).toBeGreaterThan(0);
  expect(seen.postsAMinute).toBeLessThanOrEqual(60);
});
