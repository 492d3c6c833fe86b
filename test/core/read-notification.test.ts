import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricAlarm } from '../../src/core/alarm.ts';
import { readNotification } from '../../src/core/read-notification.ts';
import { alarmMessage, PUBLISHED, TOPIC } from './alarm-fixtures.ts';

const read = (message: string) =>
  readNotification({ message, subject: 'ALARM: "x" in US East', topic: TOPIC, publishedAt: PUBLISHED });
const alarm = (change: Readonly<Record<string, unknown>> = {}) => read(alarmMessage(change)) as MetricAlarm;
const trigger = (change: Readonly<Record<string, unknown>>) =>
  alarm({ Trigger: { ...JSON.parse(alarmMessage()).Trigger, ...change } });

describe('a metric alarm', () => {
  it('is read with its metric, its threshold and the datapoint from its reason', () => {
    expect(alarm()).toEqual({
      kind: 'metric-alarm',
      name: 'hydrous-production-running-tasks',
      description: 'Fewer tasks than wanted',
      arn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:hydrous-production-running-tasks',
      account: '123456789012',
      region: 'us-east-1',
      state: 'ALARM',
      previousState: 'OK',
      reason: expect.stringContaining('Threshold Crossed'),
      changedAt: Date.parse('2026-03-02T10:05:00.000Z'),
      metric: {
        namespace: 'ECS/ContainerInsights',
        name: 'RunningTaskCount',
        dimensions: { ServiceName: 'hydrous-production', ClusterName: 'hydrous' },
        statistic: 'Average',
      },
      threshold: 2,
      comparison: 'LessThanThreshold',
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      datapoints: [0],
      fromMissingData: false,
      tellsOk: true,
    });
  });

  it('takes the region from the ARN, else from the topic, never from the display name', () => {
    expect(alarm({ AlarmArn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:x' }).region).toBe('eu-west-1');
    expect(alarm({ AlarmArn: undefined }).region).toBe('us-east-1');
    expect(alarm({ AlarmArn: 'arn:aws:cloudwatch:REGION:ACCOUNT:alarm:x' }).region).toBe('us-east-1');
    expect(alarm({ AlarmArn: 'arn:aws:cloudwatch:us-gov-west-1:123456789012:alarm:x' }).region).toBe(
      'us-gov-west-1',
    );
  });

  it('puts datapoints in the order of their day/month/year times', () => {
    const reason =
      'Threshold Crossed: 3 out of the last 3 datapoints [92.5 (01/03/26 00:01:00), 9.0E-4 (28/02/26 23:59:00), 80.0 (01/03/26 00:00:00)] were greater than the threshold (80.0).';
    expect(alarm({ NewStateReason: reason }).datapoints).toEqual([0.0009, 80, 92.5]);
  });

  it('knows a state that rests on missing data', () => {
    const missing =
      'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].';
    expect(alarm({ NewStateReason: missing }).fromMissingData).toBe(true);
    expect(alarm({ NewStateReason: 'set by hand' }).fromMissingData).toBe(false);
    expect(
      alarm({
        NewStateReason:
          'Threshold Crossed: 2 datapoints [1.0 (02/03/26 10:04:00)] were fine and 1 missing datapoint was treated as [Breaching].',
      }).fromMissingData,
    ).toBe(false);
  });

  it.each([
    ['2026-03-02T10:05:00.000+0000', '2026-03-02T10:05:00.000Z'],
    ['2026-03-02T05:05:00.000-0500', '2026-03-02T10:05:00.000Z'],
    ['2026-03-02T10:04:59Z', '2026-03-02T10:04:59.000Z'],
  ])('reads the time %s', (text, wanted) => {
    expect(new Date(alarm({ StateChangeTime: text }).changedAt).toISOString()).toBe(wanted);
  });

  it.each(['date', '', 7, null, '9999-01-01T00:00:00.000+0000'])(
    'takes the publishing time for the time %s',
    (text) => {
      expect(alarm({ StateChangeTime: text }).changedAt).toBe(PUBLISHED);
    },
  );

  it('reads dimensions in both spellings and as a map, and percentiles', () => {
    expect(trigger({ Dimensions: [{ Name: 'ServiceName', Value: 'x' }] }).metric?.dimensions).toEqual({
      ServiceName: 'x',
    });
    expect(trigger({ Dimensions: { ServiceName: 'x' } }).metric?.dimensions).toEqual({ ServiceName: 'x' });
    expect(trigger({ Dimensions: [null, 4, {}, { name: 'a' }] }).metric?.dimensions).toEqual({});
    expect(trigger({ Statistic: undefined, ExtendedStatistic: 'p99' }).metric?.statistic).toBe('p99');
  });

  it('keeps what is there when the trigger is missing, or holds an expression', () => {
    expect(alarm({ Trigger: undefined, AlarmDescription: null })).toMatchObject({
      metric: null,
      threshold: null,
      period: null,
      description: null,
    });
    const metrics = [
      { Id: 'e1', Expression: 'm1/m2', ReturnData: true },
      {
        Id: 'm1',
        ReturnData: false,
        MetricStat: { Metric: { MetricName: 'a', Namespace: 'b' }, Stat: 'Sum' },
      },
    ];
    expect(alarm({ Trigger: { Period: 60, Threshold: 1, Metrics: metrics } })).toMatchObject({
      metric: null,
      threshold: 1,
    });
    const composite = alarm({
      Trigger: undefined,
      AlarmRule: 'ALARM(a)',
      TriggeringChildren: [{ Arn: 'x' }],
    });
    expect(composite).toMatchObject({ kind: 'metric-alarm', state: 'ALARM', metric: null });
  });

  it('of an anomaly alarm takes the metric, not the band', () => {
    const metrics = [
      { Id: 'ad1', Expression: 'ANOMALY_DETECTION_BAND(m1, 2)', ReturnData: true },
      {
        Id: 'm1',
        ReturnData: true,
        MetricStat: {
          Stat: 'Average',
          Metric: {
            MetricName: 'CPUUtilization',
            Namespace: 'AWS/ECS',
            Dimensions: [{ name: 'ServiceName', value: 's' }],
          },
        },
      },
    ];
    expect(alarm({ Trigger: { Metrics: metrics, ThresholdMetricId: 'ad1' } }).metric).toEqual({
      name: 'CPUUtilization',
      namespace: 'AWS/ECS',
      statistic: 'Average',
      dimensions: { ServiceName: 's' },
    });
  });

  it('tells whether an OK will ever come', () => {
    expect(alarm({ OKActions: [] }).tellsOk).toBe(false);
    expect(alarm({ OKActions: undefined }).tellsOk).toBeNull();
  });
});

describe('anything else comes back whole, marked as not recognised', () => {
  it.each([
    ['plain text', 'This\nis a message'],
    ['JSON that is no object', 'null'],
    ['a list', '[]'],
    ['a number', '4'],
    ['an unknown state', alarmMessage({ NewStateValue: 'WORSE' })],
    ['a state without a name', alarmMessage({ AlarmName: '' })],
    [
      'an RDS event',
      JSON.stringify({ 'Event Source': 'db-instance', 'Event Message': 'Finished DB Instance backup' }),
    ],
    [
      'an event of EventBridge',
      JSON.stringify({ source: 'aws.ecs', 'detail-type': 'ECS Service Action', detail: {} }),
    ],
    ['10,000 levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['256 KiB of brackets', '{"a":'.repeat(50_000)],
    ['a foreign prototype', '{"__proto__":{"AlarmName":"x","NewStateValue":"ALARM"}}'],
    ['control characters', '\u0000\ud800{'],
  ])('%s', (_name, message) => {
    expect(read(message)).toEqual({
      kind: 'unrecognised',
      subject: 'ALARM: "x" in US East',
      text: message,
      at: PUBLISHED,
      topic: TOPIC,
    });
  });

  it('never throws and never loses anything, however an alarm is mangled', () => {
    const message = alarmMessage();
    const names = Object.keys(JSON.parse(message));
    const mangled = fc.oneof(
      fc.nat(message.length).map((at) => message.slice(0, at)),
      fc
        .tuple(fc.nat(message.length), fc.string({ unit: 'binary', maxLength: 20 }))
        .map(([at, bit]) => message.slice(0, at) + bit + message.slice(at + 1)),
      fc
        .tuple(fc.constantFrom(...names), fc.jsonValue())
        .map(([name, value]) => alarmMessage({ [name]: value })),
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(mangled, (text) => {
        const content = read(text);
        if (content.kind === 'unrecognised') expect(content.text).toBe(text);
        else expect(content).toMatchObject({ kind: 'metric-alarm', name: expect.stringMatching(/./s) });
      }),
      { numRuns: 2_000 },
    );
  });
});
