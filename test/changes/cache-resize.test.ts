import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHANGES } from '../../src/app-changes.ts';
import { checkOf, type DataHouse, keyOf, openDataHouse, said } from './data-house.ts';

let house: DataHouse;
beforeEach(async () => {
  house = await openDataHouse();
});
afterEach(() => house.close());

const SMALL = { nodeType: 'cache.t3.small' };

describe('cache resize', () => {
  test('a single cluster: says that it may interrupt, what it costs, and is followed to the end', async () => {
    const plan = await house.planned('cache-resize', SMALL);
    expect(keyOf(checkOf(plan, 'interruption')?.text)).toBe('check.interruption.cache');
    expect(plan.rows).toContainEqual({ field: 'monthly-cost', from: '12.41 USD', to: '24.82 USD' });
    expect(plan.manual).toEqual([
      'aws elasticache modify-cache-cluster --region us-east-1 --cache-cluster-id hydrous-redis --cache-node-type cache.t3.small --apply-immediately',
    ]);
    const done = await house.send('cache-resize', plan);
    expect(await house.settle(done)).toMatchObject({ rollout: { progress: { status: 'modifying' } } });
    house.aws.advance(30_000);
    expect((await house.settle(done)).state).toBe('succeeded');
    expect(CHANGES['cache-resize'].undo(done)).toBe('cache resize cache.t3.micro production');
    expect(house.aws.calls.count('ModifyCacheCluster')).toBe(1);
  });

  test('a replication group is changed as a group', async () => {
    house.aws.world.cache.addGroup('sessions', house.aws.world.timeline.now());
    const environment = { ...house.environment, cache: 'sessions' };
    const result = await CHANGES['cache-resize'].plan(house.readers, environment, SMALL);
    if (!result.ok) throw new Error('refused');
    expect(keyOf(checkOf(result.plan, 'interruption')?.text)).toBe('check.interruption.group');
    expect(result.plan.manual[0]).toContain('modify-replication-group');
    const done = await house.send('cache-resize', result.plan);
    expect(house.aws.calls.of('ModifyReplicationGroup')[0]?.input).toEqual({
      ReplicationGroupId: 'sessions',
      CacheNodeType: 'cache.t3.small',
      ApplyImmediately: true,
    });
    house.aws.advance(40_000);
    expect((await house.settle(done)).state).toBe('succeeded');
  });

  test.each(['cache.t3.smal', 't3.small', 'cache.t9.huge'])(
    '%s is not sent; the answer names types that ElastiCache allows',
    async (nodeType) => {
      const result = await house.plan('cache-resize', { nodeType });
      expect(result.ok ? '' : keyOf(result.refusal)).toBe('plan.type-unknown');
      expect(JSON.stringify(result)).toContain('cache.t3.small');
    },
  );

  test('where the allowed types may not be read the card says so', async () => {
    const denied = { kind: 'error', name: 'AccessDenied', status: 403 } as const;
    house.aws.faults.set('ListAllowedNodeTypeModifications', denied);
    expect(checkOf(await house.planned('cache-resize', SMALL), 'class')?.level).toBe('not-checked');
  });

  test('one that ElastiCache gives up ends failed', async () => {
    house.aws.world.cache.breakResize();
    const done = await house.send('cache-resize', await house.planned('cache-resize', SMALL));
    const { rollout } = await house.settle(done);
    house.aws.advance(30_000);
    const end = await house.settle({ ...done, rollout });
    expect([end.state, ...said(end)]).toEqual(['failed', 'outcome.cache-not-resized', 'outcome.see-events']);
  });

  test('a cache that is busy stops it, and InvalidCacheClusterState is told in plain words', async () => {
    const plan = await house.planned('cache-resize', SMALL);
    house.aws.world.cache.reboot(house.aws.world.cache.clusters.get('hydrous-redis')!);
    expect(checkOf(await house.planned('cache-resize', SMALL), 'cache')?.level).toBe('stop');
    expect(await house.moved('cache-resize', plan)).toEqual(['status']);
    await expect(house.send('cache-resize', plan)).rejects.toMatchObject({
      sentence: { say: 'aws.cache-state' },
    });
  });

  test('after a lost answer reading decides', async () => {
    const plan = await house.planned('cache-resize', SMALL);
    house.aws.faults.set('ModifyCacheCluster', { kind: 'drop' }, { times: 1 });
    await expect(house.send('cache-resize', plan)).rejects.toMatchObject({ kind: 'ambiguous' });
    expect(await house.seen('cache-resize', plan)).toBe('not-applied');
    house.aws.faults.set('ModifyCacheCluster', { kind: 'reply-lost' }, { times: 1 });
    await expect(house.send('cache-resize', plan)).rejects.toMatchObject({ kind: 'ambiguous' });
    expect(await house.seen('cache-resize', plan)).toBe('applied');
  });
});
