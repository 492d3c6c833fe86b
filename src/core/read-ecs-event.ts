/** ECS events: deployments, service actions, and tasks that have stopped. */
import { type Fields, field, fieldsOf, listField, numberField, textField } from './json-fields.ts';
import { type DeliveredMessage, safeText, shortText, timeOf } from './message-parts.ts';
import type { TaskView } from './ports/ecs.ts';
import type { AwsEvent } from './read-event.ts';
import { type EcsEvent, endedBadly } from './service-event.ts';

const LONGEST_NAME = 255;
const LONGEST_REASON = 600;
const LONGEST_ARN = 400;
const MOST_CONTAINERS = 20;

const ABOUT: Readonly<Record<string, EcsEvent['about']>> = {
  'ECS Deployment State Change': 'deployment',
  'ECS Service Action': 'action',
  'ECS Task State Change': 'task',
};

/** Null when it is no event of ECS that this bot knows. */
export function readEcsEvent(event: AwsEvent, delivered: DeliveredMessage): EcsEvent | null {
  const about = Object.hasOwn(ABOUT, event.type) ? ABOUT[event.type] : undefined;
  if (about === undefined) return null;
  return about === 'task' ? taskEvent(event, delivered) : serviceEvent(about, event, delivered);
}

/** Cluster and service stand in the resource alone: `service/CLUSTER/SERVICE`, in old ARNs without the cluster. */
function serviceEvent(
  about: 'deployment' | 'action',
  event: AwsEvent,
  delivered: DeliveredMessage,
): EcsEvent | null {
  const { detail, account, region } = event;
  const name = shortText(detail, 'eventName', LONGEST_NAME);
  const path = /:service\/(.{1,600})$/.exec(event.resources[0] ?? '')?.[1]?.split('/') ?? [];
  if (name === null || path.length === 0) return null;
  const time = textField(detail, 'updatedAt') ?? textField(detail, 'createdAt');
  return {
    kind: 'ecs-event',
    about,
    name,
    level: levelOf(field(detail, 'eventType')),
    account,
    region,
    cluster: (path.length > 1 ? path[0] : null) ?? clusterOf(detail),
    service: path.at(-1) ?? null,
    at: time === null ? event.at : timeOf(time, delivered.publishedAt),
    reason: safeText(detail, 'reason', LONGEST_REASON),
    deployment: shortText(detail, 'deploymentId', LONGEST_NAME),
    task: null,
  };
}

function levelOf(value: unknown): EcsEvent['level'] {
  if (value === 'ERROR') return 'error';
  return value === 'WARN' ? 'warning' : 'info';
}

function clusterOf(detail: Fields): string | null {
  return shortText(detail, 'clusterArn', LONGEST_ARN)?.split('/').at(-1) ?? null;
}

/** A stop is told several times (DEACTIVATING, STOPPING, DEPROVISIONING); only the last one has all of it. */
function taskEvent(event: AwsEvent, delivered: DeliveredMessage): EcsEvent | null {
  const { detail, account, region } = event;
  const arn = shortText(detail, 'taskArn', LONGEST_ARN) ?? event.resources[0] ?? null;
  const status = shortText(detail, 'lastStatus', LONGEST_NAME);
  if (arn === null || status === null) return null;
  const time = textField(detail, 'stoppedAt') ?? textField(detail, 'updatedAt');
  const at = time === null ? event.at : timeOf(time, delivered.publishedAt);
  const task = status === 'STOPPED' ? taskOf(detail, arn, at, delivered.publishedAt) : null;
  return {
    kind: 'ecs-event',
    about: 'task',
    name: status,
    level: task !== null && endedBadly(task) ? 'error' : 'info',
    account,
    region,
    cluster: clusterOf(detail),
    service: /^service:(.{1,255})$/.exec(textField(detail, 'group') ?? '')?.[1] ?? null,
    at,
    reason: safeText(detail, 'stoppedReason', LONGEST_REASON),
    deployment: shortText(detail, 'startedBy', LONGEST_NAME),
    task,
  };
}

function taskOf(detail: Fields, arn: string, stoppedAt: number, publishedAt: number): TaskView {
  const startedAt = textField(detail, 'startedAt');
  return {
    arn,
    id: arn.split('/').at(-1) ?? arn,
    taskDefinition: shortText(detail, 'taskDefinitionArn', LONGEST_ARN) ?? '',
    lastStatus: 'STOPPED',
    healthStatus: shortText(detail, 'healthStatus', LONGEST_NAME) ?? 'UNKNOWN',
    startedBy: shortText(detail, 'startedBy', LONGEST_NAME),
    startedAt: startedAt === null ? null : timeOf(startedAt, publishedAt),
    stoppedAt,
    stopCode: shortText(detail, 'stopCode', LONGEST_NAME),
    stoppedReason: safeText(detail, 'stoppedReason', LONGEST_REASON),
    containers: (listField(detail, 'containers') ?? []).slice(0, MOST_CONTAINERS).flatMap((each) => {
      const container = fieldsOf(each);
      const name = shortText(container, 'name', LONGEST_NAME);
      if (name === null) return [];
      return [
        {
          name,
          // Missing when the container never ran.
          exitCode: numberField(container, 'exitCode'),
          reason: safeText(container, 'reason', LONGEST_REASON),
          imageDigest: shortText(container, 'imageDigest', LONGEST_NAME),
        },
      ];
    }),
  };
}
