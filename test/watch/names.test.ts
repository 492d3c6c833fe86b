/** A metric has one name: in the code, in the table, on the page of the operator and on the dashboards. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FIGURES } from '../../src/app-figures.ts';
import { METRIC_NAMES } from '../../src/app-metric-names.ts';
import { template } from '../deploy/template.ts';

const root = new URL('../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');
const known = METRIC_NAMES.map(({ name }) => name).sort();
const NAME = /\b(?:hydrous_[a-z_]+|process_[a-z]+(?:_[a-z]+)*_(?:seconds|bytes))\b/g;
const namesIn = (text: string): string[] => [...new Set(text.match(NAME) ?? [])].sort();
/** `…_bucket`, `…_sum` and `…_count` belong to their histogram. */
const family = (name: string): string => {
  const base = name.replace(/_(?:bucket|sum|count)$/, '');
  return METRIC_NAMES.some((one) => one.name === base && one.kind === 'histogram') ? base : name;
};

const sources = readdirSync(new URL('src/', root), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.ts') && name !== 'app-metric-names.ts');

test('the code sets each metric of the table, and no other', () => {
  const quoted = sources
    .flatMap((name) => [...read(`src/${name}`).matchAll(/'((?:hydrous|process)_[a-z_]+)'/g)])
    .map(([, name]) => name!)
    // What Slack is told of a card is no metric.
    .filter((name) => !/^hydrous_(?:operation|incident|logs|note|home)$/.test(name));
  expect([...new Set(quoted)].sort()).toEqual(known);
});

test('names say what they are: counters end in _total, times in seconds', () => {
  for (const { name, kind, help } of METRIC_NAMES) {
    expect(`${name} ${name.endsWith('_total')}`).toBe(`${name} ${kind === 'counter'}`);
    expect(help).toMatch(/\.$/);
  }
});

test('docs/operating.md explains each of them', () => {
  const table = read('docs/operating.md')
    .split('\n')
    .filter((line) => /^\| `(?:hydrous|process)_/.test(line))
    .flatMap((line) => namesIn(line.split('|')[1]!));
  expect([...new Set(table)].sort()).toEqual(known);
});

describe('the dashboard for CloudWatch', () => {
  const { widgets } = JSON.parse(read('deploy/dashboards/cloudwatch.json')) as {
    widgets: { type: string; properties: { metrics?: (string | object)[][]; query?: string } }[];
  };
  const metrics = widgets.flatMap(({ properties }) => properties.metrics ?? []);
  const filters = Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::Logs::MetricFilter')
    .map(({ Properties }) => ({
      pattern: String(Properties['FilterPattern']),
      ...(Properties['MetricTransformations'] as unknown as [{ MetricName: string; MetricValue: string }])[0],
    }));

  test('shows metrics of AWS, and those that the template makes of the figures', () => {
    const own = metrics
      .filter(([namespace]) => !String(namespace).startsWith('AWS/'))
      .map(([, name]) => String(name));
    const made = filters.map(({ MetricName }) => MetricName);
    expect(own.length).toBeGreaterThan(8);
    expect(own.filter((name) => !made.includes(name) || !known.includes(name))).toEqual([]);
  });

  test('the template reads fields that a line of figures has', () => {
    const figures = filters.filter(({ pattern }) => pattern.includes('"figures"'));
    expect(figures.length).toBeGreaterThan(8);
    for (const { pattern, MetricName, MetricValue } of figures) {
      expect(FIGURES).toContain(MetricName);
      expect(MetricValue.split('.')[1]).toBe(MetricName);
      expect(pattern).toContain(`${MetricValue} = *`);
    }
  });

  test('looks at the queue, the service and the logs of the stack', () => {
    const text = JSON.stringify(widgets);
    expect(text).toContain(String(template.Resources['AlarmQueue']!.Properties['QueueName']));
    expect(text).toContain("'/hydrous/hydrous'");
  });
});

describe('the dashboard for Grafana', () => {
  const { panels } = JSON.parse(read('deploy/dashboards/grafana.json')) as {
    panels: { id: number; targets: { expr: string }[] }[];
  };
  const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

  test('asks for metrics that there are, by labels that they have', () => {
    for (const expression of expressions) {
      const names = namesIn(expression);
      expect(names.length, expression).toBeGreaterThan(0);
      for (const name of names) {
        const metric = METRIC_NAMES.find((one) => one.name === family(name));
        expect(metric, name).toBeDefined();
        const used = [...expression.matchAll(/(?:by \(([^)]*)\)|\{([a-z]+)[!=]~?)/g)]
          .flatMap(([, by, label]) => (by ?? label ?? '').split(/,\s*/))
          .filter((label) => !['le', 'instance', ''].includes(label));
        expect(
          used.filter((label) => !metric!.labels.includes(label)),
          expression,
        ).toEqual([]);
      }
    }
  });

  test('takes a rate of counters only, and never the bare count', () => {
    for (const expression of expressions)
      for (const name of namesIn(expression)) {
        const isCounter = METRIC_NAMES.some((one) => one.name === family(name) && one.kind !== 'gauge');
        expect(`${name} ${/\b(?:rate|increase)\(/.test(expression)}`).toBe(`${name} ${isCounter}`);
      }
  });

  test('has each panel once', () => {
    const ids = panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
