/** The names of one case's service and of what belongs to it, and its alarm. */
import type { CorpusCase } from './corpus-case.ts';

export const ACCOUNT = '123456789012';

export interface Place {
  readonly region: string;
  readonly cluster: string;
  readonly service: string;
  readonly container: string;
  readonly family: string;
  readonly repository: string;
  readonly logGroup: string;
  readonly database: string;
  readonly cache: string;
  readonly targetGroup: string;
  readonly balancer: string;
}

/** `key` stands in every name, so that a question tells which case it is about. */
export function placeOf(key: string, region = 'us-east-1'): Place {
  const elb = `arn:aws:elasticloadbalancing:${region}:${ACCOUNT}`;
  return {
    region,
    cluster: key,
    service: `${key}-production`,
    container: 'app',
    family: key,
    repository: key,
    logGroup: `/ecs/${key}`,
    database: `${key}-db`,
    cache: `${key}-redis`,
    targetGroup: `${elb}:targetgroup/${key}/73e2d6bc24d8a067`,
    balancer: `${elb}:loadbalancer/app/${key}/50dc6c495c0c9188`,
  };
}

interface AlarmShape {
  readonly metric: string;
  readonly value: number;
  readonly threshold: number;
  readonly comparison?: string;
  readonly statistic?: string;
}

const SHAPES: Readonly<Record<string, AlarmShape>> = {
  running: {
    metric: 'ECS/ContainerInsights/RunningTaskCount',
    value: 0,
    threshold: 1,
    comparison: 'LessThanThreshold',
  },
  failing: { metric: 'Hydrous/ECS/TasksFailing', value: 3, threshold: 1, statistic: 'SUM' },
  '5xx': {
    metric: 'AWS/ApplicationELB/HTTPCode_Target_5XX_Count',
    value: 40,
    threshold: 10,
    statistic: 'SUM',
  },
  '4xx': {
    metric: 'AWS/ApplicationELB/HTTPCode_Target_4XX_Count',
    value: 80,
    threshold: 50,
    statistic: 'SUM',
  },
  elb5xx: {
    metric: 'AWS/ApplicationELB/HTTPCode_ELB_5XX_Count',
    value: 18,
    threshold: 5,
    statistic: 'SUM',
  },
  elb502: {
    metric: 'AWS/ApplicationELB/HTTPCode_ELB_502_Count',
    value: 12,
    threshold: 5,
    statistic: 'SUM',
  },
  latency: { metric: 'AWS/ApplicationELB/TargetResponseTime', value: 3.2, threshold: 1 },
  requests: {
    metric: 'AWS/ApplicationELB/RequestCount',
    value: 40,
    threshold: 100,
    comparison: 'LessThanThreshold',
    statistic: 'SUM',
  },
  unhealthy: { metric: 'AWS/ApplicationELB/UnHealthyHostCount', value: 1, threshold: 0 },
  healthy: {
    metric: 'AWS/ApplicationELB/HealthyHostCount',
    value: 0,
    threshold: 1,
    comparison: 'LessThanThreshold',
  },
  cpu: { metric: 'AWS/ECS/CPUUtilization', value: 97, threshold: 80 },
  memory: { metric: 'AWS/ECS/MemoryUtilization', value: 91, threshold: 85 },
  dbcpu: { metric: 'AWS/RDS/CPUUtilization', value: 97, threshold: 80 },
  dbconnections: { metric: 'AWS/RDS/DatabaseConnections', value: 79, threshold: 70 },
  custom: { metric: 'Hydrous/Business/SignupsPerMinute', value: 0, threshold: 1 },
};

/** The message as CloudWatch sends it. `at` in ms. */
export function alarmMessage(each: CorpusCase, place: Place, at: number): string {
  const shape = SHAPES[each.alarm];
  if (shape === undefined) throw new Error(`${each.id}: no alarm ${each.alarm}`);
  const slash = shape.metric.lastIndexOf('/');
  const namespace = shape.metric.slice(0, slash);
  const name = `${place.cluster}-${each.alarm}`;
  const comparison = shape.comparison ?? 'GreaterThanThreshold';
  const time = new Date(at - 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const point = `${two(time.getUTCDate())}/${two(time.getUTCMonth() + 1)}/${two(time.getUTCFullYear() % 100)} ${time.toISOString().slice(11, 19)}`;
  return JSON.stringify({
    AlarmName: name,
    AlarmDescription: each.note ?? null,
    AWSAccountId: ACCOUNT,
    NewStateValue: 'ALARM',
    NewStateReason: `Threshold Crossed: 1 out of the last 1 datapoints [${shape.value.toFixed(1)} (${point})] was beyond the threshold (${shape.threshold.toFixed(1)}) (minimum 1 datapoint for OK -> ALARM transition).`,
    StateChangeTime: new Date(at).toISOString().replace('Z', '+0000'),
    Region: 'US East (N. Virginia)',
    AlarmArn: `arn:aws:cloudwatch:${place.region}:${ACCOUNT}:alarm:${name}`,
    OldStateValue: 'OK',
    OKActions: [`arn:aws:sns:us-east-1:${ACCOUNT}:hydrous-alarms`],
    AlarmActions: [],
    InsufficientDataActions: [],
    Trigger: {
      MetricName: shape.metric.slice(slash + 1),
      Namespace: namespace,
      StatisticType: 'Statistic',
      Statistic: shape.statistic ?? 'MAXIMUM',
      Unit: null,
      Dimensions: dimensions(namespace, place),
      Period: 60,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      ComparisonOperator: comparison,
      Threshold: shape.threshold,
      TreatMissingData: 'missing',
      EvaluateLowSampleCountPercentile: '',
    },
  });
}

function dimensions(namespace: string, place: Place): readonly object[] {
  switch (namespace) {
    case 'AWS/RDS':
      return [{ value: place.database, name: 'DBInstanceIdentifier' }];
    case 'AWS/ApplicationELB':
      return [{ value: place.balancer.split('loadbalancer/')[1], name: 'LoadBalancer' }];
    default:
      return [
        { value: place.service, name: 'ServiceName' },
        { value: place.cluster, name: 'ClusterName' },
      ];
  }
}
