import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { env } from '../../src/changes/env.ts';
import { type House, keyOf, openHouse } from '../flows/house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const SECRET = 'hunter2-zapato-verde';
const LINE = 'env set API_TOKEN=*** production';

function ask(set: Readonly<Record<string, string>>, unset: readonly string[] = [], line = LINE) {
  return house.ask('env', { set, unset }, { line });
}

function environmentSent(at = 0): readonly { name: string; value: string }[] {
  const containers = house.aws.calls.of('RegisterTaskDefinition')[at]?.input['containerDefinitions'];
  return (containers as { environment: { name: string; value: string }[] }[])[0]!.environment;
}

/** Everything that the bot has written to disk or logged. */
function written(): string {
  const files = readdirSync(house.folder).map((name) => readFileSync(join(house.folder, name), 'latin1'));
  return [...files, ...house.logged].join('\n');
}

describe('setting variables', () => {
  test('adds new ones at the end, changes known ones in place, and rolls the revision out', async () => {
    await ask({ API_TOKEN: SECRET, LOG_LEVEL: 'debug' });
    await house.vote('approve', 'U0BRUNO');
    expect((await house.until('succeeded', 'failed')).state).toBe('succeeded');
    expect(environmentSent()).toEqual([
      { name: 'ENVIRONMENT', value: 'production' },
      { name: 'LOG_LEVEL', value: 'debug' },
      { name: 'DATABASE_HOST', value: 'hydrous-db.example.internal' },
      { name: 'CORS_ORIGINS', value: 'https://app.example.com' },
      { name: 'FEATURE_FLAGS', value: '' },
      { name: 'API_TOKEN', value: SECRET },
    ]);
    expect(env.undo(await house.newest())).toBe('rollback revision:42 production');
  });

  test('shows names, lengths and digests on the card, never values', async () => {
    await ask({ API_TOKEN: SECRET, LOG_LEVEL: 'debug' });
    const { plan, command } = await house.newest();
    expect(command).toBe(LINE);
    expect(plan.rows.filter((row) => row.field === 'variable')).toEqual([
      { field: 'variable', from: null, to: expect.stringMatching(/^API_TOKEN 20 B #[0-9a-f]{6}$/) },
      {
        field: 'variable',
        from: expect.stringMatching(/^LOG_LEVEL 4 B #[0-9a-f]{6}$/),
        to: expect.stringMatching(/^LOG_LEVEL 5 B #[0-9a-f]{6}$/),
      },
    ]);
    expect(JSON.stringify(plan)).not.toContain('debug');
  });

  test('leaves the value nowhere: not in the store, not in a log, not in what was said', async () => {
    house.aws.faults.set('UpdateService', { kind: 'reply-lost' }, { times: 1 });
    const said = [await ask({ API_TOKEN: SECRET })];
    const { id } = await house.newest();
    expect(await house.store.sealed.get(id)).not.toBeNull();
    expect(written()).not.toContain(SECRET);
    said.push(await house.vote('approve', 'U0BRUNO'));
    await house.until('succeeded');
    expect(environmentSent().at(-1)).toEqual({ name: 'API_TOKEN', value: SECRET });
    expect(written()).not.toContain(SECRET);
    expect(written()).toContain('API_TOKEN');
    expect(
      JSON.stringify([said, await house.newest(), await house.store.audit.recent({ limit: 99 })]),
    ).not.toContain(SECRET);
    expect(await house.store.sealed.get(id)).toBeNull();
  });

  test('keeps the value out of the reason when AWS quotes it', async () => {
    house.aws.faults.set('RegisterTaskDefinition', {
      kind: 'error',
      name: 'ClientException',
      message: `bad value '${SECRET}' for API_TOKEN`,
    });
    await ask({ API_TOKEN: SECRET });
    await house.vote('approve', 'U0BRUNO');
    const operation = await house.until('failed', 'succeeded');
    expect(operation.state).toBe('failed');
    expect(JSON.stringify(operation) + written()).not.toContain(SECRET);
  });

  test.each(['reject', 'cancel'] as const)('forgets the sealed values with a %s', async (vote) => {
    await ask({ API_TOKEN: SECRET });
    const { id } = await house.newest();
    await house.vote(vote, vote === 'cancel' ? 'U0ANA' : 'U0BRUNO');
    expect(await house.store.sealed.get(id)).toBeNull();
  });

  test('fails before anything is sent when the sealed values cannot be opened', async () => {
    await ask({ API_TOKEN: SECRET });
    const { id } = await house.newest();
    const other = (await import('../../src/sealer.ts')).createSealer('another secret');
    await house.store.transaction(async (records) => {
      await records.sealed.put(id, other.seal('{}', `operation:${id}`));
    });
    await house.vote('approve', 'U0BRUNO');
    const operation = await house.until('failed', 'succeeded');
    expect(keyOf(operation.outcome?.text)).toBe('execute.sealed-lost');
    expect(house.aws.calls.count('RegisterTaskDefinition')).toBe(0);
  });
});

test('undone is the revision before, rolled out', async () => {
  await ask({ LOG_LEVEL: 'debug' });
  await house.vote('approve', 'U0BRUNO');
  await house.until('succeeded');
  await house.ask('rollback', { revision: 42 });
  await house.vote('approve', 'U0BRUNO');
  expect((await house.until('succeeded', 'failed')).state).toBe('succeeded');
  expect(house.aws.calls.count('RegisterTaskDefinition')).toBe(1);
  expect(house.aws.calls.of('UpdateService')[1]?.input['taskDefinition']).toMatch(/hydrous:42$/);
});

describe('removing variables', () => {
  test('takes them out and nothing else', async () => {
    await ask({}, ['FEATURE_FLAGS'], 'env unset FEATURE_FLAGS production');
    await house.vote('approve', 'U0BRUNO');
    expect((await house.until('succeeded', 'failed')).state).toBe('succeeded');
    expect(environmentSent().map(({ name }) => name)).toEqual([
      'ENVIRONMENT',
      'LOG_LEVEL',
      'DATABASE_HOST',
      'CORS_ORIGINS',
    ]);
  });
});

describe('is refused', () => {
  test.each([
    ['a name that is a secret', { JWT_KEY: 'x' }, [], 'plan.env-secret'],
    ['removing a secret', {}, ['DATABASE_PASSWORD'], 'plan.env-secret'],
    ['removing what is not there', {}, ['LOG_LEVLE'], 'plan.env-unknown'],
    ['the value that is there', { LOG_LEVEL: 'info' }, [], 'plan.env-same'],
    ['the empty value that is there', { FEATURE_FLAGS: '' }, [], 'plan.env-same'],
  ])('%s', async (_, set, unset, key) => {
    expect(keyOf((await ask(set as Record<string, string>, unset)).summary)).toBe(key);
    expect(await house.store.operations.list({ limit: 1 })).toEqual([]);
  });

  test('when another revision is live by then, field by field', async () => {
    await ask({ API_TOKEN: SECRET });
    house.aws.console.deployPastChecks('v1.11.0');
    await house.vote('approve', 'U0BRUNO');
    const operation = await house.until('stale', 'succeeded', 'failed');
    expect(operation.state).toBe('stale');
    expect(JSON.stringify(operation.outcome?.details)).toContain('task-definition');
    expect(await house.store.sealed.get(operation.id)).toBeNull();
  });
});

test('a lost registration is found by its tag, and the values are still there for it', async () => {
  house.aws.faults.set('RegisterTaskDefinition', { kind: 'reply-lost' }, { times: 1 });
  await ask({ API_TOKEN: SECRET });
  await house.vote('approve', 'U0BRUNO');
  expect((await house.until('succeeded', 'failed', 'unknown')).state).toBe('succeeded');
  expect(house.aws.calls.count('RegisterTaskDefinition')).toBe(1);
});
