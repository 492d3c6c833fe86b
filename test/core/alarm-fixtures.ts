import type { MetricAlarm } from '../../src/core/alarm.ts';
import type { Environment } from '../../src/core/environment.ts';

export const TOPIC = 'arn:aws:sns:us-east-1:123456789012:hydrous-alarms';
export const PUBLISHED = Date.parse('2026-03-02T10:05:00.500Z');

/** An alarm message as CloudWatch sends it; `change` overwrites fields, undefined takes one away. */
export function alarmMessage(change: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    AlarmName: 'hydrous-production-running-tasks',
    AlarmDescription: 'Fewer tasks than wanted',
    AWSAccountId: '123456789012',
    AlarmConfigurationUpdatedTimestamp: '2026-03-01T08:00:00.000+0000',
    NewStateValue: 'ALARM',
    NewStateReason:
      'Threshold Crossed: 1 out of the last 1 datapoints [0.0 (02/03/26 10:04:00)] was less than the threshold (2.0) (minimum 1 datapoint for OK -> ALARM transition).',
    StateChangeTime: '2026-03-02T10:05:00.000+0000',
    Region: 'US East (N. Virginia)',
    AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:hydrous-production-running-tasks',
    OldStateValue: 'OK',
    OKActions: [TOPIC],
    AlarmActions: [TOPIC],
    InsufficientDataActions: [],
    Trigger: {
      MetricName: 'RunningTaskCount',
      Namespace: 'ECS/ContainerInsights',
      StatisticType: 'Statistic',
      Statistic: 'AVERAGE',
      Unit: null,
      Dimensions: [
        { value: 'hydrous-production', name: 'ServiceName' },
        { value: 'hydrous', name: 'ClusterName' },
      ],
      Period: 60,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 2,
      TreatMissingData: 'breaching',
      EvaluateLowSampleCountPercentile: '',
    },
    ...change,
  });
}

export function metricAlarm(change: Partial<MetricAlarm> = {}): MetricAlarm {
  return {
    kind: 'metric-alarm',
    name: 'hydrous-production-running-tasks',
    description: null,
    arn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:hydrous-production-running-tasks',
    account: '123456789012',
    region: 'us-east-1',
    state: 'ALARM',
    previousState: 'OK',
    reason: 'Threshold Crossed',
    changedAt: PUBLISHED,
    metric: {
      namespace: 'ECS/ContainerInsights',
      name: 'RunningTaskCount',
      dimensions: { ClusterName: 'hydrous', ServiceName: 'hydrous-production' },
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
    ...change,
  };
}

export const PRODUCTION: Environment = {
  name: 'production',
  region: 'us-east-1',
  cluster: 'hydrous',
  service: 'hydrous-production',
  container: 'hydrous-container',
  repository: 'hydrous',
  logGroup: '/ecs/hydrous-backend',
  database: 'hydrous-db',
  cache: 'hydrous-redis',
  loadBalancer: 'hydrous-alb',
  healthUrl: null,
  frontendOrigin: null,
  approvals: 1,
  selfApproval: false,
  expires: 1_800_000,
  scale: { min: 1, max: 10 },
  images: 'deploy',
};
