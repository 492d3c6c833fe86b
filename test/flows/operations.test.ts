import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { code, say } from '../../src/core/sentence.ts';
import { type House, keyOf, openHouse } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const V11 = { image: { by: 'tag', tag: 'v1.11.0' } };

describe('a deploy', () => {
  test('is planned without writing, approved by a second person, and rolled out to the pinned digest', async () => {
    const answer = await house.ask('deploy', V11);
    expect(keyOf(answer.summary)).toBe('operation.asked');
    expect(house.aws.calls.count('UpdateService') + house.aws.calls.count('RegisterTaskDefinition')).toBe(0);

    await house.vote('approve', 'U0BRUNO');
    const operation = await house.until('succeeded', 'failed');
    expect(operation.state).toBe('succeeded');
    expect(house.aws.calls.count('RegisterTaskDefinition')).toBe(1);
    expect(house.aws.calls.count('UpdateService')).toBe(1);
    const [register] = house.aws.calls.of('RegisterTaskDefinition');
    const containers = register?.input['containerDefinitions'] as { image: string }[];
    expect(containers[0]?.image).toMatch(/\/hydrous@sha256:[0-9a-f]{64}$/);
    const [update] = house.aws.calls.of('UpdateService');
    expect(update?.input).not.toHaveProperty('desiredCount');
    expect(operation.plan.checks.map((check) => `${check.name} ${check.level}`)).toEqual([
      'service ok',
      'image ok',
      'architecture ok',
      'fields ok',
      'percent ok',
      'rollout ok',
      'circuit-breaker ok',
      'alarms ok',
      'tag ok',
    ]);
    const { broken } = await house.store.audit.verify();
    expect(broken).toBeNull();
  });

  test('of an image for another architecture is refused before anybody is asked', async () => {
    house.aws.push({ tag: 'v2-arm', architecture: 'arm64' });
    const answer = await house.ask('deploy', { image: { by: 'tag', tag: 'v2-arm' } });
    expect(keyOf(answer.summary)).toBe('plan.stopped');
    expect(await house.store.operations.list({ limit: 1 })).toEqual([]);
  });

  test('of a tag that does not exist names the latest ones', async () => {
    const answer = await house.ask('deploy', { image: { by: 'tag', tag: 'v9.9.9' } });
    expect(keyOf(answer.summary)).toBe('plan.image-missing');
    expect(answer.summary).toMatchObject({
      values: { recent: expect.arrayContaining([{ code: 'v1.11.0' }]) },
    });
  });

  test('of a tag that was mistyped offers what was meant, and does nothing', async () => {
    for (const tag of ['v1.11', 'v1.1.10', 'V1.11.0']) {
      const answer = await house.ask('deploy', { image: { by: 'tag', tag } });
      expect(answer.summary).toMatchObject({
        values: { near: expect.arrayContaining([{ code: 'v1.11.0' }]) },
      });
    }
    expect(await house.store.operations.list({ limit: 1 })).toEqual([]);
  });

  test('is not run when the service changed after the plan, and says which field', async () => {
    await house.ask('deploy', V11);
    house.aws.console.setDesired(3);
    await house.vote('approve', 'U0BRUNO');
    const operation = await house.until('stale', 'succeeded', 'failed');
    expect(operation.state).toBe('stale');
    expect(operation.outcome?.details).toContainEqual({
      say: 'execute.moved',
      values: { field: say('moved.desired-count'), planned: code('2'), now: code('3') },
    });
    expect(house.aws.calls.count('RegisterTaskDefinition')).toBe(0);
  });

  test('is not run when its tag means another image by now', async () => {
    await house.ask('deploy', V11);
    house.aws.push({ tag: 'v1.11.0' });
    await house.vote('approve', 'U0BRUNO');
    const operation = await house.until('stale', 'succeeded', 'failed');
    expect(
      operation.outcome?.details.map(
        (each) => 'values' in each && 'field' in each.values && each.values.field,
      ),
    ).toEqual([say('moved.image-digest')]);
  });

  test('that crashes at start ends as failed once ECS has gone back', async () => {
    house.aws.push({ tag: 'v1.12.0', crash: 'import-error' });
    await house.ask('deploy', { image: { by: 'tag', tag: 'v1.12.0' } });
    await house.vote('approve', 'U0BRUNO');
    const operation = await house.until('failed', 'succeeded');
    expect(operation.state).toBe('failed');
    expect(keyOf(operation.outcome?.text)).toBe('outcome.rolled-back-by-ecs');
  });

  test('whose reply is lost is found by reading and never sent twice', async () => {
    house.aws.faults.set('RegisterTaskDefinition', { kind: 'reply-lost' }, { times: 1 });
    house.aws.faults.set('UpdateService', { kind: 'reply-lost' }, { times: 1 });
    await house.ask('deploy', V11);
    await house.vote('approve', 'U0BRUNO');
    expect((await house.until('succeeded', 'failed', 'unknown')).state).toBe('succeeded');
    expect(house.aws.calls.count('RegisterTaskDefinition')).toBe(1);
    expect(house.aws.calls.count('UpdateService')).toBe(1);
  });

  test('that ECS refuses fails with ECS’s reason and changes nothing', async () => {
    house.aws.faults.set('UpdateService', { kind: 'error', name: 'AccessDeniedException' }, { times: 1 });
    await house.ask('deploy', V11);
    await house.vote('approve', 'U0BRUNO');
    const operation = await house.until('failed', 'succeeded');
    expect(operation.state).toBe('failed');
    expect(keyOf(operation.outcome?.text)).toMatch(/^aws\./);
  });

  test('asked twice by the same request is one request, and a second one has to wait', async () => {
    await house.ask('deploy', V11, { source: 'same' });
    expect(keyOf((await house.ask('deploy', V11, { source: 'same' })).summary)).toBe(
      'operation.already.asked',
    );
    expect(keyOf((await house.ask('scale', { count: 3 })).summary)).toBe('operation.refused.busy');
    expect(await house.store.operations.list({ limit: 9 })).toHaveLength(1);
  });
});

