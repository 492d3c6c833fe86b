/** Events as EventBridge and RDS write them, down to the last field. */

import { randomUUID } from 'node:crypto';
import type * as cw from '@aws-sdk/client-cloudwatch';
import type * as ecs from '@aws-sdk/client-ecs';
import type { Alarm } from './alarms.ts';
import { awsTime } from './aws-time.ts';
import { describeTask } from './ecs-describe.ts';
import type { Service, Task } from './ecs-state.ts';
import { arn, type Place } from './ids.ts';
import type { DbEvent } from './rds.ts';

export interface AwsEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: object;
}

/** EventBridge writes whole seconds. */
function seconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function event(
  place: Place,
  at: number,
  source: string,
  type: string,
  resource: string,
  detail: object,
): AwsEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': type,
    source,
    account: place.account,
    time: seconds(at),
    region: place.region,
    resources: [resource],
    detail,
  };
}

export type DeploymentEventName =
  | 'SERVICE_DEPLOYMENT_IN_PROGRESS'
  | 'SERVICE_DEPLOYMENT_COMPLETED'
  | 'SERVICE_DEPLOYMENT_FAILED';

/** Cluster and service stand in `resources` alone. */
export function deploymentEvent(
  place: Place,
  at: number,
  service: Pick<Service, 'arn'>,
  eventName: DeploymentEventName,
  deploymentId: string,
  reason: string,
): AwsEvent {
  const eventType = eventName === 'SERVICE_DEPLOYMENT_FAILED' ? 'ERROR' : 'INFO';
  const detail = { eventType, eventName, deploymentId, updatedAt: seconds(at), reason };
  return event(place, at, 'aws.ecs', 'ECS Deployment State Change', service.arn, detail);
}

export type ActionEventType = 'INFO' | 'WARN' | 'ERROR';

/** For example SERVICE_STEADY_STATE (INFO), SERVICE_TASK_START_IMPAIRED (WARN), SERVICE_TASK_PLACEMENT_FAILURE (ERROR). */
export function actionEvent(
  place: Place,
  at: number,
  service: Pick<Service, 'arn' | 'clusterArn'>,
  eventName: string,
  eventType: ActionEventType,
  more: Readonly<Record<string, unknown>> = {},
): AwsEvent {
  const { clusterArn } = service;
  const detail = { eventType, eventName, clusterArn, createdAt: iso(at), ...more };
  return event(place, at, 'aws.ecs', 'ECS Service Action', service.arn, detail);
}

export function taskEvent(
  place: Place,
  at: number,
  service: Service,
  task: Task,
  definition: ecs.TaskDefinition,
): AwsEvent {
  const attachment = randomUUID();
  const { tags: _tags, healthStatus: _health, ...described } = describeTask(service, task, definition);
  const pulled = task.startedAt === null ? {} : pullTimes(task.startedAt);
  const detail = {
    ...plain(described),
    attachments: [
      {
        id: attachment,
        type: 'eni',
        status: task.lastStatus === 'STOPPED' ? 'DELETED' : 'ATTACHED',
        details: [
          { name: 'subnetId', value: service.networkConfiguration.awsvpcConfiguration?.subnets?.[0] },
          { name: 'networkInterfaceId', value: `eni-${task.id.slice(0, 17)}` },
          { name: 'privateIPv4Address', value: task.ip },
        ],
      },
    ],
    capacityProviderName: 'FARGATE',
    connectivityAt: iso(task.createdAt + 4_000),
    containers: described.containers?.map((container, index) => ({
      ...plain(container),
      runtimeId: `${task.id}-${String(2_000_000_000 + index)}`,
      cpu: '0',
      networkInterfaces: [{ attachmentId: attachment, privateIpv4Address: task.ip }],
    })),
    enableExecuteCommand: false,
    ephemeralStorage: { sizeInGiB: 20 },
    overrides: { containerOverrides: task.containers.map(({ name }) => ({ name })) },
    ...pulled,
    updatedAt: iso(at),
  };
  return event(place, at, 'aws.ecs', 'ECS Task State Change', task.arn, detail);
}

function pullTimes(startedAt: number): object {
  return { pullStartedAt: iso(startedAt - 3_000), pullStoppedAt: iso(startedAt - 1_000) };
}

/** Dates become ISO text, as in every event. */
function plain(value: object): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(value)) as Readonly<Record<string, unknown>>;
}

export interface AlarmMoment {
  readonly state: string;
  readonly reason: string;
  readonly reasonData: string | null;
  readonly changedAt: number;
}

