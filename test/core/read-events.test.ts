import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { alarmForm, type MetricAlarm, type NotificationContent } from '../../src/core/alarm.ts';
import { fingerprintOf } from '../../src/core/fingerprint.ts';
import { readCarrier } from '../../src/core/read-carrier.ts';
import { readNotification } from '../../src/core/read-notification.ts';
import { bearingOf, type EcsEvent, type RdsEvent } from '../../src/core/service-event.ts';
import { newsOf } from '../../src/core/signal.ts';
import { alarmMessage, PUBLISHED, TOPIC } from './alarm-fixtures.ts';
import {
  actionEvent,
  alarmArn,
  alarmEvent,
  anomalyAlarm,
  compositeAlarm,
  deploymentEvent,
  lambdaEnvelope,
  mathAlarm,
  nativeRdsEvent,
  PLAIN_TEXT,
  rdsEvent,
  snsEnvelope,
  taskEvent,
} from './notification-fixtures.ts';

const read = (message: string): NotificationContent =>
  readNotification({ message, subject: null, topic: TOPIC, publishedAt: PUBLISHED });
const alarm = (message: string) => read(message) as MetricAlarm;
const ecs = (message: string) => read(message) as EcsEvent;
const rds = (message: string) => read(message) as RdsEvent;

describe('each form of alarm', () => {
  it.each([
    ['metric', alarmMessage()],
    ['math', mathAlarm()],
    ['anomaly', anomalyAlarm()],
    ['composite', compositeAlarm()],
    ['metric', alarmEvent()],
  ])('%s', (form, message) => {
    expect(read(message).kind).toBe('metric-alarm');
    expect(alarmForm(alarm(message))).toBe(form);
  });

  it('an expression has its queries and no metric of its own', () => {
    expect(alarm(mathAlarm())).toMatchObject({ metric: null, threshold: 5, queries: { length: 3 } });
  });

  it('a band has the metric that is not the band, and no threshold', () => {
    expect(alarm(anomalyAlarm())).toMatchObject({
      metric: { name: 'TargetResponseTime', statistic: 'p99' },
      threshold: null,
      comparison: 'GreaterThanUpperThreshold',
    });
  });

  it('a composite alarm names the alarms it rests on, whichever way they are listed', () => {
    const child = { arn: alarmArn('hydrous-5xx'), name: 'hydrous-5xx' };
    expect(alarm(compositeAlarm()).composite?.children).toEqual([
      { ...child, state: 'ALARM', at: Date.parse('2026-03-02T10:04:55.000Z') },
    ]);
    const names = compositeAlarm({ TriggeringChildren: [alarmArn('hydrous-5xx'), 7, 'no arn', null] });
    expect(alarm(names).composite?.children).toEqual([{ ...child, state: null, at: null }]);
  });

  it('through EventBridge it is the same alarm and the same change', () => {
    const [one, other] = [alarm(alarmMessage()), alarm(alarmEvent())];
    expect(fingerprintOf(other)).toBe(fingerprintOf(one));
    expect(other).toMatchObject({
      changedAt: one.changedAt,
      state: one.state,
      previousState: 'OK',
      region: 'us-east-1',
      metric: one.metric,
      threshold: 2,
      period: 60,
      datapoints: [0],
      tellsOk: null,
    });
  });

  it('says when another alarm keeps it back', () => {
    expect(alarm(alarmEvent({ actionsSuppressedBy: 'Alarm' })).suppressedBy).toBe('Alarm');
  });
});

