/** A task as ECS describes it, in our own terms. */
import type { Task } from '@aws-sdk/client-ecs';
import type { TaskView } from '../core/ports/ecs.ts';
import { countOr, listOrEmpty, text, textOrNull, timeOrNull } from './answer.ts';

export function taskView(task: Task): TaskView {
  const arn = text(task.taskArn, 'tasks[].taskArn');
  return {
    arn,
    id: arn.slice(arn.lastIndexOf('/') + 1),
    taskDefinition: text(task.taskDefinitionArn, 'tasks[].taskDefinitionArn'),
    lastStatus: textOrNull(task.lastStatus) ?? 'UNKNOWN',
    healthStatus: textOrNull(task.healthStatus) ?? 'UNKNOWN',
    startedBy: textOrNull(task.startedBy),
    startedAt: timeOrNull(task.startedAt),
    stoppedAt: timeOrNull(task.stoppedAt),
    stopCode: textOrNull(task.stopCode),
    stoppedReason: textOrNull(task.stoppedReason),
    containers: listOrEmpty(task.containers).map((container) => ({
      name: text(container.name, 'tasks[].containers[].name'),
      exitCode: countOr(container.exitCode, null),
      reason: textOrNull(container.reason),
      imageDigest: textOrNull(container.imageDigest),
    })),
  };
}
