import type { Opening, OpeningRecords } from '../core/ports/locks.ts';
import type { Row } from './schema.ts';
import { databaseNowPlus, type Session } from './session.ts';

/** What is not queried. */
type Body = Pick<Opening, 'requester' | 'line' | 'channel' | 'locale' | 'zone' | 'incident'>;

/** What waits for nothing is forgotten after this, ms. */
const KEPT_MS = 30 * 86_400_000;

export function openingRecords(session: Session): OpeningRecords {
  return {
    async insert({ id, environment, state, createdAt, ...body }) {
      await session.db
        .deleteFrom('openings')
        .where('state', '<>', 'waiting')
        .where('created_at', '<', databaseNowPlus(session.engine, -KEPT_MS))
        .execute();
      await session.db
        .insertInto('openings')
        .values({ id, environment, state, body: JSON.stringify(body satisfies Body), created_at: createdAt })
        .execute();
    },

    async get(id) {
      const row = await session.db.selectFrom('openings').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : openingOf(row);
    },

    async move(id, from, to) {
      const moved = await session.db
        .updateTable('openings')
        .set({ state: to })
        .where('id', '=', id)
        .where('state', '=', from)
        .returning('id')
        .executeTakeFirst();
      return moved !== undefined;
    },

    async waiting(environment) {
      const rows = await session.db
        .selectFrom('openings')
        .selectAll()
        .where('environment', '=', environment)
        .where('state', '=', 'waiting')
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(openingOf);
    },
  };
}

function openingOf({ id, environment, state, body, created_at: createdAt }: Row<'openings'>): Opening {
  const known: Body = JSON.parse(body);
  return { id, environment, state, ...known, createdAt };
}
