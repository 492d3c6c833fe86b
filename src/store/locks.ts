import type { Lock } from '../core/lock.ts';
import type { LockRecords } from '../core/ports/locks.ts';
import type { Row } from './schema.ts';
import { databaseNow, type Session } from './session.ts';

/** What is not queried. */
type Body = Pick<Lock, 'reason' | 'revision' | 'operation' | 'source'>;

export function lockRecords(session: Session): LockRecords {
  const now = databaseNow(session.engine);
  return {
    async of(environment) {
      const rows = await session.db
        .selectFrom('locks')
        .selectAll()
        .where('environment', '=', environment)
        .where((column) => column.or([column('until', 'is', null), column('until', '>', now)]))
        .orderBy('since')
        .orderBy('kind')
        .execute();
      return rows.map(lockOf);
    },

    async get(id) {
      const row = await session.db.selectFrom('locks').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : lockOf(row);
    },

    async put(lock, replaces) {
      const { environment, kind, id, owner, since, until, nagged } = lock;
      const { reason, revision, operation, source } = lock;
      const body: Body = { reason, revision, operation, source };
      const row = await session.db
        .insertInto('locks')
        .values({ environment, kind, id, owner, body: JSON.stringify(body), since, until, nagged })
        .onConflict((conflict) =>
          conflict
            .columns(['environment', 'kind'])
            .doUpdateSet((column) => ({
              id: column.ref('excluded.id'),
              owner: column.ref('excluded.owner'),
              body: column.ref('excluded.body'),
              since: column.ref('excluded.since'),
              until: column.ref('excluded.until'),
              nagged: column.ref('excluded.nagged'),
            }))
            // One that is over is nobody's any more.
            .where((column) =>
              column.or([column('locks.id', '=', replaces ?? ''), column('locks.until', '<=', now)]),
            ),
        )
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async end(id) {
      const gone = await session.db
        .deleteFrom('locks')
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return gone !== undefined;
    },

    async countNag(id, nagged) {
      const counted = await session.db
        .updateTable('locks')
        .set({ nagged: nagged + 1 })
        .where('id', '=', id)
        .where('nagged', '=', nagged)
        .returning('id')
        .executeTakeFirst();
      return counted !== undefined;
    },
  };
}

function lockOf({ environment, kind, id, owner, body, since, until, nagged }: Row<'locks'>): Lock {
  const known: Body = JSON.parse(body);
  return { id, environment, kind, owner, ...known, since, until, nagged };
}
