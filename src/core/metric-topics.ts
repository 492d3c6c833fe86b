/** What `metrics` can be asked about, and which metrics of CloudWatch tell of it: those that the guide lists. */
import type { Environment } from './environment.ts';
import { METRIC, splitMetric } from './evidence-metrics.ts';
import type { MetricWish } from './ports/evidence.ts';

export const TOPICS = ['cpu', 'memory', 'requests', 'errors', 'latency', 'database', 'cache'] as const;
export type Topic = (typeof TOPICS)[number];

/** What people also call them. */
const ALIASES: Readonly<Record<string, Topic>> = {
  memoria: 'memory',
  ram: 'memory',
  peticiones: 'requests',
  trafico: 'requests',
  tráfico: 'requests',
  traffic: 'requests',
  errores: 'errors',
  '5xx': 'errors',
  latencia: 'latency',
  db: 'database',
  bd: 'database',
  rds: 'database',
  base: 'database',
  caché: 'cache',
  redis: 'cache',
};

export const TOPIC_WORDS: readonly string[] = [...TOPICS, ...Object.keys(ALIASES)];

/** Null for a word that means none. */
export function topicOf(word: string): Topic | null {
  const lower = word.toLowerCase();
  return TOPICS.find((topic) => topic === lower) ?? new Map(Object.entries(ALIASES)).get(lower) ?? null;
}

/** One line of a chart. */
export interface MetricLine {
  /** `namespace/name`. */
  readonly metric: string;
  readonly statistic: string;
  /** Counts are shown for a minute, and their sum is compared with the day before. */
  readonly counts: boolean;
  /** Which axis of the picture; null where only its figures are told. */
  readonly axis: 'left' | 'right' | null;
}

const gauge = (metric: string, statistic: string, axis: MetricLine['axis'] = 'left'): MetricLine => ({
  metric,
  statistic,
  counts: false,
  axis,
});
const counter = (metric: string, axis: MetricLine['axis'] = 'left'): MetricLine => ({
  metric,
  statistic: 'Sum',
  counts: true,
  axis,
});

const LINES: Readonly<Record<Topic, readonly MetricLine[]>> = {
  cpu: [gauge(METRIC.cpu, 'Average'), gauge(METRIC.cpu, 'Maximum')],
  memory: [gauge(METRIC.memory, 'Average'), gauge(METRIC.memory, 'Maximum')],
  requests: [counter(METRIC.requests)],
  errors: [counter(METRIC.serverErrors), counter(METRIC.balancerErrors), counter(METRIC.clientErrors)],
  latency: ['p50', 'p95', 'p99'].map((statistic) => gauge(METRIC.latency, statistic)),
  database: [
    gauge(METRIC.databaseCpu, 'Average'),
    gauge(METRIC.databaseConnections, 'Maximum', 'right'),
    gauge(METRIC.databaseStorage, 'Minimum', null),
    gauge(METRIC.databaseMemory, 'Minimum', null),
    gauge('AWS/RDS/ReadIOPS', 'Average', null),
    gauge('AWS/RDS/WriteIOPS', 'Average', null),
  ],
  cache: [
    gauge(METRIC.cacheCpu, 'Average'),
    gauge(METRIC.cacheMemory, 'Average'),
    gauge(METRIC.cacheConnections, 'Maximum', 'right'),
    counter(METRIC.cacheEvictions, null),
    counter('AWS/ElastiCache/CacheHits', null),
    counter('AWS/ElastiCache/CacheMisses', null),
    gauge('AWS/ElastiCache/NetworkBytesIn', 'Average', null),
    gauge('AWS/ElastiCache/NetworkBytesOut', 'Average', null),
  ],
};

/** What matters first of each; the picture shows what is measured in percent. */
const OVERVIEW: readonly MetricLine[] = [
  gauge(METRIC.cpu, 'Average'),
  gauge(METRIC.memory, 'Average'),
  counter(METRIC.requests, null),
  counter(METRIC.serverErrors, null),
  gauge(METRIC.latency, 'p95', null),
  gauge(METRIC.databaseCpu, 'Average', null),
  gauge(METRIC.databaseConnections, 'Maximum', null),
  gauge(METRIC.cacheMemory, 'Average', null),
];

/** Of everything where no topic is named; what the environment does not have is left out. */
export function linesOf(topic: Topic | null, { database, cache }: Environment): readonly MetricLine[] {
  return (topic === null ? OVERVIEW : LINES[topic]).filter(({ metric }) => {
    const { namespace } = splitMetric(metric);
    if (namespace === 'AWS/RDS') return database !== null;
    return namespace !== 'AWS/ElastiCache' || cache !== null;
  });
}

export function needsBalancer(lines: readonly MetricLine[]): boolean {
  return lines.some(({ metric }) => metric.startsWith('AWS/ApplicationELB/'));
}

/**
 * Where CloudWatch keeps it. `balancer` is the load balancer's dimension; without it its lines have no place. A
 * replication group has no metrics of its own: its first node is called `<group>-001`.
 */
export function wishesOf(
  { metric, statistic }: MetricLine,
  { cluster, service, database, cache }: Environment,
  balancer: string | null,
): readonly MetricWish[] {
  const { namespace, name } = splitMetric(metric);
  const wish = (dimensions: MetricWish['dimensions']): MetricWish => ({
    namespace,
    name,
    statistic,
    dimensions,
  });
  switch (namespace) {
    case 'AWS/ECS':
      return [wish({ ClusterName: cluster, ServiceName: service })];
    case 'AWS/ApplicationELB':
      return balancer === null ? [] : [wish({ LoadBalancer: balancer })];
    case 'AWS/RDS':
      return database === null ? [] : [wish({ DBInstanceIdentifier: database })];
    default:
      return cache === null ? [] : [cache, `${cache}-001`].map((node) => wish({ CacheClusterId: node }));
  }
}
