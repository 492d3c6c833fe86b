import { expect, test } from 'vitest';
import type { Lock } from '../../src/core/lock.ts';
import type { Opening } from '../../src/core/ports/locks.ts';
import { onEachEngine } from './engines.ts';

function lock(over: Partial<Lock> = {}): Lock {
  return {
    id: 'lock-a',
    environment: 'production',
    kind: 'lock',
    owner: 'U0ANA',
    reason: 'migration',
    revision: null,
    operation: null,
    source: 'slash:1',
    since: 1_000,
    until: null,
    nagged: 0,
    ...over,
  };
}

const opening: Opening = {
  id: 'wait-a',
  environment: 'production',
  state: 'offered',
  requester: { user: 'U0ANA', team: 'T0HYDROUS' },
  line: 'deploy v1.11.0 production',
  channel: 'C0OPS',
  locale: 'es',
  zone: 'America/Bogota',
  incident: null,
  createdAt: 1_000,
};

onEachEngine('locks', (bench) => {
  test('come back as they were put, each environment its own', async () => {
    const { locks } = bench.store();
    expect(await locks.put(lock(), null)).toBe(true);
    expect(await locks.put(lock({ id: 'lock-b', kind: 'freeze', until: 9e12 }), null)).toBe(true);
    expect(await locks.of('production')).toEqual([
      lock({ id: 'lock-b', kind: 'freeze', until: 9e12 }),
      lock(),
    ]);
    expect(await locks.of('staging')).toEqual([]);
    expect(await locks.get('lock-a')).toEqual(lock());
  });

  test('of two people who lock at once, one holds it', async () => {
    const { locks } = bench.store();
    const both = await Promise.all(
      ['a', 'b', 'c'].map((id) => locks.put(lock({ id: `lock-${id}`, owner: id }), null)),
    );
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await locks.of('production')).toHaveLength(1);
  });

  test('are taken over only from the one that was seen', async () => {
    const { locks } = bench.store();
    await locks.put(lock(), null);
    expect(await locks.put(lock({ id: 'lock-c' }), 'lock-b')).toBe(false);
    expect(await locks.put(lock({ id: 'lock-c', owner: 'U0BRUNO' }), 'lock-a')).toBe(true);
    expect(await locks.get('lock-a')).toBeNull();
    expect((await locks.of('production'))[0]?.owner).toBe('U0BRUNO');
  });

  test('whose time is over by the clock of the database stand in nobody’s way', async () => {
    const { locks } = bench.store();
    const now = await bench.store().now();
    await locks.put(lock({ until: now - 1 }), null);
    expect(await locks.of('production')).toEqual([]);
    expect(await locks.put(lock({ id: 'lock-b', until: now + 60_000 }), null)).toBe(true);
    expect((await locks.of('production'))[0]?.id).toBe('lock-b');
  });

  test('end once, and are reminded of once a time', async () => {
    const { locks } = bench.store();
    await locks.put(lock(), null);
    expect(await Promise.all([locks.countNag('lock-a', 0), locks.countNag('lock-a', 0)])).toContain(false);
    expect((await locks.get('lock-a'))?.nagged).toBe(1);
    expect(await Promise.all([locks.end('lock-a'), locks.end('lock-a')])).toContain(false);
    expect(await locks.get('lock-a')).toBeNull();
  });

  test('what waits for an opening moves once from state to state', async () => {
    const { openings } = bench.store();
    await openings.insert({ ...opening, createdAt: await bench.store().now() });
    expect(await openings.waiting('production')).toEqual([]);
    const taken = await Promise.all([1, 2, 3].map(() => openings.move('wait-a', 'offered', 'waiting')));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect((await openings.waiting('production'))[0]?.line).toBe(opening.line);
    expect(await openings.move('wait-a', 'offered', 'cancelled')).toBe(false);
    expect((await openings.get('wait-a'))?.state).toBe('waiting');
  });

  test('old offers are forgotten, what waits is not', async () => {
    const { openings } = bench.store();
    await openings.insert({ ...opening, id: 'wait-old' });
    await openings.insert({ ...opening, id: 'wait-kept', state: 'waiting' });
    await openings.insert({ ...opening, createdAt: await bench.store().now() });
    expect(await openings.get('wait-old')).toBeNull();
    expect((await openings.get('wait-kept'))?.state).toBe('waiting');
  });
});
