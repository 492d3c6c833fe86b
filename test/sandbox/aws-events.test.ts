import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SimulatedAws } from '../../sandbox/aws/server.ts';
import { type Fields, type Inbox, startStepped, subscribedInbox } from './aws-house.ts';

let aws: SimulatedAws;
let inbox: Inbox;

beforeEach(async () => {
  aws = await startStepped();
  inbox = await subscribedInbox(aws);
});
afterEach(async () => {
  await aws.close();
  await inbox.close();
});

async function arrived(count: number): Promise<readonly Fields[]> {
  await expect.poll(() => inbox.bodies.length, { interval: 5 }).toBeGreaterThanOrEqual(count);
  return inbox.messages();
}

const service = 'arn:aws:ecs:us-east-1:123456789012:service/hydrous/hydrous-production';
const cluster = 'arn:aws:ecs:us-east-1:123456789012:cluster/hydrous';
const envelope = (type: string, source: string) => ({
  version: '0',
  id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  'detail-type': type,
  source,
  account: '123456789012',
  region: 'us-east-1',
  time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
});

describe('events by hand', () => {
  const { events } = { events: () => aws.console.events };

  test('a failed deployment names its service in resources alone', async () => {
    events().deployment('SERVICE_DEPLOYMENT_FAILED', 'ECS deployment circuit breaker: task failed to start.');
    const [event] = await arrived(1);
    expect(event).toEqual({
      ...envelope('ECS Deployment State Change', 'aws.ecs'),
      resources: [service],
      detail: {
        eventType: 'ERROR',
        eventName: 'SERVICE_DEPLOYMENT_FAILED',
        deploymentId: expect.stringMatching(/^ecs-svc\/\d{19}$/),
        updatedAt: expect.stringMatching(/Z$/),
        reason: 'ECS deployment circuit breaker: task failed to start.',
      },
    });
    expect(inbox.bodies[0]).not.toHaveProperty('Subject');
  });

  test('a service action carries its cluster', async () => {
    events().action('SERVICE_TASK_PLACEMENT_FAILURE', 'ERROR', { reason: 'RESOURCE:FARGATE' });
    const [event] = await arrived(1);
    expect(event).toEqual({
      ...envelope('ECS Service Action', 'aws.ecs'),
      resources: [service],
      detail: {
        eventType: 'ERROR',
        eventName: 'SERVICE_TASK_PLACEMENT_FAILURE',
        clusterArn: cluster,
        createdAt: expect.stringMatching(/\.\d{3}Z$/),
        reason: 'RESOURCE:FARGATE',
      },
    });
  });

  test('a stopped task tells everything about its end', async () => {
    events().task();
    const [event] = await arrived(1);
    expect(event).toMatchObject({
      ...envelope('ECS Task State Change', 'aws.ecs'),
      resources: [expect.stringContaining(':task/hydrous/')],
      detail: {
        clusterArn: cluster,
        group: 'service:hydrous-production',
        startedBy: expect.stringMatching(/^ecs-svc\//),
        lastStatus: 'STOPPED',
        desiredStatus: 'STOPPED',
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        stoppedAt: expect.stringMatching(/Z$/),
        taskDefinitionArn: expect.stringContaining('task-definition/hydrous:42'),
        attributes: [{ name: 'ecs.cpu-architecture', value: 'x86_64' }],
        attachments: [{ type: 'eni', status: 'DELETED' }],
        overrides: { containerOverrides: [{ name: 'hydrous-container' }] },
        version: expect.any(Number),
        containers: [
          {
            name: 'hydrous-container',
            exitCode: 137,
            reason: 'OutOfMemoryError: Container killed due to memory usage',
            imageDigest: expect.stringMatching(/^sha256:/),
            lastStatus: 'STOPPED',
          },
        ],
      },
    });
  });

  test('an RDS event comes in two forms', async () => {
    events().rds('RDS-EVENT-0049', 'Multi-AZ instance failover completed');
    events().rdsNative('RDS-EVENT-0049', 'Multi-AZ instance failover completed');
    const all = await arrived(2);
    const bridged = all.find((one) => 'detail' in one);
    const native = all.find((one) => 'Event ID' in one);
    const SourceArn = 'arn:aws:rds:us-east-1:123456789012:db:hydrous-db';
    expect(bridged).toMatchObject({
      ...envelope('RDS DB Instance Event', 'aws.rds'),
      resources: [SourceArn],
      detail: {
        SourceType: 'DB_INSTANCE',
        SourceIdentifier: 'hydrous-db',
        EventID: 'RDS-EVENT-0049',
        SourceArn,
      },
    });
    expect(native).toMatchObject({
      'Event Source': 'db-instance',
      'Event Time': expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/),
      'Source ID': 'hydrous-db',
      'Source ARN': SourceArn,
      'Event ID': expect.stringMatching(/#RDS-EVENT-0049$/),
      'Event Message': 'Multi-AZ instance failover completed',
    });
    const body = inbox.bodies.find((one) => one['Message']?.includes('Event ID'));
    expect(body).toMatchObject({
      Subject: 'RDS Notification Message',
      MessageAttributes: { EventID: { Type: 'String', Value: 'RDS-EVENT-0049' } },
    });
  });

  test('an alarm has its dimensions as a map', async () => {
    events().alarm('hydrous-cpu-high');
    const [event] = await arrived(1);
    expect(event).toMatchObject({
      ...envelope('CloudWatch Alarm State Change', 'aws.cloudwatch'),
      detail: {
        alarmName: 'hydrous-cpu-high',
        state: { value: 'OK', timestamp: expect.stringMatching(/\+0000$/) },
        previousState: { value: 'ALARM' },
        configuration: {
          metrics: [
            {
              metricStat: {
                metric: {
                  namespace: 'AWS/ECS',
                  name: 'CPUUtilization',
                  dimensions: { ClusterName: 'hydrous', ServiceName: 'hydrous-production' },
                },
                period: 60,
                stat: 'Maximum',
              },
              returnData: true,
            },
          ],
        },
      },
    });
  });
});

describe('events of the world', () => {
  const names = (messages: readonly Fields[]) =>
    messages.map((message) => {
      const detail = (message['detail'] ?? {}) as Fields;
      return String(detail['eventName'] ?? `${detail['lastStatus']} ${detail['stopCode']}`);
    });

  test('nothing is sent until a route is connected', async () => {
    aws.console.deployPastChecks('v1.11.0');
    aws.advance(30_000);
    aws.console.events.text('the end');
    await expect.poll(() => inbox.bodies.at(-1)?.['Message'], { interval: 5 }).toBe('the end');
    expect(inbox.bodies).toHaveLength(1);
  });

  test('a rollout tells its way from start to steady state', async () => {
    aws.console.events.connect(['ecs']);
    aws.console.deployPastChecks('v1.11.0');
    aws.advance(30_000);
    expect(names(await arrived(5)).sort()).toEqual([
      'SERVICE_DEPLOYMENT_COMPLETED',
      'SERVICE_DEPLOYMENT_IN_PROGRESS',
      'SERVICE_STEADY_STATE',
      'STOPPED ServiceSchedulerInitiated',
      'STOPPED ServiceSchedulerInitiated',
    ]);
  });

  test('a circuit breaker that trips tells the failure and the way back', async () => {
    aws.console.events.connect(['ecs']);
    aws.push({ tag: 'bad', architecture: 'arm64' });
    aws.console.deployPastChecks('bad');
    aws.advance(60_000);
    const reasons = () =>
      inbox.messages().map((message) => (message['detail'] as Fields | undefined)?.['reason']);
    const back = /^ECS deployment circuit breaker: rolling back to deploymentId ecs-svc\/\d+\.$/;
    await expect.poll(reasons, { interval: 5 }).toContainEqual(expect.stringMatching(back));
    await expect
      .poll(reasons, { interval: 5 })
      .toContain('ECS deployment circuit breaker: tasks failed to start.');
    expect(names(inbox.messages())).toContain('STOPPED EssentialContainerExited');
  });

  test('alarms and databases tell theirs', async () => {
    aws.console.events.connect(['alarms', 'rds', 'rds-native']);
    aws.console.setAlarm('hydrous-5xx', 'ALARM', 'a drill');
    aws.play('database-down');
    aws.advance(6_000);
    const all = await arrived(4);
    expect(all.map((one) => one['detail-type'] ?? one['Event Message'] ?? one['AlarmName']).sort()).toEqual([
      'CloudWatch Alarm State Change',
      'DB instance stopped',
      'RDS DB Instance Event',
      'hydrous-5xx',
    ]);
  });
});
