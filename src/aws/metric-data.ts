/** One window of GetMetricData, read to its end: what series are made of, and charts of our own. */
import {
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
  type MetricStat,
} from '@aws-sdk/client-cloudwatch';
import { list } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { pages } from './pages.ts';

const MOST_PAGES = 5;

/** ms. */
export interface MetricWindow {
  readonly start: number;
  readonly until: number;
}

/** Values come oldest first; one query may have several results. Throws a Problem when they cannot be read. */
export function readMetricData(
  clients: Clients,
  caller: Caller,
  region: string,
  queries: readonly MetricDataQuery[],
  { start, until }: MetricWindow,
): Promise<readonly MetricDataResult[]> {
  const { cloudwatch } = clients.of(region);
  const wanted = {
    MetricDataQueries: [...queries],
    StartTime: new Date(start),
    EndTime: new Date(until),
    ScanBy: 'TimestampAscending' as const,
  };
  return pages(
    (NextToken) =>
      caller.read(
        'cloudwatch:GetMetricData',
        (options) => cloudwatch.send(new GetMetricDataCommand({ ...wanted, NextToken }), options),
        (answer) => ({ items: list(answer.MetricDataResults, 'MetricDataResults'), next: answer.NextToken }),
      ),
    MOST_PAGES,
  );
}

/** CloudWatch answers fastest, and with whole periods, when a window begins on their border, ms. */
export function onBorder(from: number, periodMs: number): number {
  return Math.floor(from / periodMs) * periodMs;
}

/** `period` in seconds. */
export function metricStat(metric: {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly period: number;
  readonly statistic: string;
}): MetricStat {
  return {
    Metric: {
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: metric.period,
    Stat: metric.statistic,
  };
}
