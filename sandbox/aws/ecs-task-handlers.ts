import type * as ecs from '@aws-sdk/client-ecs';
import { describeTask } from './ecs-describe.ts';
import { clusterOf, invalid, serviceOf, taskOf } from './ecs-lookup.ts';
import type { EcsState, Service, Task } from './ecs-state.ts';
import { lastPart } from './ids.ts';
import { offsetOf, pageOf } from './paging.ts';
import { findTaskDefinition } from './task-definitions.ts';
import type { TaskLife } from './task-life.ts';
import type { Handlers } from './wire/handlers.ts';

const MAX_TASKS = 100;

export function ecsTaskHandlers(state: EcsState, life: TaskLife) {
  function describe(service: Service, task: Task): ecs.Task {
    const stored = findTaskDefinition(state, task.taskDefinition);
    if (stored === null) throw new Error(`no task definition ${task.taskDefinition}`);
    return describeTask(service, task, stored.definition);
  }

  return {
    ListTasks(input) {
      const cluster = clusterOf(state, input.cluster);
      const services =
        input.serviceName === undefined
          ? [...cluster.services.values()]
          : [serviceOf(cluster, input.serviceName)];
      // PENDING is a valid value that never returns anything. Source: Amazon ECS API Reference, ListTasks.
      const desired = input.desiredStatus ?? 'RUNNING';
      const found = services
        .flatMap((service) => service.tasks)
        .filter((task) => task.desiredStatus === desired)
        .filter((task) => input.startedBy === undefined || task.startedBy === input.startedBy)
        .filter((task) => input.family === undefined || familyOf(task) === input.family)
        .reverse()
        .map((task) => task.arn);
      const page = pageOf(found, offsetOf(input.nextToken) ?? 0, input.maxResults ?? MAX_TASKS);
      return { taskArns: [...page.items], nextToken: page.next };
    },

    DescribeTasks(input) {
      const cluster = clusterOf(state, input.cluster);
      const wanted = input.tasks ?? [];
      if (wanted.length === 0) invalid('Tasks cannot be empty.');
      if (wanted.length > MAX_TASKS) invalid(`Tasks can have at most ${MAX_TASKS} items.`);
      const found = wanted.map((name) => ({ name, match: taskOf(cluster, name) }));
      return {
        tasks: found.flatMap(({ match }) => (match === null ? [] : [describe(match.service, match.task)])),
        failures: found.flatMap(({ name, match }) =>
          match === null ? [{ arn: name, reason: 'MISSING' }] : [],
        ),
      };
    },

    StopTask(input) {
      const match = taskOf(clusterOf(state, input.cluster), input.task ?? '');
      if (match === null) invalid('The referenced task was not found.');
      life.stop(match.service, match.task, {
        code: 'UserInitiated',
        reason: input.reason ?? 'Task stopped by user',
      });
      return { task: describe(match.service, match.task) };
    },
  } satisfies Handlers<typeof ecs>;
}

function familyOf(task: Task): string {
  return lastPart(task.taskDefinition).split(':')[0] ?? '';
}
