import type { FollowUpRecords } from '../core/ports/follow-ups.ts';
import { databaseNow, databaseNowPlus, type Session } from './session.ts';

export function followUpRecords(session: Session): FollowUpRecords {
  const now = databaseNow(session.engine);
  return {
    async want(kind, subject, delayMs) {
      const due = databaseNowPlus(session.engine, delayMs);
      await session.db
        .insertInto('follow_ups')
        .values({ kind, subject, due_at: due, owner: null })
        .onConflict((conflict) =>
          conflict.columns(['kind', 'subject']).doUpdateSet((column) => ({
            wanted: column('follow_ups.wanted', '+', 1),
            due_at: column.ref('excluded.due_at'),
            attempts: 0,
          })),
        )
        .execute();
    },

    async claim(kind, owner, leaseMs, limit) {
      const rows = await session.db
        .with(
          // Materialised: a sub-select with a limit could otherwise be run once a row.
          (name) => name('picked').materialized(),
          (db) =>
            db
              .selectFrom('follow_ups')
              .select('subject')
              .where('kind', '=', kind)
              .where('due_at', '<=', now)
              .where('lease_until', '<=', now)
              .orderBy('due_at')
              .orderBy('subject')
              .limit(limit)
              .$if(session.engine === 'postgres', (query) => query.forUpdate().skipLocked()),
        )
        .updateTable('follow_ups')
        .set((column) => ({
          owner,
          lease_until: databaseNowPlus(session.engine, leaseMs),
          attempts: column('attempts', '+', 1),
        }))
        .where('kind', '=', kind)
        .where('subject', 'in', (column) => column.selectFrom('picked').select('picked.subject'))
        // Said again: another claimer may have been between the pick and the update.
        .where('due_at', '<=', now)
        .where('lease_until', '<=', now)
        .returning(['kind', 'subject', 'wanted', 'attempts'])
        .execute();
      return rows;
    },

    async renew({ kind, subject }, owner, leaseMs) {
      const rows = await session.db
        .updateTable('follow_ups')
        .set({ lease_until: databaseNowPlus(session.engine, leaseMs) })
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .where('owner', '=', owner)
        .returning('subject')
        .execute();
      return rows.length > 0;
    },

    async later({ kind, subject, wanted }, owner, delayMs) {
      await session.db
        .updateTable('follow_ups')
        .set({ owner: null, lease_until: 0 })
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .where('owner', '=', owner)
        .execute();
      await session.db
        .updateTable('follow_ups')
        .set({ due_at: databaseNowPlus(session.engine, delayMs) })
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        // Asked for again meanwhile: the newer time stands.
        .where('wanted', '=', wanted)
        .execute();
    },

    async finish({ kind, subject, wanted }, owner) {
      await session.db
        .deleteFrom('follow_ups')
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .where('owner', '=', owner)
        .where('wanted', '=', wanted)
        .execute();
      await session.db
        .updateTable('follow_ups')
        .set({ owner: null, lease_until: 0 })
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .where('owner', '=', owner)
        .execute();
    },
  };
}
