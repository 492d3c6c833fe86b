/** Incidents, notifications and leases. */
import { expect, it } from 'vitest';
import { onEachEngine } from './engines.ts';
import { sampleIncident, sampleNotification } from './samples.ts';

onEachEngine('incidents', (bench) => {
  it('gives back what was saved, field by field', async () => {
    const { incidents } = bench.store();
    const incident = sampleIncident({ acknowledged: { by: 'U0BBB', at: 7 }, investigateAt: 5 });
    expect(await incidents.save(incident)).toBe(true);
    expect(await incidents.get(incident.id)).toEqual(incident);
    expect(await incidents.latest(incident.fingerprint)).toEqual(incident);
    expect(await incidents.get('inc-none')).toBeNull();
    expect(await incidents.latest('none')).toBeNull();
  });

  it('opens one incident for a fingerprint, however many ask at once', async () => {
    const { incidents } = bench.store();
    const saves = Array.from({ length: 20 }, (_, i) => incidents.save(sampleIncident({ id: `inc-${i}` })));
    expect((await Promise.all(saves)).filter(Boolean)).toHaveLength(1);
  });

  it('replaces only the version before', async () => {
    const { incidents } = bench.store();
    await incidents.save(sampleIncident());
    const next = sampleIncident({ version: 2, state: 'acknowledged', fired: 2 });
    const saves = await Promise.all([incidents.save(next), incidents.save(next), incidents.save(next)]);
    expect(saves.filter(Boolean)).toHaveLength(1);
    expect(await incidents.save(sampleIncident({ version: 4 }))).toBe(false);
    expect(await incidents.save(sampleIncident({ id: 'inc-none', version: 2 }))).toBe(false);
    expect(await incidents.get(next.id)).toEqual(next);
  });

  it('opens a new one after the old one was resolved, and then does not reopen the old one', async () => {
    const { incidents } = bench.store();
    await incidents.save(sampleIncident());
    const resolved = sampleIncident({ version: 2, state: 'resolved', resolvedAt: 2_000 });
    expect(await incidents.save(resolved)).toBe(true);
    expect(await incidents.save(sampleIncident({ id: 'inc-b', openedAt: 3_000 }))).toBe(true);
    expect(await incidents.save(sampleIncident({ version: 3 }))).toBe(false);
    expect((await incidents.latest(resolved.fingerprint))?.id).toBe('inc-b');
  });

  it('lists by state and environment, newest first', async () => {
    const { incidents } = bench.store();
    await incidents.save(sampleIncident({ id: 'inc-a', fingerprint: 'a', openedAt: 1 }));
    await incidents.save(sampleIncident({ id: 'inc-b', fingerprint: 'b', openedAt: 2, environment: null }));
    await incidents.save(sampleIncident({ id: 'inc-c', fingerprint: 'c', openedAt: 3, state: 'resolved' }));
    const ids = async (filter: Parameters<typeof incidents.list>[0]) =>
      (await incidents.list(filter)).map((incident) => incident.id);
    expect(await ids({ limit: 9 })).toEqual(['inc-c', 'inc-b', 'inc-a']);
    expect(await ids({ limit: 9, states: ['open', 'acknowledged'] })).toEqual(['inc-b', 'inc-a']);
    expect(await ids({ limit: 9, environment: 'production' })).toEqual(['inc-c', 'inc-a']);
    expect(await ids({ limit: 1 })).toEqual(['inc-c']);
    expect(await ids({ limit: 9, states: [] })).toEqual([]);
  });

  it('names those whose investigation is due by the database clock', async () => {
    const store = bench.store();
    const now = await store.now();
    const at = (id: string, investigateAt: number | null, state: 'open' | 'resolved' = 'open') =>
      store.incidents.save(sampleIncident({ id, fingerprint: id, investigateAt, state }));
    await at('inc-later', now + 60_000);
    await at('inc-now', now);
    await at('inc-first', now - 5);
    await at('inc-never', null);
    await at('inc-over', now - 9, 'resolved');
    expect((await store.incidents.due(9)).map((incident) => incident.id)).toEqual(['inc-first', 'inc-now']);
    expect(await store.incidents.due(1)).toHaveLength(1);
  });
});

onEachEngine('notifications', (bench) => {
  it('tells new, duplicate and conflict apart', async () => {
    const { notifications } = bench.store();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => notifications.receive(sampleNotification())),
    );
    expect(answers.filter((answer) => answer === 'new')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'duplicate')).toHaveLength(9);
    for (const other of [{ message: 'x' }, { subject: null }, { topic: 't' }]) {
      expect(await notifications.receive(sampleNotification(other))).toBe('conflict');
    }
  });

  it('gives the oldest to one claimer, counts attempts, and gives them again when the lease is over', async () => {
    const { notifications } = bench.store();
    for (const id of ['m-1', 'm-2', 'm-3']) await notifications.receive(sampleNotification({ id }));
    const first = await notifications.claim('a', 60_000, 2);
    expect(first).toEqual([
      { ...sampleNotification(), attempts: 1 },
      { ...sampleNotification({ id: 'm-2' }), attempts: 1 },
    ]);
    expect((await notifications.claim('b', 0, 9)).map((claimed) => claimed.id)).toEqual(['m-3']);
    const again = await notifications.claim('c', 60_000, 9);
    expect(again.map(({ id, attempts }) => [id, attempts])).toEqual([['m-3', 2]]);
  });

  it('is over once finished, and cannot be finished twice', async () => {
    const { notifications } = bench.store();
    await notifications.receive(sampleNotification());
    await notifications.receive(sampleNotification({ id: 'm-2' }));
    await notifications.claim('a', 0, 9);
    await notifications.finish('m-1', 'handled');
    await notifications.finish('m-2', 'quarantined');
    expect(await notifications.claim('b', 0, 9)).toEqual([]);
    expect(await notifications.receive(sampleNotification())).toBe('duplicate');
    await expect(notifications.finish('m-1', 'handled')).rejects.toThrow('finished by somebody else');
  });
});

onEachEngine('leases', (bench) => {
  it('are held by one, renewed by the holder, and taken over with a higher fence', async () => {
    const { leases } = bench.store();
    const taken = await Promise.all(['a', 'b', 'c'].map((owner) => leases.take('service', owner, 60_000)));
    expect(taken.filter((fence) => fence !== null)).toEqual([1]);
    const holder = ['a', 'b', 'c'][taken.indexOf(1)]!;
    expect(await leases.take('service', holder, 0)).toBe(1);
    expect(await leases.take('service', 'd', 60_000)).toBe(2);
    expect(await leases.take('service', holder, 60_000)).toBeNull();
    expect(await leases.take('other', holder, 60_000)).toBe(1);
  });

  it('are given back by the holder only, and the fence goes on from there', async () => {
    const { leases } = bench.store();
    await leases.take('service', 'a', 60_000);
    await leases.release('service', 'b');
    expect(await leases.take('service', 'b', 60_000)).toBeNull();
    await leases.release('service', 'a');
    expect(await leases.take('service', 'a', 60_000)).toBe(2);
    await leases.release('service', 'a');
    expect(await leases.take('service', 'b', 60_000)).toBe(3);
  });
});
