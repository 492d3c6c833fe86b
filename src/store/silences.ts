import type { SilenceRecords } from '../core/ports/incident-life.ts';
import { databaseNow, type Session } from './session.ts';

/** Rows in one statement: SQLite takes at most 32,766 values. */
const BATCH = 1_000;

export function silenceRecords(session: Session): SilenceRecords {
  return {
    async set(fingerprints, { by, at, until }) {
      for (let from = 0; from < fingerprints.length; from += BATCH) {
        const rows = fingerprints
          .slice(from, from + BATCH)
          .map((fingerprint) => ({ fingerprint, by_user: by, at, until }));
        await session.db
          .insertInto('silences')
          .values(rows)
          .onConflict((conflict) =>
            conflict.column('fingerprint').doUpdateSet((column) => ({
              by_user: column.ref('excluded.by_user'),
              at: column.ref('excluded.at'),
              until: column.ref('excluded.until'),
            })),
          )
          .execute();
      }
    },

    async of(fingerprints) {
      if (fingerprints.length === 0) return new Map();
      const rows = await session.db
        .selectFrom('silences')
        .selectAll()
        .where('fingerprint', 'in', fingerprints.slice(0, BATCH))
        .where('until', '>', databaseNow(session.engine))
        .execute();
      return new Map(rows.map(({ fingerprint, by_user: by, at, until }) => [fingerprint, { by, at, until }]));
    },
  };
}
