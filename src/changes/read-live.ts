/** What every change reads first: the service, its live revision and its autoscaling bounds. */
import type { ChangeReaders } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import { readImageName } from '../core/image-name.ts';
import type { ScalingView } from '../core/ports/aws.ts';
import type { ContainerView, DeploymentView, ServiceView, TaskDefinitionView } from '../core/ports/ecs.ts';
import { isProblem, Problem, type ProblemKind } from '../core/problem.ts';
import { type Sentence, say } from '../core/sentence.ts';

/** An answer, or the sentence that says why it could not be had. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly kind: ProblemKind; readonly why: Sentence };

export interface LiveService {
  readonly service: ServiceView;
  readonly revision: TaskDefinitionView;
  readonly container: ContainerView;
  readonly primary: DeploymentView | null;
  readonly scaling: Read<ScalingView | null>;
}

/** Turns a Problem into a value, where a missing answer is shown and does not stop the rest. */
export async function tryRead<T>(reading: Promise<T>): Promise<Read<T>> {
  try {
    return { ok: true, value: await reading };
  } catch (error) {
    if (!isProblem(error)) throw error;
    return { ok: false, kind: error.kind, why: error.sentence };
  }
}

/** Throws a Problem when the service or its revision cannot be read. */
export async function readLive(readers: ChangeReaders, environment: Environment): Promise<LiveService> {
  const [service, scaling] = await Promise.all([
    readers.ecs.service(environment),
    tryRead(readers.scaling.bounds(environment)),
  ]);
  const revision = await readers.ecs.taskDefinition(environment, service.taskDefinition);
  return {
    service,
    revision,
    container: chosenContainer(environment, revision),
    primary: service.deployments.find((deployment) => deployment.status === 'PRIMARY') ?? null,
    scaling,
  };
}

/** The configured container, else the essential one whose image comes from the environment's repository. */
function chosenContainer(environment: Environment, revision: TaskDefinitionView): ContainerView {
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

/** The fields by which drift is told; every change adds its own. */
export function liveFields(live: LiveService): Record<string, string> {
  const bounds = live.scaling.ok ? live.scaling.value : null;
  return {
    service: live.service.arn,
    'task-definition': live.service.taskDefinition,
    'desired-count': String(live.service.desired),
    deployment: live.primary?.id ?? '–',
    ...(bounds === null ? {} : { autoscaling: `${bounds.min}..${bounds.max}` }),
  };
}
