/** Messages in every form that arrives on an alarm topic, with values of our own. */
import { alarmMessage, TOPIC } from './alarm-fixtures.ts';

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';
const SERVICE_ARN = `arn:aws:ecs:${REGION}:${ACCOUNT}:service/hydrous/hydrous-production`;
const TASK_ARN = `arn:aws:ecs:${REGION}:${ACCOUNT}:task/hydrous/3f1c0d9b8a7e4c55`;

export const alarmArn = (name: string): string => `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}`;

/** An alarm over an expression: no metric of its own, but a list of queries. */
export function mathAlarm(change: Readonly<Record<string, unknown>> = {}): string {
  const stat = (name: string) => ({
    Metric: {
      Dimensions: [{ value: 'app/hydrous-alb/50dc6c495c0c9188', name: 'LoadBalancer' }],
      MetricName: name,
      Namespace: 'AWS/ApplicationELB',
    },
    Period: 60,
    Stat: 'Sum',
  });
  return alarmMessage({
    AlarmName: 'hydrous-error-rate',
    AlarmArn: alarmArn('hydrous-error-rate'),
    Trigger: {
      Period: 60,
      EvaluationPeriods: 3,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 5,
      TreatMissingData: '- TreatMissingData:                    missing',
      EvaluateLowSampleCountPercentile: '',
      Metrics: [
        { Expression: '100 * bad / all', Id: 'rate', Label: 'Error rate', ReturnData: true },
        { Id: 'bad', MetricStat: stat('HTTPCode_Target_5XX_Count'), ReturnData: false },
        { Id: 'all', MetricStat: stat('RequestCount'), ReturnData: false },
      ],
    },
    ...change,
  });
}

/** An alarm over a band: no threshold but the id of the band, and two queries that are shown. */
export function anomalyAlarm(): string {
  return alarmMessage({
    AlarmName: 'hydrous-latency-unusual',
    AlarmArn: alarmArn('hydrous-latency-unusual'),
    Trigger: {
      Period: 60,
      EvaluationPeriods: 2,
      ComparisonOperator: 'GreaterThanUpperThreshold',
      ThresholdMetricId: 'ad1',
      TreatMissingData: 'missing',
      Metrics: [
        {
          Id: 'm1',
          MetricStat: {
            Metric: {
              Dimensions: [{ value: 'app/hydrous-alb/50dc6c495c0c9188', name: 'LoadBalancer' }],
              MetricName: 'TargetResponseTime',
              Namespace: 'AWS/ApplicationELB',
            },
            Period: 60,
            Stat: 'p99',
          },
          ReturnData: true,
        },
        { Expression: 'ANOMALY_DETECTION_BAND(m1, 2)', Id: 'ad1', Label: 'band', ReturnData: true },
      ],
    },
  });
}

/** No trigger, but a rule and the alarms that made it change. */
export function compositeAlarm(change: Readonly<Record<string, unknown>> = {}): string {
  return alarmMessage({
    AlarmName: 'hydrous-is-down',
    AlarmArn: alarmArn('hydrous-is-down'),
    AlarmRule: 'ALARM("hydrous-5xx") AND ALARM("hydrous-targets")',
    NewStateReason: `${alarmArn('hydrous-5xx')} transitioned to ALARM at Monday 02 March, 2026 10:04:55 UTC`,
    TriggeringChildren: [
      { Arn: alarmArn('hydrous-5xx'), State: { Value: 'ALARM', Timestamp: '2026-03-02T10:04:55.000+0000' } },
    ],
    Trigger: undefined,
    ...change,
  });
}

function event(type: string, source: string, resources: readonly string[], detail: object): string {
  return JSON.stringify({
    version: '0',
    id: '8d4f0f5e-6f0d-4d3c-9a51-5a4d1f3c2b1a',
    'detail-type': type,
    source,
    account: ACCOUNT,
    time: '2026-03-02T10:05:00Z',
    region: REGION,
    resources,
    detail,
  });
}

/** The same change as `alarmMessage()` through EventBridge: other names, and a map of dimensions. */
export function alarmEvent(change: Readonly<Record<string, unknown>> = {}): string {
  const name = 'hydrous-production-running-tasks';
  return event('CloudWatch Alarm State Change', 'aws.cloudwatch', [alarmArn(name)], {
    alarmName: name,
    state: {
      value: 'ALARM',
      reason:
        'Threshold Crossed: 1 out of the last 1 datapoints [0.0 (02/03/26 10:04:00)] was less than the threshold (2.0).',
      reasonData: JSON.stringify({ version: '1.0', period: 60, threshold: 2, recentDatapoints: [0] }),
      timestamp: '2026-03-02T10:05:00.000+0000',
      ...change,
    },
    previousState: { value: 'OK', reason: '', timestamp: '2026-03-02T09:00:00.000+0000' },
    configuration: {
      description: 'Fewer tasks than wanted',
      metrics: [
        {
          id: '0b0c1f8e-9a1c-4e4e-8a44-0f5f0b6f7a10',
          metricStat: {
            metric: {
              namespace: 'ECS/ContainerInsights',
              name: 'RunningTaskCount',
              dimensions: { ServiceName: 'hydrous-production', ClusterName: 'hydrous' },
            },
            period: 60,
            stat: 'Average',
          },
          returnData: true,
        },
      ],
    },
  });
}

