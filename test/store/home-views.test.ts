import { expect, test } from 'vitest';
import type { HomeView } from '../../src/core/ports/home-views.ts';
import { openStore } from '../../src/store/open-store.ts';
import { onEachEngine } from './engines.ts';

const ANA = { user: 'U0ANA', team: 'T0HOME' };
const BRUNO = { user: 'U0BRUNO', team: 'T0HOME' };
const FRESH = 3 * 86_400_000;
const DRAWN = { digest: 'one', restMs: 0, againMs: null };

onEachEngine('Home tabs', (bench) => {
  const { store, raw } = bench;
  const claim = (owner = 'one', limit = 5) => store().homeViews.claim(owner, 30_000, limit, FRESH);
  const claimed = async (owner?: string) => (await claim(owner)).map(({ member }) => member.user);
  const news = () =>
    store().audit.append({ actor: 'hydrous', event: 'approved', subject: null, environment: null, data: {} });
  async function drawn(what: Partial<typeof DRAWN> = {}): Promise<HomeView> {
    const [view] = await claim();
    await store().homeViews.drawn(view!, 'one', { ...DRAWN, ...what });
    return view!;
  }

  test('what was opened is drawn once, by one of several', async () => {
    const other = openStore(bench.place);
    await other.start();
    await store().homeViews.opened(ANA, true);
    const all = await Promise.all([
      claim('one'),
      other.homeViews.claim('two', 30_000, 5, FRESH),
      claim('three'),
    ]);
    await other.close();
    expect(all.flat()).toMatchObject([{ member: ANA, digest: null, attempts: 1, people: 1 }]);
  });

  test('news of the audit trail are for everybody who opened theirs lately, and for nobody twice', async () => {
    await store().homeViews.opened(ANA, true);
    await drawn();
    await store().homeViews.opened(BRUNO, true);
    await drawn();
    expect(await claimed()).toEqual([]);
    await news();
    await news();
    const views = await claim();
    expect(views.map(({ member, head, digest }) => [member.user, head, digest]).sort()).toEqual([
      ['U0ANA', 2, 'one'],
      ['U0BRUNO', 2, 'one'],
    ]);
    for (const view of views) await store().homeViews.drawn(view, 'one', DRAWN);
    expect(await claimed()).toEqual([]);
    await raw(`update home_views set opened_at = opened_at - ${FRESH} where person = 'U0ANA'`);
    await news();
    expect(await claimed()).toEqual(['U0BRUNO']);
  });

  test('what happens while it is being drawn is drawn afterwards', async () => {
    await store().homeViews.opened(ANA, true);
    const [view] = await claim();
    await news();
    await store().homeViews.drawn(view!, 'one', DRAWN);
    expect(await claimed()).toEqual(['U0ANA']);
  });

  test('nobody is drawn within the rest, however often it is opened; a time of its own comes without any news', async () => {
    await store().homeViews.opened(ANA, true);
    await drawn({ restMs: 60_000 });
    await store().homeViews.opened(ANA, false);
    await news();
    expect(await claimed()).toEqual([]);
    await raw('update home_views set rest_until = 0');
    const [view] = await claim();
    expect(view).toMatchObject({ digest: 'one', wanted: 2 });

    await raw('delete from home_views');
    await store().homeViews.opened(ANA, true);
    await drawn({ againMs: 60_000 } as never);
    expect(await claimed()).toEqual([]);
    await raw('update home_views set wanted_at = 1');
    expect(await claimed()).toEqual(['U0ANA']);
  });

  test('an empty tab forgets what was sent, and one that is opened while it is drawn is drawn again', async () => {
    await store().homeViews.opened(ANA, true);
    await drawn();
    await store().homeViews.opened(ANA, true);
    const [view] = await claim();
    expect(view!.digest).toBeNull();
    await store().homeViews.opened(ANA, true);
    await store().homeViews.drawn(view!, 'one', DRAWN);
    expect(await claim()).toMatchObject([{ digest: null, wanted: 3 }]);
  });

  test('what failed comes back later, what cannot be shown is forgotten, and a dead replica’s claim runs out', async () => {
    await store().homeViews.opened(ANA, true);
    const [first] = await claim();
    await store().homeViews.later(first!, 'one', 60_000);
    await news();
    expect(await claimed()).toEqual([]);
    await raw('update home_views set rest_until = 0, wanted_at = 1');
    const [second] = await claim();
    expect(second!.attempts).toBe(2);
    await store().homeViews.forget(second!, 'two');
    expect(await raw('select person from home_views')).toHaveLength(1);
    await store().homeViews.forget(second!, 'one');
    expect(await raw('select person from home_views')).toEqual([]);

    await raw('delete from home_views');
    await store().homeViews.opened(ANA, true);
    const [dead] = await claim('dead');
    await raw('update home_views set lease_until = 0');
    const [view] = await claim();
    await store().homeViews.drawn(dead!, 'dead', { ...DRAWN, digest: 'late' });
    await store().homeViews.drawn(view!, 'one', DRAWN);
    expect(await raw('select digest, owner from home_views')).toEqual([{ digest: 'one', owner: null }]);
  });

  test('the card at a place is known by where it was posted', async () => {
    await store().messages.want({ kind: 'incident', subject: 'inc-1', channel: 'C0INC' });
    await store().messages.claim('one', 30_000, 1);
    const sent = { ts: '17.1', channel: 'C0INC', wanted: 1, digest: 'd' };
    await store().messages.sent('incident:inc-1', 'one', sent);
    expect(await store().messages.at('C0INC', '17.1')).toEqual({ kind: 'incident', subject: 'inc-1' });
    expect(await store().messages.at('C0OPS', '17.1')).toBeNull();
    expect(await store().messages.at('C0INC', '17.2')).toBeNull();
  });
});
