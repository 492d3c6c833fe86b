import type { TaskView } from '../core/ports/ecs.ts';
import type { StoppedTaskRecords } from '../core/ports/incident-life.ts';
import type { Session } from './session.ts';

/** Of each environment; a crash loop stops one every few seconds. */
const MOST = 300;

export function stoppedTaskRecords(session: Session): StoppedTaskRecords {
  return {
    async keep(environment, task) {
      const row = {
        arn: task.arn,
        environment,
        stopped_at: task.stoppedAt ?? 0,
        body: JSON.stringify(task),
      };
      await session.db
        .insertInto('stopped_tasks')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('arn').doUpdateSet((column) => ({
            environment: column.ref('excluded.environment'),
            stopped_at: column.ref('excluded.stopped_at'),
            body: column.ref('excluded.body'),
          })),
        )
        .execute();
      await session.db
        .deleteFrom('stopped_tasks')
        .where('environment', '=', environment)
        .where('arn', 'in', (column) =>
          column
            .selectFrom('stopped_tasks as old')
            .select('old.arn')
            .where('old.environment', '=', environment)
            .orderBy('old.stopped_at', 'desc')
            .orderBy('old.arn')
            .limit(1_000)
            .offset(MOST),
        )
        .execute();
    },

    async since(environment, from, limit) {
      const rows = await session.db
        .selectFrom('stopped_tasks')
        .select('body')
        .where('environment', '=', environment)
        .where('stopped_at', '>=', from)
        .orderBy('stopped_at', 'desc')
        .orderBy('arn')
        .limit(limit)
        .execute();
      return rows.map(({ body }) => JSON.parse(body) as TaskView);
    },
  };
}