export function alarmEvent(place: Place, alarm: Alarm, previous: AlarmMoment): AwsEvent {
  const suppressed =
    alarm.suppressedBy === null
      ? {}
      : { actionsSuppressedBy: 'Alarm', actionsSuppressedReason: alarm.suppressedBy };
  const detail = {
    alarmName: alarm.name,
    state: { ...moment(alarm), ...suppressed },
    previousState: moment(previous),
    configuration: configurationOf(alarm),
  };
  const type = 'CloudWatch Alarm State Change';
  return event(place, alarm.changedAt, 'aws.cloudwatch', type, alarm.arn, detail);
}

function moment({ state, reason, reasonData, changedAt }: AlarmMoment): object {
  const data = reasonData === null ? {} : { reasonData };
  return { value: state, reason, ...data, timestamp: awsTime(changedAt) };
}

function configurationOf(alarm: Alarm): object {
  const { definition, composite } = alarm;
  const described =
    definition.AlarmDescription === undefined ? {} : { description: definition.AlarmDescription };
  if (composite !== null) {
    const suppressor = composite.suppressor === null ? {} : { actionsSuppressor: composite.suppressor };
    return { alarmRule: composite.rule, ...suppressor, ...described };
  }
  const queries: readonly cw.MetricDataQuery[] = definition.Metrics ?? [
    {
      Id: randomUUID(),
      MetricStat: {
        Metric: {
          Namespace: definition.Namespace,
          MetricName: definition.MetricName,
          Dimensions: definition.Dimensions,
        },
        Period: definition.Period ?? 60,
        Stat: definition.Statistic ?? definition.ExtendedStatistic ?? 'Average',
      },
      ReturnData: true,
    },
  ];
  return { ...described, metrics: queries.map(queryOf) };
}

/** Dimensions are a map here, and a list everywhere else. */
function queryOf(query: cw.MetricDataQuery): object {
  const { Id: id, Expression: expression, Label: label, ReturnData: returnData = true } = query;
  const named = { id, ...(label === undefined ? {} : { label }), returnData };
  if (query.MetricStat === undefined) return { ...named, expression };
  const { Metric: metric, Period: period, Stat: stat } = query.MetricStat;
  const dimensions = Object.fromEntries(metric?.Dimensions?.map(({ Name, Value }) => [Name, Value]) ?? []);
  const { Namespace: namespace, MetricName: name } = metric ?? {};
  return { ...named, metricStat: { metric: { namespace, name, dimensions }, period, stat } };
}

export function rdsEvent(place: Place, noted: DbEvent): AwsEvent {
  const isInstance = noted.sourceType === 'db-instance';
  const detail = {
    EventCategories: noted.categories,
    SourceType: isInstance ? 'DB_INSTANCE' : 'SNAPSHOT',
    SourceArn: noted.sourceArn,
    Date: iso(noted.at),
    Message: noted.message,
    SourceIdentifier: noted.sourceId,
    EventID: noted.id,
    Tags: {},
  };
  const type = isInstance ? 'RDS DB Instance Event' : 'RDS DB Snapshot Event';
  return event(place, noted.at, 'aws.rds', type, noted.sourceArn, detail);
}

/** What an RDS event subscription sends to its topic: keys with spaces, and a time without a zone. */
export function nativeRdsEvent(place: Place, noted: DbEvent): Readonly<Record<string, unknown>> {
  const anchor = noted.sourceType === 'db-instance' ? 'dbinstance' : 'db-snapshot';
  return {
    'Event Source': noted.sourceType,
    'Event Time': iso(noted.at).replace('T', ' ').replace('Z', ''),
    'Identifier Link': `https://console.aws.amazon.com/rds/home?region=${place.region}#${anchor}:id=${noted.sourceId}`,
    'Source ID': noted.sourceId,
    'Source ARN': noted.sourceArn,
    'Event ID': `http://docs.amazonwebservices.com/AmazonRDS/latest/UserGuide/USER_Events.html#${noted.id}`,
    'Event Message': noted.message,
    Tags: {},
  };
}

/** An event of an instance, as if RDS had just noted it; for demonstrations and tests. */
export function madeRdsEvent(
  place: Place,
  at: number,
  instance: string,
  id: string,
  message: string,
): DbEvent {
  const sourceArn = arn(place, 'rds', `db:${instance}`);
  return {
    id,
    at,
    sourceId: instance,
    sourceType: 'db-instance',
    sourceArn,
    message,
    categories: ['notification'],
  };
}
