import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CommandReaders } from '../../src/core/command.ts';
import { type DataHouse, openDataHouse } from '../changes/data-house.ts';
import { environment, harness, keyOf, readers, textOf } from './builders.ts';

/** `db` and `cache` over the real readers, against the simulated account. */
let house: DataHouse;
beforeAll(async () => {
  house = await openDataHouse();
});
afterEach(() => house.aws.faults.clear());
afterAll(() => house.close());

const PRODUCTION = environment('production', { database: 'hydrous-db', cache: 'hydrous-redis' });

function over(): CommandReaders {
  const { rds, elastiCache, databases, caches, metrics } = house.adapters;
  const { clock } = house.readers;
  return readers({ rds, elastiCache, databases, caches, metrics, clock });
}

const asking = () => harness({ environments: [PRODUCTION], readers: over() });

describe('db', () => {
  test('shows state, size, storage, what waits, the windows and what can be restored', async () => {
    house.aws.world.rds.instances.get('hydrous-db')!.pending = { storage: 40, password: true };
    const text = textOf(await asking().run('db'));
    house.aws.world.rds.instances.get('hydrous-db')!.pending = {};
    expect(text).toContain('hydrous-db* · disponible');
    expect(text).toMatch(/CPU [\d.]+ % · \d+ conexiones · \d+ MiB de memoria libres/);
    expect(text).toContain('Tamaño: db.t3.micro');
    expect(text).toMatch(/Almacenamiento: 7\.6 de 20 GiB \(38 %\) · gp3 · crece hasta 100/);
    expect(text).toContain('AllocatedStorage=40, MasterUserPassword=****');
    expect(text).toContain('(sun:05:00-sun:05:30 UTC)');
    expect(text).toContain('(03:12-03:42 UTC); se guardan 7 días');
    expect(text).toContain('Se puede restaurar hasta');
    expect(text).toMatch(/Último snapshot automático hace .*rds:hydrous-db-/);
  });

  test('says nothing of the master user or of the database inside', async () => {
    const text = textOf(await asking().run('db'), 'en');
    expect(text).not.toMatch(/hydrous_db|master/i);
  });

  test.each([
    ['GetMetricData', 'No se pudieron leer las medidas'],
    ['DescribeDBSnapshots', 'No se pudieron leer los snapshots'],
    ['rds.DescribeEvents', 'No se pudieron leer los eventos'],
  ])('without %s the answer comes and says what is missing', async (operation, said) => {
    house.aws.faults.set(operation, { kind: 'error', name: 'AccessDenied', status: 403 });
    const text = textOf(await asking().run('db'));
    expect(text).toContain(said);
    expect(text).toContain('Tamaño: db.t3.micro');
  });

  test('an instance that RDS does not know is told with where to look', async () => {
    const { run } = harness({ environments: [{ ...PRODUCTION, database: 'nobody' }], readers: over() });
    expect(keyOf((await run('db')).summary)).toBe('db.missing');
  });

  test('an environment without one says what to write', async () => {
    const { run } = harness();
    expect(keyOf((await run('db')).summary)).toBe('db.none');
    expect(keyOf((await run('cache')).summary)).toBe('cache.none');
  });

  test('snapshots come newest first with age, type, size and how far they are', async () => {
    const { rds } = house.aws.world;
    rds.snapshot(rds.instances.get('hydrous-db')!, 'by-hand');
    const text = textOf(await asking().run('db snapshots'));
    house.aws.advance(20_000);
    const lines = text.split('\n').filter((line) => line.startsWith('['));
    expect(lines[0]).toMatch(/^\[running\] by-hand · manual · sin fecha · 20 GiB · creándose \d+ %$/);
    expect(lines[1]).toMatch(/^\[none\] rds:hydrous-db-\S+ · automático · hace .* · 20 GiB · disponible$/);
  });

  test.each<[string, string, object]>([
    ['db snapshot', 'db-snapshot', {}],
    [
      'db resize db.t3.small production --reason "Black Friday"',
      'db-resize',
      { instanceClass: 'db.t3.small' },
    ],
    [
      'db restore rds:hydrous-db-2026-11-24-03-12',
      'db-restore',
      { snapshot: 'rds:hydrous-db-2026-11-24-03-12' },
    ],
    ['cache resize cache.t3.small', 'cache-resize', { nodeType: 'cache.t3.small' }],
  ])('%s asks for a change', async (line, kind, wish) => {
    const { run, changes } = asking();
    await run(line);
    expect(changes).toMatchObject([{ kind, wish, environment: 'production' }]);
  });

  test.each([
    ['db snapsht', 'db.what'],
    ['db delete', 'db.what'],
    ['db snapshot before-friday', 'db.extra'],
    ['db resize', 'db.needs-class'],
    ['db restore', 'db.needs-snapshot'],
    ['cache flush', 'cache.what'],
    ['cache resize', 'cache.needs-type'],
  ])('%s is answered with what to type', async (line, key) => {
    const { run, changes } = asking();
    expect(keyOf((await run(line)).summary)).toBe(key);
    expect(changes).toEqual([]);
  });
});

describe('cache', () => {
  test('shows nodes, memory, evictions, endpoint and windows', async () => {
    const text = textOf(await asking().run('cache'));
    expect(text).toContain('hydrous-redis* · disponible');
    expect(text).toMatch(/memoria [\d.]+ % · sin expulsiones · CPU [\d.]+ % · \d+ conexi/);
    expect(text).toContain('Tamaño: cache.t3.micro');
    expect(text).toContain('Motor: redis 7.1.0');
    expect(text).toContain('Dirección: hydrous-redis.x1example.0001.use1.cache.amazonaws.com:6379');
    expect(text).toContain('(sun:06:00-sun:07:00 UTC)');
  });

  test('a group is shown with the role and the figures of each node', async () => {
    house.aws.world.cache.addGroup('sessions', house.aws.world.timeline.now() - 86_400_000);
    house.aws.advance(4_000);
    const { run } = harness({ environments: [{ ...PRODUCTION, cache: 'sessions' }], readers: over() });
    const text = textOf(await run('cache'), 'en');
    expect(text).toContain('Nodes: 2 (primary, replica) · automatic failover');
    expect(text).toMatch(/sessions-001: memory [\d.]+ %/);
    expect(text).toContain('Primary: sessions.x1example.ng');
    expect(text).toContain('Reader: sessions.x1example-ro.ng');
  });

  test.each([
    ['GetMetricData', 'No se pudieron leer las medidas'],
    ['elasticache.DescribeEvents', 'No se pudieron leer los eventos'],
  ])('without %s the answer comes and says what is missing', async (operation, said) => {
    house.aws.faults.set(operation, { kind: 'error', name: 'AccessDenied', status: 403 });
    const text = textOf(await asking().run('cache'));
    expect(text).toContain(said);
    expect(text).toContain('Tamaño: cache.t3.micro');
  });
});
