import type { CommandReaders } from './command.ts';
import type { Environment } from './environment.ts';
import type { TargetView } from './ports/aws.ts';
import type { ServiceView } from './ports/ecs.ts';

/** The targets of all groups that a service registers its tasks with. Throws a Problem. */
export async function targetsOf(
  { targets }: Pick<CommandReaders, 'targets'>,
  environment: Environment,
  { targetGroups }: Pick<ServiceView, 'targetGroups'>,
): Promise<readonly TargetView[]> {
  return (await Promise.all(targetGroups.map(({ arn }) => targets.health(environment, arn)))).flat();
}
