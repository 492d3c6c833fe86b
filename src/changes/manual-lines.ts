/** The exact `aws` lines a person would run by hand, for the day this bot or Slack is down. */
import type { Environment } from '../core/environment.ts';
import { revisionName } from '../core/image-name.ts';

/** Single quotes around anything a shell could read as more than a word. */
function quoted(word: string): string {
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
    `aws ecs describe-task-definition ${region} --task-definition ${quoted(revisionName(from))} --query taskDefinition --output json > live.json`,
    `jq 'del(${READ_ONLY})' live.json > clean.json`,
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
export function testAlarmLines({ region }: Environment, name: string, topic: string): readonly string[] {
  const where = `--region ${quoted(region)} --alarm-name ${quoted(name)}`;
  const set = (state: string) =>
    `aws cloudwatch set-alarm-state ${where} --state-value ${state} --state-reason test`;
  return [
    `aws cloudwatch put-metric-alarm ${where} --namespace Hydrous/Test --metric-name TestAlarm --statistic Maximum --period 60 --evaluation-periods 1 --threshold 0 --comparison-operator GreaterThanThreshold --treat-missing-data ignore --alarm-actions ${quoted(topic)} --ok-actions ${quoted(topic)}`,
    set('ALARM'),
    set('OK'),
  ];
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