describe('ECS events', () => {
  it('a failed deployment has its cluster and service from the resource', () => {
    expect(ecs(deploymentEvent())).toMatchObject({
      kind: 'ecs-event',
      about: 'deployment',
      name: 'SERVICE_DEPLOYMENT_FAILED',
      level: 'error',
      region: 'us-east-1',
      cluster: 'hydrous',
      service: 'hydrous-production',
      at: Date.parse('2026-03-02T10:04:50Z'),
      deployment: 'ecs-svc/4410987654321098765',
    });
  });

  it('an ARN of old has no cluster', () => {
    const old = deploymentEvent().replace('service/hydrous/hydrous-production', 'service/hydrous-production');
    expect(ecs(old)).toMatchObject({ cluster: null, service: 'hydrous-production' });
  });

  it('a stopped task is kept as ECS would have described it', () => {
    expect(ecs(taskEvent()).task).toEqual({
      arn: 'arn:aws:ecs:us-east-1:123456789012:task/hydrous/3f1c0d9b8a7e4c55',
      id: '3f1c0d9b8a7e4c55',
      taskDefinition: 'arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous-production:43',
      lastStatus: 'STOPPED',
      healthStatus: 'UNKNOWN',
      startedBy: 'ecs-svc/4410987654321098765',
      startedAt: Date.parse('2026-03-02T09:10:00.118Z'),
      stoppedAt: Date.parse('2026-03-02T10:04:58.979Z'),
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [
        { name: 'envoy', exitCode: 0, reason: null, imageDigest: null },
        {
          name: 'hydrous-container',
          exitCode: 137,
          reason: 'OutOfMemoryError: Container killed due to memory usage',
          imageDigest: `sha256:${'ab'.repeat(32)}`,
        },
      ],
    });
  });

  it('what a program said is redacted before it is kept', () => {
    const secret = `postgresql://app:${'s3cret'.repeat(2)}@db:5432/app`;
    const task = ecs(taskEvent({ stoppedReason: `cannot reach ${secret}` })).task;
    expect(task?.stoppedReason).toBe('cannot reach postgresql://app:***@db:5432/app');
  });

  it.each<[string, string, ReturnType<typeof bearingOf>]>([
    ['a failed deployment', deploymentEvent(), 'trouble'],
    ['a deployment that is done', deploymentEvent('SERVICE_DEPLOYMENT_COMPLETED'), 'calm'],
    ['a deployment under way', deploymentEvent('SERVICE_DEPLOYMENT_IN_PROGRESS'), 'routine'],
    ['tasks that cannot start', actionEvent(), 'trouble'],
    ['a placement failure', actionEvent('SERVICE_TASK_PLACEMENT_FAILURE', 'ERROR'), 'trouble'],
    ['a steady state', actionEvent('SERVICE_STEADY_STATE', 'INFO'), 'calm'],
    ['another piece of information', actionEvent('CAPACITY_PROVIDER_STEADY_STATE', 'INFO'), 'routine'],
    ['a killed task', taskEvent(), 'trouble'],
    ['a task that never started', taskEvent({ stopCode: 'TaskFailedToStart', containers: [] }), 'trouble'],
    ['a task that a deployment replaced', taskEvent({ stopCode: 'ServiceSchedulerInitiated' }), 'routine'],
    [
      'a task that failed its health checks',
      taskEvent({
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:x)',
      }),
      'trouble',
    ],
    ['a task that a person stopped', taskEvent({ stopCode: 'UserInitiated' }), 'routine'],
    ['a task that is only stopping', taskEvent({ lastStatus: 'DEPROVISIONING' }), 'routine'],
  ])('%s', (_, message, bearing) => {
    expect(bearingOf(ecs(message))).toBe(bearing);
  });

  it('of one service are one signal', () => {
    const of = (message: string) => fingerprintOf(read(message));
    expect(of(taskEvent())).toBe(of(deploymentEvent()));
    expect(of(actionEvent())).toBe('ecs:us-east-1:hydrous/hydrous-production');
  });
});

describe('RDS events', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each(['America/New_York', 'UTC', 'Asia/Tokyo'])('a time without a zone is UTC, also in %s', (zone) => {
    vi.stubEnv('TZ', zone);
    expect(new Date(rds(nativeRdsEvent()).at).toISOString()).toBe('2026-03-02T10:04:30.000Z');
  });

  it('in both forms they are of the same database', () => {
    expect(rds(nativeRdsEvent())).toEqual({
      kind: 'rds-event',
      id: 'RDS-EVENT-0004',
      sourceType: 'db-instance',
      source: 'hydrous-db',
      account: '123456789012',
      region: 'us-east-1',
      at: Date.parse('2026-03-02T10:04:30.000Z'),
      message: 'DB instance shutdown',
      categories: [],
    });
    expect(rds(rdsEvent())).toMatchObject({
      id: 'RDS-EVENT-0006',
      sourceType: 'db-instance',
      source: 'hydrous-db',
      at: Date.parse('2026-03-02T10:04:45.500Z'),
      categories: ['availability'],
    });
    expect(fingerprintOf(rds(rdsEvent()))).toBe(fingerprintOf(rds(nativeRdsEvent())));
  });

  it.each<[string, ReturnType<typeof bearingOf>]>([
    ['RDS-EVENT-0004', 'trouble'],
    ['RDS-EVENT-0006', 'calm'],
    ['RDS-EVENT-0013', 'trouble'],
    ['RDS-EVENT-0049', 'calm'],
    ['RDS-EVENT-0002', 'routine'],
    ['RDS-EVENT-0016', 'notice'],
    ['RDS-EVENT-9999', 'notice'],
  ])('%s is %s', (id, bearing) => {
    expect(bearingOf(rds(nativeRdsEvent(id)))).toBe(bearing);
  });

  it('an event that nobody knows counts by its category', () => {
    const failed = rdsEvent('RDS-EVENT-8888').replace('"availability"', '"failure"');
    expect(bearingOf(rds(failed))).toBe('trouble');
  });
});

