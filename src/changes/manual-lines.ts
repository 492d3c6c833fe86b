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
  const region = `--region ${quoted(environment.region)}`;
  const patch = `(.containerDefinitions[] | select(.name == "${change.container}") | .image) = "${change.image}"`;
  return [
    `aws ecs describe-task-definition ${region} --task-definition ${quoted(revisionName(change.from))} --query taskDefinition --output json > live.json`,
    `jq 'del(${READ_ONLY})' live.json > clean.json`,
    `jq '${patch}' clean.json > next.json`,
    updateServiceLine(
      environment,
      `--task-definition "$(aws ecs register-task-definition ${region} --cli-input-json file://next.json --query taskDefinition.taskDefinitionArn --output text)"`,
    ),
  ];
}

export function stopDeploymentLine(environment: Environment, arn: string): string {
  return `aws ecs stop-service-deployment --region ${quoted(environment.region)} --service-deployment-arn ${quoted(arn)} --stop-type ROLLBACK`;
}
