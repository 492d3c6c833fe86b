/**
 * ECS and what stands around a service. Which action takes which resource and condition:
 * AWS Service Authorization Reference, pages of each service, as of September 2026.
 */
import { testAlarmName } from '../test-alarm.ts';
import { readsOfData } from './data-grants.ts';
import { arnIn, type IamPlace, roleArn } from './place.ts';
import { allow, alone, type IamMode, type Statement } from './statement.ts';

export function serviceGrants(places: readonly IamPlace[], mode: IamMode): readonly Statement[] {
  const each = (arn: (place: IamPlace) => readonly string[]) => places.flatMap(arn);
  return [
    allow('ReadService', READ_SERVICE, each(serviceArns)),
    allow('ReadTasks', ['ecs:DescribeTasks'], each(taskArns), {
      ArnEquals: { 'ecs:cluster': alone(each(clusters)) },
    }),
    // Takes only container instances as a resource, and a Fargate service has none.
    allow('ListTasks', ['ecs:ListTasks'], ['*'], { ArnEquals: { 'ecs:cluster': alone(each(clusters)) } }),
    // None of these takes a resource.
    allow('ReadAnywhere', [...READ_ANYWHERE, ...readsOfData(places)], ['*']),
    allow(
      'ReadImages',
      READ_IMAGES,
      each((place) => [arnIn(place, 'ecr', repository(place))]),
    ),
    allow('ReadLogs', ['logs:FilterLogEvents', 'logs:StartLiveTail'], each(logGroup)),
    // Reading all of them at once is asked for on every alarm.
    allow(
      'ReadAlarms',
      READ_ALARMS,
      each((place) => [arnIn(place, 'cloudwatch', 'alarm:*')]),
    ),
    ...changingService(places),
    ...(mode === 'B' ? registering(places) : []),
    allow('ChangeOwnAlarms', CHANGE_ALARMS, each(ownAlarms)),
    // The id of a scalable target is AWS's own, so its kind is what can be named.
    allow(
      'Autoscaling',
      CHANGE_SCALING,
      each((place) => [arnIn(place, 'application-autoscaling', TARGETS)]),
      {
        StringEquals: {
          'application-autoscaling:service-namespace': 'ecs',
          'application-autoscaling:scalable-dimension': 'ecs:service:DesiredCount',
        },
      },
    ),
  ];
}

const READ_SERVICE = [
  'ecs:DescribeServices',
  'ecs:ListServiceDeployments',
  'ecs:DescribeServiceDeployments',
  'ecs:DescribeServiceRevisions',
];
const READ_ANYWHERE = [
  'ecs:DescribeTaskDefinition',
  'ecs:ListTaskDefinitions',
  'elasticloadbalancing:DescribeTargetGroups',
  'elasticloadbalancing:DescribeTargetHealth',
  'application-autoscaling:DescribeScalableTargets',
  'application-autoscaling:DescribeScalingPolicies',
  'cloudwatch:GetMetricData',
  'cloudwatch:GetMetricWidgetImage',
  'ce:GetCostAndUsage',
  'ce:GetCostForecast',
];
const READ_IMAGES = ['ecr:DescribeImages', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const READ_ALARMS = ['cloudwatch:DescribeAlarms', 'cloudwatch:DescribeAlarmHistory'];
const CHANGE_ALARMS = ['cloudwatch:PutMetricAlarm', 'cloudwatch:SetAlarmState', 'cloudwatch:DeleteAlarms'];
const CHANGE_SCALING = [
  'application-autoscaling:RegisterScalableTarget',
  'application-autoscaling:PutScalingPolicy',
];
const TARGETS = 'scalable-target/*';

/** One statement a place: a service must not be given the task definitions of another one. */
function changingService(places: readonly IamPlace[]): readonly Statement[] {
  return places.flatMap((place, at) => [
    allow(`UpdateService${at + 1}`, ['ecs:UpdateService'], [serviceArn(place)], {
      // A change of the number of tasks names no task definition.
      ArnLikeIfExists: { 'ecs:task-definition': familyArn(place) },
      StringNotEqualsIfExists: { 'ecs:enable-execute-command': 'true' },
    }),
    allow(
      `StopDeployment${at + 1}`,
      ['ecs:StopServiceDeployment'],
      [serviceArn(place), deploymentArn(place)],
    ),
  ]);
}

/** A revision carries roles, so registering one passes them on; and it is tagged with its request. */
function registering(places: readonly IamPlace[]): readonly Statement[] {
  const families = places.map(familyArn);
  const roles = places.flatMap(({ account, roles }) => roles.map((role) => roleArn(account, role)));
  return [
    allow('RegisterRevisions', ['ecs:RegisterTaskDefinition'], families, {
      StringNotEqualsIfExists: { 'ecs:privileged': 'true' },
    }),
    allow('TagRevisions', ['ecs:TagResource'], families, {
      StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' },
    }),
    ...(roles.length === 0
      ? []
      : [
          allow('PassTaskRoles', ['iam:PassRole'], roles, {
            StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
          }),
        ]),
  ];
}

/** Alarms that `alarms create` and `alarms test` write; both are named so. */
export function ownAlarms(place: IamPlace): readonly string[] {
  const { environment } = place;
  return [
    arnIn(place, 'cloudwatch', `alarm:hydrous-${environment.name}-*`),
    arnIn(place, 'cloudwatch', `alarm:${testAlarmName(environment)}`),
  ];
}

export function familyArn(place: IamPlace): string {
  return arnIn(place, 'ecs', `task-definition/${place.family}:*`);
}

function serviceArn(place: IamPlace): string {
  return arnIn(place, 'ecs', `service/${path(place)}`);
}

function deploymentArn(place: IamPlace): string {
  return arnIn(place, 'ecs', `service-deployment/${path(place)}/*`);
}

/** Its deployments and revisions are `service-deployment` and `service-revision`. */
function serviceArns(place: IamPlace): readonly string[] {
  return [serviceArn(place), arnIn(place, 'ecs', `service-*/${path(place)}/*`)];
}

function clusters(place: IamPlace): readonly string[] {
  return [arnIn(place, 'ecs', `cluster/${place.environment.cluster}`)];
}

function taskArns(place: IamPlace): readonly string[] {
  return [arnIn(place, 'ecs', `task/${place.environment.cluster}/*`)];
}

/** With and without the `:*` that ends a log group's ARN. */
function logGroup(place: IamPlace): readonly string[] {
  const group = arnIn(place, 'logs', `log-group:${place.environment.logGroup}`);
  // A stream is opened by the name without the ending.
  return [`${group}:*`, group];
}

function repository({ environment }: IamPlace): string {
  return `repository/${environment.repository}`;
}

function path({ environment }: IamPlace): string {
  return `${environment.cluster}/${environment.service}`;
}
