import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SimulatedAws } from '../../sandbox/aws/server.ts';
import { type Fields, type Inbox, settingsFor, startStepped, subscribedInbox } from './aws-house.ts';

let aws: SimulatedAws;
let cloudwatch: CloudWatchClient;
let inbox: Inbox;

beforeEach(async () => {
  aws = await startStepped();
  cloudwatch = new CloudWatchClient(settingsFor(aws));
  inbox = await subscribedInbox(aws);
});
afterEach(async () => {
  await aws.close();
  await inbox.close();
});

async function arrived(count: number): Promise<Fields> {
  await expect.poll(() => inbox.bodies.length, { interval: 5 }).toBeGreaterThanOrEqual(count);
  return inbox.messages()[count - 1]!;
}

const stat = (MetricName: string, Stat = 'Sum') => ({
  Metric: { Namespace: 'Custom', MetricName, Dimensions: [{ Name: 'Shop', Value: 'one' }] },
  Period: 60,
  Stat,
});

function record(MetricName: string, ...values: readonly number[]) {
  const Timestamp = new Date(aws.world.timeline.now());
  const Dimensions = [{ Name: 'Shop', Value: 'one' }];
  const MetricData = values.map((Value) => ({ MetricName, Value, Timestamp, Dimensions }));
  return cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Custom', MetricData }));
}

function put(fields: Partial<PutMetricAlarmCommandInput>) {
  return cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'mine',
      AlarmActions: [aws.topicArn],
      OKActions: [aws.topicArn],
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      ...fields,
    }),
  );
}

async function stateOf(AlarmName: string) {
  const AlarmTypes = ['MetricAlarm' as const, 'CompositeAlarm' as const];
  const command = new DescribeAlarmsCommand({ AlarmNames: [AlarmName], AlarmTypes });
  const { MetricAlarms, CompositeAlarms } = await cloudwatch.send(command);
  return [...MetricAlarms!, ...CompositeAlarms!][0]!;
}

const setState = (AlarmName: string, StateValue: 'OK' | 'ALARM') =>
  cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'a drill' }));

/** What both makers of alarms say when they refuse one. */
const refusal = /the rule cannot be read|do not exist|^Error in expression/;

describe('composite alarms', () => {
  const compose = (AlarmRule: string, more: object = {}) =>
    cloudwatch.send(
      new PutCompositeAlarmCommand({
        AlarmName: 'both',
        AlarmRule,
        AlarmActions: [aws.topicArn],
        OKActions: [aws.topicArn],
        ...more,
      }),
    );

  test('follow their children and name those behind the change', async () => {
    const rule = 'ALARM("hydrous-5xx") AND (ALARM(hydrous-4xx) OR NOT OK("hydrous-cpu-high"))';
    await compose(rule);
    expect((await stateOf('both')).StateValue).toBe('INSUFFICIENT_DATA');
    aws.advance(2_000);
    expect(await arrived(1)).toMatchObject({ AlarmName: 'both', NewStateValue: 'OK' });
    await setState('hydrous-5xx', 'ALARM');
    aws.advance(2_000);
    expect((await stateOf('both')).StateValue).toBe('OK');
    await setState('hydrous-4xx', 'ALARM');
    aws.advance(2_000);
    const arn = (name: string) => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;
    const child = (name: string) => ({
      Arn: arn(name),
      State: { Value: 'ALARM', Timestamp: expect.stringMatching(/\+0000$/) },
    });
    await arrived(4);
    const message = inbox
      .messages()
      .find((one) => one['AlarmName'] === 'both' && one['NewStateValue'] === 'ALARM');
    expect(message).toMatchObject({
      AlarmRule: rule,
      OldStateValue: 'OK',
      NewStateReason: expect.stringMatching(
        /^arn:aws:cloudwatch:us-east-1:123456789012:alarm:hydrous-4xx transitioned to ALARM at \w+ \d\d \w+, \d{4} \d\d:\d\d:\d\d UTC$/,
      ),
      TriggeringChildren: [child('hydrous-5xx'), child('hydrous-4xx')],
    });
    expect(message).not.toHaveProperty('Trigger');
  });

  test('are listed only to those who ask for them, and found by their children', async () => {
    await compose('ALARM("hydrous-5xx")');
    const plain = await cloudwatch.send(new DescribeAlarmsCommand({}));
    expect(plain.CompositeAlarms).toEqual([]);
    const parents = await cloudwatch.send(new DescribeAlarmsCommand({ ParentsOfAlarmName: 'hydrous-5xx' }));
    expect(parents.CompositeAlarms).toMatchObject([{ AlarmName: 'both', AlarmRule: 'ALARM("hydrous-5xx")' }]);
    const children = await cloudwatch.send(new DescribeAlarmsCommand({ ChildrenOfAlarmName: 'both' }));
    expect(children.MetricAlarms!.map((alarm) => alarm.AlarmName)).toEqual(['hydrous-5xx']);
  });

  test('keep silent while their suppressor is in ALARM', async () => {
    await compose('ALARM("hydrous-5xx")', { ActionsSuppressor: 'hydrous-4xx' });
    aws.advance(2_000);
    await arrived(1);
    await setState('hydrous-4xx', 'ALARM');
    await setState('hydrous-5xx', 'ALARM');
    aws.advance(2_000);
    expect(await stateOf('both')).toMatchObject({ StateValue: 'ALARM', ActionsSuppressedBy: 'Alarm' });
    await arrived(3);
    expect(inbox.messages().filter((one) => one['AlarmName'] === 'both')).toHaveLength(1);
  });

  test.each([
    'ALARM("nobody")',
    'ALARM("hydrous-5xx") AND',
    'SOMETIMES("hydrous-5xx")',
    '(ALARM(hydrous-5xx)',
  ])('the rule %s is refused', async (rule) => {
    await expect(compose(rule)).rejects.toThrow(refusal);
  });
});

