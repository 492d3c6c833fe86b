import type { ExpressionBuilder } from 'kysely';
import type { OutboxMessage } from '../core/ports/store.ts';
import { messageOf } from './message-row.ts';
import type { MessagesTable, Tables } from './schema.ts';
import { databaseNow, databaseNowPlus, type Session } from './session.ts';

type Messages = Tables & { m: MessagesTable };

/** How much longer than a card a note waits for its turn in the channel, ms: the cause is wanted before the log of it. */
const NOTES_AFTER_MS = 3_000;
/** How much sooner the turn of a card comes that nobody has seen yet, ms: an edit of another can wait, an alarm cannot. */
const FIRST_BEFORE_MS = 60_000;

/**
 * Claims the due messages: of each channel the one that is due longest, and none of a channel in which one is under
 * way or which Slack told to wait. A card that is not posted yet goes before all that is due at most a minute longer,
 * any other card before a note that is due at most 3 s longer. A note waits for its parent to be posted and holds
 * nobody up meanwhile.
 */
export async function claimMessages(
  session: Session,
  owner: string,
  leaseMs: number,
  limit: number,
): Promise<readonly OutboxMessage[]> {
  const now = databaseNow(session.engine);
  const rows = await session.db
    .with('ranked', (db) =>
      db
        .selectFrom('messages as m')
        .select((column) => [
          'm.id',
          column.fn
            .agg<number>('row_number')
            .over((over) => over.partitionBy('m.channel').orderBy(turnOf(column)).orderBy('m.seq'))
            .as('place'),
        ])
        .whereRef('m.wanted', '>', 'm.sent')
        .where('m.parked', '=', 0)
        .where('m.next_at', '<=', now)
        .where((column) => column.or([column('m.parent', 'is', null), column.exists(postedParent(column))]))
        .where((column) =>
          column.not(
            column.exists(
              column
                .selectFrom('messages as busy')
                .select('busy.id')
                .whereRef('busy.channel', '=', 'm.channel')
                .where('busy.lease_until', '>', now),
            ),
          ),
        )
        .where((column) =>
          column.not(
            column.exists(
              column
                .selectFrom('channel_waits as wait')
                .select('wait.channel')
                .whereRef('wait.channel', '=', 'm.channel')
                .where('wait.until', '>', now),
            ),
          ),
        ),
    )
    .with(
      // Materialised: a sub-select with a limit could otherwise be run once a row.
      (name) => name('picked').materialized(),
      (db) =>
        db
          .selectFrom('messages')
          .select('messages.id')
          .where('messages.id', 'in', (column) =>
            column.selectFrom('ranked').select('ranked.id').where('ranked.place', '=', 1),
          )
          .whereRef('messages.wanted', '>', 'messages.sent')
          .where('messages.lease_until', '<=', now)
          .orderBy('messages.next_at')
          .orderBy('messages.seq')
          .limit(limit)
          .$if(session.engine === 'postgres', (query) => query.forUpdate().skipLocked()),
    )
    .updateTable('messages')
    .set((column) => ({
      owner,
      lease_until: databaseNowPlus(session.engine, leaseMs),
      attempts: column('attempts', '+', 1),
    }))
    .where('id', 'in', (column) => column.selectFrom('picked').select('picked.id'))
    // Said again: another claimer may have been between the pick and the update.
    .whereRef('wanted', '>', 'sent')
    .where('parked', '=', 0)
    .where('next_at', '<=', now)
    .where('lease_until', '<=', now)
    .returningAll()
    .execute();
  return rows.sort((a, b) => a.next_at - b.next_at || a.seq - b.seq).map(messageOf);
}

function turnOf(column: ExpressionBuilder<Messages, 'm'>) {
  return column
    .case()
    .when(column.and([column('m.parent', 'is', null), column('m.ts', 'is', null)]))
    .then(column('m.next_at', '-', FIRST_BEFORE_MS))
    .when('m.parent', 'is', null)
    .then(column.ref('m.next_at'))
    .else(column('m.next_at', '+', NOTES_AFTER_MS))
    .end();
}

function postedParent(column: ExpressionBuilder<Messages, 'm'>) {
  return column
    .selectFrom('messages as parent')
    .select('parent.id')
    .whereRef('parent.id', '=', 'm.parent')
    .where('parent.ts', 'is not', null);
}
