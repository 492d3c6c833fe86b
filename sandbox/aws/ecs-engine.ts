/** The service scheduler: brings the running tasks to what each service wants, and ends rollouts. */
import { randomUUID } from 'node:crypto';
import type { Rollouts } from './ecs-rollouts.ts';
import {
  addEvent,
  type Cluster,
  type Deployment,
  type EcsState,
  holdsPlace,
  isAlive,
  isPending,
  primaryOf,
  type Service,
  type Task,
} from './ecs-state.ts';
import type { Telling } from './events.ts';
import type { TaskLife } from './task-life.ts';
import type { Timeline } from './timeline.ts';

/** Stopped tasks are listed for about an hour. */
const STOPPED_KEPT = 3_600_000;

export interface EcsEngine {
  /** Brings one service a step closer to what it wants. */
  reconcile(service: Service): void;
  reconcileAll(): void;
}

export function createEcsEngine(
  state: EcsState,
  timeline: Timeline,
  life: TaskLife,
  rollouts: Rollouts,
  tell: Pick<Telling, 'action'>,
): EcsEngine {
  const say = (service: Service, message: string) => addEvent(service, timeline.now(), randomUUID(), message);

  function reconcile(service: Service): void {
    const oldest = timeline.now() - STOPPED_KEPT;
    service.tasks = service.tasks.filter((task) => task.stoppedAt === null || task.stoppedAt > oldest);
    if (service.status !== 'ACTIVE') return;
    rollouts.begin(service);
    const primary = primaryOf(service);
    startMissing(service, primary);
    stopSurplus(service, primary);
    stopOld(service, primary);
    rollouts.advance(service);
    noteSteadyState(service);
  }

  function noteSteadyState(service: Service): void {
    const primary = primaryOf(service);
    const standing = service.tasks.filter((task) => isAlive(task) && task.health === 'HEALTHY').length;
    const steady =
      service.deployments.length === 1 &&
      primary.rolloutState === 'COMPLETED' &&
      standing === service.desired &&
      !service.tasks.some((task) => task.desiredStatus === 'STOPPED' && task.lastStatus !== 'STOPPED');
    if (steady && !service.steady) {
      say(service, 'has reached a steady state.');
      tell.action(service, 'SERVICE_STEADY_STATE', 'INFO');
    }
    service.steady = steady;
  }

  function startMissing(service: Service, primary: Deployment): void {
    const held = service.tasks.filter(holdsPlace);
    // A task that the load balancer has given up is replaced first and stopped afterwards.
    const mine = held.filter((task) => task.startedBy === primary.id && task.health !== 'UNHEALTHY');
    const upper = Math.floor((service.desired * (service.configuration.maximumPercent ?? 200)) / 100);
    const missing = service.desired - mine.length;
    if (missing <= 0 || primary.rolloutState === 'FAILED') return;
    if (timeline.now() < primary.startNotBefore) return;
    const count = Math.min(missing, upper - held.length);
    if (count <= 0) {
      stuck(service);
      return;
    }
    const started = Array.from({ length: count }, () => life.start(service, primary));
    const names = started.map((task) => `(task ${task.id})`).join(' ');
    say(service, `has started ${count} tasks: ${names}.`);
  }

  function stuck(service: Service): void {
    if (service.tasks.some(isPending) || service.tasks.some((task) => task.lastStatus === 'DEACTIVATING'))
      return;
    const spare = healthyCount(service) - lowerBound(service);
    if (spare > 0) return;
    const message =
      'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.';
    if (!service.events.some((event) => event.message.endsWith(message))) say(service, message);
  }

  function stopSurplus(service: Service, primary: Deployment): void {
    const mine = service.tasks.filter(
      (task) => isAlive(task) && task.startedBy === primary.id && task.health !== 'UNHEALTHY',
    );
    stopAll(service, mine.slice(service.desired), primary);
  }

  function stopOld(service: Service, primary: Deployment): void {
    const old = service.tasks.filter((task) => isAlive(task) && task.startedBy !== primary.id);
    let spare = healthyCount(service) - lowerBound(service);
    const going: Task[] = [];
    for (const task of old) {
      if (task.health === 'HEALTHY') {
        if (spare <= 0) continue;
        spare -= 1;
      }
      going.push(task);
    }
    stopAll(service, going, primary);
  }

  function stopAll(service: Service, tasks: readonly Task[], primary: Deployment): void {
    if (tasks.length === 0) return;
    const reason = `Scaling activity initiated by (deployment ${primary.id})`;
    for (const task of tasks) life.stop(service, task, { code: 'ServiceSchedulerInitiated', reason });
    const names = tasks.map((task) => `(task ${task.id})`).join(' ');
    say(service, `has stopped ${tasks.length} running tasks: ${names}.`);
  }

  return {
    reconcile,
    reconcileAll() {
      for (const cluster of state.clusters.values() as Iterable<Cluster>) {
        for (const service of cluster.services.values()) reconcile(service);
      }
    },
  };
}

function healthyCount(service: Service): number {
  return service.tasks.filter((task) => isAlive(task) && task.health === 'HEALTHY').length;
}

function lowerBound(service: Service): number {
  return Math.ceil((service.desired * (service.configuration.minimumHealthyPercent ?? 100)) / 100);
}