describe('expressions', () => {
  const ratio = [
    { Id: 'e1', Expression: 'IF(m2 > 0, 100 * m1 / m2, 0)', Label: 'Error rate', ReturnData: true },
    { Id: 'm1', MetricStat: stat('Errors'), ReturnData: false },
    { Id: 'm2', MetricStat: stat('Requests'), ReturnData: false },
  ];

  test('an alarm on a ratio tells the metrics behind it, and no metric of its own', async () => {
    await put({ Metrics: ratio, Threshold: 5 });
    await record('Errors', 3);
    await record('Requests', 20, 20);
    aws.advance(2_000);
    const message = await arrived(1);
    expect(message).toMatchObject({
      OldStateValue: 'INSUFFICIENT_DATA',
      NewStateValue: 'ALARM',
      NewStateReason: expect.stringContaining('[7.5 ('),
      Trigger: {
        Period: 60,
        Threshold: 5,
        Metrics: [
          { Id: 'e1', Expression: 'IF(m2 > 0, 100 * m1 / m2, 0)', Label: 'Error rate', ReturnData: true },
          {
            Id: 'm1',
            MetricStat: {
              Metric: {
                Namespace: 'Custom',
                MetricName: 'Errors',
                Dimensions: [{ name: 'Shop', value: 'one' }],
              },
              Period: 60,
              Stat: 'Sum',
            },
            ReturnData: false,
          },
          { Id: 'm2' },
        ],
      },
    });
    for (const key of ['MetricName', 'Namespace', 'Statistic', 'Dimensions']) {
      expect(message['Trigger']).not.toHaveProperty(key);
    }
  });

  test.each([
    ['m1 + m2', [43]],
    ['SUM([m1, m2])', [43]],
    ['SUM(METRICS())', [43]],
    ['MAX([m1, m2]) - m1 * 2 ^ 2', [28]],
    ['m2 / (m1 - 3)', []],
    ['IF(m1 > 2 AND m2 < 50, 1, 0)', [1]],
    ['FILL(m3, 7)', [7]],
    ['m1 + m3', []],
    ['-m1 + SUM(m2)', [37]],
  ])('%s', async (Expression, values) => {
    await record('Errors', 3);
    await record('Requests', 20, 20);
    const now = aws.world.timeline.now();
    const start = Math.floor(now / 60_000) * 60_000;
    const { MetricDataResults } = await cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(start),
        EndTime: new Date(start + 60_000),
        MetricDataQueries: [
          { Id: 'e1', Expression },
          { Id: 'm1', MetricStat: stat('Errors'), ReturnData: false },
          { Id: 'm2', MetricStat: stat('Requests'), ReturnData: false },
          { Id: 'm3', MetricStat: stat('Nothing'), ReturnData: false },
        ],
      }),
    );
    expect(MetricDataResults!.map((result) => result.Id)).toEqual(['e1']);
    expect(MetricDataResults![0]!.Values).toEqual(values);
  });

  test.each(['m1 +', 'm9', 'NONSENSE(m1)', '5', 'e1 + 1', 'm1 ? m2'])('%s is refused', async (Expression) => {
    const Metrics = ratio.map((query) => (query.Id === 'e1' ? { ...query, Expression } : query));
    await expect(put({ Metrics, Threshold: 5 })).rejects.toThrow(refusal);
  });
});

