import { describe, expect, it } from 'vitest';
import { diagnoseFiles } from '../../src/app-diagnose.ts';
import { answersIn } from '../../src/aws/replay/saved-answers.ts';
import { savedTime } from '../../src/aws/replay/saved-times.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';

const { guide } = shippedGuide();
const file = (name: string, content: unknown) => ({ name, text: JSON.stringify(content) });
const operations = (name: string, content: unknown) =>
  answersIn(file(name, content)).map(({ operation }) => operation);
const AT = Date.UTC(2026, 2, 2, 10, 5);

describe('an answer is known by what it holds', () => {
  it.each<[string, unknown, string]>([
    ['describe-services.json', { services: [] }, 'DescribeServices'],
    ['whatever.json', { services: [] }, 'DescribeServices'],
    ['ecs-describe-tasks.json', { tasks: [] }, 'DescribeTasks'],
    ['1.json', { response: { TargetHealthDescriptions: [] } }, 'DescribeTargetHealth'],
    ['2.json', { output: JSON.stringify({ DBInstances: [] }) }, 'DescribeDBInstances'],
    ['logs.json', [{ timestamp: 1, message: 'x' }], 'FilterLogEvents'],
    ['get-log-events.json', { events: [], nextForwardToken: 'f/1' }, 'GetLogEvents'],
    ['task-definition.json', { family: 'hydrous', containerDefinitions: [] }, 'DescribeTaskDefinition'],
    [
      'deployments.json',
      { serviceDeployments: [{ targetServiceRevision: {} }] },
      'DescribeServiceDeployments',
    ],
    [
      'deployments.json',
      { serviceDeployments: [{ targetServiceRevisionArn: 'a' }] },
      'ListServiceDeployments',
    ],
    ['DescribeDBInstances.json', { Error: { Code: 'AccessDenied' } }, 'DescribeDBInstances'],
    [
      'event.json',
      { 'detail-type': 'ECS Task State Change', detail: { taskArn: 'a', lastStatus: 'STOPPED' } },
      'DescribeTasks',
    ],
  ])('%s', (name, content, operation) => {
    expect(operations(name, content)).toEqual([operation]);
  });

  it('several answers may share a file, and what is none is none', () => {
    const all = { DescribeServices: { services: [] }, 'filter-log-events': { events: [] } };
    expect(operations('all.json', all)).toEqual(['DescribeServices', 'FilterLogEvents']);
    for (const odd of ['', '{', 'null', '[]', '"x"', '7', '{"a":{"b":{"c":{"d":{"e":{"services":[]}}}}}}'])
      expect(answersIn({ name: 'odd.json', text: odd })).toEqual([]);
  });
});

it.each<[unknown, string | null]>([
  ['2026-03-02T10:05:00Z', '2026-03-02T10:05:00.000Z'],
  ['2026-03-02T10:05:00.123456+00:00', '2026-03-02T10:05:00.123Z'],
  ['2026-03-02T05:05:00-0500', '2026-03-02T10:05:00.000Z'],
  ['2026-03-02 10:05:00.500', '2026-03-02T10:05:00.500Z'],
  [1_772_445_900, '2026-03-02T10:05:00.000Z'],
  [1_772_445_900.5, '2026-03-02T10:05:00.500Z'],
  [1_772_445_900_000, '2026-03-02T10:05:00.000Z'],
  ['1772445900', '2026-03-02T10:05:00.000Z'],
  ['yesterday', null],
  ['', null],
  [null, null],
  [{}, null],
])('the time %o is %s', (value, wanted) => {
  const at = savedTime(value);
  expect(at === null ? null : new Date(at).toISOString()).toBe(wanted);
});

