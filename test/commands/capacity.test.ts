import { describe, expect, it } from 'vitest';
import { environment, harness, keyOf, NOW, operation, readers, textOf } from './builders.ts';

async function refusal(text: string): Promise<string> {
  const bot = harness();
  const answer = await bot.run(text);
  expect(bot.changes).toEqual([]);
  return keyOf(answer.summary);
}

describe('scale', () => {
  it.each([
    ['scale 3', 'scale', { count: 3 }],
    ['scale cpu=512 memory=1024', 'scale-task', { cpu: 512, memory: 1024 }],
    ['scale production memory=2GB', 'scale-task', { cpu: null, memory: 2048 }],
    ['scale cpu=0.5vcpu', 'scale-task', { cpu: 512, memory: null }],
    ['scale CPU=1vCPU MEMORY=3GiB', 'scale-task', { cpu: 1024, memory: 3072 }],
  ])('%j asks for %s', async (text, kind, wish) => {
    const bot = harness();
    await bot.run(text);
    expect(bot.changes).toEqual([{ kind, environment: 'production', wish, reason: null }]);
  });

  it.each([
    ['scale', 'grammar.scale-which'],
    ['scale 3 cpu=512', 'grammar.scale-which'],
    ['scale cpus=512', 'grammar.pair-unknown'],
    ['scale cpu=512 cpu=256', 'grammar.pair-twice'],
    ['scale cpu=half', 'grammar.pair-value'],
    ['scale cpu=', 'grammar.pair-value'],
    ['scale cpu=-1', 'grammar.pair-value'],
    ['scale cpu=5.1', 'grammar.pair-value'],
    ['scale memory=0.3GB', 'grammar.pair-value'],
    ['scale memory=9999999999', 'grammar.pair-value'],
    ['scale __proto__=1', 'grammar.count'],
    ['scale constructor=1', 'grammar.pair-unknown'],
  ])('%j is refused: %s', async (text, key) => {
    expect(await refusal(text)).toBe(key);
  });
});

describe('autoscale', () => {
  const wish = (over: object) => ({ min: null, max: null, cpu: null, memory: null, requests: null, ...over });

  it.each([
    ['autoscale min=1 max=4 cpu=60', 'autoscale', wish({ min: 1, max: 4, cpu: 60 })],
    ['autoscale requests=1000', 'autoscale', wish({ requests: 1000 })],
    ['autoscale memory=75% production', 'autoscale', wish({ memory: 75 })],
    ['autoscale suspend 2h', 'autoscale-suspend', { duration: 7_200_000 }],
    ['autoscale production SUSPEND 90m', 'autoscale-suspend', { duration: 5_400_000 }],
    ['autoscale resume', 'autoscale-resume', {}],
  ])('%j asks for %s', async (text, kind, given) => {
    const bot = harness();
    await bot.run(text);
    expect(bot.changes).toEqual([{ kind, environment: 'production', wish: given, reason: null }]);
  });

  it.each([
    ['autoscale suspend', 'grammar.missing-length'],
    ['autoscale suspend soon', 'grammar.length'],
    ['autoscale suspnd 2h', 'grammar.autoscale-word'],
    ['autoscale resume 2h', 'grammar.autoscale-word'],
    ['autoscale resume min=1', 'grammar.autoscale-word'],
    ['autoscale cpu=0', 'grammar.pair-value'],
    ['autoscale cpu=101', 'grammar.pair-value'],
    ['autoscale min=1.5', 'grammar.pair-value'],
    ['autoscale mni=1', 'grammar.pair-unknown'],
  ])('%j is refused: %s', async (text, key) => {
    expect(await refusal(text)).toBe(key);
  });

  it.each(['autoscale suspend 2h', 'autoscale min=1', 'env set A=b', 'env unset A'])(
    '%j is for operators, and names its environment where there are several',
    async (text) => {
      const viewer = harness();
      const answer = await viewer.run(text, { member: { user: 'U0VIEWER', team: 'T0HYDROUS' } });
      expect(keyOf(answer.summary)).toBe('grammar.not-operator');
      const two = harness({ environments: [environment('production'), environment('staging')] });
      expect(keyOf((await two.run(text)).summary)).toBe('grammar.environment-needed');
      expect([viewer.changes, two.changes]).toEqual([[], []]);
    },
  );

  it('shows bounds, policies and what is suspended until when, and anybody may read it', async () => {
    const suspension = { in: true, out: true, scheduled: true };
    const policies = [
      { name: 'hydrous-cpu', type: 'TargetTrackingScaling', metric: 'cpu' as const, target: 60 },
    ];
    const suspended = operation({
      kind: 'autoscale-suspend',
      id: 'op-suspended',
      endedAt: NOW,
      plan: { ...operation().plan, target: { duration: 7_200_000 } },
    });
    const bot = harness({
      readers: readers({
        scalableTargets: { read: async () => ({ min: 1, max: 4, suspension, policies }) },
        operations: async () => [suspended],
      }),
    });
    const answer = await bot.run('autoscale', { member: { user: 'U0VIEWER', team: 'T0HYDROUS' } });
    const text = textOf(answer, 'en');
    expect(text).toContain('Between 1 and 4 tasks; 2 desired now, 2 running');
    expect(text).toContain('Policy hydrous-cpu: holds CPU at 60 %');
    expect(text).toContain('Suspended: in, out, scheduled, until 2026-11-24T17:00:00.000Z (op-suspended)');
    expect(text).toContain('/hydrous autoscale resume production');
  });

  it('says how to set it up where there is none', async () => {
    const bot = harness({ readers: readers({ scalableTargets: { read: async () => null } }) });
    expect(textOf(await bot.run('autoscale'), 'es')).toContain('autoscale min=1 max=4 cpu=60 production');
  });
});

