import type { KeptLogRecords } from '../core/ports/kept-logs.ts';
import { databaseNow, databaseNowPlus, type Session } from './session.ts';

/** Results that are kept of one person. */
const RESULTS_A_PERSON = 10;

export function keptLogRecords(session: Session): KeptLogRecords {
  const now = databaseNow(session.engine);

  /** Nobody turns over so many results, and each may be some megabytes. */
  async function forgetOlder(owner: string): Promise<void> {
    await session.db
      .deleteFrom('kept_logs')
      .where('owner', '=', owner)
      .where('kind', '=', 'result')
      .where('id', 'not in', (column) =>
        column
          .selectFrom('kept_logs')
          .select('id')
          .where('owner', '=', owner)
          .where('kind', '=', 'result')
          .orderBy('until', 'desc')
          .limit(RESULTS_A_PERSON),
      )
      .execute();
  }

  return {
    async put({ id, owner, kind, sealed }, lastsMs) {
      const until = databaseNowPlus(session.engine, lastsMs);
      await session.db
        .insertInto('kept_logs')
        .values({ id, owner, kind, version: 1, sealed, until })
        .execute();
      if (kind === 'result') await forgetOlder(owner);
    },
    async get(id) {
      const row = await session.db
        .selectFrom('kept_logs')
        .select(['id', 'owner', 'kind', 'version', 'sealed'])
        .where('id', '=', id)
        .where('until', '>', now)
        .executeTakeFirst();
      return row ?? null;
    },
    async replace({ id, kind, version, sealed }) {
      const row = await session.db
        .updateTable('kept_logs')
        .set({ kind, sealed, version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async following(owner) {
      const row = await session.db
        .selectFrom('kept_logs')
        .select((column) => column.fn.countAll<number>().as('count'))
        .where('owner', '=', owner)
        .where('kind', '=', 'follow')
        .where('until', '>', now)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    async forget(limit) {
      const rows = await session.db
        .deleteFrom('kept_logs')
        .where('id', 'in', (column) =>
          column.selectFrom('kept_logs').select('id').where('until', '<=', now).limit(limit),
        )
        .returning('id')
        .execute();
      return rows.length;
    },
  };
}
