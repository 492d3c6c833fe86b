/** Everything that the simulated account holds, and the steps by which it moves on. */
import { type Alarms, createAlarms } from './alarms.ts';
import { type Application, createApplication } from './application.ts';
import type { AutoscalingState } from './autoscaling.ts';
import { type Cache, createCache } from './cache.ts';
import { createDatabaseSampler, type DatabaseSampler } from './database-sampler.ts';
import { createEcsEngine, type EcsEngine } from './ecs-engine.ts';
import { createRollouts, type Rollouts } from './ecs-rollouts.ts';
import type { EcsState } from './ecs-state.ts';
import type { ElbState } from './elb.ts';
import { createEvents, type Events } from './events.ts';
import { arn, type Place } from './ids.ts';
import { createImageStore, type ImageStore } from './images.ts';
import { createLogStore, type LogStore } from './logs.ts';
import { createMetricStore, type MetricStore } from './metrics.ts';
import { createQueues, type Queues } from './queues.ts';
import { createRds, type Rds } from './rds.ts';
import { createSampler, type Sampler } from './sampler.ts';
import { createSns, type Sns } from './sns.ts';
import { createTaskLife, type TaskLife, writeTaskLine } from './task-life.ts';
import { type Clock, createTimeline, type Timeline } from './timeline.ts';
import { createTraffic, type Traffic } from './traffic.ts';
import { type Certificate, selfSigned } from './x509.ts';

export interface WorldOptions extends Place {
  readonly clock: Clock;
  /** How many times faster than real durations everything goes. */
  readonly speed: number;
  /** ms between two attempts of an SNS delivery, whatever the speed. */
  readonly snsRetryGap: number;
  origin(): string;
  /** Name of the topic that events go to once they are connected. */
  readonly alarmTopic: string;
  /** Name of the instance that the application uses. */
  readonly database: string;
}

export interface World extends Place {
  readonly timeline: Timeline;
  readonly images: ImageStore;
  readonly logs: LogStore;
  readonly ecs: EcsState;
  readonly life: TaskLife;
  readonly rollouts: Rollouts;
  readonly engine: EcsEngine;
  readonly elb: ElbState;
  readonly autoscaling: AutoscalingState;
  readonly metrics: MetricStore;
  readonly sampler: Sampler;
  readonly traffic: Traffic;
  readonly alarms: Alarms;
  readonly sns: Sns;
  readonly queues: Queues;
  readonly events: Events;
  readonly rds: Rds;
  readonly cache: Cache;
  readonly application: Application;
  readonly databaseSampler: DatabaseSampler;
  readonly certificate: Certificate;
  /** Runs everything that is due; called before every request and a few times a second. */
  tick(): void;
}

/** ms at speed 1. */
const SCHEDULER_PASS = 500;
const SAMPLE = 2_000;
const REQUEST = 500;
const HEALTH_CHECK = 10_000;

export function createWorld(options: WorldOptions): World {
  const { account, region } = options;
  const place: Place = { account, region };
  const timeline = createTimeline(options.clock, options.speed);
  const now = () => timeline.now();
  const images = createImageStore(`${account}.dkr.ecr.${region}.amazonaws.com`, now);
  const logs = createLogStore(now);
  const ecs: EcsState = { clusters: new Map(), families: new Map() };
  const elb: ElbState = { loadBalancers: [], targetGroups: [] };
  const autoscaling: AutoscalingState = { targets: [], policies: [], activities: [] };
  const certificate = selfSigned({ commonName: 'sns.amazonaws.com' });
  const queues = createQueues({ arnOf: (name) => arn(place, 'sqs', name), now });
  const sns = createSns({
    account,
    certificate,
    origin: options.origin,
    now: Date.now,
    retryGap: options.snsRetryGap,
    enqueue(queueArn, text, attributes) {
      const queue = queues.byArn(queueArn);
      if (queue === null) return false;
      const pairs = Object.entries(attributes).map(
        ([name, StringValue]) => [name, { DataType: 'String', StringValue }] as const,
      );
      queues.send(queue, text, Object.fromEntries(pairs));
      return true;
    },
  });

  const topicArn = arn(place, 'sns', options.alarmTopic);
  const events = createEvents({
    timeline,
    place,
    ecs,
    publish: (message, subject, attributes) => sns.publish(topicArn, message, subject, attributes),
  });
  const rds = createRds({ timeline, place, noted: (event) => events.database(event) });
  const cache = createCache(timeline, place);
  const application = createApplication({
    state: ecs,
    databaseReach: () => rds.instances.get(options.database)?.reach ?? 'answers',
  });
  const rollouts = createRollouts(ecs, timeline, place, images, events);
  const life = createTaskLife(
    {
      timeline,
      place,
      images,
      logs,
      state: ecs,
      problemOf: (service, task) => traffic.problemOf(service, task),
    },
    {
      healthy: (service, task) => rollouts.taskHealthy(service, task),
      failed: (service, task) => rollouts.taskFailed(service, task),
      stopped: (service, task) => events.taskStopped(service, task),
    },
  );
  const traffic: Traffic = createTraffic({
    state: ecs,
    elb,
    application,
    write: (task, line) => writeTaskLine({ logs, state: ecs }, task, line),
    checked: (service, task, problem) => life.checked(service, task, problem),
  });
  const engine = createEcsEngine(ecs, timeline, life, rollouts, events);
  const metrics = createMetricStore();
  const sampler = createSampler({ timeline, metrics, ecs, elb, traffic });
  const databaseSampler = createDatabaseSampler({ timeline, metrics, ecs, rds, cache, application });
  const alarms = createAlarms({
    timeline,
    metrics,
    account,
    publish(topic, message, subject) {
      if (!sns.topics.has(topic)) return false;
      sns.publish(topic, message, subject);
      return true;
    },
    changed: (alarm, previous) => events.alarm(alarm, previous),
  });

  timeline.every(SCHEDULER_PASS, () => engine.reconcileAll());
  timeline.every(SAMPLE, () => {
    sampler.sample();
    databaseSampler.sample();
    alarms.evaluate();
  });
  timeline.every(REQUEST, () => traffic.serve());
  timeline.every(HEALTH_CHECK, () => traffic.checkHealth());

  return {
    account,
    region,
    timeline,
    images,
    logs,
    ecs,
    life,
    rollouts,
    engine,
    elb,
    autoscaling,
    metrics,
    sampler,
    traffic,
    alarms,
    sns,
    queues,
    events,
    rds,
    cache,
    application,
    databaseSampler,
    certificate,
    tick: () => timeline.tick(),
  };
}
