/** The one ECS write that starts a deployment, and how to see after a lost reply whether it happened. */
import type { ChangeReaders, StepSeen } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation } from '../core/operation.ts';
import type { EcsWriter, RevisionPatch } from '../core/ports/ecs.ts';

type Result = Readonly<Record<string, string>>;

export async function applyUpdate(
  writer: EcsWriter,
  environment: Environment,
  change: Parameters<EcsWriter['updateService']>[1],
): Promise<Result> {
  const { deploymentId } = await writer.updateService(environment, change);
  return deploymentId === null ? {} : { deploymentId };
}

export async function applyRegister(
  writer: EcsWriter,
  environment: Environment,
  operation: Operation,
  change: { readonly from: string; readonly container: string; readonly image: string },
): Promise<Result> {
  const { arn } = await writer.registerWithImage(environment, { ...change, operation: operation.id });
  return { taskDefinition: arn };
}

/** Registers the revision that the plan was made from with one difference. */
export async function applyPatch(
  writer: EcsWriter,
  environment: Environment,
  operation: Operation,
  patch: RevisionPatch,
): Promise<Result> {
  const from = String(operation.plan.target['from']);
  const { arn } = await writer.registerWith(environment, { from, patch, operation: operation.id });
  return { taskDefinition: arn };
}

/** A revision carries the operation's id as a tag, so an interrupted registration can be found again. */
export async function seenRegister(
  readers: ChangeReaders,
  environment: Environment,
  operation: Operation,
  family: string,
): Promise<{ readonly seen: StepSeen; readonly result?: Result }> {
  const revision = await readers.revisions.registeredFor(environment, family, operation.id);
  return revision === null
    ? { seen: 'not-applied' }
    : { seen: 'applied', result: { taskDefinition: revision.arn } };
}

/** The update happened when the service's PRIMARY deployment is a new one of the target revision. */
export async function seenUpdate(
  readers: ChangeReaders,
  environment: Environment,
  operation: Operation,
  target: string,
): Promise<{ readonly seen: StepSeen; readonly result?: Result }> {
  const service = await readers.ecs.service(environment);
  const before = operation.plan.live['deployment'];
  const ours = service.deployments.find((each) => each.taskDefinition === target && each.id !== before);
  if (ours !== undefined) return { seen: 'applied', result: { deploymentId: ours.id } };
  const primary = service.deployments.find((each) => each.status === 'PRIMARY');
  if (primary?.id === before) return { seen: 'not-applied' };
  // The deployment is another one now: ours may have come and gone, or never was.
  return { seen: 'cannot-tell' };
}
