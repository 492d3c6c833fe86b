import { expect, it } from 'vitest';
import { onEachEngine } from './engines.ts';

onEachEngine('follow-ups', (bench) => {
  const records = () => bench.store().followUps;

  it('come when they are due, oldest first, and only of the kind that is asked for', async () => {
    await records().want('chart', 'inc-late', 60_000);
    await records().want('verify', 'op-one', 0);
    await records().want('chart', 'inc-one', 0);
    await records().want('chart', 'inc-two', 0);
    const claimed = await records().claim('chart', 'a', 30_000, 10);
    expect(claimed.map(({ subject }) => subject).sort()).toEqual(['inc-one', 'inc-two']);
    expect(claimed[0]).toMatchObject({ kind: 'chart', wanted: 1, attempts: 1 });
  });

  it('belong to one owner while the lease lasts', async () => {
    await records().want('chart', 'inc-one', 0);
    expect(await records().claim('chart', 'a', 30_000, 10)).toHaveLength(1);
    expect(await records().claim('chart', 'b', 30_000, 10)).toEqual([]);
  });

  it('are kept for longer by their owner, and by nobody else', async () => {
    await records().want('chart', 'inc-one', 0);
    const [claimed] = await records().claim('chart', 'a', -1, 10);
    expect(await records().renew(claimed!, 'b', 30_000)).toBe(false);
    expect(await records().renew(claimed!, 'a', 30_000)).toBe(true);
    expect(await records().claim('chart', 'b', 30_000, 10)).toEqual([]);
  });

  it('come back when their owner died', async () => {
    await records().want('chart', 'inc-one', 0);
    await records().claim('chart', 'a', -1, 10);
    expect(await records().claim('chart', 'b', 30_000, 10)).toMatchObject([{ attempts: 2 }]);
  });

  it('are forgotten when they are done', async () => {
    await records().want('chart', 'inc-one', 0);
    const [claimed] = await records().claim('chart', 'a', 30_000, 10);
    await records().finish(claimed!, 'a');
    expect(await bench.raw('select * from follow_ups')).toEqual([]);
    expect(await records().claim('chart', 'a', 30_000, 10)).toEqual([]);
  });

  it('are done again when they were asked for meanwhile', async () => {
    await records().want('chart', 'inc-one', 0);
    const [claimed] = await records().claim('chart', 'a', 30_000, 10);
    await records().want('chart', 'inc-one', 0);
    await records().finish(claimed!, 'a');
    expect(await records().claim('chart', 'b', 30_000, 10)).toMatchObject([{ wanted: 2, attempts: 1 }]);
  });

  it('wait as long as they are told, unless somebody asks again', async () => {
    await records().want('chart', 'inc-one', 0);
    const [first] = await records().claim('chart', 'a', 30_000, 10);
    await records().later(first!, 'a', 60_000);
    expect(await records().claim('chart', 'a', 30_000, 10)).toEqual([]);
    await records().want('chart', 'inc-one', 0);
    expect(await records().claim('chart', 'a', 30_000, 10)).toHaveLength(1);
  });

  it('are not put off by an owner that was overtaken', async () => {
    await records().want('chart', 'inc-one', 0);
    const [old] = await records().claim('chart', 'a', -1, 10);
    const [current] = await records().claim('chart', 'b', 30_000, 10);
    await records().finish(old!, 'a');
    await records().finish(current!, 'b');
    expect(await records().claim('chart', 'c', 30_000, 10)).toEqual([]);
  });
});