describe('images', () => {
  it('shows tags with age, architecture and which one runs', async () => {
    const running = `sha256:${'ab'.repeat(32)}`;
    const other = `sha256:${'cd'.repeat(32)}`;
    const image = (digest: string, tag: string, days: number) => ({
      digest,
      tags: [tag],
      pushedAt: NOW - days * 86_400_000,
      status: 'ACTIVE',
      platforms: null,
    });
    const platforms = [{ os: 'linux', architecture: 'amd64' }];
    const bot = harness({
      readers: readers({
        images: {
          recent: async () => [image(other, 'v1.11.0', 1), image(running, 'v1.10.0', 3)],
          image: async (_, { digest }) =>
            digest === other ? null : { ...image(running, 'v1.10.0', 3), platforms },
        },
      }),
    });
    const text = textOf(await bot.run('images'), 'en');
    expect(text).toContain('[none] v1.11.0 · architecture not read · 1 d old · sha256:cdcdcdcdcdcd');
    expect(text).toContain('[ok] v1.10.0 · linux/amd64 · 3 d old · sha256:abababababab · *running*');
    expect(text).toContain('/hydrous deploy v1.11.0 production');
  });

  it('says so when there are none', async () => {
    expect(textOf(await harness().run('images'), 'en')).toContain('no tagged images in hydrous');
  });
});

describe('revisions', () => {
  const family = 'arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous';
  const deployment = (revision: number, status: string, hours: number) => ({
    arn: `deployment/${revision}`,
    status,
    statusReason: null,
    createdAt: NOW - hours * 3_600_000,
    startedAt: NOW - hours * 3_600_000,
    finishedAt: NOW - hours * 3_600_000,
    breaker: null,
    targetRevision: {
      arn: `revision/${revision}`,
      taskDefinition: `${family}:${revision}`,
      images: [{ container: 'hydrous-container', image: 'hydrous', digest: `sha256:${'ab'.repeat(32)}` }],
    },
  });

  it('shows each revision once, with its last outcome, digest, age and requester', async () => {
    const history = {
      recent: async () => [
        deployment(42, 'SUCCESSFUL', 1),
        deployment(43, 'ROLLBACK_SUCCESSFUL', 2),
        deployment(42, 'SUCCESSFUL', 30),
        deployment(41, 'SUCCESSFUL', 72),
      ],
      describe: async () => Promise.reject(new Error('not asked for')),
    };
    const asked = operation({
      startedAt: NOW - 2 * 3_600_000,
      plan: { ...operation().plan, target: { taskDefinition: `${family}:43` } },
    });
    const bot = harness({ readers: readers({ history, operations: async () => [asked] }) });
    const text = textOf(await bot.run('revisions'), 'en');
    expect(text.match(/hydrous:42 · /g)).toHaveLength(1);
    expect(text).toContain('[ok] hydrous:42 · ended well · 1 h ago · sha256:abababababab · *running*');
    expect(text).toContain(
      '[stop] hydrous:43 · failed, and ECS went back · 2 h ago · sha256:abababababab · @U0OPERATOR',
    );
    expect(text).toContain('/hydrous rollback revision:41 production');
  });

  it('says so when ECS remembers none', async () => {
    expect(textOf(await harness().run('revisions'), 'en')).toContain('remembers no deployment of production');
  });
});
