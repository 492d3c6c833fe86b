/** Turns the state of the world into metrics, as Container Insights and the load balancer do. */
import { allServices } from './ecs-lookup.ts';
import { type EcsState, isPending, isRunning, type Service } from './ecs-state.ts';
import { type ElbState, targetsOf } from './elb.ts';
import { lastPart } from './ids.ts';
import type { MetricStore } from './metrics.ts';
import { findTaskDefinition } from './task-definitions.ts';
import { LEAK_LIFETIME } from './task-life.ts';
import type { Timeline } from './timeline.ts';
import type { Traffic } from './traffic.ts';

export interface Sampler {
  /** Records one sample of everything. */
  sample(): void;
  /** Records quiet values for the time from `from` (ms) until now, one a minute. */
  backfill(from: number): void;
}

export interface SamplerParts {
  readonly timeline: Timeline;
  readonly metrics: MetricStore;
  readonly ecs: EcsState;
  readonly elb: ElbState;
  readonly traffic: Traffic;
}

const MINUTE = 60_000;

/** The part of a load balancer's or target group's ARN that is its dimension. */
export function elbDimension(arn: string): string {
  const resource = arn.split(':').at(-1) ?? '';
  return resource.replace(/^loadbalancer\//, '');
}

/** A gentle daily-looking wave in percent, different for each metric. */
export function wave(at: number, middle: number, height: number): number {
  const turn = (at / (25 * MINUTE)) * 2 * Math.PI;
  return Math.round((middle + height * Math.sin(turn) + (Math.random() - 0.5) * height * 0.3) * 10) / 10;
}

export function createSampler(parts: SamplerParts): Sampler {
  const { timeline, metrics, traffic } = parts;
  const counted = new Set<string>();

  const dimensionsOf = (service: Service) => ({
    ClusterName: lastPart(service.clusterArn),
    ServiceName: service.name,
  });

  /** Tasks that ended by themselves and were not counted before. */
  function newFailures(service: Service): number {
    let count = 0;
    for (const task of service.tasks) {
      if (!task.failed || counted.has(task.id)) continue;
      counted.add(task.id);
      count += 1;
    }
    if (counted.size > 10_000) counted.clear();
    return count;
  }

  function sampleService(service: Service, at: number): void {
    const dimensions = dimensionsOf(service);
    const insight = (name: string, value: number) =>
      metrics.record({ namespace: 'ECS/ContainerInsights', name, dimensions }, value, at);
    insight('RunningTaskCount', service.tasks.filter(isRunning).length);
    insight('PendingTaskCount', service.tasks.filter(isPending).length);
    insight('DesiredTaskCount', service.desired);
    metrics.record({ namespace: 'Hydrous/ECS', name: 'TasksFailing', dimensions }, newFailures(service), at);
    if (!service.tasks.some(isRunning)) return;
    const use = (name: string, value: number) =>
      metrics.record({ namespace: 'AWS/ECS', name, dimensions }, value, at);
    use('CPUUtilization', traffic.troubles.has('cpu') ? loadedCpu(service, at) : wave(at, 28, 6));
    const leaking = service.tasks.filter((task) => isRunning(task) && task.crash === 'memory-leak');
    use('MemoryUtilization', traffic.troubles.has('memory') ? wave(at, 93, 3) : wave(at, 46, 2));
    for (const task of leaking) {
      const age = (at - (task.startedAt ?? at)) / timeline.scaled(LEAK_LIFETIME);
      use('MemoryUtilization', Math.round(Math.min(99, 46 + 53 * age) * 10) / 10);
    }
  }

  /** The same work on more or larger tasks: what overloads two is half the load of four. */
  function loadedCpu(service: Service, at: number): number {
    const running = service.tasks.filter(isRunning);
    const definition = findTaskDefinition(parts.ecs, service.taskDefinition)?.definition;
    const size = Number(definition?.cpu ?? 512) / 512;
    return Math.min(100, wave(at, 190 / running.length / size, 3));
  }

  function sampleBalancers(at: number, counts: ReturnType<Traffic['takeCounts']>): void {
    for (const group of parts.elb.targetGroups) {
      const balancer = { LoadBalancer: elbDimension(group.loadBalancerArn) };
      const both = { ...balancer, TargetGroup: elbDimension(group.arn) };
      const record = (name: string, value: number, dimensions: Readonly<Record<string, string>>) =>
        metrics.record({ namespace: 'AWS/ApplicationELB', name, dimensions }, value, at);
      const targets = targetsOf(parts.ecs, group.arn).filter(({ task }) => task.lastStatus === 'RUNNING');
      record('HealthyHostCount', targets.filter(({ task }) => task.health === 'HEALTHY').length, both);
      record('UnHealthyHostCount', targets.filter(({ task }) => task.health === 'UNHEALTHY').length, both);
      record('RequestCount', counts['2xx'] + counts['4xx'] + counts['5xx'], balancer);
      record('HTTPCode_Target_2XX_Count', counts['2xx'], balancer);
      record('HTTPCode_Target_4XX_Count', counts['4xx'], balancer);
      record('HTTPCode_Target_5XX_Count', counts['5xx'], balancer);
      record('HTTPCode_ELB_5XX_Count', counts.elb, balancer);
      record('TargetResponseTime', responseTime(at), balancer);
    }
  }

  /** Seconds */
  function responseTime(at: number): number {
    if (traffic.troubles.has('database-timeout')) return 5.1;
    return traffic.troubles.has('cpu') ? 2.4 : wave(at, 80, 20) / 1000;
  }

  return {
    sample() {
      const at = timeline.now();
      for (const service of allServices(parts.ecs)) sampleService(service, at);
      sampleBalancers(at, traffic.takeCounts());
    },
    backfill(from) {
      for (let at = from; at < timeline.now(); at += MINUTE) {
        for (const service of allServices(parts.ecs)) sampleService(service, at);
        sampleBalancers(at, {
          '2xx': Math.round(wave(at, 230, 40)),
          '4xx': Math.round(wave(at, 12, 4)),
          '5xx': 0,
          elb: 0,
        });
      }
    },
  };
}
