/** Metrics of RDS and ElastiCache, as they follow from the tasks and their troubles. */
import type { Application } from './application.ts';
import type { Cache, CacheCluster } from './cache.ts';
import { allServices } from './ecs-lookup.ts';
import { type EcsState, isRunning } from './ecs-state.ts';
import type { MetricStore } from './metrics.ts';
import type { DbInstance, Rds } from './rds.ts';
import { wave } from './sampler.ts';
import type { Timeline } from './timeline.ts';

export interface DatabaseSampler {
  /** Records one sample of everything. */
  sample(): void;
  /** Records quiet values for the time from `from` (ms) until now, one a minute. */
  backfill(from: number): void;
}

export interface DatabaseSamplerParts {
  readonly timeline: Timeline;
  readonly metrics: MetricStore;
  readonly ecs: EcsState;
  readonly rds: Rds;
  readonly cache: Cache;
  readonly application: Application;
}

const MINUTE = 60_000;
const GIB = 2 ** 30;

/** Connections that each task's pool keeps open. */
const POOL = 9;
/** max_connections of a db.t3.micro, without those reserved for RDS itself. */
export const MOST_CONNECTIONS = 81;

export function createDatabaseSampler(parts: DatabaseSamplerParts): DatabaseSampler {
  const { timeline, metrics, application } = parts;
  const { troubles } = application;

  const tasks = () =>
    allServices(parts.ecs).reduce((sum, service) => sum + service.tasks.filter(isRunning).length, 0);

  function connections(at: number): number {
    if (troubles.has('database') || troubles.has('database-timeout')) return 0;
    if (troubles.has('database-slots')) return MOST_CONNECTIONS - Math.round(Math.random());
    return Math.max(0, Math.round(tasks() * POOL + wave(at, 2, 2)));
  }

  function sampleInstance(instance: DbInstance, at: number): void {
    // A server that does not run measures nothing.
    if (instance.reach !== 'answers') return;
    const record = (name: string, value: number) =>
      metrics.record(
        { namespace: 'AWS/RDS', name, dimensions: { DBInstanceIdentifier: instance.id } },
        value,
        at,
      );
    record('DatabaseConnections', connections(at));
    record('CPUUtilization', troubles.has('database-slots') ? wave(at, 71, 6) : wave(at, 12, 4));
    record('FreeStorageSpace', Math.round(instance.storage * 0.62 * GIB));
    record('FreeableMemory', Math.round(wave(at, 310, 12) * 2 ** 20));
    record('ReadLatency', wave(at, 8, 3) / 10_000);
    record('WriteLatency', wave(at, 14, 4) / 10_000);
    record('ReadIOPS', Math.max(0, wave(at, 22, 8)));
    record('WriteIOPS', Math.max(0, wave(at, 9, 3)));
  }

  function sampleCluster(cluster: CacheCluster, at: number): void {
    if (cluster.status === 'rebooting cluster nodes') return;
    const down = troubles.has('redis');
    const record = (name: string, value: number) => {
      const dimensions = { CacheClusterId: cluster.id };
      // ElastiCache measures the cluster and each of its nodes.
      metrics.record({ namespace: 'AWS/ElastiCache', name, dimensions }, value, at);
      const ofNode = { ...dimensions, CacheNodeId: '0001' };
      metrics.record({ namespace: 'AWS/ElastiCache', name, dimensions: ofNode }, value, at);
    };
    record('EngineCPUUtilization', down ? 0 : wave(at, 5, 2));
    record('CurrConnections', down ? 0 : Math.max(0, Math.round(tasks() * 4 + wave(at, 3, 1))));
    record('Evictions', 0);
    record('CacheHits', down ? 0 : Math.round(wave(at, 420, 60)));
    record('CacheMisses', down ? 0 : Math.round(wave(at, 31, 9)));
    record('NetworkBytesIn', down ? 0 : Math.round(wave(at, 90, 20) * 1024));
    record('NetworkBytesOut', down ? 0 : Math.round(wave(at, 260, 60) * 1024));
    record('DatabaseMemoryUsagePercentage', down ? 0 : wave(at, 38, 3));
  }

  function sampleAt(at: number): void {
    for (const instance of parts.rds.instances.values()) sampleInstance(instance, at);
    for (const cluster of parts.cache.clusters.values()) sampleCluster(cluster, at);
  }

  return {
    sample: () => sampleAt(timeline.now()),
    backfill(from) {
      for (let at = from; at < timeline.now(); at += MINUTE) sampleAt(at);
    },
  };
}
