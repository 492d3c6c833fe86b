import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aws, environment, type FakeAws, fault, json, queryFault, startFakeAws } from './fake-aws.ts';

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterEach(() => {
  fake.calls.length = 0;
  fake.answers = {};
});
afterAll(() => fake.close());

const alarm = (name: string, over: object) => ({
  AlarmName: name,
  AlarmArn: `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`,
  StateValue: 'ALARM',
  StateReason: 'Threshold Crossed',
  StateUpdatedTimestamp: 1_764_000_000,
  ...over,
});
const dimensions = (values: Readonly<Record<string, string>>) => ({
  Dimensions: Object.entries(values).map(([Name, Value]) => ({ Name, Value })),
});

describe('open alarms', () => {
  it.each([
    ['of the service', { ClusterName: 'hydrous', ServiceName: 'hydrous-production' }, true],
    ['of another service', { ClusterName: 'hydrous', ServiceName: 'other' }, false],
    [
      'of a service of the same name elsewhere',
      { ClusterName: 'x', ServiceName: 'hydrous-production' },
      false,
    ],
    ['of the cluster alone', { ClusterName: 'hydrous' }, false],
    ['of the database', { DBInstanceIdentifier: 'hydrous-db' }, true],
    ['of another database', { DBInstanceIdentifier: 'hydrous-db-2' }, false],
    ['of the cache', { CacheClusterId: 'hydrous-redis' }, true],
    ['of a member of the cache', { CacheClusterId: 'hydrous-redis-001', CacheNodeId: '0001' }, true],
    ['of a cache with a longer name', { CacheClusterId: 'hydrous-redis-sessions' }, false],
    ['of the replication group', { ReplicationGroupId: 'hydrous-redis' }, true],
    ['of the load balancer', { LoadBalancer: 'app/hydrous-alb/50dc6c495c0c9188' }, true],
    [
      'of a target group behind it',
      { TargetGroup: 'targetgroup/t/1', LoadBalancer: 'app/hydrous-alb/5' },
      true,
    ],
    ['of another load balancer', { LoadBalancer: 'app/hydrous-alb-2/50dc6c495c0c9188' }, false],
    ['of nothing', {}, false],
  ])('%s: %o belongs to the environment: %s', async (_name, values, ours) => {
    fake.answers = {
      DescribeAlarms: json({ MetricAlarms: [alarm('a', dimensions(values))], CompositeAlarms: [] }),
    };
    expect(await aws().alarms.open(environment)).toHaveLength(ours ? 1 : 0);
    expect(fake.calls[0]?.input).toMatchObject({
      StateValue: 'ALARM',
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    });
  });

  it('over an expression are found by the metrics inside it', async () => {
    const over = {
      Metrics: [
        { Id: 'e1', Expression: 'm1/m2' },
        {
          Id: 'm1',
          MetricStat: {
            Metric: { Namespace: 'AWS/ApplicationELB', ...dimensions({ LoadBalancer: 'app/hydrous-alb/1' }) },
          },
        },
      ],
    };
    fake.answers = { DescribeAlarms: json({ MetricAlarms: [alarm('rate', over)] }) };
    expect(await aws().alarms.open(environment)).toEqual([
      {
        name: 'rate',
        arn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:rate',
        state: 'ALARM',
        reason: 'Threshold Crossed',
        updatedAt: 1_764_000_000_000,
      },
    ]);
  });

  it('that are composite belong when their rule names one that does', async () => {
    fake.answers = {
      DescribeAlarms: json({
        MetricAlarms: [
          alarm('db cpu', dimensions({ DBInstanceIdentifier: 'hydrous-db' })),
          alarm('other', dimensions({ DBInstanceIdentifier: 'other-db' })),
        ],
        CompositeAlarms: [
          alarm('ours', { AlarmRule: 'OK(other) AND ALARM("db cpu")' }),
          alarm('by-arn', { AlarmRule: 'ALARM(arn:aws:cloudwatch:us-east-1:123456789012:alarm:db cpu)' }),
          alarm('theirs', { AlarmRule: 'ALARM(other) OR NOT ALARM("db cpu 2")' }),
        ],
      }),
    };
    const open = await aws().alarms.open(environment);
    expect(open.map(({ name }) => name)).toEqual(['db cpu', 'ours', 'by-arn']);
  });

  it('are read from all pages', async () => {
    const one = (name: string) => alarm(name, dimensions({ DBInstanceIdentifier: 'hydrous-db' }));
    fake.answers = {
      DescribeAlarms: [
        json({ MetricAlarms: [one('a')], NextToken: 'n' }),
        json({ MetricAlarms: [one('b')] }),
      ],
    };
    expect(await aws().alarms.open(environment)).toHaveLength(2);
  });

  it('are an odd answer when the list is missing', async () => {
    fake.answers = { DescribeAlarms: json({}) };
    await expect(aws().alarms.open(environment)).rejects.toMatchObject({ kind: 'odd-answer' });
  });
});

