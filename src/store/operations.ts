import type { UpdateObject } from 'kysely';
import { isTerminal, mayMove, type Operation, type OperationState } from '../core/operation.ts';
import type { OperationFilter, OperationPatch, OperationRecords } from '../core/ports/store.ts';
import type { Row, Tables } from './schema.ts';
import { forgetSealed } from './sealed-values.ts';
import { databaseNow, type Session } from './session.ts';

/** What never changes after planning and is not queried. */
type Body = Pick<Operation, 'command' | 'requester' | 'reason' | 'incident' | 'plan' | 'policy'>;

export function operationRecords(session: Session): OperationRecords {
  const now = databaseNow(session.engine);
  return {
    async insert(operation, source) {
      const row = await session.db
        .insertInto('operations')
        .values(rowOf(operation, source))
        // Of the id, the source, and the one change of an environment: each means that this one does not happen.
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },

    async get(id) {
      const query = session.db.selectFrom('operations').selectAll().where('id', '=', id);
      return operationOf(await query.executeTakeFirst());
    },

    async bySource(source) {
      const query = session.db.selectFrom('operations').selectAll().where('source', '=', source);
      return operationOf(await query.executeTakeFirst());
    },

    async move(id, from, to, patch, version) {
      refuseIllegal(from, to);
      if (from.length === 0) return null;
      let update = session.db
        .updateTable('operations')
        .set(columnsOf(patch))
        .set((column) => ({ state: to, version: column('version', '+', 1) }))
        .where('id', '=', id)
        .where('state', 'in', from);
      if (version !== undefined) update = update.where('version', '=', version);
      if (to === 'approved') {
        update = update.where((column) =>
          column.or([column('state', '<>', 'pending'), column('expires_at', '>', now)]),
        );
      }
      const moved = operationOf(await update.returningAll().executeTakeFirst());
      if (moved !== null && isTerminal(to)) await forgetSealed(session, id);
      return moved;
    },

    async list(filter: OperationFilter) {
      const order = filter.oldestFirst === true ? 'asc' : 'desc';
      let query = session.db.selectFrom('operations').selectAll();
      if (filter.environment !== undefined) query = query.where('environment', '=', filter.environment);
      if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
      if (filter.states !== undefined) {
        if (filter.states.length === 0) return [];
        query = query.where('state', 'in', filter.states);
      }
      if (filter.expired === true)
        query = query.where('state', '=', 'pending').where('expires_at', '<=', now);
      const rows = await query
        .orderBy('created_at', order)
        .orderBy('id', order)
        .limit(filter.limit)
        .execute();
      return rows.map((row) => operationOf(row)!);
    },
  };
}

/** A move that the state machine does not know is a mistake in the code, not a lost race. */
function refuseIllegal(from: readonly OperationState[], to: OperationState): void {
  for (const state of from) {
    if (state !== to && !mayMove(state, to))
      throw new Error(`an operation cannot move from ${state} to ${to}`);
  }
}

function rowOf(operation: Operation, source: string): Row<'operations'> {
  const { command, requester, reason, incident, plan, policy } = operation;
  const body: Body = { command, requester, reason, incident, plan, policy };
  return {
    id: operation.id,
    source,
    kind: operation.kind,
    environment: operation.environment,
    state: operation.state,
    version: operation.version,
    body: JSON.stringify(body),
    steps: JSON.stringify(operation.steps),
    rollout: nullableJson(operation.rollout),
    outcome: nullableJson(operation.outcome),
    decided_by: JSON.stringify(operation.decidedBy),
    awaiting: nullableJson(operation.awaiting ?? null),
    created_at: operation.createdAt,
    expires_at: operation.expiresAt,
    decided_at: operation.decidedAt,
    started_at: operation.startedAt,
    ended_at: operation.endedAt,
  };
}

function columnsOf(patch: OperationPatch): UpdateObject<Tables, 'operations'> {
  return {
    ...(patch.steps === undefined ? {} : { steps: JSON.stringify(patch.steps) }),
    ...(patch.rollout === undefined ? {} : { rollout: nullableJson(patch.rollout) }),
    ...(patch.outcome === undefined ? {} : { outcome: nullableJson(patch.outcome) }),
    ...(patch.decidedBy === undefined ? {} : { decided_by: JSON.stringify(patch.decidedBy) }),
    ...(patch.awaiting === undefined ? {} : { awaiting: nullableJson(patch.awaiting) }),
    ...(patch.decidedAt === undefined ? {} : { decided_at: patch.decidedAt }),
    ...(patch.startedAt === undefined ? {} : { started_at: patch.startedAt }),
    ...(patch.endedAt === undefined ? {} : { ended_at: patch.endedAt }),
  };
}

function operationOf(row: Row<'operations'> | undefined): Operation | null {
  if (row === undefined) return null;
  const body: Body = JSON.parse(row.body);
  return {
    ...body,
    id: row.id,
    kind: row.kind,
    environment: row.environment,
    state: row.state,
    version: row.version,
    steps: JSON.parse(row.steps),
    rollout: row.rollout === null ? null : JSON.parse(row.rollout),
    outcome: row.outcome === null ? null : JSON.parse(row.outcome),
    decidedBy: JSON.parse(row.decided_by),
    ...(row.awaiting === null ? {} : { awaiting: JSON.parse(row.awaiting) }),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    decidedAt: row.decided_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

function nullableJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
