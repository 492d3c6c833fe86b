/** How a rollout stands, from what ECS says. Pure: the reading happens in `changes/`. */
import type { RolloutView } from './operation.ts';
import type { DeploymentView, ServiceDeploymentView, ServiceView } from './ports/ecs.ts';

export type RolloutEnd =
  | { readonly end: 'running' }
  | { readonly end: 'succeeded' }
  | { readonly end: 'rolled-back' | 'stopped' | 'rollback-failed' | 'failed'; readonly reason: string | null }
  | { readonly end: 'superseded'; readonly by: Successor };

/** The PRIMARY deployment that is there instead. */
export interface Successor {
  readonly deployment: string | null;
  readonly taskDefinition: string;
  /** When it was made, ms. */
  readonly at: number | null;
}

export interface RolloutQuestion {
  readonly service: ServiceView;
  /** The service deployment of this change, where ECS's history can be read. */
  readonly deployment: ServiceDeploymentView | null;
  /** Task definition ARN that should run. */
  readonly target: string;
  /** Id of the PRIMARY deployment that the change started, where UpdateService told it. */
  readonly deploymentId: string | null;
}

/** The service deployment is the truth; the service's own list of deployments is the fallback. */
export function rolloutEnd(question: RolloutQuestion): RolloutEnd {
  const { deployment, service, target } = question;
  if (deployment !== null) return endOf(deployment);
  const ours = ourDeployment(question);
  const primary = service.deployments.find((each) => each.status === 'PRIMARY');
  if (ours === undefined) {
    if (primary === undefined) return { end: 'running' };
    return primary.taskDefinition === target
      ? { end: 'running' }
      : { end: 'superseded', by: successor(primary) };
  }
  if (ours.rolloutState === 'FAILED') return { end: 'failed', reason: ours.rolloutStateReason };
  if (ours.status !== 'PRIMARY') return { end: 'superseded', by: successor(primary, service) };
  if (ours.rolloutState === 'COMPLETED') return { end: 'succeeded' };
  // Services whose deployments tell no rollout state are done when one deployment runs all it should.
  const settled = service.deployments.length === 1 && ours.running === ours.desired && ours.pending === 0;
  return ours.rolloutState === null && settled ? { end: 'succeeded' } : { end: 'running' };
}

function successor(primary: DeploymentView | undefined, service?: ServiceView): Successor {
  return {
    deployment: primary?.id ?? null,
    taskDefinition: primary?.taskDefinition ?? service?.taskDefinition ?? '',
    at: primary?.createdAt ?? null,
  };
}

/**
 * ECS tells of a deployment that a newer one replaced as stopped; what replaced it is the better answer. A rollback of
 * ECS itself has states of its own, so another PRIMARY is somebody else's.
 */
export function supersededInstead(end: RolloutEnd, question: RolloutQuestion): RolloutEnd {
  if (end.end !== 'stopped') return end;
  const primary = question.service.deployments.find((each) => each.status === 'PRIMARY');
  if (primary === undefined || primary.rolloutState === 'FAILED') return end;
  const { deploymentId, target } = question;
  const isOurs = deploymentId === null ? primary.taskDefinition === target : primary.id === deploymentId;
  return isOurs ? end : { end: 'superseded', by: successor(primary) };
}

/** ServiceDeploymentStatus, as the ECS API reference lists it. */
function endOf(deployment: ServiceDeploymentView): RolloutEnd {
  switch (deployment.status) {
    case 'SUCCESSFUL':
      return { end: 'succeeded' };
    case 'ROLLBACK_SUCCESSFUL':
      return { end: 'rolled-back', reason: deployment.statusReason };
    case 'ROLLBACK_FAILED':
      return { end: 'rollback-failed', reason: deployment.statusReason };
    case 'STOPPED':
      return { end: 'stopped', reason: deployment.statusReason };
    default:
      return { end: 'running' };
  }
}

function ourDeployment({ service, target, deploymentId }: RolloutQuestion): DeploymentView | undefined {
  if (deploymentId !== null) return service.deployments.find((each) => each.id === deploymentId);
  return service.deployments.find((each) => each.taskDefinition === target);
}

export function rolloutView(question: RolloutQuestion): RolloutView {
  const ours = ourDeployment(question);
  const breaker = question.deployment?.breaker ?? null;
  return {
    deploymentId: question.deploymentId ?? ours?.id ?? null,
    serviceDeploymentArn: question.deployment?.arn ?? question.service.currentServiceDeployment,
    rolloutState: question.deployment?.status ?? ours?.rolloutState ?? null,
    desired: ours?.desired ?? question.service.desired,
    running: ours?.running ?? 0,
    pending: ours?.pending ?? 0,
    failed: ours?.failed ?? 0,
    breaker: breaker === null ? null : { failures: breaker.failures, threshold: breaker.threshold },
    draining: question.service.deployments
      .filter((each) => each.id !== ours?.id)
      .reduce((sum, each) => sum + each.running, 0),
  };
}
