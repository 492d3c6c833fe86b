/** Which metrics an investigation looks at, and how they are found again among what it gathered. */
import type { Environment } from './environment.ts';
import type { MetricSeries, MetricWish, TargetGroupView } from './ports/evidence.ts';

export const METRIC = {
  cpu: 'AWS/ECS/CPUUtilization',
  memory: 'AWS/ECS/MemoryUtilization',
  requests: 'AWS/ApplicationELB/RequestCount',
  clientErrors: 'AWS/ApplicationELB/HTTPCode_Target_4XX_Count',
  serverErrors: 'AWS/ApplicationELB/HTTPCode_Target_5XX_Count',
  balancerErrors: 'AWS/ApplicationELB/HTTPCode_ELB_5XX_Count',
  badGateways: 'AWS/ApplicationELB/HTTPCode_ELB_502_Count',
  gatewayTimeouts: 'AWS/ApplicationELB/HTTPCode_ELB_504_Count',
  latency: 'AWS/ApplicationELB/TargetResponseTime',
  unhealthy: 'AWS/ApplicationELB/UnHealthyHostCount',
  databaseCpu: 'AWS/RDS/CPUUtilization',
  databaseConnections: 'AWS/RDS/DatabaseConnections',
  databaseStorage: 'AWS/RDS/FreeStorageSpace',
  databaseMemory: 'AWS/RDS/FreeableMemory',
  cacheCpu: 'AWS/ElastiCache/EngineCPUUtilization',
  cacheMemory: 'AWS/ElastiCache/DatabaseMemoryUsagePercentage',
  cacheConnections: 'AWS/ElastiCache/CurrConnections',
  cacheEvictions: 'AWS/ElastiCache/Evictions',
} as const;

type Metric = (typeof METRIC)[keyof typeof METRIC];

/** Counts are summed; where one bad node is enough, the worst counts. */
const STATISTICS: Readonly<Partial<Record<Metric, string>>> = {
  [METRIC.requests]: 'Sum',
  [METRIC.clientErrors]: 'Sum',
  [METRIC.serverErrors]: 'Sum',
  [METRIC.balancerErrors]: 'Sum',
  [METRIC.badGateways]: 'Sum',
  [METRIC.gatewayTimeouts]: 'Sum',
  [METRIC.cacheEvictions]: 'Sum',
  [METRIC.latency]: 'Average',
  [METRIC.databaseStorage]: 'Minimum',
  [METRIC.databaseMemory]: 'Minimum',
};

/** `groups` are the service's target groups, through which its load balancer is known. */
export function metricWishes(
  environment: Environment,
  groups: readonly TargetGroupView[],
): readonly MetricWish[] {
  const { cluster, service, database, cache } = environment;
  const [group] = groups;
  const balancer = group?.loadBalancers[0];
  const dimensions: Readonly<Record<string, Readonly<Record<string, string>> | null>> = {
    'AWS/ECS': { ClusterName: cluster, ServiceName: service },
    'AWS/ApplicationELB': balancer === undefined ? null : { LoadBalancer: afterType(balancer) },
    'AWS/RDS': database === null ? null : { DBInstanceIdentifier: database },
    'AWS/ElastiCache': cache === null ? null : { CacheClusterId: cache },
  };
  return Object.values(METRIC).flatMap((metric) => {
    const { namespace, name } = splitMetric(metric);
    const found = dimensions[namespace];
    if (found === null || found === undefined) return [];
    const statistic = STATISTICS[metric] ?? 'Maximum';
    const wish = (own: MetricWish['dimensions']) => ({ namespace, name, statistic, dimensions: own });
    if (metric === METRIC.unhealthy && group !== undefined)
      return [wish({ ...found, TargetGroup: lastOf(group.arn) })];
    // A replication group has no metrics of its own: its first node is called `<group>-001`.
    if (namespace === 'AWS/ElastiCache') return [wish(found), wish({ CacheClusterId: `${cache}-001` })];
    return [wish(found)];
  });
}

export function splitMetric(metric: string): { readonly namespace: string; readonly name: string } {
  const slash = metric.lastIndexOf('/');
  return { namespace: metric.slice(0, slash), name: metric.slice(slash + 1) };
}

/** `app/name/id` of a load balancer's ARN, as its dimension holds it. */
function afterType(arn: string): string {
  return arn.slice(arn.indexOf('loadbalancer/') + 'loadbalancer/'.length);
}

/** `targetgroup/name/id`. */
function lastOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

export interface Points {
  /** ms. */
  readonly at: number;
  readonly value: number;
}

/** The values that are there, oldest first; empty when the metric was not read. */
export function pointsOf(series: readonly MetricSeries[], metric: Metric): readonly Points[] {
  const { namespace, name } = splitMetric(metric);
  const found = series.find(
    (each) =>
      each.namespace === namespace && each.name === name && each.values.some((value) => value !== null),
  );
  if (found === undefined) return [];
  return found.values.flatMap((value, index) =>
    value === null ? [] : [{ at: found.from + index * found.period * 1_000, value }],
  );
}
