import type { Incident } from '../core/incident.ts';
import type { IncidentRecords } from '../core/ports/store.ts';
import type { Row } from './schema.ts';
import { databaseNow, type Session } from './session.ts';

/** What the body holds; the rest has columns of its own. */
const IN_BODY = [
  'title',
  'alarmState',
  'alarm',
  'raw',
  'fired',
  'acknowledged',
  'evidence',
  'diagnosis',
  'chart',
  'verification',
  'event',
  'signals',
  'silence',
  'reminded',
] as const satisfies readonly (keyof Incident)[];

type Body = Pick<Incident, (typeof IN_BODY)[number]>;

export function incidentRecords(session: Session): IncidentRecords {
  return {
    async latest(fingerprint) {
      const row = await session.db
        .selectFrom('incidents')
        .selectAll()
        .where('fingerprint', '=', fingerprint)
        .orderBy('inserted_at', 'desc')
        .orderBy('opened_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : incidentOf(row);
    },

    async get(id) {
      const query = session.db.selectFrom('incidents').selectAll().where('id', '=', id);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : incidentOf(row);
    },

    async some(ids) {
      if (ids.length === 0) return [];
      const rows = await session.db.selectFrom('incidents').selectAll().where('id', 'in', ids).execute();
      return rows.map(incidentOf);
    },

    save: (incident, stored = incident.version - 1) =>
      stored === 0 ? insert(session, incident) : replace(session, incident, stored),

    async list(filter) {
      let query = session.db.selectFrom('incidents').selectAll();
      if (filter.states !== undefined) {
        if (filter.states.length === 0) return [];
        query = query.where('state', 'in', filter.states);
      }
      if (filter.environment !== undefined) query = query.where('environment', '=', filter.environment);
      const rows = await query.orderBy('opened_at', 'desc').orderBy('id').limit(filter.limit).execute();
      return rows.map(incidentOf);
    },

    async due(limit) {
      const rows = await session.db
        .selectFrom('incidents')
        .selectAll()
        .where('state', '<>', 'resolved')
        .where('investigate_at', '<=', databaseNow(session.engine))
        .orderBy('investigate_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(incidentOf);
    },
  };
}

async function insert(session: Session, incident: Incident): Promise<boolean> {
  const row = await session.db
    .insertInto('incidents')
    .values({ ...columnsOf(incident), id: incident.id, inserted_at: databaseNow(session.engine) })
    // Of the id, or of another unresolved incident with the same fingerprint.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function replace(session: Session, incident: Incident, stored: number): Promise<boolean> {
  let update = session.db
    .updateTable('incidents')
    .set(columnsOf(incident))
    .where('id', '=', incident.id)
    .where('version', '=', stored);
  if (incident.state !== 'resolved') {
    // Reopening loses when the same trouble has a newer incident already.
    update = update.where((column) =>
      column.not(
        column.exists(
          column
            .selectFrom('incidents as other')
            .select('other.id')
            .where('other.fingerprint', '=', incident.fingerprint)
            .where('other.id', '<>', incident.id)
            .where('other.state', '<>', 'resolved'),
        ),
      ),
    );
  }
  return (await update.returning('id').executeTakeFirst()) !== undefined;
}

function columnsOf(incident: Incident): Omit<Row<'incidents'>, 'id' | 'inserted_at'> {
  return {
    fingerprint: incident.fingerprint,
    environment: incident.environment,
    state: incident.state,
    version: incident.version,
    body: JSON.stringify(Object.fromEntries(IN_BODY.map((name) => [name, incident[name]]))),
    opened_at: incident.openedAt,
    changed_at: incident.changedAt,
    resolved_at: incident.resolvedAt,
    investigate_at: incident.investigateAt,
  };
}

function incidentOf(row: Row<'incidents'>): Incident {
  const body: Body = JSON.parse(row.body);
  return {
    ...body,
    id: row.id,
    fingerprint: row.fingerprint,
    environment: row.environment,
    state: row.state,
    version: row.version,
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    resolvedAt: row.resolved_at,
    investigateAt: row.investigate_at,
  };
}
