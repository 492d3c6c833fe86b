/** `npm run template`: writes the alarms of guide/alarms.yml into deploy/cloudformation.yml, between their two comments. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readAlarmRecipes } from '../src/config/alarm-recipes.ts';
import type { AlarmRecipe, Watched } from '../src/core/alarm-recipe.ts';

const FROM = '  # The alarms of guide/alarms.yml';
const TO = '  # Alarms on the bot itself';

/** Dimensions, each with the parameter of the template that holds its value. */
const DIMENSIONS: Readonly<Record<Watched, readonly (readonly [string, string])[]>> = {
  service: [
    ['ClusterName', 'GuardedCluster'],
    ['ServiceName', 'GuardedService'],
  ],
  'load-balancer': [['LoadBalancer', 'GuardedLoadBalancer']],
  'target-group': [
    ['LoadBalancer', 'GuardedLoadBalancer'],
    ['TargetGroup', 'GuardedTargetGroup'],
  ],
  database: [['DBInstanceIdentifier', 'GuardedDatabase']],
  cache: [['CacheClusterId', 'GuardedCacheNode']],
};

const CONDITIONS: Readonly<Record<Watched, string | null>> = {
  service: null,
  'load-balancer': 'WatchesLoadBalancer',
  'target-group': 'WatchesLoadBalancer',
  database: 'WatchesDatabase',
  cache: 'WatchesCache',
};

/** The template with these alarms in the place of those that it had. Throws when a comment is missing. */
export function withAlarms(template: string, recipes: readonly AlarmRecipe[]): string {
  const from = template.indexOf('\n', template.indexOf(FROM));
  const to = template.indexOf(TO);
  if (!template.includes(FROM) || to < from)
    throw new Error(`the template has no place between "${FROM}" and "${TO}"`);
  return `${template.slice(0, from)}\n\n${recipes.map(resourceOf).join('\n')}\n${template.slice(to)}`;
}

function resourceOf(recipe: AlarmRecipe): string {
  const name = recipe.id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const condition = CONDITIONS[recipe.watches];
  const kind = recipe.statistic.startsWith('p') ? 'ExtendedStatistic' : 'Statistic';
  const lines = [
    `  Alarm${name}:`,
    '    Type: AWS::CloudWatch::Alarm',
    ...(condition === null ? [] : [`    Condition: ${condition}`]),
    '    Properties:',
    `      AlarmName: !Sub hydrous-\${Environment}-${recipe.id}`,
    `      AlarmDescription: ${JSON.stringify(recipe.why.en)}`,
    `      Namespace: ${recipe.namespace}`,
    `      MetricName: ${recipe.metric}`,
    '      Dimensions:',
    ...DIMENSIONS[recipe.watches].map(
      ([dimension, parameter]) => `        - { Name: ${dimension}, Value: !Ref ${parameter} }`,
    ),
    `      ${kind}: ${recipe.statistic}`,
    `      Period: ${recipe.period}`,
    `      EvaluationPeriods: ${recipe.evaluationPeriods}`,
    `      DatapointsToAlarm: ${recipe.datapointsToAlarm}`,
    `      ComparisonOperator: ${recipe.comparison}`,
    `      Threshold: ${recipe.threshold}`,
    `      TreatMissingData: ${recipe.missing}`,
    '      AlarmActions: [!Ref AlarmTopic]',
    '      OKActions: [!Ref AlarmTopic]',
    '',
  ];
  return lines.join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
  const read = readAlarmRecipes(readFileSync(path('guide/alarms.yml'), 'utf8'), 'guide/alarms.yml');
  if (read.ok) {
    const template = path('deploy/cloudformation.yml');
    writeFileSync(template, withAlarms(readFileSync(template, 'utf8'), read.recipes));
  } else {
    for (const mistake of read.mistakes) console.error(mistake);
    process.exitCode = 1;
  }
}
