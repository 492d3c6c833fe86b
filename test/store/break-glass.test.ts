import { expect, test } from 'vitest';
import { onEachEngine } from './engines.ts';

const offer = { operation: 'op-a', by: 'U0ANA', reason: 'production "down" ✱', skipped: 2 };

onEachEngine('skipped approvals', (bench) => {
  test('are offered, confirmed once by the same person, and reviewed once', async () => {
    const { breakGlass } = bench.store();
    expect(await breakGlass.offer(offer, 60_000)).toBe(true);
    expect(await breakGlass.get('op-a')).toMatchObject({ ...offer, brokenAt: null, reviewedBy: null });
    expect(await breakGlass.review('op-a', 'U0BRUNO')).toBe(false);
    expect(await breakGlass.confirm('op-a', 'U0BRUNO')).toBe(false);
    const confirmed = await Promise.all([1, 2, 3].map(() => breakGlass.confirm('op-a', 'U0ANA')));
    expect(confirmed.filter(Boolean)).toHaveLength(1);
    expect(await breakGlass.offer({ ...offer, by: 'U0BRUNO' }, 60_000)).toBe(false);
    expect(await breakGlass.count(0)).toEqual({ broken: 1, open: 1 });
    const reviewed = await Promise.all([1, 2, 3].map(() => breakGlass.review('op-a', 'U0BRUNO')));
    expect(reviewed.filter(Boolean)).toHaveLength(1);
    expect(await breakGlass.count(0)).toEqual({ broken: 1, open: 0 });
    expect(await breakGlass.count((await bench.store().now()) + 60_000)).toEqual({ broken: 0, open: 0 });
  });

  test('cannot be confirmed after their time by the database clock', async () => {
    const { breakGlass } = bench.store();
    await breakGlass.offer({ ...offer, operation: 'op-late' }, 0);
    expect(await breakGlass.confirm('op-late', 'U0ANA')).toBe(false);
    expect(await breakGlass.offer({ ...offer, operation: 'op-late' }, 60_000)).toBe(true);
    expect(await breakGlass.confirm('op-late', 'U0ANA')).toBe(true);
  });
});
