import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aws, environment, type FakeAws, fault, json, startFakeAws } from './fake-aws.ts';

const SECONDS = 1_770_000_000;
const service = [
  { Name: 'ClusterName', Value: 'hydrous' },
  { Name: 'ServiceName', Value: 'hydrous-production' },
];
const alarm = (name: string, more: object = {}) => ({
  AlarmName: name,
  AlarmArn: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`,
  StateValue: 'OK',
  StateReason: 'because',
  StateUpdatedTimestamp: SECONDS,
  ...more,
});
const cpu = alarm('cpu', {
  Namespace: 'AWS/ECS',
  MetricName: 'CPUUtilization',
  Dimensions: service,
  Statistic: 'Maximum',
  Threshold: 80,
  ComparisonOperator: 'GreaterThanThreshold',
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
});

let fake: FakeAws;
beforeEach(async () => {
  fake = await startFakeAws();
});
afterEach(() => fake.close());

describe('all alarms of an environment', () => {
  it('are told with what they watch', async () => {
    fake.answers['DescribeAlarms'] = json({ MetricAlarms: [cpu], CompositeAlarms: [] });
    expect(await aws().alarmCatalog.all(environment)).toEqual([
      {
        name: 'cpu',
        arn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:cpu',
        state: 'OK',
        reason: 'because',
        updatedAt: SECONDS * 1000,
        kind: 'metric',
        metric: {
          namespace: 'AWS/ECS',
          name: 'CPUUtilization',
          dimensions: { ClusterName: 'hydrous', ServiceName: 'hydrous-production' },
          statistic: 'Maximum',
        },
        threshold: 80,
        comparison: 'GreaterThanThreshold',
        period: 60,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        actionsEnabled: true,
      },
    ]);
  });

  it('are of four kinds, and the one for tests is none of them', async () => {
    const query = (Id: string, MetricName: string) => ({
      Id,
      MetricStat: {
        Metric: { Namespace: 'AWS/ECS', MetricName, Dimensions: service },
        Period: 60,
        Stat: 'Sum',
      },
    });
    fake.answers['DescribeAlarms'] = json({
      MetricAlarms: [
        cpu,
        alarm('math', { Metrics: [{ Id: 'e1', Expression: 'm1*2' }, query('m1', 'A')] }),
        alarm('band', {
          ThresholdMetricId: 'ad1',
          Metrics: [query('m1', 'B'), { Id: 'ad1', Expression: 'ANOMALY_DETECTION_BAND(m1)' }],
          ActionsEnabled: false,
        }),
        alarm('hydrous-test-production', { Namespace: 'Hydrous/Test', MetricName: 'T', Dimensions: service }),
        alarm('foreign', { Namespace: 'AWS/ECS', MetricName: 'A', Dimensions: [] }),
      ],
      CompositeAlarms: [alarm('above', { AlarmRule: 'ALARM("cpu") OR ALARM(other)' })],
    });
    const all = await aws().alarmCatalog.all(environment);
    expect(all.map(({ name, kind, actionsEnabled }) => [name, kind, actionsEnabled])).toEqual([
      ['cpu', 'metric', true],
      ['math', 'expression', true],
      ['band', 'anomaly', false],
      ['above', 'composite', true],
    ]);
    expect(all[2]?.metric?.name).toBe('B');
  });
});

describe('the changes of an alarm', () => {
  const item = (at: number, from: string, to: string) => ({
    AlarmName: 'cpu',
    Timestamp: at,
    HistoryItemType: 'StateUpdate',
    HistorySummary: 'Alarm updated',
    HistoryData: JSON.stringify({
      oldState: { stateValue: from },
      newState: { stateValue: to, stateReason: 'why' },
    }),
  });

  it('are read from the data of the history, newest first', async () => {
    fake.answers['DescribeAlarmHistory'] = json({
      AlarmHistoryItems: [item(SECONDS + 60, 'ALARM', 'OK'), item(SECONDS, 'OK', 'ALARM')],
    });
    const found = await aws().alarmCatalog.changes(environment, { name: 'cpu', since: 1_000, limit: 10 });
    expect(found).toEqual({
      changes: [
        { alarm: 'cpu', at: (SECONDS + 60) * 1000, from: 'ALARM', to: 'OK', reason: 'why' },
        { alarm: 'cpu', at: SECONDS * 1000, from: 'OK', to: 'ALARM', reason: 'why' },
      ],
      partial: false,
    });
    expect(fake.calls[0]?.input).toMatchObject({
      AlarmName: 'cpu',
      HistoryItemType: 'StateUpdate',
      ScanBy: 'TimestampDescending',
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    });
  });

  it('say when there are more than were read', async () => {
    fake.answers['DescribeAlarmHistory'] = json({
      AlarmHistoryItems: [item(SECONDS, 'OK', 'ALARM')],
      NextToken: 'more',
    });
    const { partial, changes } = await aws().alarmCatalog.changes(environment, { since: 0, limit: 1 });
    expect([changes.length, partial]).toEqual([1, true]);
    expect(fake.count('DescribeAlarmHistory')).toBe(1);
  });

  it('with data that cannot be read have no states', async () => {
    fake.answers['DescribeAlarmHistory'] = json({
      AlarmHistoryItems: [
        { ...item(SECONDS, 'OK', 'ALARM'), HistoryData: '{"oldState":' },
        { AlarmName: 'x' },
      ],
    });
    const { changes } = await aws().alarmCatalog.changes(environment, { since: 0, limit: 10 });
    expect(changes).toEqual([{ alarm: 'cpu', at: SECONDS * 1000, from: null, to: null, reason: null }]);
  });
});

describe('the writer of the test alarm', () => {
  const topic = 'arn:aws:sns:us-east-1:123456789012:hydrous-alarms';

  it('sends one request each, with the topic as action', async () => {
    fake.answers['PutMetricAlarm'] = json({});
    fake.answers['SetAlarmState'] = json({});
    const { writer } = aws();
    await writer.putTestAlarm(environment, { name: 'hydrous-test-production', topic });
    await writer.setTestAlarmState(environment, {
      name: 'hydrous-test-production',
      state: 'ALARM',
      reason: 'a test',
    });
    expect(fake.calls.map(({ action }) => action)).toEqual(['PutMetricAlarm', 'SetAlarmState']);
    expect(fake.calls[0]?.input).toMatchObject({
      AlarmName: 'hydrous-test-production',
      Namespace: 'Hydrous/Test',
      Dimensions: service,
      AlarmActions: [topic],
      OKActions: [topic],
      TreatMissingData: 'ignore',
    });
    expect(fake.calls[1]?.input).toEqual({
      AlarmName: 'hydrous-test-production',
      StateValue: 'ALARM',
      StateReason: 'a test',
    });
  });

  it.each(['drop', 'cut'] as const)('does not repeat a request whose answer was lost (%s)', async (how) => {
    fake.answers['SetAlarmState'] = how;
    const change = { name: 'a', state: 'OK' as const, reason: 'x' };
    await expect(aws().writer.setTestAlarmState(environment, change)).rejects.toMatchObject({
      kind: 'ambiguous',
    });
    expect(fake.count('SetAlarmState')).toBe(1);
  });

  it('knows a refusal from a lost answer', async () => {
    fake.answers['PutMetricAlarm'] = fault('AccessDenied', 403);
    const change = { name: 'a', topic };
    await expect(aws().writer.putTestAlarm(environment, change)).rejects.toMatchObject({
      kind: 'not-permitted',
    });
  });
});
