import type { Environment } from './environment.ts';
import { readImageName, shortDigest } from './image-name.ts';
import type { TaskDefinitionView } from './ports/ecs.ts';

/** What the definition runs in the container that counts: its tag, else its short digest. */
export function runningImage(
  environment: Environment,
  definition: TaskDefinitionView,
): { readonly container: string; readonly label: string; readonly digest: string | null } {
  const container =
    definition.containers.find((one) => one.name === environment.container) ??
    definition.containers.find((one) => one.essential) ??
    definition.containers[0];
  const { repository, tag, digest } = readImageName(container?.image ?? '');
  const short = digest === null ? null : shortDigest(digest);
  return { container: container?.name ?? '', label: tag ?? short ?? repository, digest };
}
