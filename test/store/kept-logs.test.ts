/** Log lines that are kept for a while, for one person. */
import { expect, it } from 'vitest';
import { onEachEngine } from './engines.ts';

const KEPT = { id: 'log-aaaaaaaaaa', owner: 'U0ANA', kind: 'result', sealed: 'c2VhbGVk' } as const;

onEachEngine('kept logs', (bench) => {
  it('are given back until their time is over, and then forgotten', async () => {
    const { keptLogs } = bench.store();
    await keptLogs.put(KEPT, 60_000);
    await keptLogs.put({ ...KEPT, id: 'log-over' }, -1);
    expect(await keptLogs.get(KEPT.id)).toEqual({ ...KEPT, version: 1 });
    expect(await keptLogs.get('log-over')).toBeNull();
    expect(await keptLogs.forget(10)).toBe(1);
    expect(await bench.raw('select id from kept_logs')).toEqual([{ id: KEPT.id }]);
  });

  it('are the newest ten of a person, and what is followed is not among them', async () => {
    const { keptLogs } = bench.store();
    await keptLogs.put({ ...KEPT, id: 'log-live', kind: 'follow' }, 1_000);
    await keptLogs.put({ ...KEPT, id: 'log-bruno', owner: 'U0BRUNO' }, 60_000);
    for (let at = 0; at < 12; at += 1) await keptLogs.put({ ...KEPT, id: `log-${at}` }, 60_000 + at * 1_000);
    const left = await bench.raw('select id from kept_logs');
    expect(left).toHaveLength(12);
    expect(
      await Promise.all(['log-1', 'log-2', 'log-live', 'log-bruno'].map((id) => keptLogs.get(id))),
    ).toMatchObject([null, { id: 'log-2' }, { id: 'log-live' }, { id: 'log-bruno' }]);
  });

  it('change once for each version', async () => {
    const { keptLogs } = bench.store();
    await keptLogs.put({ ...KEPT, kind: 'follow' }, 60_000);
    const first = await keptLogs.get(KEPT.id);
    expect(await keptLogs.following('U0ANA')).toBe(1);
    expect(await keptLogs.replace({ ...first!, kind: 'followed', sealed: 'bmV3' })).toBe(true);
    expect(await keptLogs.replace({ ...first!, sealed: 'b2xk' })).toBe(false);
    expect(await keptLogs.get(KEPT.id)).toMatchObject({ kind: 'followed', sealed: 'bmV3', version: 2 });
    expect(await keptLogs.following('U0ANA')).toBe(0);
  });
});
