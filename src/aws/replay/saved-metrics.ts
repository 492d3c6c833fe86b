/** Metrics of saved answers, found again by what people call them: a query's id says nothing by itself. */
import type { MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { type Fields, field, fieldsOf, listField, textField } from '../../core/json-fields.ts';
import type { SavedAnswer } from './saved-answers.ts';
import { savedTime } from './saved-times.ts';

interface SavedSeries {
  readonly namespace: string | null;
  readonly name: string;
  /** Where the namespace is not told: what the label hints at, and after it the file's name. */
  readonly hint: string;
  readonly file: string;
  readonly points: readonly (readonly [at: number, value: number])[];
}

/** Hints at a namespace where only names are left. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/rds|database|\bdb\b|db[_-]|postgres/i, 'AWS/RDS'],
  [/redis|cache|elasticache/i, 'AWS/ElastiCache'],
  [/alb|elb|load.?balancer|target/i, 'AWS/ApplicationELB'],
  [/ecs|service|task|container/i, 'AWS/ECS'],
];

/** Metrics that only one namespace has, and where the others are looked for first. */
const HOMES: readonly (readonly [RegExp, string])[] = [
  [/^(?:HTTPCode_|TargetResponseTime|RequestCount|(?:Un)?HealthyHostCount)/, 'AWS/ApplicationELB'],
  [/^(?:DatabaseConnections|FreeStorageSpace|FreeableMemory|ReadLatency|WriteLatency)$/, 'AWS/RDS'],
  [/^(?:EngineCPUUtilization|DatabaseMemoryUsagePercentage|CurrConnections|Evictions)$/, 'AWS/ElastiCache'],
  [/^(?:CPUUtilization|MemoryUtilization)$/, 'AWS/ECS'],
];

export function savedSeries(answers: readonly SavedAnswer[]): readonly SavedSeries[] {
  return answers.flatMap((answer) => {
    if (answer.operation === 'GetMetricStatistics') return [ofStatistics(answer)];
    if (answer.operation !== 'GetMetricData') return [];
    const queries = (listField(answer.input, 'MetricDataQueries') ?? []).map(fieldsOf);
    return (listField(answer.output, 'MetricDataResults') ?? []).map((each) =>
      ofResult(fieldsOf(each), queries, answer.file),
    );
  });
}

function ofResult(result: Fields | null, queries: readonly (Fields | null)[], file: string): SavedSeries {
  const id = textField(result, 'Id') ?? '';
  const query = queries.find((each) => textField(each, 'Id') === id) ?? null;
  const metric = fieldsOf(field(fieldsOf(field(query, 'MetricStat')), 'Metric'));
  const label = textField(result, 'Label') ?? '';
  const values = listField(result, 'Values') ?? [];
  const points = (listField(result, 'Timestamps') ?? []).flatMap((time, index) => {
    const [at, value] = [savedTime(time), values[index]];
    return at === null || typeof value !== 'number' ? [] : [[at, value] as const];
  });
  const name = textField(metric, 'MetricName') ?? `${label} ${id}`;
  return { namespace: textField(metric, 'Namespace'), name, hint: `${label} ${id}`, file, points };
}

function ofStatistics({ output, input, file }: SavedAnswer): SavedSeries {
  const points = (listField(output, 'Datapoints') ?? []).flatMap((each) => {
    const point = fieldsOf(each);
    const at = savedTime(field(point, 'Timestamp'));
    const value = ['Maximum', 'Average', 'Sum', 'Minimum', 'SampleCount']
      .map((name) => field(point, name))
      .find((found) => typeof found === 'number');
    return at === null || typeof value !== 'number' ? [] : [[at, value] as const];
  });
  const label = textField(output, 'Label') ?? '';
  const namespace = textField(input, 'Namespace') ?? textField(output, 'Namespace');
  return { namespace, name: textField(input, 'MetricName') ?? label, hint: label, file, points };
}

/** The saved answer to one of our queries; empty values when nothing fits. */
export function resultFor(query: MetricDataQuery, saved: readonly SavedSeries[]): MetricDataResult {
  const { Namespace: namespace = '', MetricName: name = '' } = query.MetricStat?.Metric ?? {};
  const found = saved.find((each) => isNamed(each, name) && namespaceOf(each, name) === namespace);
  const points = [...(found?.points ?? [])].sort(([one], [other]) => one - other);
  return {
    Id: query.Id,
    Label: name,
    Timestamps: points.map(([at]) => new Date(at)),
    Values: points.map(([, value]) => value),
    StatusCode: 'Complete',
  };
}

/** What people call a metric for short, where its own name stands nowhere. */
const SHORT: Readonly<Record<string, RegExp>> = {
  CPUUtilization: /(?:^|[^a-z])cpu/i,
  MemoryUtilization: /(?:^|[^a-z])mem(?:ory)?(?:[^a-z]|$)/i,
  DatabaseConnections: /conn(?:ection)?s/i,
  FreeStorageSpace: /storage|disk/i,
  HTTPCode_Target_5XX_Count: /(?:target|api|alb|^|[^a-z])_?5xx/i,
  HTTPCode_Target_4XX_Count: /4xx/i,
  HTTPCode_ELB_5XX_Count: /elb_?5xx/i,
  TargetResponseTime: /latency|response/i,
  RequestCount: /requests?(?:[^a-z]|$)/i,
  UnHealthyHostCount: /unhealthy/i,
};

/** Longer names that hold a shorter one. */
const NOT: Readonly<Record<string, RegExp>> = {
  CPUUtilization: /engine/i,
  MemoryUtilization: /freeable|usage/i,
  HTTPCode_Target_5XX_Count: /elb_?5xx|elb_?50/i,
};

function isNamed({ namespace, name }: SavedSeries, wanted: string): boolean {
  if (namespace !== null) return name === wanted;
  if (NOT[wanted]?.test(name) === true) return false;
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain(name).includes(plain(wanted)) || SHORT[wanted]?.test(name) === true;
}

function namespaceOf({ namespace, hint, file }: SavedSeries, name: string): string | null {
  if (namespace !== null) return namespace;
  const own = HOMES.find(([names]) => names.test(name))?.[1] ?? null;
  if (own !== 'AWS/ECS') return own;
  const hinted = (text: string) => HINTS.find(([words]) => words.test(text))?.[1];
  return hinted(hint) ?? hinted(file) ?? own;
}
