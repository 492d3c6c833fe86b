import { type RawBuilder, sql } from 'kysely';
import type { PictureRecords, RetentionRecords } from '../core/ports/retention.ts';
import { databaseNow, databaseNowPlus, type Session } from './session.ts';

/** What is told in `src/core/retention.ts`; only rows that nothing waits for. */
export function retentionRecords(session: Session): RetentionRecords {
  return {
    async forget(what, ageMs, limit) {
      const before = databaseNowPlus(session.engine, -ageMs);
      switch (what) {
        case 'handled':
        case 'quarantined':
          return notifications(session, what, before, limit);
        case 'notes':
          return messages(session, sql<boolean>`m.kind is null`, before, limit);
        case 'log-cards':
          return messages(session, sql<boolean>`m.kind in ('logs', 'follow')`, before, limit);
        case 'cards':
          return messages(session, sql<boolean>`m.kind in ('operation', 'incident')`, before, limit);
        case 'incidents':
          return incidents(session, before, limit);
        case 'stopped-tasks':
          return rows(session, sql`stopped_tasks`, sql`arn`, sql`stopped_at <= ${before}`, limit);
        case 'silences':
          return rows(session, sql`silences`, sql`fingerprint`, sql`until <= ${before}`, limit);
        case 'unheard':
          return rows(session, sql`unheard_signals`, sql`fingerprint`, sql`changed_at <= ${before}`, limit);
        case 'openings':
          return rows(
            session,
            sql`openings`,
            sql`id`,
            sql`state <> 'waiting' and created_at <= ${before}`,
            limit,
          );
        case 'glass-offers':
          return rows(
            session,
            sql`break_glass`,
            sql`operation`,
            sql`broken_at is null and until <= ${before}`,
            limit,
          );
      }
    },
  };
}

/** The condition is said twice: a row may have changed between the pick and the delete. */
async function rows(
  session: Session,
  table: RawBuilder<unknown>,
  key: RawBuilder<unknown>,
  over: RawBuilder<unknown>,
  limit: number,
): Promise<number> {
  const deleted = await sql`
    delete from ${table} where ${key} in (select ${key} from ${table} where ${over} limit ${limit}) and ${over}
    returning ${key}`.execute(session.db);
  return deleted.rows.length;
}

async function notifications(
  session: Session,
  state: 'handled' | 'quarantined',
  before: RawBuilder<number>,
  limit: number,
): Promise<number> {
  const over = sql`state = ${state} and received_at <= ${before}`;
  return rows(session, sql`notifications`, sql`id`, over, limit);
}

/** Delivered or given up, not being sent, and nothing that is still to be said belongs into its thread. */
async function messages(
  session: Session,
  kind: RawBuilder<boolean>,
  before: RawBuilder<number>,
  limit: number,
): Promise<number> {
  const over = sql`${kind} and m.next_at <= ${before} and m.lease_until <= ${databaseNow(session.engine)}
    and (m.wanted <= m.sent or m.parked = 1)
    and not exists (select 1 from messages n where n.parent = m.id and n.wanted > n.sent and n.parked = 0)`;
  const deleted = await sql`
    delete from messages where id in (select m.id from messages m where ${over} limit ${limit})
      and (wanted <= sent or parked = 1)
    returning id`.execute(session.db);
  return deleted.rows.length;
}

async function incidents(session: Session, before: RawBuilder<number>, limit: number): Promise<number> {
  const picked = await session.db
    .selectFrom('incidents')
    .select('id')
    .where('state', '=', 'resolved')
    .where('resolved_at', '<=', before)
    .where('changed_at', '<=', before)
    .orderBy('resolved_at')
    .limit(limit)
    // Nobody reopens one while it goes.
    .$if(session.engine === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute();
  if (picked.length === 0) return 0;
  const ids = picked.map(({ id }) => id);
  await session.db.deleteFrom('incident_signals').where('incident', 'in', ids).execute();
  await session.db.deleteFrom('incidents').where('id', 'in', ids).execute();
  return ids.length;
}

export function pictureRecords(session: Session): PictureRecords {
  return {
    async keep({ file, name }) {
      await session.db
        .insertInto('pictures')
        .values({ file, name, at: databaseNow(session.engine) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async old(ageMs, limit) {
      return session.db
        .selectFrom('pictures')
        .select(['file', 'name'])
        .where('at', '<=', databaseNowPlus(session.engine, -ageMs))
        .orderBy('at')
        .orderBy('file')
        .limit(limit)
        .execute();
    },
    async forget(file) {
      await session.db.deleteFrom('pictures').where('file', '=', file).execute();
    },
  };
}
