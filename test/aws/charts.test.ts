import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { widgetOf } from '../../src/aws/charts.ts';
import type { Chart } from '../../src/core/chart.ts';
import { aws, environment, type FakeAws, json, startFakeAws } from './fake-aws.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const metric = {
  namespace: 'AWS/ECS',
  name: 'CPUUtilization',
  dimensions: { ClusterName: 'hydrous', ServiceName: 'hydrous-production' },
  statistic: 'p99',
};
const CHART: Chart = {
  title: 'cpu',
  queries: [
    { id: 'm1', expression: null, label: null, metric, period: 60, account: '111122223333', shown: false },
    { id: 'e1', expression: 'm1*2', label: 'twice', metric: null, period: null, account: null, shown: true },
  ],
  threshold: { value: 80, label: '> 80 %' },
  marks: [{ at: Date.UTC(2026, 0, 2, 3, 4), label: 'hydrous:43' }],
  from: Date.UTC(2026, 0, 2, 1),
  until: Date.UTC(2026, 0, 2, 4),
};

let fake: FakeAws;
beforeEach(async () => {
  fake = await startFakeAws();
});
afterEach(() => fake.close());

const image = (bytes: readonly number[], length = 100) =>
  json({
    MetricWidgetImage: Buffer.concat([
      Buffer.from(bytes),
      Buffer.alloc(Math.max(0, length - bytes.length)),
    ]).toString('base64'),
  });

describe('a chart', () => {
  it('is asked for as a widget with lines, threshold and deployments', async () => {
    fake.answers['GetMetricWidgetImage'] = image(PNG);
    const bytes = await aws().charts.draw(environment, CHART);
    expect(bytes).toHaveLength(100);
    const sent = JSON.parse(String(fake.calls[0]?.input['MetricWidget']));
    expect(sent).toEqual({
      width: 900,
      height: 320,
      region: 'us-east-1',
      title: 'cpu',
      view: 'timeSeries',
      start: '2026-01-02T01:00:00.000Z',
      end: '2026-01-02T04:00:00.000Z',
      timezone: '+0000',
      metrics: [
        [
          'AWS/ECS',
          'CPUUtilization',
          'ClusterName',
          'hydrous',
          'ServiceName',
          'hydrous-production',
          { id: 'm1', visible: false, period: 60, accountId: '111122223333', stat: 'p99' },
        ],
        [{ expression: 'm1*2', id: 'e1', visible: true, label: 'twice' }],
      ],
      annotations: {
        horizontal: [{ value: 80, label: '> 80 %', color: '#d13212' }],
        vertical: [{ value: '2026-01-02T03:04:00.000Z', label: 'hydrous:43', color: '#687078' }],
      },
    });
  });

  it('has a second scale for what is measured otherwise', () => {
    const [line] = CHART.queries;
    const queries = [{ ...line!, axis: 'right' as const }];
    expect(JSON.stringify(widgetOf({ ...CHART, queries }, 'us-east-1'))).toContain('"yAxis":"right"');
    expect(JSON.stringify(widgetOf(CHART, 'us-east-1'))).not.toContain('yAxis');
  });

  it.each([
    [-5, '-0500'],
    [5.5, '+0530'],
    [0, '+0000'],
  ])('%d hours ahead of UTC has its times at %s', (hours, timezone) => {
    expect(widgetOf({ ...CHART, ahead: hours * 3_600_000 }, 'us-east-1')).toMatchObject({ timezone });
  });

  it('without threshold and deployments has no annotations', () => {
    expect(widgetOf({ ...CHART, threshold: null, marks: [] }, 'us-east-1')).toMatchObject({
      annotations: {},
    });
  });

  it.each([
    ['something else', image([1, 2, 3])],
    ['nothing', json({})],
    ['more than a mebibyte', image(PNG, 1024 * 1024 + 1)],
  ])('is refused when CloudWatch gives %s', async (_, answer) => {
    fake.answers['GetMetricWidgetImage'] = answer;
    await expect(aws().charts.draw(environment, CHART)).rejects.toMatchObject({ kind: 'odd-answer' });
  });
});
