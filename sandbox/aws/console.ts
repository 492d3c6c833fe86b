/** What a person with the AWS console does, past every check of the bot. */
import type * as ecs from '@aws-sdk/client-ecs';
import type { HealthStatus, Trouble } from './application.ts';
import type { Service } from './ecs-state.ts';
import { createEventConsole, type EventConsole } from './event-console.ts';
import { H2O, writeAsBackend } from './h2o.ts';
import type { PushRequest } from './images.ts';
import { findTaskDefinition, registerTaskDefinition } from './task-definitions.ts';
import type { World } from './world.ts';

export interface AwsConsole {
  /** Registers a revision with this tag and updates the service with it. */
  deployPastChecks(tag: string): { readonly taskDefinition: string; readonly deploymentId: string };
  /** The same with other variables at the container; `null` removes one. */
  deployWith(environment: Readonly<Record<string, string | null>>): {
    readonly taskDefinition: string;
    readonly deploymentId: string;
  };
  /** Updates the service to a revision that exists. Throws when there is none. */
  deployRevision(reference: string): { readonly deploymentId: string };
  forceNewDeployment(): { readonly deploymentId: string };
  /** Stops running tasks, all when no count is given; gives how many. */
  stopTasks(count?: number): number;
  setDesired(count: number): void;
  setBreaker(enabled: boolean, rollback?: boolean): void;
  setPercent(minimumHealthyPercent: number, maximumPercent: number): void;
  /** Makes a revision INACTIVE. */
  deregister(reference: string): void;
  setTrouble(trouble: Trouble, on: boolean): void;
  /** Appends a line to the newest running task's log stream. */
  writeLine(line: string): void;
  /** An alarm's state set by hand. Throws when there is no such alarm. */
  setAlarm(name: string, state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA', reason?: string): void;
  /** Pushes an image; the tag moves when it exists. */
  push(request: PushRequest): { readonly digest: string; readonly image: string };
  /** Every health check gets this answer; the application's own again with null. */
  setHealth(answer: HealthStatus | null): void;
  /** Path that the load balancer asks for. */
  setHealthPath(path: string): void;
  readonly events: EventConsole;
}

export function createConsole(world: World): AwsConsole {
  function service(): Service {
    world.tick();
    const found = world.ecs.clusters.get(H2O.cluster)?.services.get(H2O.service);
    if (found === undefined) throw new Error('the seeded service is gone');
    return found;
  }

  /** Registers the live task definition with another container and deploys it. */
  function deployChanged(change: (container: ecs.ContainerDefinition) => ecs.ContainerDefinition) {
    const target = service();
    const live = findTaskDefinition(world.ecs, target.taskDefinition);
    if (live === null) throw new Error('the live task definition is gone');
    const { status, revision, taskDefinitionArn, registeredAt, registeredBy, ...rest } = live.definition;
    const { requiresAttributes, compatibilities, ...fields } = rest;
    const containerDefinitions = (fields.containerDefinitions ?? []).map((container) =>
      container.name === H2O.container ? change(container) : container,
    );
    const input: ecs.RegisterTaskDefinitionCommandInput = {
      ...fields,
      containerDefinitions,
      tags: live.tags,
    };
    const stored = registerTaskDefinition(world.ecs, world, input, world.timeline.now());
    const taskDefinition = stored.definition.taskDefinitionArn;
    return { taskDefinition, deploymentId: world.rollouts.start(target, taskDefinition).id };
  }

  return {
    deployPastChecks(tag) {
      const image = `${world.images.registry}/${H2O.repository}:${tag}`;
      return deployChanged((container) => ({ ...container, image }));
    },
    deployWith(environment) {
      return deployChanged((container) => {
        const kept = (container.environment ?? []).filter(({ name }) => !(name! in environment));
        const set = Object.entries(environment).flatMap(([name, value]) =>
          value === null ? [] : [{ name, value }],
        );
        return { ...container, environment: [...kept, ...set] };
      });
    },
    deployRevision(reference) {
      const target = service();
      const stored = findTaskDefinition(world.ecs, reference);
      if (stored === null) throw new Error(`no task definition ${reference}`);
      return { deploymentId: world.rollouts.start(target, stored.definition.taskDefinitionArn).id };
    },
    forceNewDeployment() {
      const target = service();
      return { deploymentId: world.rollouts.start(target, target.taskDefinition).id };
    },
    stopTasks(count = Number.POSITIVE_INFINITY) {
      const target = service();
      const running = target.tasks.filter((task) => task.desiredStatus === 'RUNNING').slice(0, count);
      for (const task of running) {
        world.life.stop(target, task, { code: 'UserInitiated', reason: 'Task stopped by user' });
      }
      return running.length;
    },
    setDesired(count) {
      service().desired = count;
    },
    setBreaker(enabled, rollback = enabled) {
      const target = service();
      const deploymentCircuitBreaker = { enable: enabled, rollback };
      target.configuration = { ...target.configuration, deploymentCircuitBreaker };
    },
    setPercent(minimumHealthyPercent, maximumPercent) {
      const target = service();
      target.configuration = { ...target.configuration, minimumHealthyPercent, maximumPercent };
    },
    deregister(reference) {
      const stored = findTaskDefinition(world.ecs, reference);
      if (stored === null) throw new Error(`no task definition ${reference}`);
      stored.status = 'INACTIVE';
    },
    setTrouble(trouble, on) {
      if (on) world.traffic.troubles.add(trouble);
      else world.traffic.troubles.delete(trouble);
    },
    writeLine(line) {
      world.tick();
      writeAsBackend(world, line);
    },
    setAlarm(name, state, reason = 'Set by hand in the console') {
      world.tick();
      const alarm = world.alarms.all.get(name);
      if (alarm === undefined) throw new Error(`no alarm ${name}`);
      world.alarms.set(alarm, state, reason);
    },
    push: (request) => world.images.push(request),
    setHealth(answer) {
      world.application.forcedHealth = answer;
    },
    setHealthPath(path) {
      for (const group of world.elb.targetGroups) group.healthCheckPath = path;
    },
    events: createEventConsole(world, service),
  };
}
