/** One look at a rollout after another, with a clock that is moved by hand. */
import { describe, expect, test } from 'vitest';
import { CHANGES } from '../../src/app-changes.ts';
import type { Operation, RolloutView } from '../../src/core/operation.ts';
import { Problem } from '../../src/core/problem.ts';
import { say } from '../../src/core/sentence.ts';
import { STUCK_MS } from '../../src/core/stuck.ts';
import { type MindPorts, mindRollout } from '../../src/flows/mind-rollout.ts';
import { withSuperseder } from '../../src/flows/who-superseded.ts';
import { environment, operation, readers } from '../commands/builders.ts';

const SEEN: RolloutView = {
  deploymentId: 'ecs-svc/2',
  serviceDeploymentArn: null,
  rolloutState: 'IN_PROGRESS',
  desired: 2,
  running: 1,
  pending: 0,
  failed: 0,
  breaker: null,
  draining: 2,
};

/** Looks at `seen` at each time, and gives what each look added. */
async function looks(
  seen: readonly (readonly [ms: number, over: Partial<RolloutView>])[],
  ports: Partial<MindPorts> = {},
  of: Partial<Operation> = {},
) {
  const plan = { ...operation().plan, startsDeployment: true };
  let current = operation({ kind: 'deploy', state: 'executing', startedAt: 0, plan, ...of });
  const results: Awaited<ReturnType<typeof mindRollout>>[] = [];
  const all = portsOf(ports);
  for (const [now, over] of seen) {
    const minded = await mindRollout(all, current, environment(), { ...SEEN, ...over }, now);
    current = { ...current, rollout: minded.rollout };
    results.push(minded);
  }
  return results;
}

let reads = 0;

function portsOf(over: Partial<MindPorts>): MindPorts {
  const base = readers();
  const ecs = {
    ...base.ecs,
    service: async (where: Parameters<typeof base.ecs.service>[0]) => {
      reads += 1;
      return { ...(await base.ecs.service(where)), events: [] };
    },
    tasks: async () => [],
  };
  const store = { stoppedTasks: { since: async () => [], keep: async () => undefined } };
  const log = { info() {}, warn() {}, error() {} };
  return { readers: { ...base, ecs }, store, log, ...over } as unknown as MindPorts;
}

test('the thread hears when the new version is live while old tasks drain, and not before', async () => {
  const [before, live] = await looks([
    [1_000, {}],
    [2_000, { running: 2 }],
  ]);
  expect(before?.notes).toEqual([]);
  expect(live?.notes).toEqual([
    { id: 'note:op-7kq2m9xd4t:live', text: say('rollout.live-note', { desired: 2, draining: 2 }) },
  ]);
});

test('what keeps it is read at most once a minute, and forgotten when it goes on', async () => {
  reads = 0;
  const [, stuck, soon, later, on] = await looks([
    [0, {}],
    [STUCK_MS, {}],
    [STUCK_MS + 5_000, {}],
    [STUCK_MS + 65_000, {}],
    [STUCK_MS + 70_000, { running: 2 }],
  ]);
  expect(stuck?.rollout.stuck).toMatchObject({ since: 0, readAt: STUCK_MS });
  expect(soon?.rollout).toEqual(stuck?.rollout);
  expect(later?.rollout.stuck?.readAt).toBe(STUCK_MS + 65_000);
  expect(reads).toBe(2);
  expect(on?.rollout.stuck).toBeNull();
});

test('one that cannot be read is told as stuck all the same, with why', async () => {
  const why = say('execute.cannot-read', { why: { es: 'prueba', en: 'test' } });
  const ecs = {
    ...readers().ecs,
    service: () => Promise.reject(new Problem('throttled', why, 'as the test says')),
  };
  const ports = { readers: { ...readers(), ecs } } as unknown as Partial<MindPorts>;
  const [, stuck] = await looks(
    [
      [0, {}],
      [STUCK_MS, {}],
    ],
    ports,
  );
  expect(stuck?.rollout.stuck?.reasons).toEqual([why]);
});

test('what has no tasks of its own is not judged by them', async () => {
  const [first, second] = await looks(
    [
      [0, {}],
      [STUCK_MS * 10, {}],
    ],
    {},
    { kind: 'db-resize' },
  );
  expect(first?.rollout).toEqual(SEEN);
  expect(second).toEqual({ rollout: SEEN, notes: [] });
});

describe('what took the place of a rollout', () => {
  const TARGET = 'arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous:44';
  const outcome = { text: say('execute.unclear'), details: [], lines: [], entry: null };

  /** What is said of it when `other` is the newest operation and `deployment` is what is there now. */
  async function told(other: Partial<Operation>, deployment: string | null) {
    const mine = operation({ id: 'op-mine', startedAt: 1_000 });
    const later = operation({
      id: 'op-other',
      kind: 'rollback',
      startedAt: 2_000,
      requester: { user: 'U0GRACE', team: 'T0HYDROUS' },
      plan: { ...operation().plan, target: { shown: 'hydrous:44', taskDefinition: TARGET } },
      steps: [{ step: 'update', sentAt: 2_000, result: { deploymentId: 'ecs-svc/9' } }],
      ...other,
    });
    const store = { operations: { list: async () => [mine, later] } };
    const rollout = { ...SEEN, replacedBy: { deployment, taskDefinition: TARGET, at: 5 } };
    const ports = { store, changes: CHANGES } as unknown as Parameters<typeof withSuperseder>[0];
    return (await withSuperseder(ports, mine, rollout, outcome)).details[0];
  }

  test.each([
    ['the deployment that it started', {}, 'ecs-svc/9', 'rollout.replaced-by'],
    ['its revision, where no deployment is told', {}, null, 'rollout.replaced-by'],
    ['another deployment of the same revision', {}, 'ecs-svc/7', 'rollout.replaced-outside'],
    ['a revision that it brought before', { startedAt: 500 }, null, 'rollout.replaced-outside'],
    ['a change that was never sent', { steps: [] }, 'ecs-svc/9', 'rollout.replaced-outside'],
  ])('is known by %s', async (_, other, deployment, key) => {
    expect(await told(other, deployment)).toMatchObject({ say: key });
  });

  test('is named with whoever asked for it', async () => {
    expect(await told({}, 'ecs-svc/9')).toMatchObject({
      values: { id: { code: 'op-other' }, who: { mention: 'U0GRACE' }, what: { say: 'change.rollback' } },
    });
  });
});
