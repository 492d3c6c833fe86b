import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type House, keyOf, openHouse } from '../flows/house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const BIGGER = { cpu: 1024, memory: 2048 };

async function refusedChecks(wish: unknown): Promise<readonly string[]> {
  const { summary, pieces } = await house.ask('scale-task', wish);
  expect(keyOf(summary)).toBe('plan.stopped');
  expect(await house.store.operations.list({ limit: 1 })).toEqual([]);
  return pieces.flatMap((piece) =>
    piece.piece === 'list' ? piece.items.map((item) => `${item.mark} ${keyOf(item.text)}`) : [],
  );
}

describe('another size for the tasks', () => {
  test('is a new revision that differs in cpu and memory alone, rolled out, and taken back by its undo', async () => {
    await house.ask('scale-task', BIGGER);
    expect(house.aws.calls.count('RegisterTaskDefinition')).toBe(0);
    const planned = await house.newest();
    expect(planned.plan.rows.slice(0, 2)).toEqual([
      { field: 'cpu', from: '512', to: '1024' },
      { field: 'memory', from: '1024', to: '2048' },
    ]);
    await house.vote('approve', 'U0BRUNO');
    const operation = await house.until('succeeded', 'failed');
    expect(operation.state).toBe('succeeded');
    const [register, ...more] = house.aws.calls.of('RegisterTaskDefinition');
    expect(more).toEqual([]);
    expect(register?.input).toMatchObject({ cpu: '1024', memory: '2048' });
    expect(house.aws.calls.of('UpdateService')[0]?.input['taskDefinition']).toMatch(/hydrous:43$/);
  });

  test('undone is the size before, whatever image runs by then', async () => {
    await house.ask('scale-task', BIGGER);
    await house.vote('approve', 'U0BRUNO');
    await house.until('succeeded');
    const { undo } = (await import('../../src/changes/scale-task.ts')).scaleTask;
    expect(undo(await house.newest())).toBe('scale cpu=512 memory=1024 production');
    await house.ask('scale-task', { cpu: 512, memory: 1024 });
    await house.vote('approve', 'U0BRUNO');
    expect((await house.until('succeeded', 'failed')).state).toBe('succeeded');
    expect(house.aws.calls.of('RegisterTaskDefinition')[1]?.input).toMatchObject({
      cpu: '512',
      memory: '1024',
    });
  });

  test('shows what it costs a month, for the tasks that are wanted now', async () => {
    await house.ask('scale-task', BIGGER);
    const { plan } = await house.newest();
    // 2 tasks × 730 h × (0.5 × 0.04048 + 1 × 0.004445) and twice that.
    expect(plan.rows.find((row) => row.field === 'monthly-cost')).toEqual({
      field: 'monthly-cost',
      from: '36.04 USD',
      to: '72.08 USD',
    });
  });

  test('of one of the two keeps the other', async () => {
    await house.ask('scale-task', { cpu: null, memory: 2048 });
    expect((await house.newest()).plan.target).toMatchObject({ cpu: 512, memory: 2048 });
  });

  test('that Fargate does not have is stopped, with the nearest ones to type', async () => {
    const { pieces } = await house.ask('scale-task', { cpu: 512, memory: 768 });
    const text = JSON.stringify(pieces);
    expect(text).toContain('check.size.invalid');
    expect(text).toContain('/hydrous scale cpu=512 memory=1024 production');
    expect(await house.store.operations.list({ limit: 1 })).toEqual([]);
  });

  test('into which the containers no longer fit is stopped', async () => {
    house.aws.faults.set('DescribeTaskDefinition', {
      kind: 'rewrite',
      change: (reply) => reply.replace('"essential":true', '"essential":true,"memory":900'),
    });
    expect(await refusedChecks({ cpu: 256, memory: 512 })).toContain('stop check.containers.memory');
  });

  test('that is the present one is no change', async () => {
    expect(keyOf((await house.ask('scale-task', { cpu: 512, memory: 1024 })).summary)).toBe('plan.same-size');
  });

  test('is not run when another revision is live by then', async () => {
    await house.ask('scale-task', BIGGER);
    house.aws.console.deployPastChecks('v1.11.0');
    await house.vote('approve', 'U0BRUNO');
    expect((await house.until('stale', 'succeeded', 'failed')).state).toBe('stale');
    expect(house.aws.calls.count('RegisterTaskDefinition')).toBe(0);
  });

  test('whose replies are lost is found by reading and never sent twice', async () => {
    house.aws.faults.set('RegisterTaskDefinition', { kind: 'reply-lost' }, { times: 1 });
    house.aws.faults.set('UpdateService', { kind: 'reply-lost' }, { times: 1 });
    await house.ask('scale-task', BIGGER);
    await house.vote('approve', 'U0BRUNO');
    expect((await house.until('succeeded', 'failed', 'unknown')).state).toBe('succeeded');
    expect(house.aws.calls.count('RegisterTaskDefinition')).toBe(1);
    expect(house.aws.calls.count('UpdateService')).toBe(1);
  });
});
