import { expect, it } from 'vitest';
import type { Operation, OperationState } from '../../src/core/operation.ts';
import { onEachEngine } from './engines.ts';
import { sampleOperation } from './samples.ts';

onEachEngine('operations', (bench) => {
  it('gives back what was inserted, field by field', async () => {
    const { operations } = bench.store();
    const operation = sampleOperation();
    expect(await operations.insert(operation, 's-1')).toBe(true);
    expect(await operations.get(operation.id)).toEqual(operation);
    expect(await operations.bySource('s-1')).toEqual(operation);
    expect(await operations.get('op-none')).toBeNull();
    expect(await operations.bySource('s-none')).toBeNull();
  });

  it('keeps text that PostgreSQL could not hold as it is', async () => {
    const { operations } = bench.store();
    const odd = sampleOperation({ reason: 'NUL \u0000, lone \ud800, quote \' " and ünïcödé 🚀' });
    await operations.insert(odd, 's-1');
    expect((await operations.get(odd.id))?.reason).toBe(odd.reason);
  });

  it('refuses the same source twice, also for another environment', async () => {
    const { operations } = bench.store();
    expect(await operations.insert(sampleOperation(), 's-1')).toBe(true);
    const again = sampleOperation({ id: 'op-b', environment: 'staging' });
    expect(await operations.insert(again, 's-1')).toBe(false);
    expect(await operations.get('op-b')).toBeNull();
  });

  it.each(['planned', 'pending', 'approved', 'executing'] as const)(
    'refuses a second change of an environment beside one that is %s',
    async (state) => {
      const { operations } = bench.store();
      expect(await operations.insert(sampleOperation({ state }), 's-1')).toBe(true);
      expect(await operations.insert(sampleOperation({ id: 'op-b' }), 's-2')).toBe(false);
      expect(await operations.insert(sampleOperation({ id: 'op-c', environment: 'staging' }), 's-3')).toBe(
        true,
      );
    },
  );

  it('lets one abort run beside the change that it stops, and no second one', async () => {
    const { operations } = bench.store();
    await operations.insert(sampleOperation({ state: 'executing' }), 's-1');
    expect(await operations.insert(sampleOperation({ id: 'op-b', kind: 'abort' }), 's-2')).toBe(true);
    expect(await operations.insert(sampleOperation({ id: 'op-c', kind: 'abort' }), 's-3')).toBe(false);
  });

  it('frees the environment when the change ends', async () => {
    const { operations } = bench.store();
    await operations.insert(sampleOperation(), 's-1');
    await operations.move('op-aaaaaaaaaa', ['pending'], 'cancelled', {});
    expect(await operations.insert(sampleOperation({ id: 'op-b' }), 's-2')).toBe(true);
  });

  it('inserts one of 30 that are asked for at once', async () => {
    const { operations } = bench.store();
    const asked = Array.from({ length: 30 }, (_, i) =>
      operations.insert(sampleOperation({ id: `op-${i}` }), `s-${i}`),
    );
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
  });

  it('is approved once by 50 parallel clicks', async () => {
    const { operations } = bench.store();
    await operations.insert(sampleOperation(), 's-1');
    const clicks = Array.from({ length: 50 }, (_, i) =>
      operations.move('op-aaaaaaaaaa', ['pending'], 'approved', { decidedBy: [`U${i}`] }, 1),
    );
    const winners = (await Promise.all(clicks)).filter((operation) => operation !== null);
    expect(winners).toHaveLength(1);
    expect(winners[0]).toMatchObject({ state: 'approved', version: 2 });
    expect(await operations.get('op-aaaaaaaaaa')).toEqual(winners[0]);
  });

  it('loses from another state and from another version, and writes nothing then', async () => {
    const { operations } = bench.store();
    const operation = sampleOperation();
    await operations.insert(operation, 's-1');
    expect(await operations.move(operation.id, ['approved'], 'executing', {})).toBeNull();
    expect(await operations.move(operation.id, ['pending'], 'rejected', {}, 7)).toBeNull();
    expect(await operations.move('op-none', ['pending'], 'rejected', {})).toBeNull();
    expect(await operations.move(operation.id, [], 'rejected', {})).toBeNull();
    expect(await operations.get(operation.id)).toEqual(operation);
  });

  it('saves a patch in the same state and counts the version', async () => {
    const { operations } = bench.store();
    await operations.insert(sampleOperation({ state: 'executing' }), 's-1');
    const patch = {
      steps: [{ step: 'update-service', sentAt: 5, result: { deployment: 'ecs-svc/1' } }],
      rollout: {
        deploymentId: 'ecs-svc/1',
        serviceDeploymentArn: null,
        rolloutState: 'IN_PROGRESS',
        desired: 2,
        running: 1,
        pending: 1,
        failed: 0,
        breaker: { failures: 0, threshold: 3 },
        draining: 1,
      },
      outcome: { text: { es: 'listo', en: 'done' }, details: [], lines: ['a line'], entry: null },
      decidedBy: ['U0BBB'],
      decidedAt: 3,
      startedAt: 4,
      endedAt: 6,
    };
    const moved = await operations.move('op-aaaaaaaaaa', ['executing'], 'executing', patch);
    expect(moved).toEqual(sampleOperation({ ...patch, state: 'executing', version: 2 }));
    const cleared = await operations.move('op-aaaaaaaaaa', ['executing'], 'executing', { outcome: null });
    expect(cleared).toMatchObject({ outcome: null, version: 3, endedAt: 6 });
  });

  it.each<[OperationState, OperationState]>([
    ['pending', 'executing'],
    ['succeeded', 'executing'],
    ['approved', 'unknown'],
    ['unknown', 'executing'],
  ])('throws for a move that no operation may make: %s to %s', async (from, to) => {
    await expect(bench.store().operations.move('op-x', [from], to, {})).rejects.toThrow(
      `from ${from} to ${to}`,
    );
  });

  it('B24: cannot be approved after its time by the database clock, whatever this machine says', async () => {
    const store = bench.store();
    const now = await store.now();
    await store.operations.insert(sampleOperation({ id: 'op-late', expiresAt: now - 1 }), 's-1');
    await store.operations.insert(
      sampleOperation({ id: 'op-b', environment: 'b', expiresAt: now + 60_000 }),
      's-2',
    );
    expect(await store.operations.move('op-late', ['pending'], 'approved', {})).toBeNull();
    expect(await store.operations.move('op-b', ['pending'], 'approved', {})).not.toBeNull();
    const ids = (found: readonly Operation[]) => found.map((operation) => operation.id);
    expect(ids(await store.operations.list({ expired: true, limit: 10 }))).toEqual(['op-late']);
    expect(await store.operations.move('op-late', ['pending'], 'expired', {})).not.toBeNull();
    expect(await store.operations.list({ expired: true, limit: 10 })).toEqual([]);
  });

  it('lists by environment and state, newest first unless asked otherwise', async () => {
    const { operations } = bench.store();
    const rows: [string, string, OperationState, number][] = [
      ['op-1', 'production', 'succeeded', 10],
      ['op-2', 'production', 'pending', 30],
      ['op-3', 'staging', 'failed', 20],
    ];
    for (const [id, environment, state, createdAt] of rows) {
      await operations.insert(sampleOperation({ id, environment, state, createdAt }), id);
    }
    const ids = async (filter: Parameters<typeof operations.list>[0]) =>
      (await operations.list(filter)).map((operation) => operation.id);
    expect(await ids({ limit: 10 })).toEqual(['op-2', 'op-3', 'op-1']);
    expect(await ids({ limit: 2, oldestFirst: true })).toEqual(['op-1', 'op-3']);
    expect(await ids({ limit: 10, environment: 'production' })).toEqual(['op-2', 'op-1']);
    expect(await ids({ limit: 10, states: ['failed', 'succeeded'] })).toEqual(['op-3', 'op-1']);
    expect(await ids({ limit: 10, states: [] })).toEqual([]);
  });

  it('takes one vote of a person', async () => {
    const { operations, votes } = bench.store();
    await operations.insert(sampleOperation(), 's-1');
    const vote = { operation: 'op-aaaaaaaaaa', person: 'U0BBB', decision: 'approve', reason: null } as const;
    const clicks = await Promise.all([votes.insert(vote), votes.insert(vote), votes.insert(vote)]);
    expect(clicks.filter(Boolean)).toHaveLength(1);
    expect(await votes.insert({ ...vote, decision: 'reject' })).toBe(false);
    expect(await votes.insert({ ...vote, person: 'U0CCC', decision: 'reject', reason: 'no\u0000' })).toBe(
      true,
    );
    const stored = await votes.of('op-aaaaaaaaaa');
    expect(stored.map(({ person, decision, reason }) => [person, decision, reason])).toEqual([
      ['U0BBB', 'approve', null],
      ['U0CCC', 'reject', 'no\u0000'],
    ]);
    expect(Math.abs(stored[0]!.at - (await bench.store().now()))).toBeLessThan(10_000);
  });
});
