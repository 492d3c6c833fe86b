/** Figures of databases and caches as they are now, from CloudWatch. */
import type { Environment } from './environment.ts';
import type { MetricReader, MetricSeries, MetricWish } from './ports/evidence.ts';

/** Looked at backwards from now: metrics come a minute or two late, ms. */
const WINDOW_MS = 15 * 60_000;
/** Seconds. */
const PERIOD = 60;

export interface DatabaseFigures {
  /** Percent. */
  readonly cpu: number | null;
  readonly connections: number | null;
  /** Bytes. */
  readonly freeStorage: number | null;
  /** Bytes. */
  readonly freeMemory: number | null;
}

export interface CacheFigures {
  readonly node: string;
  /** Percent. */
  readonly cpu: number | null;
  /** Percent. */
  readonly memory: number | null;
  readonly connections: number | null;
  /** Keys that were thrown out in the last quarter of an hour. */
  readonly evictions: number | null;
}

export async function databaseFigures(
  metrics: MetricReader,
  environment: Environment,
  database: string,
  now: number,
): Promise<DatabaseFigures> {
  const wish = (name: string): MetricWish => ({
    namespace: 'AWS/RDS',
    name,
    dimensions: { DBInstanceIdentifier: database },
    statistic: 'Average',
  });
  const names = ['CPUUtilization', 'DatabaseConnections', 'FreeStorageSpace', 'FreeableMemory'];
  const series = await metrics.series(environment, names.map(wish), windowAt(now));
  const [cpu, connections, freeStorage, freeMemory] = names.map((_, at) => latest(series[at]));
  return {
    cpu: cpu ?? null,
    connections: connections ?? null,
    freeStorage: freeStorage ?? null,
    freeMemory: freeMemory ?? null,
  };
}

export async function cacheFigures(
  metrics: MetricReader,
  environment: Environment,
  nodes: readonly string[],
  now: number,
): Promise<readonly CacheFigures[]> {
  const wishes = nodes.flatMap((node) => {
    const wish = (name: string, statistic: string): MetricWish => ({
      namespace: 'AWS/ElastiCache',
      name,
      dimensions: { CacheClusterId: node },
      statistic,
    });
    return [
      wish('EngineCPUUtilization', 'Average'),
      wish('DatabaseMemoryUsagePercentage', 'Average'),
      wish('CurrConnections', 'Average'),
      wish('Evictions', 'Sum'),
    ];
  });
  const series = await metrics.series(environment, wishes, windowAt(now));
  return nodes.map((node, index) => {
    const [cpu, memory, connections, evictions] = series.slice(index * 4, index * 4 + 4);
    return {
      node,
      cpu: latest(cpu),
      memory: latest(memory),
      connections: latest(connections),
      evictions: sum(evictions),
    };
  });
}

function windowAt(now: number) {
  return { from: now - WINDOW_MS, until: now, period: PERIOD };
}

function latest(series: MetricSeries | undefined): number | null {
  return series?.values.findLast((value) => value !== null) ?? null;
}

function sum(series: MetricSeries | undefined): number | null {
  const values = (series?.values ?? []).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((one, other) => one + other, 0);
}
