import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  GetMetricDataCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { steppedClock } from '../../sandbox/aws/timeline.ts';

let aws: SimulatedAws;
const settings = () => ({
  endpoint: aws.url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});

beforeEach(async () => {
  aws = await startAws({ clock: steppedClock() });
});
afterEach(() => aws.close());

describe('CloudWatch', () => {
  let cloudwatch: CloudWatchClient;
  beforeEach(() => {
    cloudwatch = new CloudWatchClient(settings());
  });
  const states = async (input: DescribeAlarmsCommandInput) => {
    const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand(input));
    return MetricAlarms!.map((alarm) => `${alarm.AlarmName} ${alarm.StateValue}`);
  };

  test('a quiet world has no alarm in ALARM, however long it is quiet', async () => {
    aws.advance(600_000);
    expect(await states({ StateValue: 'ALARM' })).toEqual([]);
    expect((await states({ StateValue: 'OK' })).length).toBe(7);
  });

  test('alarms come in pages and by prefix', async () => {
    const first = await cloudwatch.send(new DescribeAlarmsCommand({ MaxRecords: 3 }));
    expect(first.MetricAlarms).toHaveLength(3);
    const rest = await cloudwatch.send(new DescribeAlarmsCommand({ NextToken: first.NextToken }));
    expect(rest.MetricAlarms).toHaveLength(4);
    expect(await states({ AlarmNamePrefix: 'hydrous-c' })).toEqual(['hydrous-cpu-high OK']);
  });

  test('a state set by hand stands for a period, then the data decide', async () => {
    const StateReason = 'a drill';
    await cloudwatch.send(
      new SetAlarmStateCommand({ AlarmName: 'hydrous-5xx', StateValue: 'ALARM', StateReason }),
    );
    aws.advance(30_000);
    expect(await states({ StateValue: 'ALARM' })).toEqual(['hydrous-5xx ALARM']);
    aws.advance(60_000);
    expect(await states({ StateValue: 'ALARM' })).toEqual([]);
    const history = await cloudwatch.send(
      new DescribeAlarmHistoryCommand({ AlarmName: 'hydrous-5xx', HistoryItemType: 'StateUpdate' }),
    );
    expect(history.AlarmHistoryItems!.map((item) => item.HistorySummary)).toEqual([
      'Alarm updated from ALARM to OK',
      'Alarm updated from OK to ALARM',
    ]);
  });

  test('a new alarm on one’s own metric waits for data, then judges them', async () => {
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: 'queue-long',
        Namespace: 'Custom',
        MetricName: 'QueueLength',
        Statistic: 'Average',
        Period: 60,
        EvaluationPeriods: 2,
        DatapointsToAlarm: 2,
        Threshold: 10,
        ComparisonOperator: 'GreaterThanThreshold',
      }),
    );
    aws.advance(4_000);
    expect(await states({ AlarmNames: ['queue-long'] })).toEqual(['queue-long INSUFFICIENT_DATA']);
    const put = (Value: number) => {
      const Timestamp = new Date(aws.world.timeline.now());
      const MetricData = [{ MetricName: 'QueueLength', Value, Timestamp }];
      return cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Custom', MetricData }));
    };
    await put(50);
    aws.advance(2_000);
    expect(await states({ AlarmNames: ['queue-long'] })).toEqual(['queue-long OK']);
    aws.advance(60_000);
    await put(60);
    aws.advance(2_000);
    expect(await states({ AlarmNames: ['queue-long'] })).toEqual(['queue-long ALARM']);
  });

  test('GetMetricData gives buckets of the last hours', async () => {
    const now = aws.world.timeline.now();
    const { MetricDataResults } = await cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(now - 3_600_000),
        EndTime: new Date(now),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: ['Average', 'p95'].map((Stat, index) => ({
          Id: `m${index}`,
          MetricStat: {
            Metric: {
              Namespace: 'AWS/ECS',
              MetricName: 'CPUUtilization',
              Dimensions: [
                { Name: 'ServiceName', Value: 'hydrous-production' },
                { Name: 'ClusterName', Value: 'hydrous' },
              ],
            },
            Period: 300,
            Stat,
          },
        })),
      }),
    );
    const [average, p95] = MetricDataResults!;
    expect(average!.Values!.length).toBeGreaterThan(10);
    expect(average!.Timestamps![0]!.getTime()).toBeLessThan(average!.Timestamps![1]!.getTime());
    expect(p95!.Values![0]!).toBeGreaterThanOrEqual(average!.Values![0]!);
  });
});

describe('the load balancer', () => {
  test('shows initial, healthy and draining targets during a rollout', async () => {
    const elb = new ElasticLoadBalancingV2Client(settings());
    const balancers = await elb.send(new DescribeLoadBalancersCommand({ Names: ['hydrous-alb'] }));
    const LoadBalancerArn = balancers.LoadBalancers![0]!.LoadBalancerArn;
    const { TargetGroups } = await elb.send(new DescribeTargetGroupsCommand({ LoadBalancerArn }));
    const TargetGroupArn = TargetGroups![0]!.TargetGroupArn;
    const states = async () => {
      const health = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      return health.TargetHealthDescriptions!.map((one) => one.TargetHealth!.State).sort();
    };
    expect(await states()).toEqual(['healthy', 'healthy']);
    aws.console.deployPastChecks('v1.11.0');
    aws.advance(5_500);
    expect(await states()).toEqual(['healthy', 'healthy', 'initial', 'initial']);
    aws.advance(2_000);
    expect(await states()).toEqual(['draining', 'draining', 'healthy', 'healthy']);
    const none = new DescribeTargetHealthCommand({ TargetGroupArn: 'arn:none' });
    await expect(elb.send(none)).rejects.toMatchObject({ name: 'TargetGroupNotFoundException' });
  });
});

describe('autoscaling', () => {
  const target = {
    ServiceNamespace: 'ecs' as const,
    ResourceId: 'service/hydrous/hydrous-production',
    ScalableDimension: 'ecs:service:DesiredCount' as const,
  };

  test('an update keeps what it leaves out and moves the count into the bounds', async () => {
    const scaling = new ApplicationAutoScalingClient(settings());
    await scaling.send(new RegisterScalableTargetCommand({ ...target, MinCapacity: 3 }));
    const { ScalableTargets } = await scaling.send(
      new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ResourceIds: [target.ResourceId] }),
    );
    expect(ScalableTargets).toMatchObject([{ MinCapacity: 3, MaxCapacity: 4 }]);
    const activities = await scaling.send(new DescribeScalingActivitiesCommand(target));
    expect(activities.ScalingActivities![0]!.Description).toBe('Setting desired count to 3.');
    const wrong = new RegisterScalableTargetCommand({ ...target, MinCapacity: 9 });
    await expect(scaling.send(wrong)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('the control route', () => {
  const post = async (name: string, body?: object) => {
    const answer = await fetch(`${aws.url}/_sandbox/${name}`, {
      method: 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> };
  };

  test('pushes and deploys past the checks', async () => {
    expect(await post('push-wrong-architecture', { tag: 'v9' })).toMatchObject({
      status: 200,
      body: { tag: 'v9' },
    });
    const deployed = await post('deploy-past-checks', { tag: 'v9' });
    expect(deployed.body['taskDefinition']).toContain('task-definition/hydrous:43');
  });

  test.each([
    ['no-such-scenario', undefined, 404],
    ['trouble', { trouble: 'weather' }, 400],
  ])('%s is refused with the reason', async (name, body, status) => {
    const answer = await post(name, body);
    expect(answer.status).toBe(status);
    expect(answer.body['error']).toBeTypeOf('string');
  });
});
