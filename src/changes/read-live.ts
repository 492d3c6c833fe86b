/** What every change reads first: the service, its live revision and its autoscaling bounds. */
import type { ChangeReaders } from '../core/change.ts';
import { chosenContainer } from '../core/chosen-container.ts';
import type { Environment } from '../core/environment.ts';
import type { ScalingView } from '../core/ports/aws.ts';
import type { ContainerView, DeploymentView, ServiceView, TaskDefinitionView } from '../core/ports/ecs.ts';
import { isProblem, type ProblemKind } from '../core/problem.ts';
import type { Sentence } from '../core/sentence.ts';

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
