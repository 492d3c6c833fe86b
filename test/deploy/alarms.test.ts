/** The alarms of the template: those of the guide, and those on the bot itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { withAlarms } from '../../scripts/template-alarms.ts';
import { loadAlarmRecipes } from '../../src/config/alarm-recipes.ts';
import { type Resource, TEMPLATE_TEXT, template, type Value } from './template.ts';

const root = new URL('../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');
const { Resources } = template;

const of = (type: string): [string, Resource][] =>
  Object.entries(Resources).filter(([, one]) => one.Type === type);
const props = (name: string): Readonly<Record<string, Value>> => Resources[name]!.Properties;

describe('the alarms', () => {
  const recipes = loadAlarmRecipes('guide/', new URL('hydrous.yml', root).pathname);
  const alarms = of('AWS::CloudWatch::Alarm').map(([, one]) => one);
  const guarding = alarms.filter(({ Properties }) =>
    JSON.stringify(Properties['AlarmActions']).includes('AlarmTopic'),
  );
  const onBot = alarms.filter((one) => !guarding.includes(one));

  test('are the recipes of the guide, under the names of `alarms create`, and no others', () => {
    expect(recipes.ok).toBe(true);
    const wanted = (recipes.ok ? recipes.recipes : []).map((recipe) => ({
      AlarmName: { 'Fn::Sub': `hydrous-\${Environment}-${recipe.id}` },
      AlarmDescription: recipe.why.en,
      Namespace: recipe.namespace,
      MetricName: recipe.metric,
      [recipe.statistic.startsWith('p') ? 'ExtendedStatistic' : 'Statistic']: recipe.statistic,
      Period: recipe.period,
      EvaluationPeriods: recipe.evaluationPeriods,
      DatapointsToAlarm: recipe.datapointsToAlarm,
      ComparisonOperator: recipe.comparison,
      Threshold: recipe.threshold,
      TreatMissingData: recipe.missing,
      AlarmActions: [{ Ref: 'AlarmTopic' }],
      OKActions: [{ Ref: 'AlarmTopic' }],
    }));
    const found = guarding.map(({ Properties: { Dimensions: _, ...rest } }) => rest);
    expect(found).toEqual(wanted);
  });

  test('are written by `npm run template`, which changes nothing else', () => {
    const all = recipes.ok ? recipes.recipes : [];
    expect(withAlarms(TEMPLATE_TEXT, all)).toBe(TEMPLATE_TEXT);
    const [first, ...rest] = all;
    const changed = withAlarms(TEMPLATE_TEXT, [{ ...first!, threshold: 33 }, ...rest]);
    const lines = changed.split('\n').filter((line, at) => line !== TEMPLATE_TEXT.split('\n')[at]);
    expect(lines).toEqual(['      Threshold: 33']);
    expect(() => withAlarms('Resources: {}', all)).toThrow('no place');
  });

  test('watch where the recipes say', () => {
    const places: Record<string, string[]> = {
      service: ['ClusterName', 'ServiceName'],
      'load-balancer': ['LoadBalancer'],
      'target-group': ['LoadBalancer', 'TargetGroup'],
      database: ['DBInstanceIdentifier'],
      cache: ['CacheClusterId'],
    };
    const found = guarding.map(({ Properties }) =>
      (Properties['Dimensions'] as unknown as { Name: string }[]).map(({ Name }) => Name),
    );
    expect(found).toEqual((recipes.ok ? recipes.recipes : []).map(({ watches }) => places[watches]));
  });

  test('on the bot itself go out by e-mail, never through the bot', () => {
    expect(onBot.length).toBeGreaterThanOrEqual(8);
    for (const { Properties } of onBot) expect(Properties['AlarmActions']).toEqual([{ Ref: 'MailTopic' }]);
    expect(props('MailTopic')['Subscription']).toEqual([{ Protocol: 'email', Endpoint: { Ref: 'Mail' } }]);
    expect(JSON.stringify(Resources['AlarmSubscription'])).not.toContain('MailTopic');
  });

  test('on the bot are each explained to the operator', () => {
    const names = onBot.map(({ Properties }) => {
      const name = Properties['AlarmName'] as { 'Fn::Sub': string };
      return name['Fn::Sub'].split('}-')[1]!;
    });
    const page = read('docs/operating.md');
    const told = [...page.matchAll(/^\| `(bot-[a-z-]+)` \|/gm)].map(([, name]) => name!);
    expect(told.sort()).toEqual([...names].sort());
  });

  test('read lines that the bot writes', () => {
    const sources = readdirSync(new URL('src/', root), { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => read(`src/${name}`))
      .join('\n');
    const lines = of('AWS::Logs::MetricFilter').map(([, { Properties }]) =>
      String(Properties['FilterPattern']),
    );
    const messages = lines.flatMap((pattern) =>
      [...pattern.matchAll(/\$\.msg = "([^"]+)"/g)].map(([, text]) => text!),
    );
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.filter((text) => !sources.includes(`'${text}'`))).toEqual([]);
    const made = of('AWS::Logs::MetricFilter').flatMap(([, { Properties }]) =>
      (Properties['MetricTransformations'] as unknown as { MetricName: string }[]).map(
        ({ MetricName }) => MetricName,
      ),
    );
    const own = onBot.filter(({ Properties }) => typeof Properties['Namespace'] === 'object');
    expect(own.length).toBeGreaterThan(0);
    for (const { Properties } of own) expect(made).toContain(Properties['MetricName']);
  });
});
