import { sql } from 'kysely';
import type { LeaseRecords } from '../core/ports/leases.ts';
import { databaseNow, databaseNowPlus, type Session } from './session.ts';

export function leaseRecords(session: Session): LeaseRecords {
  const now = databaseNow(session.engine);
  return {
    async take(name, owner, ms) {
      const row = await session.db
        .insertInto('leases')
        .values({ name, owner, until: databaseNowPlus(session.engine, ms), fence: 1 })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet((column) => ({
              owner,
              until: column.ref('excluded.until'),
              // The same number while it is held without a gap, a new one after each gap or change of hands.
              fence: sql<number>`case when leases.owner = ${owner} and leases.until > ${now}
                then leases.fence else leases.fence + 1 end`,
            }))
            .where((column) =>
              column.or([column('leases.until', '<=', now), column('leases.owner', '=', owner)]),
            ),
        )
        .returning('fence')
        .executeTakeFirst();
      return row?.fence ?? null;
    },

    async release(name, owner) {
      // The row stays, or the next fence number would start again at one.
      await session.db
        .updateTable('leases')
        .set({ until: 0 })
        .where('name', '=', name)
        .where('owner', '=', owner)
        .execute();
    },
  };
}
