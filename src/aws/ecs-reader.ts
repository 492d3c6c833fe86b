/** ECS, reading. */
import { DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import type { Environment } from '../core/environment.ts';
import type { Fingerprint } from '../core/ports/ambient.ts';
import type { EcsReader, ServiceView, TaskView } from '../core/ports/ecs.ts';
import { list, listOrEmpty, odd } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { ecsProblems, noService } from './ecs-problems.ts';
import { serviceView } from './ecs-service.ts';
import { taskView } from './ecs-tasks.ts';
import { batches, pages } from './pages.ts';
import { readTaskDefinition } from './task-definition.ts';

/** Tasks of one service are far fewer; this only bounds an endless listing. */
const MOST_PAGES = 20;
/** DescribeTasks takes at most 100. Source: ECS API reference. */
const TASKS_A_CALL = 100;

export function createEcsReader(clients: Clients, caller: Caller, fingerprint?: Fingerprint): EcsReader {
  return {
    service: (environment) => service(clients, caller, environment),
    taskDefinition: async (environment, reference) =>
      (await readTaskDefinition(caller, clients.of(environment.region).ecs, reference, fingerprint)).view,
    tasks: (environment, state) => tasks(clients, caller, environment, state),
  };
}

function service(clients: Clients, caller: Caller, environment: Environment): Promise<ServiceView> {
  const { ecs } = clients.of(environment.region);
  const command = new DescribeServicesCommand({
    cluster: environment.cluster,
    services: [environment.service],
  });
  return caller.read(
    'ecs:DescribeServices',
    (options) => ecs.send(command, options),
    (answer) => {
      // A missing service is not an exception: it stands among the failures of a good answer.
      if (listOrEmpty(answer.failures).some((failure) => failure.reason === 'MISSING')) {
        throw noService(environment);
      }
      const services = list(answer.services, 'services');
      const [only] = services;
      if (only === undefined || services.length !== 1) return odd('the one service');
      return serviceView(only);
    },
    ecsProblems(environment),
  );
}

async function tasks(
  clients: Clients,
  caller: Caller,
  environment: Environment,
  state: 'RUNNING' | 'STOPPED',
): Promise<readonly TaskView[]> {
  const { ecs } = clients.of(environment.region);
  const { cluster, service: serviceName } = environment;
  const arns = await pages(
    (nextToken) =>
      caller.read(
        'ecs:ListTasks',
        (options) =>
          ecs.send(new ListTasksCommand({ cluster, serviceName, desiredStatus: state, nextToken }), options),
        (answer) => ({ items: list(answer.taskArns, 'taskArns'), next: answer.nextToken }),
        ecsProblems(environment),
      ),
    MOST_PAGES,
  );
  const described = await Promise.all(
    batches([...new Set(arns)], TASKS_A_CALL).map((batch) =>
      caller.read(
        'ecs:DescribeTasks',
        (options) => ecs.send(new DescribeTasksCommand({ cluster, tasks: [...batch] }), options),
        // ECS may have forgotten a task since it was listed; such a failure is no mistake.
        (answer) => list(answer.tasks, 'tasks').map(taskView),
        ecsProblems(environment),
      ),
    ),
  );
  return described.flat();
}
