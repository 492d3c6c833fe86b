import type { HomeView, HomeViewRecords } from '../core/ports/home-views.ts';
import { databaseNow, databaseNowPlus, type Session } from './session.ts';

/** Nobody looks at it any more, ms. */
const KEPT_MS = 30 * 86_400_000;

export function homeViewRecords(session: Session): HomeViewRecords {
  const now = databaseNow(session.engine);

  /** Read before the claim, and the state after it: whatever is appended later is news again. */
  async function around(freshMs: number): Promise<{ readonly head: number; readonly people: number }> {
    const head = await session.db.selectFrom('audit_head').select('seq').executeTakeFirst();
    const counted = await session.db
      .selectFrom('home_views')
      .select((column) => column.fn.countAll<number>().as('people'))
      .where('opened_at', '>', databaseNowPlus(session.engine, -freshMs))
      .executeTakeFirstOrThrow();
    return { head: head?.seq ?? 0, people: Number(counted.people) };
  }

  const mine = (view: HomeView, owner: string) =>
    session.db.updateTable('home_views').where('person', '=', view.member.user).where('owner', '=', owner);

  return {
    async opened({ user, team }, empty) {
      await session.db
        .deleteFrom('home_views')
        .where('opened_at', '<', databaseNowPlus(session.engine, -KEPT_MS))
        .execute();
      await session.db
        .insertInto('home_views')
        .values({ person: user, team, digest: null, opened_at: now, wanted_at: now, owner: null })
        .onConflict((conflict) =>
          conflict.column('person').doUpdateSet((column) => ({
            team: column.ref('excluded.team'),
            opened_at: column.ref('excluded.opened_at'),
            wanted_at: column.ref('excluded.wanted_at'),
            wanted: column('home_views.wanted', '+', 1),
            attempts: 0,
            ...(empty ? { digest: null } : {}),
          })),
        )
        .execute();
    },

    async claim(owner, leaseMs, limit, freshMs) {
      const { head, people } = await around(freshMs);
      const fresh = databaseNowPlus(session.engine, -freshMs);
      const rows = await session.db
        .with(
          // Materialised: a sub-select with a limit could otherwise be run once a row.
          (name) => name('picked').materialized(),
          (db) =>
            db
              .selectFrom('home_views')
              .select('person')
              .where('lease_until', '<=', now)
              .where('rest_until', '<=', now)
              .where((column) =>
                column.or([
                  column('wanted_at', '<=', now),
                  column.and([column('seen', '<', head), column('opened_at', '>', fresh)]),
                ]),
              )
              // Whoever has just opened theirs waits for it.
              .orderBy('opened_at', 'desc')
              .orderBy('person')
              .limit(limit)
              .$if(session.engine === 'postgres', (query) => query.forUpdate().skipLocked()),
        )
        .updateTable('home_views')
        .set((column) => ({
          owner,
          lease_until: databaseNowPlus(session.engine, leaseMs),
          attempts: column('attempts', '+', 1),
        }))
        .where('person', 'in', (column) => column.selectFrom('picked').select('picked.person'))
        // Said again: another claimer may have been between the pick and the update.
        .where('lease_until', '<=', now)
        .where('rest_until', '<=', now)
        .returning((column) => [
          'person',
          'team',
          'digest',
          'wanted',
          'attempts',
          column(now, '-', column.ref('opened_at')).as('ago'),
        ])
        .execute();
      return rows.map(({ person, team, digest, wanted, attempts, ago }) => ({
        member: { user: person, team },
        digest,
        wanted,
        attempts,
        head,
        people,
        openedAgoMs: Math.max(0, Number(ago)),
      }));
    },

    async drawn(view, owner, { digest, restMs, againMs }) {
      const again = againMs === null ? null : databaseNowPlus(session.engine, againMs);
      // Opened meanwhile: it is wanted again, and what stood there may be gone.
      await mine(view, owner).set({ wanted_at: again, digest }).where('wanted', '=', view.wanted).execute();
      await mine(view, owner)
        .set({
          seen: view.head,
          rest_until: databaseNowPlus(session.engine, restMs),
          attempts: 0,
          owner: null,
          lease_until: 0,
        })
        .execute();
    },

    async later(view, owner, delayMs) {
      const until = databaseNowPlus(session.engine, delayMs);
      await mine(view, owner)
        .set({ wanted_at: until, rest_until: until, owner: null, lease_until: 0 })
        .execute();
    },

    async forget(view, owner) {
      await session.db
        .deleteFrom('home_views')
        .where('person', '=', view.member.user)
        .where('owner', '=', owner)
        .where('wanted', '=', view.wanted)
        .execute();
      await mine(view, owner).set({ owner: null, lease_until: 0 }).execute();
    },
  };
}
