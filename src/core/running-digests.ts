import { chosenContainer } from './chosen-container.ts';
import type { CommandReaders } from './command.ts';
import type { Environment } from './environment.ts';

/** Digests that the tasks of the environment's own container run. */
export async function runningDigests(
  environment: Environment,
  { ecs }: CommandReaders,
): Promise<readonly string[]> {
  const [service, tasks] = await Promise.all([ecs.service(environment), ecs.tasks(environment, 'RUNNING')]);
  const revision = await ecs.taskDefinition(environment, service.taskDefinition);
  const { name } = chosenContainer(environment, revision);
  return tasks
    .flatMap((task) => task.containers.filter((container) => container.name === name))
    .flatMap((container) => container.imageDigest ?? []);
}
