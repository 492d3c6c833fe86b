import type { Notification, NotificationRecords } from '../core/ports/store.ts';
import { canonicalJson, sha256 } from './canonical-json.ts';
import type { Row } from './schema.ts';
import { databaseNow, databaseNowPlus, type Session } from './session.ts';

type Body = Pick<Notification, 'subject' | 'message'>;

/** What makes two notifications with one id the same. */
export function digestOf(notification: Notification): string {
  const { topic, subject, message } = notification;
  return sha256(canonicalJson({ topic, subject, message }));
}

export function notificationRecords(session: Session): NotificationRecords {
  const now = databaseNow(session.engine);
  return {
    async receive(notification) {
      const { id, topic, subject, message, publishedAt } = notification;
      // As JSON, since PostgreSQL's text cannot hold a NUL character and a message may.
      const body: Body = { subject, message };
      const digest = digestOf(notification);
      const inserted = await session.db
        .insertInto('notifications')
        .values({
          id,
          topic,
          body: JSON.stringify(body),
          digest,
          published_at: publishedAt,
          received_at: now,
          state: 'new',
          owner: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      if (inserted !== undefined) return 'new';
      const known = await session.db
        .selectFrom('notifications')
        .select('digest')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return known.digest === digest ? 'duplicate' : 'conflict';
    },

    async claim(owner, leaseMs, limit) {
      const rows = await session.db
        .with(
          // Materialised: a sub-select with a limit could otherwise be run once a row.
          (name) => name('picked').materialized(),
          (db) =>
            db
              .selectFrom('notifications')
              .select('id')
              .where('state', '=', 'new')
              .where('lease_until', '<=', now)
              .orderBy('received_at')
              .orderBy('id')
              .limit(limit)
              .$if(session.engine === 'postgres', (query) => query.forUpdate().skipLocked()),
        )
        .updateTable('notifications')
        .set((column) => ({
          owner,
          lease_until: databaseNowPlus(session.engine, leaseMs),
          attempts: column('attempts', '+', 1),
        }))
        .where('id', 'in', (column) => column.selectFrom('picked').select('picked.id'))
        // Said again: another claimer may have been between the pick and the update.
        .where('state', '=', 'new')
        .where('lease_until', '<=', now)
        .returningAll()
        .execute();
      return rows.sort(oldestFirst).map(notificationOf);
    },

    async finishAll(ids) {
      if (ids.length === 0) return;
      const rows = await session.db
        .updateTable('notifications')
        .set({ state: 'handled', owner: null, lease_until: 0 })
        .where('id', 'in', ids)
        .where('state', '=', 'new')
        .returning('id')
        .execute();
      if (rows.length !== ids.length) throw new Error('a notification was finished by somebody else');
    },

    async finish(id, outcome) {
      const row = await session.db
        .updateTable('notifications')
        .set({ state: outcome, owner: null, lease_until: 0 })
        .where('id', '=', id)
        .where('state', '=', 'new')
        .returning('id')
        .executeTakeFirst();
      // Somebody whose lease had run out finishes it too: its transaction must not count the alarm twice.
      if (row === undefined) throw new Error('the notification was finished by somebody else');
    },
  };
}

function oldestFirst(a: Row<'notifications'>, b: Row<'notifications'>): number {
  return a.received_at - b.received_at || (a.id < b.id ? -1 : 1);
}

function notificationOf(row: Row<'notifications'>): Notification & { attempts: number } {
  const body: Body = JSON.parse(row.body);
  return {
    ...body,
    id: row.id,
    topic: row.topic,
    publishedAt: row.published_at,
    attempts: row.attempts,
  };
}
