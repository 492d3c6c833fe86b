/** How one task comes up, fails or goes away, with the lines it writes and the reasons ECS gives. */
import { randomUUID } from 'node:crypto';
import type * as ecs from '@aws-sdk/client-ecs';
import type { Deployment, EcsState, HealthProblem, Service, Task } from './ecs-state.ts';
import { addEvent } from './ecs-state.ts';
import { arn, hex, type Place } from './ids.ts';
import type { Architecture, ImageStore, Pull } from './images.ts';
import type { LogStore } from './logs.ts';
import { findTaskDefinition } from './task-definitions.ts';
import { crashLines, EXEC_FORMAT_LINE, SHUTDOWN_LINES, STARTUP_LINES } from './task-lines.ts';
import type { Timeline } from './timeline.ts';

/** ms at speed 1. */
const PROVISIONING = 2_000;
const PULLING = 2_000;
const UNTIL_HEALTHY = 2_000;
const UNTIL_CRASH = 1_500;
const UNTIL_UNHEALTHY = 6_000;
const UNTIL_OUT_OF_MEMORY = 15_000;
/** From the mark "unhealthy" to the scheduler's stop. */
const UNTIL_REPLACED = 10_000;
/** Failed checks in a row that make a target unhealthy. */
const UNHEALTHY_AFTER = 2;
/** ms at speed 1 that a task lives which leaks memory. */
export const LEAK_LIFETIME = 45_000;
const DRAINING = 2_000;
const DEPROVISIONING = 500;

export interface Stop {
  readonly code: ecs.TaskStopCode;
  readonly reason: string;
}

export interface TaskLife {
  start(service: Service, deployment: Deployment): Task;
  /** A task that has been healthy since a past time (ms). */
  seed(service: Service, deployment: Deployment, since: number): Task;
  /** Drains and stops; a task that is already going away is left alone. */
  stop(service: Service, task: Task, stop: Stop): void;
  /** The outcome of one health check of the load balancer. */
  checked(service: Service, task: Task, problem: HealthProblem | null): void;
}

export interface TaskListener {
  healthy(service: Service, task: Task): void;
  /** The task has ended by itself. */
  failed(service: Service, task: Task): void;
  /** The task has ended, however it did. */
  stopped(service: Service, task: Task): void;
}

export interface TaskLifeParts {
  readonly timeline: Timeline;
  readonly place: Place;
  readonly images: ImageStore;
  readonly logs: LogStore;
  readonly state: EcsState;
  /** What the load balancer would find wrong with the task now. */
  problemOf(service: Service, task: Task): HealthProblem | null;
}

export function containerOf(definition: ecs.TaskDefinition): ecs.ContainerDefinition {
  const containers = definition.containerDefinitions ?? [];
  const essential = containers.find((container) => container.essential !== false) ?? containers[0];
  if (essential === undefined) throw new Error('a task definition has no container');
  return essential;
}

export function architectureOf(definition: ecs.TaskDefinition): Architecture {
  return definition.runtimePlatform?.cpuArchitecture === 'ARM64' ? 'arm64' : 'amd64';
}

/** Writes a line as the awslogs driver of the task's essential container does. */
export function writeTaskLine(parts: Pick<TaskLifeParts, 'logs' | 'state'>, task: Task, line: string): void {
  const stored = findTaskDefinition(parts.state, task.taskDefinition);
  if (stored === null) return;
  const container = containerOf(stored.definition);
  const options = container.logConfiguration?.options ?? {};
  const group = options['awslogs-group'];
  if (group === undefined) return;
  parts.logs.write(group, `${options['awslogs-stream-prefix'] ?? 'ecs'}/${container.name}/${task.id}`, line);
}