describe('an alarm by name', () => {
  it('is the one of exactly that name, whatever its kind', async () => {
    fake.answers = {
      DescribeAlarms: json({
        MetricAlarms: [],
        CompositeAlarms: [alarm('a', { StateValue: 'OK', AlarmRule: 'TRUE' })],
      }),
    };
    expect(await aws().alarms.alarm(environment, 'a')).toMatchObject({ state: 'OK' });
    expect(await aws().alarms.alarm(environment, 'A')).toBeNull();
    expect(fake.calls[0]?.input).toMatchObject({ AlarmNames: ['a'] });
  });
});

describe('target health', () => {
  const group = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/hydrous/1';
  const answer = (inner: string) => ({
    status: 200,
    body: `<DescribeTargetHealthResponse><DescribeTargetHealthResult>${inner}</DescribeTargetHealthResult></DescribeTargetHealthResponse>`,
  });

  it('is read with its reason', async () => {
    fake.answers = {
      DescribeTargetHealth: answer(
        '<TargetHealthDescriptions><member><Target><Id>10.0.0.1</Id><Port>8000</Port></Target><TargetHealth>' +
          '<State>unhealthy</State><Reason>Target.ResponseCodeMismatch</Reason><Description>404</Description>' +
          '</TargetHealth></member></TargetHealthDescriptions>',
      ),
    };
    expect(await aws().targets.health(environment, group)).toEqual([
      { id: '10.0.0.1', state: 'unhealthy', reason: 'Target.ResponseCodeMismatch', description: '404' },
    ]);
  });

  it('of no targets is an empty list, and of an empty answer is odd', async () => {
    fake.answers = { DescribeTargetHealth: answer('<TargetHealthDescriptions/>') };
    expect(await aws().targets.health(environment, group)).toEqual([]);
    fake.answers = { DescribeTargetHealth: { status: 200, body: '' } };
    await expect(aws().targets.health(environment, group)).rejects.toMatchObject({ kind: 'odd-answer' });
  });

  it('of a missing group says so', async () => {
    fake.answers = { DescribeTargetHealth: queryFault('TargetGroupNotFound') };
    await expect(aws().targets.health(environment, group)).rejects.toMatchObject({
      kind: 'not-found',
      sentence: { values: { targetGroup: { code: 'hydrous' } } },
    });
  });
});

describe('scaling bounds', () => {
  const target = (over: object = {}) => ({
    ResourceId: 'service/hydrous/hydrous-production',
    MinCapacity: 1,
    MaxCapacity: 4,
    ...over,
  });

  it.each([
    [undefined, false],
    [{ DynamicScalingInSuspended: true, DynamicScalingOutSuspended: false }, false],
    [{ DynamicScalingInSuspended: true, DynamicScalingOutSuspended: true }, true],
  ])('with %o suspended are %s', async (SuspendedState, suspended) => {
    fake.answers = {
      DescribeScalableTargets: json({ ScalableTargets: [target({ SuspendedState })] }),
      DescribeScalingPolicies: json({ ScalingPolicies: [{}, {}] }),
    };
    expect(await aws().scaling.bounds(environment)).toEqual({ min: 1, max: 4, policies: 2, suspended });
  });

  it('are null when the service has none, and odd when the answer is', async () => {
    fake.answers = { DescribeScalableTargets: json({ ScalableTargets: [] }) };
    expect(await aws().scaling.bounds(environment)).toBeNull();
    fake.answers = { DescribeScalableTargets: json({ ScalableTargets: [target({ MaxCapacity: null })] }) };
    await expect(aws().scaling.bounds(environment)).rejects.toMatchObject({ kind: 'odd-answer' });
    fake.answers = { DescribeScalableTargets: fault('AccessDeniedException') };
    await expect(aws().scaling.bounds(environment)).rejects.toMatchObject({ kind: 'not-permitted' });
  });
});
