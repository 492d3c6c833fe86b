/** The exact `aws` lines a person would run by hand, for the day this bot or Slack is down. */
import type { Environment } from '../core/environment.ts';
import { revisionName } from '../core/image-name.ts';
import type { AlarmDefinition } from '../core/ports/alarm-definitions.ts';
import { REQUEST_TAG } from '../core/request-tag.ts';
import {
  TEST_DESCRIPTION,
  TEST_METRIC,
  TEST_NAMESPACE,
  TEST_REASON,
  testAlarmDimensions,
} from '../core/test-alarm.ts';

/** Single quotes around anything a shell could read as more than a word. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function serviceFlags({ region, cluster, service }: Environment): string {
  return `--region ${quoted(region)} --cluster ${quoted(cluster)} --service ${quoted(service)}`;
}

export function updateServiceLine(environment: Environment, flags: string): string {
  return `aws ecs update-service ${serviceFlags(environment)} ${flags}`;
}

/** Fields that DescribeTaskDefinition gives and RegisterTaskDefinition refuses. Source: both operations' API reference. */
const READ_ONLY =
  '.taskDefinitionArn,.revision,.status,.requiresAttributes,.compatibilities,.registeredAt,.registeredBy,.deregisteredAt,.deleteRequestedAt';

/** Tags are told beside the definition; AWS's own are refused, and an empty list is too. */
const CLEAN = [
  `(.tags // [] | map(select(.key | test("^(aws:|${REQUEST_TAG}$)"; "i") | not))) as $tags`,
  `.taskDefinition | del(${READ_ONLY}) | if $tags == [] then . else .tags = $tags end`,
].join(' | ');

/** Registers the live revision with one image replaced, then updates the service to it. */
export function registerAndUpdateLines(
  environment: Environment,
  change: { readonly from: string; readonly container: string; readonly image: string },
): readonly string[] {
  const patch = `(.containerDefinitions[] | select(.name == "${change.container}") | .image) = "${change.image}"`;
  return registerPatchedLines(environment, change.from, patch);
}

/** The same with any jq program that makes the next revision out of the live one. */
export function registerPatchedLines(
  environment: Environment,
  from: string,
  patch: string,
): readonly string[] {
  const region = `--region ${quoted(environment.region)}`;
  return [
    `aws ecs describe-task-definition ${region} --task-definition ${quoted(revisionName(from))} --include TAGS --output json > live.json`,
    `jq ${quoted(CLEAN)} live.json > clean.json`,
    `jq ${quoted(patch)} clean.json > next.json`,
    updateServiceLine(
      environment,
      `--task-definition "$(aws ecs register-task-definition ${region} --cli-input-json file://next.json --query taskDefinition.taskDefinitionArn --output text)"`,
    ),
  ];
}

export function stopDeploymentLine(environment: Environment, arn: string): string {
  return `aws ecs stop-service-deployment --region ${quoted(environment.region)} --service-deployment-arn ${quoted(arn)} --stop-type ROLLBACK`;
}

/** Creates the test alarm, sets it off, and sets it back. */
export function testAlarmLines(environment: Environment, name: string, topic: string): readonly string[] {
  const where = `--region ${quoted(environment.region)} --alarm-name ${quoted(name)}`;
  const set = (state: string) =>
    `aws cloudwatch set-alarm-state ${where} --state-value ${state} --state-reason ${quoted(TEST_REASON)}`;
  const what = `--alarm-description ${quoted(TEST_DESCRIPTION)} --namespace ${TEST_NAMESPACE} --metric-name ${TEST_METRIC}`;
  const dimensions = dimensionFlag(testAlarmDimensions(environment));
  return [
    `aws cloudwatch put-metric-alarm ${where} ${what} ${dimensions} --statistic Maximum --period 60 --evaluation-periods 1 --threshold 0 --comparison-operator GreaterThanThreshold --treat-missing-data ignore --actions-enabled --alarm-actions ${quoted(topic)} --ok-actions ${quoted(topic)}`,
    set('ALARM'),
    set('OK'),
  ];
}

function dimensionFlag(dimensions: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(dimensions).map(([Name, Value]) => quoted(structure({ Name, Value })));
  return `--dimensions ${pairs.join(' ')}`;
}

/** A structure as one word: in the short form, or as JSON where that form would read the value otherwise. */
export function structure(fields: Readonly<Record<string, string>>): string {
  const entries = Object.entries(fields);
  const plain = entries.every(([, value]) => /^[\w.:/@+-]+$/.test(value));
  return plain ? entries.map(([name, value]) => `${name}=${value}`).join(',') : JSON.stringify(fields);
}

/** Creates the alarm or replaces its settings. */
export function putAlarmLine({ region }: Environment, alarm: AlarmDefinition): string {
  const { statistic, description, unit, lowSamples } = alarm;
  const plain = /^[A-Z]/.test(statistic) && !/[\d(]/.test(statistic);
  const actions = (flag: string, arns: readonly string[]) =>
    arns.length === 0 ? [] : [`--${flag} ${arns.map(quoted).join(' ')}`];
  return [
    `aws cloudwatch put-metric-alarm --region ${quoted(region)} --alarm-name ${quoted(alarm.name)}`,
    ...(description === null ? [] : [`--alarm-description ${quoted(description)}`]),
    `--namespace ${quoted(alarm.namespace)} --metric-name ${quoted(alarm.metric)}`,
    ...(Object.keys(alarm.dimensions).length === 0 ? [] : [dimensionFlag(alarm.dimensions)]),
    `--${plain ? 'statistic' : 'extended-statistic'} ${quoted(statistic)} --period ${alarm.period}`,
    `--evaluation-periods ${alarm.evaluationPeriods} --datapoints-to-alarm ${alarm.datapointsToAlarm}`,
    `--comparison-operator ${alarm.comparison} --threshold ${alarm.threshold} --treat-missing-data ${alarm.missing}`,
    ...(unit === null ? [] : [`--unit ${quoted(unit)}`]),
    ...(lowSamples === null ? [] : [`--evaluate-low-sample-count-percentile ${quoted(lowSamples)}`]),
    alarm.actionsEnabled ? '--actions-enabled' : '--no-actions-enabled',
    ...actions('alarm-actions', alarm.alarmActions),
    ...actions('ok-actions', alarm.okActions),
    ...actions('insufficient-data-actions', alarm.noDataActions),
  ].join(' ');
}

export function deleteAlarmLine({ region }: Environment, name: string): string {
  return `aws cloudwatch delete-alarms --region ${quoted(region)} --alarm-names ${quoted(name)}`;
}

function scalableFlags({ region, cluster, service }: Environment): string {
  const resource = quoted(`service/${cluster}/${service}`);
  return `--region ${quoted(region)} --service-namespace ecs --scalable-dimension ecs:service:DesiredCount --resource-id ${resource}`;
}

export function registerTargetLine(environment: Environment, flags: string): string {
  return `aws application-autoscaling register-scalable-target ${scalableFlags(environment)} ${flags}`;
}

export function putPolicyLine(environment: Environment, name: string, configuration: object): string {
  const json = quoted(JSON.stringify(configuration));
  return `aws application-autoscaling put-scaling-policy ${scalableFlags(environment)} --policy-name ${quoted(name)} --policy-type TargetTrackingScaling --target-tracking-scaling-policy-configuration ${json}`;
}
