import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHANGES } from '../../src/app-changes.ts';
import { operationCard } from '../../src/core/cards/operation-card.ts';
import type { Operation, OperationState } from '../../src/core/operation.ts';
import { environment, harness, textOf } from '../commands/builders.ts';
import { type House, keyOf, openHouse, ROLES } from './house.ts';

/** From what somebody types to the end of the change, with a second person's approval. */
let house: House;
const over = { database: 'hydrous-db', cache: 'hydrous-redis' };
const WRITES = [
  'CreateDBSnapshot',
  'ModifyDBInstance',
  'RestoreDBInstanceFromDBSnapshot',
  'ModifyCacheCluster',
];
beforeAll(async () => {
  house = await openHouse(over);
  // AWS is done with it before the bot looks for the first time; test/changes follows each step by step.
  for (const write of WRITES) house.aws.faults.after(write, () => house.aws.advance(60_000));
});
afterAll(() => house.close());

const ANA = { member: { user: 'U0ANA', team: 'T0HYDROUS' } };

function type(line: string) {
  const { run } = harness({
    roles: ROLES,
    environments: [environment('production', over)],
    requestChange: ({ kind, wish }) => house.ask(kind, wish, { line }),
  });
  return run(line, ANA);
}

async function idOf(line: string): Promise<string> {
  await type(line);
  const found = (await house.store.operations.list({ limit: 10 })).find((each) => each.command === line);
  if (found === undefined) throw new Error(`nothing was asked: ${line}`);
  return found.id;
}

async function until(id: string, ...states: OperationState[]): Promise<Operation> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    await house.until(
      'pending',
      'approved',
      'executing',
      'succeeded',
      'failed',
      'cancelled',
      'stale',
      'unknown',
    );
    const found = await house.store.operations.get(id);
    if (found !== null && states.includes(found.state)) return found;
    if (Date.now() > deadline) throw new Error(`${id} is ${found?.state}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function carriedOut(id: string): Promise<Operation> {
  await house.vote('approve', 'U0BRUNO', id);
  return until(id, 'succeeded', 'failed', 'stale', 'unknown');
}

const cardOf = (operation: Operation) =>
  operationCard({
    operation,
    what: CHANGES[operation.kind].describe(operation),
    undo: CHANGES[operation.kind].undo(operation),
    approvals: 0,
  });

describe('changes of the database and the cache', () => {
  test('a snapshot is asked for, approved by another person, and taken once', async () => {
    const id = await idOf('db snapshot');
    expect(await house.vote('approve', 'U0ANA', id)).toMatchObject({
      summary: { say: expect.stringMatching(/^operation\.refused/) },
    });
    const done = await carriedOut(id);
    expect(done.state).toBe('succeeded');
    expect(house.aws.calls.count('CreateDBSnapshot')).toBe(1);
    expect(textOf(cardOf(done))).toContain('/hydrous db restore hydrous-production-');
  });

  test('while the database changes, a deploy waits and a rollback does not', async () => {
    const id = await idOf('db resize db.t3.small');
    expect(textOf(cardOf((await house.store.operations.get(id))!))).toContain('corta la base de datos');
    const deploy = await house.ask('deploy', { by: 'tag', tag: 'v1.11.0' });
    expect(keyOf(deploy.summary)).toBe('operation.refused.busy');
    expect(keyOf((await type('cache resize cache.t3.small')).summary)).toBe('operation.refused.busy');
    await house.ask('rollback', { revision: null }, { line: 'rollback' });
    const rollback = (await house.store.operations.list({ limit: 1 }))[0]!;
    expect(rollback).toMatchObject({ kind: 'rollback', state: 'pending' });
    await house.vote('cancel', 'U0ANA', rollback.id);
    const done = await carriedOut(id);
    expect(done.state).toBe('succeeded');
    expect(house.aws.world.rds.instances.get('hydrous-db')?.instanceClass).toBe('db.t3.small');
  });

  test('undo is a request of its own that gives the old class back', async () => {
    const [done] = await house.store.operations.list({ limit: 5, states: ['succeeded'] });
    expect(done?.kind).toBe('db-resize');
    const line = CHANGES['db-resize'].undo(done!)!;
    expect((await carriedOut(await idOf(line))).state).toBe('succeeded');
    expect(house.aws.world.rds.instances.get('hydrous-db')?.instanceClass).toBe('db.t3.micro');
  });

  test('an answer that was lost on the way is looked up, and nothing is sent twice', async () => {
    house.aws.faults.set('ModifyCacheCluster', { kind: 'reply-lost' });
    const done = await carriedOut(await idOf('cache resize cache.t3.small'));
    expect(done.state).toBe('succeeded');
    expect(house.aws.calls.count('ModifyCacheCluster')).toBe(1);
    expect(house.aws.world.cache.clusters.get('hydrous-redis')?.nodeType).toBe('cache.t3.small');
  });

  test('a restore makes a second database and the card says what to do with it', async () => {
    const [snapshot] = [...house.aws.world.rds.snapshots.keys()].reverse();
    const done = await carriedOut(await idOf(`db restore ${snapshot}`));
    expect(done.state).toBe('succeeded');
    expect(house.aws.world.rds.instances.size).toBe(2);
    const text = textOf(cardOf(done));
    expect(text).toContain('.rds.amazonaws.com:5432');
    expect(text).toContain('Hydrous nunca borra');
    expect(cardOf(done).pieces.some((piece) => piece.piece === 'buttons')).toBe(false);
  });

  test('somebody without the right may look and not change', async () => {
    const { run, changes } = harness({ roles: ROLES, environments: [environment('production', over)] });
    const viewer = { member: { user: 'U0VERA', team: 'T0HYDROUS' } };
    expect(keyOf((await run('db snapshot', viewer)).summary)).toMatch(/^permission|^grammar|refused/);
    expect(changes).toEqual([]);
  });
});
