/** The guide's own optimisations, each only where the figures call for it. */
import type { CostGuide } from './cost-guide.ts';
import type { Environment } from './environment.ts';
import type { ScalingView } from './ports/aws.ts';
import type { CostView } from './ports/costs.ts';
import type { MetricReader, MetricSeries, MetricWish } from './ports/evidence.ts';
import type { DatabaseView } from './ports/rds.ts';
import { code, type Sentence, say } from './sentence.ts';

/** How long something must have been quiet before a smaller size is advised, ms. */
const WEEK_MS = 7 * 86_400_000;
const PERIOD = 3_600;
/** AWS's own month, in days. */
const MONTH = 365 / 12;
const DATA = ['Amazon Relational Database Service', 'Amazon ElastiCache'];
/** Fargate is billed under ECS. */
const TASKS = 'Amazon Elastic Container Service';

/** Highest percentages of a week; null where CloudWatch has none. */
export interface QuietFigures {
  readonly taskCpu: number | null;
  readonly taskMemory: number | null;
  readonly databaseCpu: number | null;
  readonly cacheCpu: number | null;
  readonly cacheMemory: number | null;
}

export async function quietFigures(
  metrics: MetricReader,
  { cluster, service, database, cache, ...environment }: Environment,
  now: number,
): Promise<QuietFigures> {
  const highest = (namespace: string, name: string, dimensions: MetricWish['dimensions']): MetricWish => ({
    namespace,
    name,
    dimensions,
    statistic: 'Maximum',
  });
  const tasks = { ClusterName: cluster, ServiceName: service };
  const nodes = cache === null ? [] : [cache, `${cache}-001`];
  const wishes = [
    highest('AWS/ECS', 'CPUUtilization', tasks),
    highest('AWS/ECS', 'MemoryUtilization', tasks),
    ...(database === null ? [] : [highest('AWS/RDS', 'CPUUtilization', { DBInstanceIdentifier: database })]),
    ...['EngineCPUUtilization', 'DatabaseMemoryUsagePercentage'].flatMap((name) =>
      nodes.map((node) => highest('AWS/ElastiCache', name, { CacheClusterId: node })),
    ),
  ];
  const window = { from: now - WEEK_MS, until: now, period: PERIOD };
  const found = await metrics.series({ ...environment, cluster, service, database, cache }, wishes, window);
  const most = (namespace: string, name: string) =>
    highestOf(found.filter((each) => each.namespace === namespace && each.name === name));
  return {
    taskCpu: most('AWS/ECS', 'CPUUtilization'),
    taskMemory: most('AWS/ECS', 'MemoryUtilization'),
    databaseCpu: most('AWS/RDS', 'CPUUtilization'),
    cacheCpu: most('AWS/ElastiCache', 'EngineCPUUtilization'),
    cacheMemory: most('AWS/ElastiCache', 'DatabaseMemoryUsagePercentage'),
  };
}

function highestOf(series: readonly MetricSeries[]): number | null {
  const values = series.flatMap((each) => each.values.filter((value) => value !== null));
  return values.length === 0 ? null : Math.round(Math.max(...values));
}

/** What the figures of an environment call for. */
export function sizeAdvice(
  { name }: Environment,
  guide: CostGuide,
  figures: QuietFigures,
  database: DatabaseView | null,
): readonly Sentence[] {
  const { cpu, memory } = guide.quiet;
  const { taskCpu, taskMemory, databaseCpu, cacheCpu, cacheMemory } = figures;
  const advice: Sentence[] = [];
  if (taskCpu !== null && taskMemory !== null && taskCpu < cpu && taskMemory < memory)
    advice.push(
      say('costs.advice.tasks', {
        environment: name,
        cpu: taskCpu,
        memory: taskMemory,
        command: code(`/hydrous scale --form ${name}`),
      }),
    );
  if (database !== null && databaseCpu !== null && databaseCpu < cpu && !isSmallest(database.instanceClass))
    advice.push(
      say('costs.advice.database', {
        database: code(database.id),
        cpu: databaseCpu,
        class: database.instanceClass,
        command: code(`/hydrous db resize CLASS ${name}`),
      }),
    );
  if (database?.multiAz === true) advice.push(say('costs.advice.zones', { database: code(database.id) }));
  if (cacheCpu !== null && cacheMemory !== null && cacheCpu < cpu && cacheMemory < memory)
    advice.push(
      say('costs.advice.cache', {
        environment: name,
        cpu: cacheCpu,
        memory: cacheMemory,
        command: code(`/hydrous cache resize TYPE ${name}`),
      }),
    );
  return advice;
}

/** Nothing of its kind is smaller. */
function isSmallest(instanceClass: string): boolean {
  return /\.(?:micro|nano)$/.test(instanceClass);
}

export function scalingAdvice({ name }: Environment, scaling: ScalingView | null): readonly Sentence[] {
  const command = code(`/hydrous autoscale --form ${name}`);
  if (scaling === null) return [say('costs.advice.no-scaling', { environment: name, command })];
  if (scaling.min === scaling.max)
    return [say('costs.advice.fixed-scaling', { environment: name, count: scaling.min, command })];
  return [];
}

/** What is paid for all the time is cheaper when it is promised for a year. */
export function steadyAdvice(guide: CostGuide, costs: CostView): readonly Sentence[] {
  const month = (services: readonly string[]) =>
    (costs.services.reduce(
      (sum, { service, amount }) => (services.includes(service) ? sum + amount : sum),
      0,
    ) /
      Math.max(1, costs.days.length)) *
    MONTH;
  const [data, tasks] = [month(DATA), month([TASKS])];
  const { currency } = costs;
  return [
    ...(data >= guide.reserve && data > 0
      ? [say('costs.advice.reserve', { amount: Math.round(data), currency })]
      : []),
    ...(tasks >= guide.savings && tasks > 0
      ? [say('costs.advice.savings', { amount: Math.round(tasks), currency })]
      : []),
  ];
}

/** Of so many days as if they were a month. */
export function monthOf(costs: CostView): number {
  return (costs.days.reduce((sum, amount) => sum + amount, 0) / Math.max(1, costs.days.length)) * MONTH;
}
