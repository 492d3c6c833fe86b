import { afterIt, answerTime } from '../core/answer-time.ts';
import { command } from '../core/command.ts';
import { targetsOf } from '../core/service-targets.ts';
import { primaryOf, statusDocument } from '../core/status-document.ts';

/** Enough to find the last change and a request that waits. */
const OPERATIONS = 10;
const INCIDENTS = 50;

export const status = command({
  verb: 'status',
  usage: ['status [env]'],
  example: 'status',
  summary: {
    es: 'servicio, versión, salud, alarmas y último cambio',
    en: 'service, version, health, alarms and last change',
  },
  permission: 'viewer',
  changes: false,
  arguments: { positional: { environment: { kind: 'environment' } }, options: {} },
  async handle({ environment }, { readers }) {
    const { soon } = answerTime(readers.clock);
    const service = soon(readers.ecs.service(environment));
    const [seen, definition, targets, tasks, alarms, ...others] = await Promise.all([
      service,
      afterIt(service, (found) => {
        const revision = primaryOf(found)?.taskDefinition ?? found.taskDefinition;
        return soon(readers.ecs.taskDefinition(environment, revision));
      }),
      afterIt(service, (found) => soon(targetsOf(readers, environment, found))),
      soon(readers.ecs.tasks(environment, 'RUNNING')),
      soon(readers.alarms.open(environment)),
      soon(readers.scaling.bounds(environment)),
      soon(readers.operations(environment, OPERATIONS)),
      soon(readers.gate(environment)),
      soon(readers.databases.state(environment)),
      soon(readers.caches.state(environment)),
      soon(readers.incidents(environment, INCIDENTS)),
    ]);
    const [scaling, operations, gate, database, cache, incidents] = others;
    const document = statusDocument({
      environment,
      at: readers.clock.now(),
      engine: readers.store.engine,
      version: readers.version,
      service: seen,
      definition,
      targets,
      tasks,
      alarms,
      scaling,
      operations,
      gate,
      database,
      cache,
      incidents,
    });
    return { result: 'answer', document };
  },
});