describe('a folder', () => {
  const first = async (...files: Parameters<typeof diagnoseFiles>[0]) =>
    (await diagnoseFiles(files, guide.en)).diagnosis.verdicts[0]?.entry ?? null;

  it('may hold no more than one log line, as text or as JSON', async () => {
    const line = 'asyncpg.exceptions.InvalidPasswordError: password authentication failed for user "hydrous"';
    const tail = `2026-03-02T10:04:00.123000+00:00 ecs/app/0123456789abcdef0123456789abcdef ${line}\n`;
    expect(await first({ name: 'app.log', text: `${line}\n` })).toBe('database-connection');
    expect(await first({ name: 'tail.txt', text: tail })).toBe('database-connection');
    expect(await first(file('events.json', { events: [{ message: line }] }))).toBe('database-connection');
  });

  it('may hold answers that were cut down to what tells', async () => {
    const tasks = [
      {
        stopCode: 'EssentialContainerExited',
        containers: [{ exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }],
      },
    ];
    expect(await first(file('stopped.json', { tasks }))).toBe('memory-or-cpu');
    const targets = [
      {
        TargetHealth: {
          State: 'unhealthy',
          Reason: 'Target.ResponseCodeMismatch',
          Description: 'Health checks failed with these codes: [404]',
        },
      },
    ];
    expect(await first(file('health.json', { TargetHealthDescriptions: targets }))).toBe('load-balancer');
    expect(await first(file('db.json', { DBInstances: [{ DBInstanceStatus: 'stopped' }] }))).toBe(
      'database-connection',
    );
    expect(
      await first(
        file('services.json', {
          services: [
            {
              desiredCount: 2,
              runningCount: 0,
              events: [
                {
                  message:
                    '(service x) was unable to place a task. Reason: Capacity is unavailable at this time.',
                  createdAt: '2026-03-02T10:04:00Z',
                },
              ],
            },
          ],
        }),
      ),
    ).toBe('container-does-not-start');
  });

  it('tells what nobody saved as not checked, and rules nothing out by it', async () => {
    const { evidence, diagnosis } = await diagnoseFiles([file('x.json', { services: [] })], guide.en);
    expect([evidence.logLines.ok, evidence.stoppedTasks.ok, evidence.image.ok]).toEqual([
      false,
      false,
      false,
    ]);
    expect(diagnosis).toEqual({ verdicts: [], ruledOut: [], advice: [], offerRollback: false });
  });

  it('takes the alarm from wherever it is', async () => {
    const message = JSON.stringify({
      AlarmName: 'cpu',
      NewStateValue: 'ALARM',
      NewStateReason: 'Threshold Crossed',
      StateChangeTime: '2026-03-02T10:05:00.000+0000',
      Trigger: { Namespace: 'AWS/ECS', MetricName: 'CPUUtilization', Period: 60, EvaluationPeriods: 1 },
    });
    const envelope = {
      Type: 'Notification',
      TopicArn: 'arn:aws:sns:us-east-1:123456789012:t',
      Message: message,
    };
    const open = {
      AlarmName: 'cpu',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:cpu',
      StateValue: 'ALARM',
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      StateUpdatedTimestamp: AT / 1_000,
    };
    for (const content of [
      JSON.parse(message),
      envelope,
      { Records: [{ Sns: envelope }] },
      { Body: JSON.stringify(envelope) },
      { MetricAlarms: [open] },
    ]) {
      const { alarm, diagnosis } = await diagnoseFiles([file('a.json', content)], guide.en);
      expect(alarm).toMatchObject({ name: 'cpu', changedAt: AT });
      expect(diagnosis.verdicts[0]?.entry).toBe('memory-or-cpu');
    }
  });

  it('finds metrics by their names, whatever their ids', async () => {
    const minutes = Array.from({ length: 40 }, (_, index) => AT / 1_000 - (39 - index) * 60);
    const values = minutes.map((_, index) => (index < 34 ? 20 : 98));
    const result = { Timestamps: minutes, Values: values };
    const ids = [
      { Id: 'q1', Label: 'CPUUtilization' },
      { Id: 'ecs_cpu', Label: 'cpu' },
      { Id: 'a', Label: 'hydrous-production CPUUtilization' },
    ];
    for (const id of ids)
      expect(await first(file('get-metric-data.json', { MetricDataResults: [{ ...id, ...result }] }))).toBe(
        'memory-or-cpu',
      );
    const statistics = {
      Label: 'CPUUtilization',
      Datapoints: minutes.map((Timestamp, index) => ({ Timestamp, Maximum: values[index] })),
    };
    expect(await first(file('get-metric-statistics.json', statistics))).toBe('memory-or-cpu');
  });
});
