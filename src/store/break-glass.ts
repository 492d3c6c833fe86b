import type { BrokenGlass, GlassRecords } from '../core/ports/break-glass.ts';
import type { Row } from './schema.ts';
import { databaseNow, databaseNowPlus, type Session } from './session.ts';

export function glassRecords(session: Session): GlassRecords {
  const now = databaseNow(session.engine);
  return {
    async offer({ operation, by, reason, skipped }, ms) {
      const until = databaseNowPlus(session.engine, ms);
      const row = await session.db
        .insertInto('break_glass')
        .values({
          operation,
          by_user: by,
          reason: JSON.stringify(reason),
          skipped,
          until,
          broken_at: null,
          reviewed_by: null,
          reviewed_at: null,
        })
        .onConflict((conflict) =>
          conflict
            .column('operation')
            .doUpdateSet((column) => ({
              by_user: column.ref('excluded.by_user'),
              reason: column.ref('excluded.reason'),
              skipped: column.ref('excluded.skipped'),
              until: column.ref('excluded.until'),
            }))
            .where('break_glass.broken_at', 'is', null),
        )
        .returning('operation')
        .executeTakeFirst();
      return row !== undefined;
    },

    async get(operation) {
      const query = session.db.selectFrom('break_glass').selectAll().where('operation', '=', operation);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : glassOf(row);
    },

    async confirm(operation, by) {
      const row = await session.db
        .updateTable('break_glass')
        .set({ broken_at: now })
        .where('operation', '=', operation)
        .where('by_user', '=', by)
        .where('until', '>', now)
        .where('broken_at', 'is', null)
        .returning('operation')
        .executeTakeFirst();
      return row !== undefined;
    },

    async review(operation, by) {
      const row = await session.db
        .updateTable('break_glass')
        .set({ reviewed_by: by, reviewed_at: now })
        .where('operation', '=', operation)
        .where('broken_at', 'is not', null)
        .where('reviewed_at', 'is', null)
        .returning('operation')
        .executeTakeFirst();
      return row !== undefined;
    },

    async count(at) {
      const rows = await session.db
        .selectFrom('break_glass')
        .select(['broken_at', 'reviewed_at'])
        .where('broken_at', 'is not', null)
        .where((column) => column.or([column('broken_at', '>', at), column('reviewed_at', 'is', null)]))
        .execute();
      return {
        broken: rows.filter((row) => Number(row.broken_at) > at).length,
        open: rows.filter((row) => row.reviewed_at === null).length,
      };
    },
  };
}

function glassOf(row: Row<'break_glass'>): BrokenGlass {
  return {
    operation: row.operation,
    by: row.by_user,
    reason: JSON.parse(row.reason),
    skipped: row.skipped,
    until: row.until,
    brokenAt: row.broken_at,
    reviewedBy: row.reviewed_by,
    reviewedAt: row.reviewed_at,
  };
}
