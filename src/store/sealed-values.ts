import type { SealedRecords } from '../core/ports/store.ts';
import type { Session } from './session.ts';

export function sealedRecords(session: Session): SealedRecords {
  return {
    async put(operation, sealed) {
      await session.db
        .insertInto('sealed_values')
        .values({ operation, sealed })
        .onConflict((conflict) => conflict.column('operation').doUpdateSet({ sealed }))
        .execute();
    },
    async get(operation) {
      const row = await session.db
        .selectFrom('sealed_values')
        .select('sealed')
        .where('operation', '=', operation)
        .executeTakeFirst();
      return row?.sealed ?? null;
    },
  };
}

/** Nothing needs them once the operation has ended. */
export async function forgetSealed(session: Session, operation: string): Promise<void> {
  await session.db.deleteFrom('sealed_values').where('operation', '=', operation).execute();
}
