import * as cw from '@aws-sdk/client-cloudwatch';
import { metricOf, type Range, sourceOf } from './alarm-judge.ts';
import { createSheet, type Series } from './metric-math.ts';
import { type MetricStore, piecesOf } from './metrics.ts';
import { offsetOf, pageOf } from './paging.ts';
import { wireError } from './wire/errors.ts';
import type { Handlers } from './wire/handlers.ts';

/** ms of the newest past that a band is not learned from. */
const UNLEARNED = 5 * 60_000;

const milliseconds = (seconds: number) => seconds * 1_000;

/** Everything that the queries ask for, by query id. Throws a ValidationError for an expression that is no good. */
export function answerQueries(
  metrics: MetricStore,
  queries: readonly cw.MetricDataQuery[],
  from: number,
  until: number,
): ReadonlyMap<string, readonly Series[]> {
  const periods = queries.flatMap((query) => query.MetricStat?.Period ?? query.Period ?? []);
  const period = periods.length === 0 ? 60 : Math.max(...periods);
  const width = milliseconds(period);
  const range: Range = { from: Math.floor(from / width) * width, until, width };
  const sheet = createSheet(queries, sourceOf(metrics, range, period, until - UNLEARNED, milliseconds));
  const shown = queries.filter((query) => query.ReturnData !== false);
  try {
    return new Map(shown.map((query) => [query.Id ?? '', sheet.of(query.Id ?? '')]));
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw wireError('ValidationError', `Error in expression: ${message}`);
  }
}

export function metricHandlers(metrics: MetricStore) {
  return {
    PutMetricData(input) {
      for (const datum of input.MetricData ?? []) {
        const metric = metricOf(input.Namespace, datum.MetricName, datum.Dimensions);
        const at = datum.Timestamp?.getTime() ?? Date.now();
        for (const value of datum.Values ?? []) metrics.record(metric, value, at);
        if (datum.Value !== undefined) metrics.record(metric, datum.Value, at);
        if (datum.StatisticValues?.Sum !== undefined) metrics.record(metric, datum.StatisticValues.Sum, at);
      }
      return {};
    },

    GetMetricData(input) {
      const queries = input.MetricDataQueries ?? [];
      const answers = answerQueries(metrics, queries, input.StartTime!.getTime(), input.EndTime!.getTime());
      const results = queries.flatMap((query): cw.MetricDataResult[] => {
        const all = answers.get(query.Id ?? '') ?? [];
        return all.map((series, index) => {
          const points = [...series];
          if (input.ScanBy !== 'TimestampAscending') points.reverse();
          return {
            Id: query.Id,
            Label: labelOf(query, all.length, index),
            Timestamps: points.map(([at]) => new Date(at)),
            Values: points.map(([, value]) => value),
            StatusCode: 'Complete',
          };
        });
      });
      return { MetricDataResults: results, Messages: [] };
    },

    GetMetricStatistics(input) {
      const id = metricOf(input.Namespace, input.MetricName, input.Dimensions);
      const width = milliseconds(input.Period ?? 60);
      const from = Math.floor(input.StartTime!.getTime() / width) * width;
      const range = { from, until: input.EndTime!.getTime(), width };
      const byTime = new Map<number, cw.Datapoint>();
      for (const statistic of input.Statistics ?? []) {
        for (const [at, value] of piecesOf(metrics, id, range, statistic)) {
          byTime.set(at, { ...(byTime.get(at) ?? { Timestamp: new Date(at) }), [statistic]: value });
        }
      }
      return { Label: input.MetricName, Datapoints: [...byTime.values()] };
    },

    ListMetrics(input) {
      const found = metrics
        .list()
        .filter((metric) => input.Namespace === undefined || metric.namespace === input.Namespace)
        .filter((metric) => input.MetricName === undefined || metric.name === input.MetricName)
        .filter((metric) =>
          (input.Dimensions ?? []).every(
            (wanted) =>
              metric.dimensions[wanted.Name ?? ''] !== undefined &&
              (wanted.Value === undefined || metric.dimensions[wanted.Name ?? ''] === wanted.Value),
          ),
        );
      const start = offsetOf(input.NextToken);
      if (start === null) throw new cw.InvalidNextToken({ message: 'Invalid token', $metadata: {} });
      const page = pageOf(found, start, 500);
      return {
        Metrics: page.items.map((metric) => ({
          Namespace: metric.namespace,
          MetricName: metric.name,
          Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
        })),
        NextToken: page.next,
      };
    },
  } satisfies Handlers<typeof cw>;
}

/** An expression without a label is called by its id; the lines of a band are told apart. */
function labelOf(query: cw.MetricDataQuery, count: number, index: number): string {
  const label = query.Label ?? query.MetricStat?.Metric?.MetricName ?? query.Id ?? '';
  if (count === 1) return label;
  return count === 2 ? `${label} ${index === 0 ? 'High' : 'Low'}` : `${label} ${index + 1}`;
}
