/** How much lies in the store, for the metrics. */
import { sql } from 'kysely';
import { databaseNow, type Session } from './session.ts';

export interface StoreFigures {
  /** Operations by state. */
  readonly operations: Readonly<Record<string, number>>;
  /** Incidents by state. */
  readonly incidents: Readonly<Record<string, number>>;
  /** Cards and notes that wait, oldest first, at most 500: each with what was sent of it last. */
  readonly waiting: readonly { readonly id: string; readonly sent: number }[];
  readonly waitingCount: number;
  readonly parked: number;
  readonly inbox: number;
  /** ms since the oldest unhandled notification was kept; 0 without one. */
  readonly inboxAge: number;
}

const WAITING_LISTED = 500;

/** Throws as every call to the store does. */
export async function readFigures({ engine, db }: Session): Promise<StoreFigures> {
  const count = sql<number>`count(*)`;
  const operations = await db
    .selectFrom('operations')
    .select(['state', count.as('count')])
    .groupBy('state')
    .execute();
  const incidents = await db
    .selectFrom('incidents')
    .select(['state', count.as('count')])
    .groupBy('state')
    .execute();
  const unsent = db.selectFrom('messages').whereRef('wanted', '>', 'sent').where('parked', '=', 0);
  const waiting = await unsent.select(['id', 'sent']).orderBy('seq').limit(WAITING_LISTED).execute();
  const waitingCount = await unsent.select(count.as('count')).executeTakeFirst();
  const parked = await db
    .selectFrom('messages')
    .select(count.as('count'))
    .where('parked', '=', 1)
    .executeTakeFirst();
  const inbox = await db
    .selectFrom('notifications')
    .select([
      count.as('count'),
      sql<number | null>`min(received_at)`.as('oldest'),
      sql<number>`${databaseNow(engine)}`.as('now'),
    ])
    .where('state', '=', 'new')
    .executeTakeFirst();
  return {
    operations: byState(operations),
    incidents: byState(incidents),
    waiting,
    waitingCount: Number(waitingCount?.count ?? 0),
    parked: Number(parked?.count ?? 0),
    inbox: Number(inbox?.count ?? 0),
    inboxAge: inbox?.oldest == null ? 0 : Math.max(0, Number(inbox.now) - Number(inbox.oldest)),
  };
}

function byState(
  rows: readonly { readonly state: string; readonly count: number }[],
): Record<string, number> {
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}