export function createTaskLife(parts: TaskLifeParts, listener: TaskListener): TaskLife {
  const { timeline, images, place } = parts;
  let address = 10;

  const write = (task: Task, lines: readonly string[]) => {
    for (const line of lines) writeTaskLine(parts, task, line);
  };

  function move(task: Task, status: Task['lastStatus']): void {
    task.lastStatus = status;
    task.version += 1;
  }

  /** Runs only if the task is still wanted: a stop cancels what was to come. */
  function later(task: Task, ms: number, step: () => void): void {
    timeline.after(ms, () => {
      if (task.desiredStatus === 'RUNNING') step();
    });
  }

  function create(service: Service, deployment: Deployment, at: number): Task {
    const stored = findTaskDefinition(parts.state, deployment.revision.taskDefinition);
    if (stored === null) throw new Error(`no task definition ${deployment.revision.taskDefinition}`);
    const id = hex(32);
    address = address >= 250 ? 10 : address + 1;
    const cluster = service.clusterArn.slice(service.clusterArn.lastIndexOf('/') + 1);
    const digests = new Map(
      deployment.revision.images.map((image) => [image.containerName, image.imageDigest]),
    );
    const task: Task = {
      id,
      arn: arn(place, 'ecs', `task/${cluster}/${id}`),
      taskDefinition: deployment.revision.taskDefinition,
      startedBy: deployment.id,
      createdAt: at,
      ip: `10.0.${1 + (address % 2)}.${address}`,
      containers: (stored.definition.containerDefinitions ?? []).map((container) => ({
        name: container.name ?? '',
        image: container.image ?? '',
        digest: digests.get(container.name) ?? null,
      })),
      crash: null,
      failed: false,
      lastStatus: 'PROVISIONING',
      desiredStatus: 'RUNNING',
      health: 'UNKNOWN',
      healthProblem: null,
      failedChecks: 0,
      version: 1,
      startedAt: null,
      stoppingAt: null,
      stoppedAt: null,
      stopCode: null,
      stoppedReason: null,
      exitCode: null,
      containerReason: null,
    };
    service.tasks.push(task);
    return task;
  }

  function start(service: Service, deployment: Deployment): Task {
    const task = create(service, deployment, timeline.now());
    later(task, PROVISIONING, () => {
      move(task, 'PENDING');
      later(task, PULLING, () => {
        const stored = findTaskDefinition(parts.state, task.taskDefinition);
        if (stored !== null) arrive(service, task, stored.definition);
      });
    });
    return task;
  }

  /** The images are there, or not. */
  function arrive(service: Service, task: Task, definition: ecs.TaskDefinition): void {
    const architecture = architectureOf(definition);
    const essential = containerOf(definition);
    const pulls = task.containers.map((container): readonly [string, Pull] => {
      const repository = container.image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
      const pinned = container.digest === null ? container.image : `${repository}@${container.digest}`;
      return [container.name, images.pull(pinned, architecture)];
    });
    for (const [, pull] of pulls) {
      if (pull.kind !== 'cannot-pull') continue;
      const reason = `CannotPullContainerError: pull image manifest has been retried 1 time(s): ${pull.reason}`;
      task.containerReason = reason;
      fail(service, task, { code: 'TaskFailedToStart', reason }, null);
      return;
    }
    move(task, 'RUNNING');
    task.startedAt = timeline.now();
    const pull = pulls.find(([name]) => name === essential.name)?.[1];
    if (pull?.kind === 'exec-format') {
      write(task, [EXEC_FORMAT_LINE]);
      later(task, DEPROVISIONING, () => exit(service, task, 1));
      return;
    }
    task.crash = pull?.kind === 'runs' ? pull.crash : null;
    live(service, task);
  }

  function live(service: Service, task: Task): void {
    switch (task.crash) {
      case 'import-error':
      case 'missing-setting':
        write(task, crashLines(task.crash));
        later(task, UNTIL_CRASH, () => exit(service, task, 3));
        return;
      case 'unhealthy':
        write(task, STARTUP_LINES);
        later(task, UNTIL_UNHEALTHY, () => failHealthCheck(service, task));
        return;
      case 'out-of-memory':
        write(task, STARTUP_LINES);
        later(task, UNTIL_HEALTHY, () => becomeHealthy(service, task));
        later(task, UNTIL_OUT_OF_MEMORY, () => {
          runOutOfMemory(service, task);
        });
        return;
      case 'memory-leak':
        later(task, LEAK_LIFETIME, () => runOutOfMemory(service, task));
        comeUp(service, task);
        return;
      case 'validation':
      case 'health-moved':
      case null:
        comeUp(service, task);
        return;
    }
  }

  /** Healthy if the load balancer is content, else unhealthy a little later. */
  function comeUp(service: Service, task: Task): void {
    write(task, STARTUP_LINES);
    later(task, UNTIL_HEALTHY, () => {
      if (parts.problemOf(service, task) === null) becomeHealthy(service, task);
      else later(task, UNTIL_UNHEALTHY, () => checked(service, task, parts.problemOf(service, task)));
    });
  }

  function runOutOfMemory(service: Service, task: Task): void {
    task.containerReason = 'OutOfMemoryError: Container killed due to memory usage';
    exit(service, task, 137);
  }

  function checked(service: Service, task: Task, problem: HealthProblem | null): void {
    if (task.desiredStatus !== 'RUNNING' || task.startedAt === null) return;
    if (problem === null) {
      task.failedChecks = 0;
      task.healthProblem = null;
      const isUp = timeline.now() >= task.startedAt + timeline.scaled(UNTIL_HEALTHY);
      if (task.health !== 'HEALTHY' && isUp) becomeHealthy(service, task);
      return;
    }
    task.failedChecks += 1;
    if (task.failedChecks >= UNHEALTHY_AFTER && task.health !== 'UNHEALTHY') sicken(service, task, problem);
  }

  /** Out of favour with the load balancer; the scheduler replaces it unless it recovers. */
  function sicken(service: Service, task: Task, problem: HealthProblem): void {
    task.healthProblem = problem;
    noteUnhealthy(service, task, problem.description);
    later(task, UNTIL_REPLACED, () => {
      if (task.health !== 'UNHEALTHY') return;
      fail(service, task, { code: 'ServiceSchedulerInitiated', reason: failedChecksIn(service) }, 0);
    });
  }

  function becomeHealthy(service: Service, task: Task): void {
    task.health = 'HEALTHY';
    task.version += 1;
    listener.healthy(service, task);
  }

  function failHealthCheck(service: Service, task: Task): void {
    noteUnhealthy(service, task, 'Health checks failed with these codes: [503]');
    fail(service, task, { code: 'ServiceSchedulerInitiated', reason: failedChecksIn(service) }, 0);
  }

  function noteUnhealthy(service: Service, task: Task, description: string): void {
    task.health = 'UNHEALTHY';
    task.version += 1;
    const { containerPort = 0, targetGroupArn: group = 'none' } = service.loadBalancers[0] ?? {};
    const where = `(port ${containerPort}) is unhealthy in (target-group ${group})`;
    addEvent(service, timeline.now(), randomUUID(), `${where} due to (reason ${description}).`);
  }

  function failedChecksIn(service: Service): string {
    const group = service.loadBalancers[0]?.targetGroupArn ?? 'none';
    return `Task failed ELB health checks in (target-group ${group})`;
  }

  function exit(service: Service, task: Task, exitCode: number): void {
    const reason = 'Essential container in task exited';
    fail(service, task, { code: 'EssentialContainerExited', reason }, exitCode);
  }

  function fail(service: Service, task: Task, stop: Stop, exitCode: number | null): void {
    task.failed = true;
    end(service, task, stop, exitCode, () => listener.failed(service, task));
  }

  function end(service: Service, task: Task, stop: Stop, exitCode: number | null, then: () => void): void {
    task.desiredStatus = 'STOPPED';
    task.stopCode = stop.code;
    task.stoppedReason = stop.reason;
    task.exitCode = exitCode;
    task.stoppingAt ??= timeline.now();
    move(task, 'DEPROVISIONING');
    timeline.after(DEPROVISIONING, () => {
      move(task, 'STOPPED');
      task.stoppedAt = timeline.now();
      listener.stopped(service, task);
      then();
    });
  }

  return {
    start,
    seed(service, deployment, since) {
      const task = create(service, deployment, since);
      task.lastStatus = 'RUNNING';
      task.startedAt = since;
      task.health = 'HEALTHY';
      return task;
    },
    checked,
    stop(service, task, stop) {
      if (task.desiredStatus === 'STOPPED') return;
      const ran = task.lastStatus === 'RUNNING';
      task.desiredStatus = 'STOPPED';
      task.stopCode = stop.code;
      task.stoppedReason = stop.reason;
      task.stoppingAt = timeline.now();
      move(task, 'DEACTIVATING');
      timeline.after(ran ? DRAINING : DEPROVISIONING, () => {
        if (ran) write(task, SHUTDOWN_LINES);
        end(service, task, stop, ran ? 0 : null, () => {});
      });
    },
  };
}
