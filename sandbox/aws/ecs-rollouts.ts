/** Service deployments: how they start, succeed, trip the circuit breaker, roll back and are stopped. */
import { randomUUID } from 'node:crypto';
import type * as ecs from '@aws-sdk/client-ecs';
import {
  addEvent,
  currentServiceDeployment,
  type Deployment,
  type EcsState,
  isAlive,
  primaryOf,
  type Service,
  type ServiceDeployment,
  type ServiceRevision,
  type Task,
} from './ecs-state.ts';
import type { Telling } from './events.ts';
import { arn, digits, lastPart, type Place } from './ids.ts';
import type { ImageStore } from './images.ts';
import { findTaskDefinition } from './task-definitions.ts';
import type { Timeline } from './timeline.ts';

/** ms at speed 1: the delay before a failed task is replaced doubles from here. */
const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 900_000;
/** ms at speed 1: a rollback is never over at once, even when no task must be started. */
const SHORTEST_ROLLBACK = 3_000;
/** ms that a seeded deployment took. */
const SEEDED_DURATION = 190_000;

export interface Rollouts {
  /** Starts a deployment of this task definition; one that runs is superseded. */
  start(service: Service, taskDefinition: string): Deployment;
  /** A deployment that succeeded at a past time (ms). */
  seed(service: Service, taskDefinition: string, at: number): Deployment;
  /** Moves a pending service deployment into progress. */
  begin(service: Service): void;
  /** Ends the rollout when the primary deployment stands and nothing else is left. */
  advance(service: Service): void;
  taskHealthy(service: Service, task: Task): void;
  taskFailed(service: Service, task: Task): void;
  /** StopServiceDeployment with ROLLBACK. */
  requestRollback(service: Service, deployment: ServiceDeployment): void;
}

/** Threshold of failed tasks. Source: Amazon ECS Developer Guide, "How the deployment circuit breaker detects failures". */
export function breakerThreshold(desired: number, breaker: ecs.DeploymentCircuitBreaker | undefined): number {
  const { type = 'BOUNDED_PERCENT', value = 50 } = breaker?.thresholdConfiguration ?? {};
  if (type === 'COUNT') return value;
  const share = Math.ceil((value / 100) * desired);
  return type === 'UNBOUNDED_PERCENT' ? Math.max(1, share) : Math.min(200, Math.max(3, share));
}

