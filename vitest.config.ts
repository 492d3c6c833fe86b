import { defineConfig } from 'vitest/config';

/** What starts processes, steers the clock or changes the surroundings: each file has a worker of its own. */
const ALONE = [
  'test/{e2e,faults,replicas,corpus,doctor,cli,watch,sandbox}/**/*.test.ts',
  'test/flows/{operation-model,odd-answers}.test.ts',
  'test/store/{processes,outage}.test.ts',
  'test/aws/{simulated,record,costs}.test.ts',
  'test/*.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['test/postgres-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Two cores: more workers only take turns, and each may start servers of its own.
    maxWorkers: 2,
    // Those that run side by side in one file start two processes each.
    maxConcurrency: 3,
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE } },
      // The others share their workers, since loading what they import costs more than running them.
      {
        extends: true,
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: ALONE, isolate: false },
      },
    ],
  },
});
