/** The outbox. A row is due while the state has asked for more than was sent. */
import { sql } from 'kysely';
import type { MessageRecords } from '../core/ports/store.ts';
import { claimMessages } from './message-claim.ts';
import { messageOf, type NoteBody } from './message-row.ts';
import { databaseNow, databaseNowPlus, type Session } from './session.ts';

export function messageRecords(session: Session): MessageRecords {
  const now = databaseNow(session.engine);
  return {
    async want(card) {
      await session.db
        .insertInto('messages')
        .values({
          id: `${card.kind}:${card.subject}`,
          channel: card.channel,
          kind: card.kind,
          subject: card.subject,
          note: null,
          parent: null,
          ts: null,
          digest: null,
          next_at: now,
          owner: null,
        })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((column) => ({
            wanted: column('messages.wanted', '+', 1),
            attempts: sql<number>`case when messages.parked = 1 then 0 else messages.attempts end`,
            parked: 0 as const,
            // One that is due already keeps its place, or steady asking would put it off for ever.
            next_at: sql<number>`case
              when messages.wanted > messages.sent and messages.parked = 0 and messages.next_at <= ${now}
              then messages.next_at else ${now} end`,
          })),
        )
        .execute();
    },

    async say(note) {
      const body: NoteBody = { text: note.text, broadcast: note.broadcast ?? false };
      await session.db
        .insertInto('messages')
        .values({
          id: note.id,
          channel: note.channel,
          kind: null,
          subject: null,
          note: JSON.stringify(body),
          parent: note.parent ?? null,
          ts: null,
          digest: null,
          next_at: now,
          owner: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async get(id) {
      const query = session.db.selectFrom('messages').selectAll().where('id', '=', id);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : messageOf(row);
    },

    async at(channel, ts) {
      const row = await session.db
        .selectFrom('messages')
        .select(['kind', 'subject'])
        .where('channel', '=', channel)
        .where('ts', '=', ts)
        .where('kind', 'is not', null)
        .executeTakeFirst();
      return row?.kind == null || row.subject === null ? null : { kind: row.kind, subject: row.subject };
    },

    claim: (owner, leaseMs, limit) => claimMessages(session, owner, leaseMs, limit),

    async sending(id, owner) {
      // From here to `sent` a crash leaves the doubt in the row, and the next sender looks before it posts.
      const row = await session.db
        .updateTable('messages')
        .set({ unsure: 1 })
        .where('id', '=', id)
        .where('owner', '=', owner)
        .where('lease_until', '>', now)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async sent(id, owner, what) {
      const row = await session.db
        .updateTable('messages')
        .set({
          ts: what.ts,
          channel: what.channel,
          // When the state asked again meanwhile, `wanted` is ahead of this and the row stays due.
          sent: what.wanted,
          digest: what.digest,
          unsure: 0,
          attempts: 0,
          owner: null,
          lease_until: 0,
        })
        .where('id', '=', id)
        .where('owner', '=', owner)
        .returning('channel')
        .executeTakeFirst();
      if (row !== undefined && what.restMs !== undefined) await rest(session, row.channel, what.restMs);
    },

    async later(id, owner, what) {
      const wait = databaseNowPlus(session.engine, what.delayMs);
      const row = await session.db
        .updateTable('messages')
        .set({
          next_at: wait,
          unsure: what.unsure ? 1 : 0,
          parked: what.parked === true ? 1 : 0,
          owner: null,
          lease_until: 0,
          // The message is gone in Slack, so the card is posted anew even if its content is the same.
          ...(what.forgetTs === true ? { ts: null, digest: null } : {}),
        })
        .where('id', '=', id)
        .where('owner', '=', owner)
        .returning('channel')
        .executeTakeFirst();
      if (what.holdChannel === true && row !== undefined) {
        await session.db
          .insertInto('channel_waits')
          .values({ channel: row.channel, until: wait })
          .onConflict((conflict) =>
            conflict.column('channel').doUpdateSet((column) => ({ until: column.ref('excluded.until') })),
          )
          .execute();
      }
    },
  };
}

/** Every replica has to know when something was sent to the channel last. */
async function rest(session: Session, channel: string, ms: number): Promise<void> {
  const until = databaseNowPlus(session.engine, ms);
  await session.db
    .insertInto('channel_waits')
    .values({ channel, until })
    .onConflict((conflict) =>
      conflict
        .column('channel')
        .doUpdateSet((column) => ({ until: column.ref('excluded.until') }))
        // A longer wait that Slack told stands.
        .whereRef('channel_waits.until', '<', 'excluded.until'),
    )
    .execute();
}