describe('the carrier', () => {
  it.each([
    ['sns', snsEnvelope(alarmMessage())],
    ['lambda', lambdaEnvelope(alarmMessage())],
    ['raw', alarmMessage()],
  ])('%s is told apart from what it carries', (carrier, body) => {
    const carried = readCarrier(body);
    if (carried.carrier === 'confirmation') throw new Error('no confirmation');
    expect(carried.carrier).toBe(carrier);
    expect(carried.deliveries).toMatchObject([
      { message: alarmMessage(), topic: carrier === 'raw' ? null : TOPIC },
    ]);
  });

  it.each(['SubscriptionConfirmation', 'UnsubscribeConfirmation'])('knows a %s', (Type) => {
    expect(readCarrier(snsEnvelope('You have chosen', { Type }))).toEqual({ carrier: 'confirmation' });
  });

  it.each(['', 'null', '[]', '{"Records":[{"Sns":{}}]}', '{"Type":"Notification"}', PLAIN_TEXT])(
    'takes %j as it is',
    (body) => {
      expect(readCarrier(body)).toMatchObject({ carrier: 'raw', deliveries: [{ message: body }] });
    },
  );
});

it('nothing vanishes and nothing throws, however the messages are mangled', () => {
  const messages = [
    alarmMessage(),
    mathAlarm(),
    anomalyAlarm(),
    compositeAlarm(),
    alarmEvent(),
    deploymentEvent(),
    actionEvent(),
    taskEvent(),
    nativeRdsEvent(),
    rdsEvent(),
    PLAIN_TEXT,
  ];
  const mangled = fc.constantFrom(...messages).chain((message) =>
    fc.oneof(
      fc.nat(message.length).map((at) => message.slice(0, at)),
      fc
        .tuple(fc.nat(message.length), fc.string({ unit: 'binary', maxLength: 12 }), fc.nat(4))
        .map(([at, bit, gone]) => message.slice(0, at) + bit + message.slice(at + gone)),
      fc.tuple(fc.nat(), fc.jsonValue()).map(([at, value]) => withLeaf(message, at, value)),
    ),
  );
  fc.assert(
    fc.property(mangled, fc.boolean(), (text, wrapped) => {
      const carried = readCarrier(wrapped ? snsEnvelope(text) : text);
      if (carried.carrier === 'confirmation') throw new Error('no confirmation was given');
      expect(carried.deliveries.length).toBeGreaterThan(0);
      for (const { message } of carried.deliveries) {
        const content = read(message);
        if (content.kind === 'unrecognised') expect(content.text).toBe(message);
        else {
          const at = content.kind === 'metric-alarm' ? content.changedAt : content.at;
          expect(Number.isFinite(at)).toBe(true);
          expect(fingerprintOf(content)).toMatch(/^[a-z]+:/);
        }
        newsOf(content);
      }
    }),
    { numRuns: 10_000 },
  );
});

/** The message with one of its values, somewhere in its depth, replaced. */
function withLeaf(message: string, at: number, value: unknown): string {
  if (!message.startsWith('{')) return JSON.stringify(value);
  let count = 0;
  const leaves = message.split(/:(?:"(?:[^"\\]|\\.)*"|\d+|null|true|false)/).length - 1;
  return message.replace(/:(?:"(?:[^"\\]|\\.)*"|\d+|null|true|false)/g, (leaf) =>
    count++ === at % Math.max(1, leaves) ? `:${JSON.stringify(value)}` : leaf,
  );
}
