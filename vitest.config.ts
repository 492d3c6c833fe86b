import { defineConfig } from 'vitest/config';

/** What starts processes, steers the clock or changes the surroundings: each file has a worker of its own. */
const ALONE = [
  'test/{e2e,faults,replicas,corpus,doctor,cli,watch,sandbox}/**/*.test.ts',
  'test/flows/{operation-model,odd-answers}.test.ts',
  'test/store/{processes,outage}.test.ts',
  'test/aws/{simulated,record,costs}.test.ts',
  'test/*.test.ts',
];

/**
 * The suite should take ten minutes on two cores and takes thirteen. These start the most processes: they prove for
 * more points of a story, on more screens and in more rounds what others prove for fewer. `LONG_TESTS=1` runs them too.
 */
const LONG = [
  'test/e2e/{changes-phone,forms,home,locks,logs}.test.ts',
  'test/faults/{kill-alarm,slack-trouble}.test.ts',
  'test/replicas/{clicks,storm}.test.ts',
  'test/watch/story.test.ts',
];
const LEFT_OUT = process.env['LONG_TESTS'] === '1' ? [] : LONG;

export default defineConfig({
  test: {
    globalSetup: ['test/postgres-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores: more workers only take turns, and each may start servers of its own.
    maxWorkers: 2,
    // Those that run side by side in one file start two processes each.
    maxConcurrency: 2,
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE, exclude: LEFT_OUT } },
      // The others share their workers, since loading what they import costs more than running them.
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...ALONE, ...LEFT_OUT],
          isolate: false,
        },
      },
    ],
  },
});
