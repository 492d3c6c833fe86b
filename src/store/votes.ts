import type { VoteRecords } from '../core/ports/store.ts';
import { databaseNow, type Session } from './session.ts';

export function voteRecords(session: Session): VoteRecords {
  return {
    async insert(vote) {
      const row = await session.db
        .insertInto('votes')
        .values({
          operation: vote.operation,
          person: vote.person,
          decision: vote.decision,
          reason: JSON.stringify(vote.reason),
          at: databaseNow(session.engine),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('person')
        .executeTakeFirst();
      return row !== undefined;
    },

    async of(operation) {
      const rows = await session.db
        .selectFrom('votes')
        .selectAll()
        .where('operation', '=', operation)
        .orderBy('at')
        .orderBy('person')
        .execute();
      return rows.map((row) => ({
        operation: row.operation,
        person: row.person,
        decision: row.decision,
        reason: JSON.parse(row.reason),
        at: row.at,
      }));
    },
  };
}
