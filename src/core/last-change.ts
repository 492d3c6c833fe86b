/** What was changed last, and which revision was proven to work before it. */
import type { Environment } from './environment.ts';
import type { LastChange } from './evidence.ts';
import { readImageName, revisionNumber, shortDigest } from './image-name.ts';
import type { Operation } from './operation.ts';
import { targetOf } from './operation-target.ts';
import type { ServiceDeploymentView, ServiceRevisionView, ServiceView } from './ports/ecs.ts';

/** A change of this bot and a deployment of ECS this close together are the same, ms. */
const SAME_MS = 2 * 60_000;

/** With the task definitions on both sides, so that they can be compared. */
export interface KnownChange extends LastChange {
  readonly taskDefinition: string;
  readonly before: string | null;
}

/** `deployments` newest first. Null when ECS knows none. */
export function lastChangeOf(
  deployments: readonly ServiceDeploymentView[],
  operations: readonly Operation[],
  environment: Environment,
): KnownChange | null {
  const [newest, ...earlier] = deployments.filter(({ targetRevision }) => targetRevision !== null);
  const target = newest?.targetRevision ?? null;
  if (newest === undefined || target === null) return null;
  const at = newest.startedAt ?? newest.createdAt;
  if (at === null) return null;
  const proven = earlier.find(
    (each) =>
      each.status === 'SUCCESSFUL' && each.targetRevision !== null && each.targetRevision.arn !== target.arn,
  )?.targetRevision;
  const before = proven ?? earlier[0]?.targetRevision ?? null;
  return {
    revision: revisionNumber(target.taskDefinition),
    at,
    by: requesterOf(newest, at, operations),
    image: imageChange(before, target, environment.container),
    proven:
      proven == null
        ? null
        : { revision: revisionNumber(proven.taskDefinition), taskDefinition: proven.taskDefinition },
    taskDefinition: target.taskDefinition,
    before: before?.taskDefinition ?? null,
  };
}

/**
 * The service's own deployments in the shape of the history, newest first. A deployment that completed and still
 * runs beside a newer one is proven; null when there is nothing that tells a change.
 */
export function changeInService({ deployments }: ServiceView): readonly ServiceDeploymentView[] | null {
  const known = deployments.filter(({ createdAt }) => createdAt !== null);
  if (known.length === 0) return null;
  return [...known]
    .sort((one, other) => (other.createdAt ?? 0) - (one.createdAt ?? 0))
    .map(({ id, rolloutState, rolloutStateReason, taskDefinition, createdAt }) => ({
      arn: id,
      status: rolloutState === 'COMPLETED' ? 'SUCCESSFUL' : 'IN_PROGRESS',
      statusReason: rolloutStateReason,
      createdAt,
      startedAt: createdAt,
      finishedAt: null,
      targetRevision: { arn: taskDefinition, taskDefinition, images: [] },
      breaker: null,
    }));
}

function requesterOf(
  deployment: ServiceDeploymentView,
  at: number,
  operations: readonly Operation[],
): string | null {
  const own =
    operations.find(({ rollout }) => rollout?.serviceDeploymentArn === deployment.arn) ??
    operations.find(
      (operation) =>
        targetOf(operation) === deployment.targetRevision?.taskDefinition &&
        operation.startedAt !== null &&
        Math.abs(operation.startedAt - at) <= SAME_MS,
    );
  return own?.requester.user ?? null;
}

/** By tag; by digest where the tag is the same, by whole digest where it has none. Null when it is the same image. */
function imageChange(
  before: ServiceRevisionView | null,
  after: ServiceRevisionView,
  container: string | null,
): LastChange['image'] {
  const to = imageOf(after, container);
  if (to === null) return null;
  const from = before === null ? null : imageOf(before, container);
  if (from === null || from.tag !== to.tag)
    return { from: from?.tag ?? from?.digest ?? null, to: to.tag ?? to.digest };
  if (from.digest === to.digest) return null;
  if (to.tag === null) return { from: from.digest, to: to.digest };
  return { from: shortDigest(from.digest), to: shortDigest(to.digest) };
}

function imageOf(
  revision: ServiceRevisionView,
  container: string | null,
): { readonly tag: string | null; readonly digest: string } | null {
  const found = revision.images.find((each) => each.container === container) ?? revision.images[0];
  if (found === undefined) return null;
  const name = readImageName(found.image);
  return { tag: name.tag, digest: found.digest ?? name.digest ?? found.image };
}

/** Calls an image that is known by its whole digest by its tag, which people know; short where nobody can say it. */
export async function namedImages(
  image: LastChange['image'],
  tagOf: (digest: string) => Promise<string | null>,
): Promise<LastChange['image']> {
  if (image === null) return null;
  const named = async (reference: string) =>
    /^sha256:[0-9a-f]{64}$/u.test(reference)
      ? ((await tagOf(reference)) ?? shortDigest(reference))
      : reference;
  const [from, to] = await Promise.all([image.from === null ? null : named(image.from), named(image.to)]);
  // Two pushes of one tag: the tag alone would say that nothing changed.
  if (from === to && image.from !== null) return { from: shortDigest(image.from), to: shortDigest(image.to) };
  return { from, to };
}