/** Cluster and service stand in the resource alone. */
export function deploymentEvent(
  eventName = 'SERVICE_DEPLOYMENT_FAILED',
  updatedAt = '2026-03-02T10:04:50Z',
): string {
  return event('ECS Deployment State Change', 'aws.ecs', [SERVICE_ARN], {
    eventType: eventName.endsWith('FAILED') ? 'ERROR' : 'INFO',
    eventName,
    deploymentId: 'ecs-svc/4410987654321098765',
    updatedAt,
    reason: 'ECS deployment circuit breaker: tasks failed to start.',
  });
}

export function actionEvent(eventName = 'SERVICE_TASK_START_IMPAIRED', eventType = 'WARN'): string {
  return event('ECS Service Action', 'aws.ecs', [SERVICE_ARN], {
    eventType,
    eventName,
    clusterArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/hydrous`,
    createdAt: '2026-03-02T10:04:50.700Z',
  });
}

export function taskEvent(change: Readonly<Record<string, unknown>> = {}): string {
  return event('ECS Task State Change', 'aws.ecs', [TASK_ARN], {
    attachments: [
      { id: 'a', type: 'eni', status: 'DELETED', details: [{ name: 'subnetId', value: 'subnet-1' }] },
    ],
    attributes: [{ name: 'ecs.cpu-architecture', value: 'x86_64' }],
    clusterArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/hydrous`,
    containers: [
      { name: 'envoy', exitCode: 0, lastStatus: 'STOPPED' },
      {
        name: 'hydrous-container',
        exitCode: 137,
        lastStatus: 'STOPPED',
        reason: 'OutOfMemoryError: Container killed due to memory usage',
        imageDigest: `sha256:${'ab'.repeat(32)}`,
      },
    ],
    desiredStatus: 'STOPPED',
    group: 'service:hydrous-production',
    lastStatus: 'STOPPED',
    launchType: 'FARGATE',
    startedAt: '2026-03-02T09:10:00.118Z',
    startedBy: 'ecs-svc/4410987654321098765',
    stoppedAt: '2026-03-02T10:04:58.979Z',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    taskArn: TASK_ARN,
    taskDefinitionArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/hydrous-production:43`,
    version: 7,
    ...change,
  });
}

/** As a subscription of RDS sends it: keys with blanks, and a time without a zone. */
export function nativeRdsEvent(
  id = 'RDS-EVENT-0004',
  change: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({
    'Event Source': 'db-instance',
    'Event Time': '2026-03-02 10:04:30.000',
    'Identifier Link': `https://console.aws.amazon.com/rds/home?region=${REGION}#dbinstance:id=hydrous-db`,
    'Source ID': 'hydrous-db',
    'Event ID': `http://docs.amazonwebservices.com/AmazonRDS/latest/UserGuide/USER_Events.html#${id}`,
    'Event Message': 'DB instance shutdown',
    ...change,
  });
}

export function rdsEvent(id = 'RDS-EVENT-0006'): string {
  const arn = `arn:aws:rds:${REGION}:${ACCOUNT}:db:hydrous-db`;
  return event('RDS DB Instance Event', 'aws.rds', [arn], {
    EventCategories: ['availability'],
    SourceType: 'DB_INSTANCE',
    SourceArn: arn,
    Date: '2026-03-02T10:04:45.500Z',
    Message: 'DB instance restarted',
    SourceIdentifier: 'hydrous-db',
    EventID: id,
    Tags: {},
  });
}

export const PLAIN_TEXT = 'Backup\nfinished.\n\nHave a ~good~ day! :)';

/** The body of an SNS message over HTTPS or in a queue. */
export function snsEnvelope(message: string, change: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    Type: 'Notification',
    MessageId: 'e1c5a0b4-7f3a-5b0e-9a55-0f1d2c3b4a59',
    TopicArn: TOPIC,
    Subject: 'ALARM: "hydrous-5xx" in US East (N. Virginia)',
    Message: message,
    Timestamp: '2026-03-02T10:05:00.500Z',
    SignatureVersion: '2',
    Signature: 'bm90IGEgc2lnbmF0dXJl',
    SigningCertURL:
      'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem',
    UnsubscribeURL: 'https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe',
    ...change,
  });
}

/** The same as Lambda gets it: other spellings of the links, no subject, and a list around it. */
export function lambdaEnvelope(message: string): string {
  return JSON.stringify({
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        Sns: {
          Type: 'Notification',
          MessageId: 'e1c5a0b4-7f3a-5b0e-9a55-0f1d2c3b4a59',
          TopicArn: TOPIC,
          Subject: null,
          Message: message,
          Timestamp: '2026-03-02T10:05:00.500Z',
          SigningCertUrl: 'EXAMPLE',
          MessageAttributes: {},
        },
      },
    ],
  });
}