export function createRollouts(
  state: EcsState,
  timeline: Timeline,
  place: Place,
  images: ImageStore,
  tell: Pick<Telling, 'deployment' | 'action'>,
): Rollouts {
  const say = (service: Service, message: string) => addEvent(service, timeline.now(), randomUUID(), message);

  function revisionOf(service: Service, taskDefinition: string, at: number): ServiceRevision {
    const containers = findTaskDefinition(state, taskDefinition)?.definition.containerDefinitions ?? [];
    return {
      arn: serviceArn(service, 'service-revision', digits(19)),
      taskDefinition,
      createdAt: at,
      images: containers.map((container) => {
        const imageDigest = images.resolve(container.image ?? '');
        return {
          containerName: container.name,
          image: container.image,
          ...(imageDigest === null ? {} : { imageDigest }),
        };
      }),
    };
  }

  function serviceArn(service: Service, kind: string, id: string): string {
    return arn(place, 'ecs', `${kind}/${lastPart(service.clusterArn)}/${service.name}/${id}`);
  }

  function entryOf(revision: ServiceRevision, at: number): Deployment {
    const id = `ecs-svc/${digits(19)}`;
    return {
      id,
      revision,
      createdAt: at,
      status: 'PRIMARY',
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: `ECS deployment ${id} in progress.`,
      updatedAt: at,
      failedTasks: 0,
      startNotBefore: 0,
      failuresInRow: 0,
    };
  }

  function makePrimary(service: Service, entry: Deployment): void {
    for (const other of service.deployments) if (other.status === 'PRIMARY') other.status = 'ACTIVE';
    entry.status = 'PRIMARY';
    entry.updatedAt = timeline.now();
    service.deployments = [entry, ...service.deployments.filter((other) => other !== entry)];
    service.taskDefinition = entry.revision.taskDefinition;
  }

  function finish(
    deployment: ServiceDeployment,
    status: ServiceDeployment['status'],
    reason: string | null,
  ): void {
    deployment.status = status;
    deployment.statusReason = reason;
    deployment.updatedAt = timeline.now();
    deployment.finishedAt = timeline.now();
    if (status === 'STOPPED') deployment.stoppedAt = timeline.now();
    if (deployment.breaker.status === 'MONITORING') deployment.breaker.status = 'MONITORING_COMPLETE';
  }

  function rollBack(service: Service, deployment: ServiceDeployment, reason: string): void {
    const failed = service.deployments.find((entry) => entry.id === deployment.deploymentId);
    const good = service.history.findLast((past) => past.status === 'SUCCESSFUL');
    if (good === undefined) {
      finish(deployment, 'ROLLBACK_FAILED', 'There is no completed deployment to roll back to.');
      return;
    }
    const known = service.deployments.find((entry) => entry.revision.arn === good.target.arn);
    const entry = known ?? entryOf(good.target, timeline.now());
    entry.rolloutState = 'IN_PROGRESS';
    entry.rolloutStateReason = `${reason}: rolling back to deploymentId ${entry.id}.`;
    entry.failedTasks = 0;
    if (failed !== undefined) failed.updatedAt = timeline.now();
    makePrimary(service, entry);
    deployment.status = 'ROLLBACK_IN_PROGRESS';
    deployment.statusReason = reason;
    deployment.updatedAt = timeline.now();
    deployment.rollback = { reason, startedAt: timeline.now(), revision: good.target };
    say(service, `rolling back to deployment ${entry.id}.`);
    tell.deployment(service, 'SERVICE_DEPLOYMENT_IN_PROGRESS', entry.id, entry.rolloutStateReason);
  }

  function complete(service: Service, primary: Deployment): void {
    primary.rolloutState = 'COMPLETED';
    primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
    primary.updatedAt = timeline.now();
    say(service, `(deployment ${primary.id}) deployment completed.`);
    tell.deployment(service, 'SERVICE_DEPLOYMENT_COMPLETED', primary.id, primary.rolloutStateReason);
    const deployment = currentServiceDeployment(service);
    if (deployment === null) return;
    if (deployment.rollback === null) finish(deployment, 'SUCCESSFUL', null);
    else finish(deployment, 'ROLLBACK_SUCCESSFUL', deployment.statusReason);
  }

  /** Deployments without tasks leave the list; a failed one stays until its rollback is done. */
  function sweep(service: Service): void {
    const current = currentServiceDeployment(service)?.deploymentId;
    service.deployments = service.deployments.filter(
      (entry) =>
        entry.status === 'PRIMARY' ||
        entry.id === current ||
        service.tasks.some((task) => task.startedBy === entry.id && task.lastStatus !== 'STOPPED'),
    );
  }

  function trip(service: Service, deployment: ServiceDeployment, entry: Deployment): void {
    const reason = 'ECS deployment circuit breaker: tasks failed to start.';
    deployment.breaker.status = 'TRIGGERED';
    entry.rolloutState = 'FAILED';
    entry.rolloutStateReason = reason;
    entry.updatedAt = timeline.now();
    say(service, `(deployment ${entry.id}) deployment failed: tasks failed to start.`);
    tell.deployment(service, 'SERVICE_DEPLOYMENT_FAILED', entry.id, reason);
    if (service.configuration.deploymentCircuitBreaker?.rollback) {
      rollBack(service, deployment, 'ECS deployment circuit breaker');
      deployment.statusReason =
        'Service deployment rolled back because the circuit breaker threshold was exceeded.';
    } else finish(deployment, 'STOPPED', reason);
  }

  function add(service: Service, taskDefinition: string, at: number): Deployment {
    const source = service.deployments.map((entry) => entry.revision);
    const revision = revisionOf(service, taskDefinition, at);
    const entry = entryOf(revision, at);
    makePrimary(service, entry);
    const enabled = service.configuration.deploymentCircuitBreaker?.enable ?? false;
    service.history.push({
      arn: serviceArn(service, 'service-deployment', lastPart(entry.id)),
      deploymentId: entry.id,
      source,
      target: revision,
      createdAt: at,
      requested: service.desired,
      configuration: structuredClone(service.configuration),
      status: 'PENDING',
      statusReason: null,
      startedAt: null,
      finishedAt: null,
      stoppedAt: null,
      updatedAt: at,
      breaker: {
        failures: 0,
        threshold: breakerThreshold(service.desired, service.configuration.deploymentCircuitBreaker),
        status: enabled ? 'MONITORING' : 'DISABLED',
      },
      rollback: null,
    });
    return entry;
  }

  return {
    start(service, taskDefinition) {
      const running = currentServiceDeployment(service);
      if (running !== null) finish(running, 'STOPPED', 'Stopped because another deployment was started.');
      return add(service, taskDefinition, timeline.now());
    },

    seed(service, taskDefinition, at) {
      const entry = add(service, taskDefinition, at);
      entry.rolloutState = 'COMPLETED';
      entry.rolloutStateReason = `ECS deployment ${entry.id} completed.`;
      const deployment = service.history.at(-1)!;
      const finished = at + SEEDED_DURATION;
      entry.updatedAt = finished;
      deployment.startedAt = at;
      deployment.updatedAt = finished;
      deployment.finishedAt = finished;
      deployment.status = 'SUCCESSFUL';
      if (deployment.breaker.status === 'MONITORING') deployment.breaker.status = 'MONITORING_COMPLETE';
      service.deployments = [entry];
      return entry;
    },

    begin(service) {
      const deployment = currentServiceDeployment(service);
      if (deployment === null) return;
      if (deployment.status === 'PENDING') {
        deployment.status = 'IN_PROGRESS';
        deployment.startedAt = timeline.now();
        deployment.updatedAt = timeline.now();
        const { id, rolloutStateReason: reason } = primaryOf(service);
        tell.deployment(service, 'SERVICE_DEPLOYMENT_IN_PROGRESS', id, reason);
      } else if (deployment.status === 'ROLLBACK_REQUESTED') {
        rollBack(service, deployment, 'ECS deployment rollback requested');
        deployment.statusReason = 'Rollback requested by the user.';
      }
    },

    advance(service) {
      sweep(service);
      const primary = primaryOf(service);
      if (primary.rolloutState !== 'IN_PROGRESS') return;
      const rollback = currentServiceDeployment(service)?.rollback ?? null;
      if (rollback !== null && timeline.now() < rollback.startedAt + timeline.scaled(SHORTEST_ROLLBACK))
        return;
      const mine = service.tasks.filter((task) => isAlive(task) && task.startedBy === primary.id);
      const healthy = mine.filter((task) => task.health === 'HEALTHY').length;
      const others = service.tasks.some(
        (task) => task.startedBy !== primary.id && task.lastStatus !== 'STOPPED',
      );
      if (healthy < service.desired || others) return;
      complete(service, primary);
      sweep(service);
    },

    taskHealthy(service, task) {
      const entry = service.deployments.find((deployment) => deployment.id === task.startedBy);
      if (entry !== undefined) {
        entry.failedTasks = 0;
        entry.failuresInRow = 0;
      }
      const deployment = currentServiceDeployment(service);
      const reset = service.configuration.deploymentCircuitBreaker?.resetOnHealthyTask ?? true;
      if (deployment?.deploymentId === task.startedBy && reset) deployment.breaker.failures = 0;
    },

    taskFailed(service, task) {
      const entry = service.deployments.find((deployment) => deployment.id === task.startedBy);
      if (entry === undefined) return;
      entry.failedTasks += 1;
      entry.failuresInRow += 1;
      entry.updatedAt = timeline.now();
      const doublings = Math.floor((entry.failuresInRow - 1) / Math.max(1, service.desired));
      const delay = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** doublings);
      entry.startNotBefore = timeline.now() + timeline.scaled(delay);
      if (entry.failuresInRow === 4) {
        say(service, 'is unable to consistently start tasks successfully.');
        tell.action(service, 'SERVICE_TASK_START_IMPAIRED', 'WARN');
      }
      const deployment = currentServiceDeployment(service);
      if (deployment?.deploymentId !== entry.id || deployment.status !== 'IN_PROGRESS') return;
      deployment.breaker.failures += 1;
      deployment.updatedAt = timeline.now();
      const enabled = service.configuration.deploymentCircuitBreaker?.enable ?? false;
      if (enabled && deployment.breaker.failures >= deployment.breaker.threshold) {
        trip(service, deployment, primaryOf(service));
      }
    },

    requestRollback(service, deployment) {
      deployment.status = 'ROLLBACK_REQUESTED';
      deployment.updatedAt = timeline.now();
      const entry = service.deployments.find((candidate) => candidate.id === deployment.deploymentId);
      if (entry === undefined) return;
      entry.rolloutState = 'FAILED';
      entry.rolloutStateReason = 'ECS deployment rollback requested.';
      entry.updatedAt = timeline.now();
    },
  };
}
