import { describe, expect, it } from 'vitest';
import type { CommandReaders } from '../../src/core/command.ts';
import type { ServiceView } from '../../src/core/ports/ecs.ts';
import { failing, harness, keyOf, NOW, operation, readers, textOf } from './builders.ts';

async function statusOf(over: Partial<CommandReaders>, locale: 'es' | 'en' = 'en'): Promise<string> {
  return textOf(await harness({ readers: readers(over) }).run('status'), locale);
}

async function serviceWith(over: Partial<ServiceView>): Promise<Partial<CommandReaders>> {
  const { ecs } = readers();
  const service = await ecs.service({} as never);
  return { ecs: { ...ecs, service: async () => ({ ...service, ...over }) } };
}

it('everything that matters stands on one screen', async () => {
  const text = await statusOf({});
  expect(text.split('\n')).toEqual([
    'production: 2 of 2 tasks running · v1.10.0 · no alarms',
    'production · hydrous-production · us-east-1',
    '[ok] *Tasks*: 2 of 2 running',
    '[ok] *Rollout*: none in progress',
    '[none] *Version*: v1.10.0 · sha256:abababababab · revision hydrous:42',
    '[ok] Task 1 · healthy · for 0 s · revision 42',
    '[ok] *Load balancer*: 2 of 2 healthy',
    '[ok] *Alarms*: none open',
    '[ok] *Incidents*: none open',
    '[none] *Autoscaling*: 1 to 4 tasks, 1 policy',
    '[none] *Last change*: deploy v1.11.0 by @U0OPERATOR, 2026-11-24T14:05:00.000Z: succeeded',
    '[none] *Made outside of Hydrous*: a deployment of revision 42, 2026-11-24T14:59:00.000Z',
    'Read 2026-11-24T15:00:00.000Z · store: SQLite',
  ]);
});

it('and in Spanish', async () => {
  const text = await statusOf({}, 'es');
  expect(text).toContain('*Tareas*: 2 de 2 en ejecución');
  expect(text).toContain('*Balanceador*: 2 de 2 sanos');
});

describe('a part that cannot be read says so, and the rest still stands', () => {
  const fail = () => Promise.reject(failing());
  const { ecs } = readers();
  it.each<[string, Partial<CommandReaders>, string, number]>([
    ['the task definition', { ecs: { ...ecs, taskDefinition: fail } }, 'Version', 1],
    ['the tasks', { ecs: { ...ecs, tasks: fail } }, 'Running digest', 1],
    ['the targets', { targets: { health: fail } }, 'Load balancer', 1],
    ['the alarms', { alarms: { open: fail, alarm: fail } }, 'Alarms', 1],
    ['the database', { databases: { state: fail, events: fail } }, 'Database', 1],
    ['the cache', { caches: { state: fail, events: fail } }, 'Cache', 1],
    ['the incidents', { incidents: fail }, 'Incidents', 1],
    ['the scaling', { scaling: { bounds: fail } }, 'Autoscaling', 1],
    ['the store', { operations: fail }, 'Last change', 1],
    ['the service', { ecs: { ...ecs, service: fail } }, 'Service', 1],
  ])('%s', async (_, over, part, times) => {
    const text = await statusOf(over);
    expect(text).toContain(`[warning] *${part}*: could not be read.`);
    expect(text.match(/could not be read\./g)).toHaveLength(part === 'Service' ? times + 1 : times);
    expect(text).toContain('store: SQLite');
    if (part !== 'Alarms') expect(text).toContain('*Alarms*: none open');
  });

  it('an alarm that was not read is never "no alarms"', async () => {
    const text = await statusOf({ alarms: { open: fail, alarm: fail } });
    expect(text).toContain('alarms not read');
    expect(text).not.toContain('no alarms');
  });

  it('a read that takes longer than its budget is given up', async () => {
    const slept: number[] = [];
    const base = readers();
    const clock = { ...base.clock, sleep: async (ms: number) => void slept.push(ms) };
    const never = { bounds: () => new Promise<null>(() => undefined) };
    const answer = await harness({ readers: readers({ clock, scaling: never }) }).run('status');
    expect(textOf(answer, 'en')).toContain('*Autoscaling*: could not be read. AWS took too long');
    expect(new Set(slept)).toEqual(new Set([4_000]));
  });
});

describe('what is not as it should be is marked', () => {
  it('a rollout in progress', async () => {
    const [deployment] = (await readers().ecs.service({} as never)).deployments;
    const running = { ...deployment!, rolloutState: 'IN_PROGRESS', running: 1, failed: 3 };
    const text = await statusOf(await serviceWith({ deployments: [running] }));
    expect(text).toContain('[running] *Rollout in progress*: 1 of 2 new tasks, 3 failed, since 2026-11-24');
  });

  it('a failed rollout with what ECS said', async () => {
    const [deployment] = (await readers().ecs.service({} as never)).deployments;
    const failed = { ...deployment!, rolloutState: 'FAILED', rolloutStateReason: 'tasks failed to start.' };
    const text = await statusOf(await serviceWith({ deployments: [failed] }));
    expect(text).toContain('[stop] *Rollout failed*: tasks failed to start.');
  });

  it('too few tasks, and none at all', async () => {
    expect(await statusOf(await serviceWith({ running: 1, pending: 1 }))).toContain(
      '[warning] *Tasks*: 1 of 2 running, 1 pending',
    );
    expect(await statusOf(await serviceWith({ running: 0, desired: 0 }))).toContain('switched off');
  });

  it('sick targets by reason, in words', async () => {
    const target = { id: '10.0.0.1', state: 'unhealthy', description: null };
    const health = async () => [
      { ...target, reason: 'Target.Timeout' },
      { ...target, reason: 'Target.Timeout' },
      { ...target, reason: 'Target.ResponseCodeMismatch', description: 'codes: [404]' },
      { ...target, state: 'healthy', reason: null },
    ];
    const text = await statusOf({ targets: { health } });
    expect(text).toContain('[warning] *Load balancer*: 1 of 4 healthy');
    expect(text).toContain('[stop] 2 × unhealthy: does not answer the health check in time');
    expect(text).toContain('[stop] 1 × unhealthy: answers with a code that is not expected — codes: [404]');
  });

  it('open alarms by name, suspended scaling, a request that waits', async () => {
    const alarm = { arn: 'arn', state: 'ALARM', reason: null, updatedAt: null };
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const text = await statusOf({
      alarms: { open: async () => names.map((name) => ({ ...alarm, name })), alarm: async () => null },
      scaling: { bounds: async () => ({ min: 1, max: 4, policies: 1, suspended: true }) },
      operations: async () => [operation({ state: 'pending', id: 'op-waiting', expiresAt: NOW + 1_000 })],
    });
    expect(text).toContain('[stop] *Alarms*: 7 open — a, b, c, d, e and 2 more');
    expect(text).toContain('[warning] *Autoscaling*: suspended (1 to 4 tasks)');
    expect(text).toContain('[none] *Last change*: none made with Hydrous');
    expect(text).toContain(
      '[waiting] *Waiting*: deploy v1.11.0 by @U0OPERATOR, expires 2026-11-24T15:00:01.000Z · op-waiting',
    );
  });

  it('a service that is gone answers in the summary as well', async () => {
    const { ecs } = readers();
    const service = () => Promise.reject(failing());
    const answer = await harness({ readers: readers({ ecs: { ...ecs, service } }) }).run('status');
    expect(keyOf(answer.summary)).toBe('reading.status-unread');
  });
});
