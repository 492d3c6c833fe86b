import { type CommandReaders, command } from '../core/command.ts';
import type { Environment } from '../core/environment.ts';
import type { Gathered } from '../core/evidence.ts';
import type { TargetView } from '../core/ports/aws.ts';
import type { ServiceView } from '../core/ports/ecs.ts';
import { primaryOf, statusDocument } from '../core/status-document.ts';
import { within } from '../core/within.ts';

/** Each read's own time, ms: an answer with a gap is worth more than one that comes too late. */
const BUDGET = 5_000;
/** Enough to find the last change and a request that waits. */
const OPERATIONS = 10;

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
    const soon = <T>(work: Promise<T>) => within(work, BUDGET, readers.clock);
    const service = soon(readers.ecs.service(environment));
    const [seen, definition, targets, tasks, alarms, scaling, operations] = await Promise.all([
      service,
      after(service, (found) => {
        const revision = primaryOf(found)?.taskDefinition ?? found.taskDefinition;
        return soon(readers.ecs.taskDefinition(environment, revision));
      }),
      after(service, (found) => soon(targetsOf(readers, environment, found))),
      soon(readers.ecs.tasks(environment, 'RUNNING')),
      soon(readers.alarms.open(environment)),
      soon(readers.scaling.bounds(environment)),
      soon(readers.operations(environment, OPERATIONS)),
    ]);
    const document = statusDocument({
      environment,
      at: readers.clock.now(),
      engine: readers.store.engine,
      service: seen,
      definition,
      targets,
      tasks,
      alarms,
      scaling,
      operations,
    });
    return { result: 'answer', document };
  },
});

/** A read that needs the service first; without it, the same reason. */
async function after<T>(
  service: Promise<Gathered<ServiceView>>,
  next: (found: ServiceView) => Promise<Gathered<T>>,
): Promise<Gathered<T>> {
  const found = await service;
  return found.ok ? next(found.value) : found;
}

async function targetsOf(
  readers: CommandReaders,
  environment: Environment,
  service: ServiceView,
): Promise<readonly TargetView[]> {
  const groups = service.targetGroups.map((group) => readers.targets.health(environment, group.arn));
  return (await Promise.all(groups)).flat();
}
