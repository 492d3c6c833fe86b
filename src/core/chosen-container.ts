import type { Environment } from './environment.ts';
import { readImageName } from './image-name.ts';
import type { ContainerView, TaskDefinitionView } from './ports/ecs.ts';
import { Problem } from './problem.ts';
import { say } from './sentence.ts';

/**
 * The configured container, else the essential one whose image comes from the environment's repository. Throws
 * Problem `refused` when there is none of that name.
 */
export function chosenContainer(environment: Environment, revision: TaskDefinitionView): ContainerView {
  const { containers } = revision;
  const essential = containers.filter((container) => container.essential);
  const found =
    environment.container === null
      ? (essential.find((each) => readImageName(each.image).repository === environment.repository) ??
        essential[0])
      : containers.find((container) => container.name === environment.container);
  if (found !== undefined) return found;
  const known = containers.map((container) => container.name);
  throw new Problem(
    'refused',
    say('plan.container-unknown', { container: environment.container ?? '–', known }),
    `container ${environment.container ?? '(essential)'} is not in ${revision.arn}`,
  );
}
