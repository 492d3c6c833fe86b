/** Alarms that a team adds later: of the other kinds, and of the database and the cache. */
import type * as cw from '@aws-sdk/client-cloudwatch';
import { H2O, topicArn } from './h2o.ts';
import { arn } from './ids.ts';
import { elbDimension } from './sampler.ts';
import type { World } from './world.ts';

export type ExtraAlarm =
  | 'hydrous-backend-down'
  | 'hydrous-error-rate'
  | 'hydrous-latency-anomaly'
  | 'hydrous-database-connections'
  | 'hydrous-cache-memory';

export const EXTRA_ALARMS: readonly ExtraAlarm[] = [
  'hydrous-database-connections',
  'hydrous-cache-memory',
  'hydrous-error-rate',
  'hydrous-latency-anomaly',
  'hydrous-backend-down',
];

/** Connections of the application that are too many for a db.t3.micro. */
const MANY_CONNECTIONS = 70;

/** Adds the alarm if it is not there. One with data begins OK, as after some days. */
export function addAlarm(world: World, name: ExtraAlarm): void {
  if (world.alarms.all.has(name)) return;
  const where = arn(world, 'cloudwatch', `alarm:${name}`);
  const topic = topicArn(world);
  const actions = { AlarmName: name, ActionsEnabled: true, AlarmActions: [topic], OKActions: [topic] };
  if (name === 'hydrous-backend-down') {
    const AlarmRule = 'ALARM("hydrous-5xx") OR ALARM("hydrous-running-tasks")';
    const AlarmDescription = 'Users cannot work with the backend';
    world.alarms.putComposite(where, { ...actions, AlarmDescription, AlarmRule });
    return;
  }
  const evaluation = { EvaluationPeriods: 1, DatapointsToAlarm: 1, TreatMissingData: 'notBreaching' };
  world.alarms.put(where, { ...actions, ...evaluation, ...fieldsOf(world, name) }, 'OK');
}

function fieldsOf(
  world: World,
  name: Exclude<ExtraAlarm, 'hydrous-backend-down'>,
): Partial<cw.PutMetricAlarmCommandInput> {
  switch (name) {
    case 'hydrous-database-connections':
      return {
        AlarmDescription: 'The database has hardly any connections left',
        Namespace: 'AWS/RDS',
        MetricName: 'DatabaseConnections',
        Dimensions: [{ Name: 'DBInstanceIdentifier', Value: H2O.database }],
        Statistic: 'Maximum',
        Period: 60,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: MANY_CONNECTIONS,
      };
    case 'hydrous-cache-memory':
      return {
        AlarmDescription: 'Redis is nearly full',
        Namespace: 'AWS/ElastiCache',
        MetricName: 'DatabaseMemoryUsagePercentage',
        Dimensions: [{ Name: 'CacheClusterId', Value: H2O.cache }],
        Statistic: 'Maximum',
        Period: 60,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 80,
      };
    case 'hydrous-error-rate':
      return {
        AlarmDescription: 'More than 5 % of the answers are server errors',
        Metrics: [
          {
            Id: 'rate',
            Expression: 'IF(requests > 0, 100 * errors / requests, 0)',
            Label: 'Error rate (%)',
            ReturnData: true,
          },
          balancerQuery(world, 'errors', 'HTTPCode_Target_5XX_Count', 'Sum', false),
          balancerQuery(world, 'requests', 'RequestCount', 'Sum', false),
        ],
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 5,
      };
    case 'hydrous-latency-anomaly':
      return {
        AlarmDescription: 'Answers take longer than usual',
        Metrics: [
          balancerQuery(world, 'm1', 'TargetResponseTime', 'Average', true),
          {
            Id: 'ad1',
            Expression: 'ANOMALY_DETECTION_BAND(m1, 3)',
            Label: 'TargetResponseTime (expected)',
            ReturnData: true,
          },
        ],
        ThresholdMetricId: 'ad1',
        ComparisonOperator: 'GreaterThanUpperThreshold',
      };
  }
}

function balancerQuery(
  world: World,
  Id: string,
  MetricName: string,
  Stat: string,
  ReturnData: boolean,
): cw.MetricDataQuery {
  const balancer = world.elb.loadBalancers[0]?.arn ?? '';
  const Dimensions = [{ Name: 'LoadBalancer', Value: elbDimension(balancer) }];
  const Metric = { Namespace: 'AWS/ApplicationELB', MetricName, Dimensions };
  return { Id, MetricStat: { Metric, Period: 60, Stat }, ReturnData };
}
