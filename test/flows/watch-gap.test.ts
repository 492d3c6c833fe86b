import { expect, test } from 'vitest';
import { progressOf } from '../../src/changes/data-step.ts';
import { type WatchPorts, watchRollout } from '../../src/flows/watch-rollout.ts';
import { environment, operation } from '../commands/builders.ts';

/** Only what a look at a change that still runs and looks the same needs. */
async function waitAfter(ran: number, patience: number): Promise<unknown> {
  const rollout = progressOf('modifying');
  const ends: unknown[] = [];
  const ports = {
    changes: { 'db-resize': { patience, settle: async () => ({ state: 'running', rollout }) } },
    readers: {},
    store: {
      now: async () => 1_000_000 + ran,
      transaction: async (work: (records: unknown) => Promise<unknown>) => {
        ends.push(work);
        return null;
      },
    },
    log: { info() {}, warn() {}, error() {} },
  } as unknown as WatchPorts;
  const running = operation({ kind: 'db-resize', state: 'executing', rollout, startedAt: 1_000_000 });
  const next = await watchRollout(ports, running, environment());
  return { ...next, ended: ends.length };
}

test.each([
  ['a minute', 60_000, 5_000],
  ['five minutes', 300_000, 5_000],
  ['twelve minutes', 720_000, 12_000],
  ['half an hour', 1_800_000, 30_000],
  ['three hours', 10_800_000, 30_000],
])('after %s the next look comes in good time', async (_what, ran, waitMs) => {
  expect(await waitAfter(ran, 4 * 3_600_000)).toEqual({ next: 'again', waitMs, ended: 0 });
});

test('a change that is slow by nature is not given up after two hours, and is when its patience ends', async () => {
  expect(await waitAfter(3 * 3_600_000, 12 * 3_600_000)).toMatchObject({ ended: 0 });
  expect(await waitAfter(13 * 3_600_000, 12 * 3_600_000)).toMatchObject({ ended: 1 });
});
