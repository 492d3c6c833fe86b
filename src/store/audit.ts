/** The audit trail: append-only, each row's hash over the one before, so that a changed or missing row shows. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { AuditEntry, AuditRecords } from '../core/ports/store.ts';
import { canonicalJson, sha256 } from './canonical-json.ts';
import type { Row } from './schema.ts';
import { databaseNow, type Session } from './session.ts';

const BATCH = 500;

export function auditRecords(session: Session): AuditRecords {
  return {
    async append(entry) {
      // Updating the head first locks it: rows of concurrent transactions get their order here.
      const head = await session.db
        .updateTable('audit_head')
        .set((column) => ({ seq: column('seq', '+', 1) }))
        .where('id', '=', 1)
        .returning(['seq', 'hash', databaseNow(session.engine).as('at')])
        .executeTakeFirstOrThrow();
      const row = {
        seq: head.seq,
        at: head.at,
        actor: entry.actor,
        event: entry.event,
        subject: entry.subject,
        environment: entry.environment,
        data: canonicalJson(entry.data),
      };
      const hash = hashOf(head.hash, row);
      await session.db.updateTable('audit_head').set({ hash }).where('id', '=', 1).execute();
      await session.db
        .insertInto('audit')
        .values({ ...row, hash })
        .execute();
    },

    async recent(filter) {
      let query = session.db.selectFrom('audit').selectAll();
      if (filter.environment !== undefined) query = query.where('environment', '=', filter.environment);
      if (filter.since !== undefined) query = query.where('at', '>=', filter.since);
      if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor);
      if (filter.subjects !== undefined) {
        if (filter.subjects.length === 0) return [];
        query = query.where('subject', 'in', filter.subjects);
      }
      const rows = await query.orderBy('seq', 'desc').limit(filter.limit).execute();
      return rows.map(entryOf);
    },

    async after(seq, filter) {
      let query = session.db.selectFrom('audit').selectAll().where('seq', '>', seq);
      if (filter.environment !== undefined) query = query.where('environment', '=', filter.environment);
      if (filter.since !== undefined) query = query.where('at', '>=', filter.since);
      const rows = await query.orderBy('seq').limit(filter.limit).execute();
      return rows.map(entryOf);
    },

    verify: () => verify(session),
  };
}

/** SHA-256 of the previous hash followed by the canonical JSON of the row without its own hash. */
function hashOf(previous: string, row: Omit<Row<'audit'>, 'hash'>): string {
  const { seq, at, actor, event, subject, environment } = row;
  const data: unknown = JSON.parse(row.data);
  return sha256(previous + canonicalJson({ seq, at, actor, event, subject, environment, data }));
}

async function verify(session: Session): Promise<{ rows: number; broken: number | null }> {
  let rows = 0;
  let previous = '';
  for (;;) {
    const batch = await session.db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', rows)
      .orderBy('seq')
      .limit(BATCH)
      .execute();
    for (const row of batch) {
      if (row.seq !== rows + 1 || !fits(previous, row)) return { rows, broken: rows + 1 };
      rows = row.seq;
      previous = row.hash;
    }
    if (batch.length === BATCH) {
      await breathe();
      continue;
    }
    // Read after the rows: a row that was appended meanwhile moves the head past them, never behind.
    const head = await session.db.selectFrom('audit_head').selectAll().executeTakeFirst();
    if (head === undefined || head.seq < rows) return { rows, broken: (head?.seq ?? 0) + 1 };
    if (head.seq === rows) return { rows, broken: head.hash === previous ? null : rows };
    if (batch.length === 0) return { rows, broken: rows + 1 };
  }
}

/** The text must be the canonical one as well, so that not even its spelling can change unseen. */
function fits(previous: string, row: Row<'audit'>): boolean {
  try {
    return row.data === canonicalJson(JSON.parse(row.data)) && row.hash === hashOf(previous, row);
  } catch {
    return false;
  }
}

function entryOf(row: Row<'audit'>): AuditEntry {
  return {
    seq: row.seq,
    at: row.at,
    actor: row.actor,
    event: row.event,
    subject: row.subject,
    environment: row.environment,
    data: JSON.parse(row.data),
    hash: row.hash,
  };
}