describe('the other changes', () => {
  test('scale sets the count and is done when that many tasks run', async () => {
    await house.ask('scale', { count: 3 });
    await house.vote('approve', 'U0GRACE');
    expect((await house.until('succeeded', 'failed', 'superseded')).state).toBe('succeeded');
    expect(house.aws.calls.of('UpdateService')[0]?.input).toMatchObject({ desiredCount: 3 });
  });

  test.each([0, 11])('scale to %i is outside the bounds and refused', async (count) => {
    expect(keyOf((await house.ask('scale', { count })).summary)).toBe('plan.stopped');
  });

  test('redeploy forces a new deployment of the same revision', async () => {
    await house.ask('redeploy', {});
    await house.vote('approve', 'U0BRUNO');
    expect((await house.until('succeeded', 'failed')).state).toBe('succeeded');
    expect(house.aws.calls.of('UpdateService')[0]?.input).toMatchObject({ forceNewDeployment: true });
  });

  test('rollback goes to the last proven deployment', async () => {
    await house.ask('rollback', { revision: null });
    const planned = await house.newest();
    expect(planned.plan.target['shown']).toBe('hydrous:41');
    await house.vote('approve', 'U0BRUNO');
    expect((await house.until('succeeded', 'failed')).state).toBe('succeeded');
  });

  test('rollback registers a copy pinned to the digest that ran when the tag has moved', async () => {
    house.aws.push({ tag: 'v1.9.1' });
    await house.ask('rollback', { revision: null });
    await house.vote('approve', 'U0BRUNO');
    expect((await house.until('succeeded', 'failed')).state).toBe('succeeded');
    expect(house.aws.calls.count('RegisterTaskDefinition')).toBe(1);
  });

  test('rollback to a revision that never ran is refused', async () => {
    house.aws.console.deployPastChecks('v1.11.0');
    const answer = await house.ask('rollback', { revision: 43 });
    expect(keyOf(answer.summary)).toBe('plan.revision-never-ran');
  });

  test('rollback falls back to its own record where the history is not permitted', async () => {
    await house.ask('deploy', V11);
    await house.vote('approve', 'U0BRUNO');
    await house.until('succeeded');
    house.aws.faults.set('ListServiceDeployments', { kind: 'error', name: 'AccessDeniedException' });
    await house.ask('rollback', { revision: null });
    const { plan } = await house.newest();
    expect(plan.target['shown']).toBe('hydrous:42');
    expect(plan.checks.find((check) => check.name === 'target')?.level).toBe('warning');
  });

  test('abort stops the rollout in progress and rolls it back', async () => {
    house.aws.console.setBreaker(false);
    house.aws.push({ tag: 'v1.12.0', crash: 'import-error' });
    house.aws.console.deployPastChecks('v1.12.0');
    await house.ask('abort', {});
    await house.vote('approve', 'U0BRUNO');
    expect((await house.until('succeeded', 'failed')).state).toBe('succeeded');
    expect(house.aws.calls.count('StopServiceDeployment')).toBe(1);
  });

  test('abort with nothing running says so', async () => {
    expect(keyOf((await house.ask('abort', {})).summary)).toBe('plan.nothing-to-abort');
  });
});
