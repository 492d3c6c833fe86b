import { describe, expect, it } from 'vitest';
import { chartOf } from '../../src/core/chart.ts';
import { queriesIn } from '../../src/core/metric-query.ts';
import type { ServiceDeploymentView } from '../../src/core/ports/ecs.ts';
import { readNotification } from '../../src/core/read-notification.ts';
import { alarmMessage, metricAlarm, PUBLISHED, TOPIC } from './alarm-fixtures.ts';

const NOW = PUBLISHED + 60_000;
const HOUR = 3_600_000;

function deployment(revision: number, startedAt: number): ServiceDeploymentView {
  const taskDefinition = `arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous:${revision}`;
  return {
    arn: `arn:${revision}`,
    status: 'SUCCESSFUL',
    statusReason: null,
    createdAt: startedAt,
    startedAt,
    finishedAt: null,
    targetRevision: { arn: 'r', taskDefinition, images: [] },
    breaker: null,
  };
}

const stat = (id: string, name: string, more: object = {}) => ({
  Id: id,
  MetricStat: {
    Metric: {
      Namespace: 'AWS/ApplicationELB',
      MetricName: name,
      Dimensions: [{ name: 'LoadBalancer', value: 'app/hydrous-alb/50dc' }],
    },
    Period: 60,
    Stat: 'Sum',
  },
  ReturnData: false,
  ...more,
});

describe('the chart of an alarm', () => {
  it('shows its own metric over three hours, its threshold, and the deployments of that time', () => {
    const chart = chartOf(metricAlarm(), [deployment(43, NOW - HOUR), deployment(42, NOW - 5 * HOUR)], NOW);
    expect(chart).toMatchObject({
      title: 'hydrous-production-running-tasks',
      threshold: { value: 2, label: '< 2' },
      marks: [{ at: NOW - HOUR, label: 'hydrous:43' }],
      from: NOW - 3 * HOUR,
      until: NOW,
    });
    expect(chart?.queries).toEqual([
      expect.objectContaining({ id: 'm1', expression: null, period: 60, shown: true }),
    ]);
  });

  it('of metric math draws the expression over its metrics, which stay hidden', () => {
    const queries = queriesIn({
      Metrics: [
        { Id: 'e1', Expression: 'm1/m2*100', Label: 'error rate', ReturnData: true },
        stat('m1', 'HTTPCode_Target_5XX_Count'),
        stat('m2', 'RequestCount'),
      ],
    });
    const chart = chartOf(metricAlarm({ metric: null, queries }), [], NOW);
    expect(chart?.queries.map(({ id, shown, expression }) => [id, shown, expression])).toEqual([
      ['e1', true, 'm1/m2*100'],
      ['m1', false, null],
      ['m2', false, null],
    ]);
  });

  it('of anomaly detection has its band and no fixed threshold', () => {
    const message = alarmMessage({
      Trigger: {
        ComparisonOperator: 'GreaterThanUpperThreshold',
        ThresholdMetricId: 'ad1',
        EvaluationPeriods: 2,
        Metrics: [
          stat('m1', 'RequestCount', { ReturnData: true }),
          { Id: 'ad1', Expression: 'ANOMALY_DETECTION_BAND(m1, 2)', ReturnData: true },
        ],
      },
    });
    const alarm = readNotification({ message, subject: null, topic: TOPIC, publishedAt: PUBLISHED });
    if (alarm.kind !== 'metric-alarm') throw new Error('not an alarm');
    const chart = chartOf(alarm, [], NOW);
    expect(chart?.threshold).toBeNull();
    expect(chart?.queries.map(({ expression }) => expression)).toEqual([
      null,
      'ANOMALY_DETECTION_BAND(m1, 2)',
    ]);
  });

  it('does not exist for an alarm without a metric', () => {
    expect(chartOf(metricAlarm({ metric: null }), [], NOW)).toBeNull();
  });
});

describe('queries that cannot be drawn as they stand are not drawn at all', () => {
  it.each([
    ['an id that is none', { ...stat('m1', 'X'), Id: 'M 1' }],
    ['neither metric nor expression', { Id: 'm1', ReturnData: true }],
    ['both', { ...stat('m1', 'X'), Expression: '1' }],
    ['an expression without end', { Id: 'e1', Expression: 'x'.repeat(3_000) }],
    ['no object', 'm1'],
  ])('%s', (_, query) => {
    expect(queriesIn({ Metrics: [stat('m2', 'Y'), query] })).toEqual([]);
  });

  it('more than CloudWatch itself takes', () => {
    expect(queriesIn({ Metrics: Array.from({ length: 50 }, (_, at) => stat(`m${at}`, 'X')) })).toEqual([]);
  });
});