test('an anomaly alarm has a band in place of a threshold', async () => {
  const now = aws.world.timeline.now();
  const metric = { namespace: 'Custom', name: 'Latency', dimensions: { Shop: 'one' } };
  for (let at = now - 3_600_000; at < now; at += 60_000) {
    aws.world.metrics.record(metric, at % 120_000 < 60_000 ? 90 : 110, at);
  }
  await put({
    Metrics: [
      { Id: 'm1', MetricStat: stat('Latency', 'Average'), ReturnData: true },
      {
        Id: 'ad1',
        Expression: 'ANOMALY_DETECTION_BAND(m1, 2)',
        Label: 'Latency (expected)',
        ReturnData: true,
      },
    ],
    ThresholdMetricId: 'ad1',
    ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold',
  });
  await record('Latency', 105);
  aws.advance(2_000);
  expect((await stateOf('mine')).StateValue).toBe('OK');
  aws.advance(60_000);
  await record('Latency', 400);
  aws.advance(2_000);
  const message = await arrived(2);
  expect(message).toMatchObject({
    NewStateValue: 'ALARM',
    NewStateReason: expect.stringMatching(
      /^Thresholds Crossed: 1 out of the last 1 datapoints \[400\.0 \(.*\)\] was less than the lower thresholds \[.*\] or greater than the upper thresholds \[1[12]\d\.?\d*\] /,
    ),
    Trigger: { ThresholdMetricId: 'ad1', Metrics: [{ Id: 'm1', ReturnData: true }, { Id: 'ad1' }] },
  });
  expect(message['Trigger']).not.toHaveProperty('Threshold');
});

describe('missing data', () => {
  const simple = {
    Namespace: 'Custom',
    MetricName: 'Beat',
    Statistic: 'Average' as const,
    Period: 60,
    Threshold: 5,
  };
  const Dimensions = [{ Name: 'Shop', Value: 'one' }];

  test.each([
    ['missing', 'INSUFFICIENT_DATA', 'Insufficient Data: 1 datapoint was unknown.'],
    [
      'breaching',
      'ALARM',
      'no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching]',
    ],
    [
      'notBreaching',
      'OK',
      'no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching]',
    ],
    ['ignore', 'ALARM', 'Threshold Crossed: 1 out of the last 1 datapoints [9.0 ('],
  ])('treated as %s', async (TreatMissingData, state, reason) => {
    await put({ ...simple, Dimensions, TreatMissingData });
    expect(await stateOf('mine')).toMatchObject({
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
    });
    await record('Beat', 9);
    aws.advance(2_000);
    expect((await stateOf('mine')).StateValue).toBe('ALARM');
    aws.advance(62_000);
    const { StateValue, StateReason } = await stateOf('mine');
    expect(StateValue).toBe(state);
    // From one breaching state to the other is no change, so the older reason stands.
    if (TreatMissingData !== 'breaching') expect(StateReason).toContain(reason);
  });

  test('an alarm that breaches by missing data alone says so', async () => {
    await put({ ...simple, Dimensions, TreatMissingData: 'breaching' });
    aws.advance(2_000);
    expect(await arrived(1)).toMatchObject({
      OldStateValue: 'INSUFFICIENT_DATA',
      NewStateValue: 'ALARM',
      NewStateReason:
        'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].',
      Trigger: { TreatMissingData: 'breaching' },
    });
  });
});

test('the history holds configurations, states and actions with their details', async () => {
  await put({ Namespace: 'Custom', MetricName: 'Beat', Statistic: 'Average', Period: 60, Threshold: 5 });
  await setState('mine', 'ALARM');
  const { AlarmHistoryItems } = await cloudwatch.send(
    new DescribeAlarmHistoryCommand({ AlarmName: 'mine', ScanBy: 'TimestampAscending' }),
  );
  expect(AlarmHistoryItems!.map((item) => `${item.HistoryItemType}: ${item.HistorySummary}`)).toEqual([
    'ConfigurationUpdate: Alarm "mine" created',
    'StateUpdate: Alarm updated from INSUFFICIENT_DATA to ALARM',
    `Action: Successfully executed action ${aws.topicArn}`,
  ]);
  expect(JSON.parse(AlarmHistoryItems![1]!.HistoryData!)).toMatchObject({
    version: '1.0',
    oldState: { stateValue: 'INSUFFICIENT_DATA', stateReason: 'Unchecked: Initial alarm creation' },
    newState: { stateValue: 'ALARM', stateReason: 'a drill' },
  });
});
