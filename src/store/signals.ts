import { sql } from 'kysely';
import type { SignalContent, SignalRecords } from '../core/ports/incident-life.ts';
import type { Signal } from '../core/signal.ts';
import type { Row } from './schema.ts';
import type { Session } from './session.ts';

/** Any number, as long as every version of the bot takes the same. */
const TURN = 724_202;
/** Rows in one statement: SQLite takes at most 32,766 values. */
const BATCH = 500;

export function signalRecords(session: Session): SignalRecords {
  return {
    async turn() {
      // The embedded engine lets in one transaction at a time anyway.
      if (session.engine === 'postgres') await sql`select pg_advisory_xact_lock(${TURN})`.execute(session.db);
    },

    async newest(fingerprints) {
      if (fingerprints.length === 0) return new Map();
      const rows = await session.db
        .with('ranked', (db) =>
          db
            .selectFrom('incident_signals as s')
            .innerJoin('incidents as i', 'i.id', 's.incident')
            .select((column) => [
              's.fingerprint',
              's.incident',
              column.fn
                .agg<number>('row_number')
                .over((over) =>
                  over
                    .partitionBy('s.fingerprint')
                    .orderBy('i.inserted_at', 'desc')
                    .orderBy('i.opened_at', 'desc'),
                )
                .as('place'),
            ])
            .where('s.fingerprint', 'in', fingerprints),
        )
        .selectFrom('ranked')
        .select(['ranked.fingerprint', 'ranked.incident'])
        .where('ranked.place', '=', 1)
        .execute();
      return new Map(rows.map(({ fingerprint, incident }) => [fingerprint, incident]));
    },

    async keepUnheard(said) {
      if (said.length === 0) return;
      const rows = said.map(({ fingerprint, changedAt, content }) => ({
        fingerprint,
        changed_at: changedAt,
        content: JSON.stringify(content),
      }));
      await session.db
        .insertInto('unheard_signals')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .column('fingerprint')
            .doUpdateSet((column) => ({
              changed_at: column.ref('excluded.changed_at'),
              content: column.ref('excluded.content'),
            }))
            .whereRef('excluded.changed_at', '>=', 'unheard_signals.changed_at'),
        )
        .execute();
    },

    async unheard(fingerprints) {
      if (fingerprints.length === 0) return new Map();
      const rows = await session.db
        .selectFrom('unheard_signals')
        .select(['fingerprint', 'content'])
        .where('fingerprint', 'in', fingerprints)
        .execute();
      return new Map(rows.map(({ fingerprint, content }) => [fingerprint, JSON.parse(content)]));
    },

    async of(incident) {
      const rows = await session.db
        .selectFrom('incident_signals')
        .select([
          'fingerprint',
          'kind',
          'name',
          'state',
          'trusted',
          'changed_at',
          'fired_at',
          'fired',
          'rank',
        ])
        .where('incident', '=', incident)
        .execute();
      return rows.map(signalOf);
    },

    async content(incident, fingerprint) {
      const row = await session.db
        .selectFrom('incident_signals')
        .select('content')
        .where('incident', '=', incident)
        .where('fingerprint', '=', fingerprint)
        .executeTakeFirst();
      return row?.content == null ? null : (JSON.parse(row.content) as SignalContent);
    },

    async put(incident, signals) {
      for (let at = 0; at < signals.length; at += BATCH) {
        const rows = signals.slice(at, at + BATCH).map(({ signal, content }) => ({
          incident,
          fingerprint: signal.fingerprint,
          kind: signal.kind,
          // As JSON, since PostgreSQL's text cannot hold a NUL character and a name may.
          name: JSON.stringify(signal.name),
          state: signal.state,
          trusted: signal.trusted ? (1 as const) : (0 as const),
          changed_at: signal.changedAt,
          fired_at: signal.firedAt,
          fired: signal.fired,
          rank: signal.rank,
          content: content === null ? null : JSON.stringify(content),
        }));
        await session.db
          .insertInto('incident_signals')
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(['incident', 'fingerprint']).doUpdateSet((column) => ({
              state: column.ref('excluded.state'),
              trusted: column.ref('excluded.trusted'),
              changed_at: column.ref('excluded.changed_at'),
              fired_at: column.ref('excluded.fired_at'),
              fired: column.ref('excluded.fired'),
              rank: column.ref('excluded.rank'),
              content: column.fn.coalesce('excluded.content', 'incident_signals.content'),
            })),
          )
          .execute();
      }
    },
  };
}

function signalOf(row: Omit<Row<'incident_signals'>, 'incident' | 'content'>): Signal {
  return {
    fingerprint: row.fingerprint,
    kind: row.kind,
    name: JSON.parse(row.name),
    state: row.state,
    trusted: row.trusted === 1,
    changedAt: row.changed_at,
    firedAt: row.fired_at,
    fired: row.fired,
    rank: row.rank,
  };
}
