/** Everything that the simulated account holds, and the steps by which it moves on. */
import { type Alarms, createAlarms } from './alarms.ts';
import type { AutoscalingState } from './autoscaling.ts';
import { createEcsEngine, type EcsEngine } from './ecs-engine.ts';
import { createRollouts, type Rollouts } from './ecs-rollouts.ts';
import type { EcsState } from './ecs-state.ts';
import type { ElbState } from './elb.ts';
import type { Place } from './ids.ts';
import { createImageStore, type ImageStore } from './images.ts';
import { createLogStore, type LogStore } from './logs.ts';
import { createMetricStore, type MetricStore } from './metrics.ts';
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
  const sns = createSns({
    account,
    certificate,
    origin: options.origin,
    now: Date.now,
    retryGap: options.snsRetryGap,
  });

  const rollouts = createRollouts(ecs, timeline, place, images);
  const life = createTaskLife(
    { timeline, place, images, logs, state: ecs },
    {
      healthy: (service, task) => rollouts.taskHealthy(service, task),
      failed: (service, task) => rollouts.taskFailed(service, task),
    },
  );
  const engine = createEcsEngine(ecs, timeline, life, rollouts);
  const traffic = createTraffic(ecs, (task, line) => writeTaskLine({ logs, state: ecs }, task, line));
  const metrics = createMetricStore();
  const sampler = createSampler({ timeline, metrics, ecs, elb, traffic });
  const alarms = createAlarms({
    timeline,
    metrics,
    account,
    publish: (topicArn, message, subject) => void sns.publish(topicArn, message, subject),
  });

  timeline.every(SCHEDULER_PASS, () => engine.reconcileAll());
  timeline.every(SAMPLE, () => {
    sampler.sample();
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
    certificate,
    tick: () => timeline.tick(),
  };
}
