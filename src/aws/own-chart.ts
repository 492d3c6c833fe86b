/** A chart of our own, from the same queries that CloudWatch would have drawn: metrics, and expressions over them. */
import type { MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { Chart } from '../core/chart.ts';
import type { MetricQuery } from '../core/metric-query.ts';
import { listOrEmpty } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { metricStat, onBorder, readMetricData } from './metric-data.ts';
import { type ChartLine, drawChart } from './picture/line-chart.ts';

/** A search expression may find many; a chart of more lines than these tells nothing. */
const MOST_LINES = 20;
/** Values of one line. */
const LONGEST = 3_000;
/** Seconds that CloudWatch's widgets take for a metric whose period is not told. */
const PERIOD = 300;

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** PNG, of fewer bytes than it has pixels times three. Throws a Problem when the values cannot be read. */
export async function drawOwnChart(
  clients: Clients,
  caller: Caller,
  region: string,
  chart: Chart,
  size: PictureSize,
): Promise<Uint8Array> {
  const { title, queries, from, until, threshold, marks, ahead = 0 } = chart;
  const width = Math.max(60, ...queries.map(({ period }) => period ?? PERIOD)) * 1_000;
  const window = { start: onBorder(from, width), until };
  const results = await readMetricData(clients, caller, region, queries.map(wireQuery), window);
  const lines = queries.filter(({ shown }) => shown).flatMap((query) => linesOf(query, results));
  const levels = threshold === null ? [] : [threshold];
  return drawChart({ ...size, title, from, until, ahead, lines: lines.slice(0, MOST_LINES), levels, marks });
}

function wireQuery({ id, expression, label, metric, period, account, shown }: MetricQuery): MetricDataQuery {
  return {
    Id: id,
    ReturnData: shown,
    ...(label === null ? {} : { Label: label }),
    ...(account === null ? {} : { AccountId: account }),
    ...(metric === null
      ? { Expression: expression ?? '', ...(period === null ? {} : { Period: period }) }
      : {
          MetricStat: metricStat({
            ...metric,
            period: period ?? PERIOD,
            statistic: metric.statistic ?? 'Average',
          }),
        }),
  };
}

/** A band of expected values and a search come as several lines of one id, which their labels tell apart. */
function linesOf(query: MetricQuery, results: readonly MetricDataResult[]): readonly ChartLine[] {
  const named = query.label ?? query.metric?.name ?? query.id;
  const found = new Map<string, [at: number, value: number][]>();
  for (const { Id, Label, Timestamps, Values } of results) {
    if (Id !== query.id) continue;
    const label = Label ?? named;
    const points = found.get(label) ?? [];
    found.set(label, points);
    listOrEmpty(Timestamps).forEach((at, index) => {
      const value = Values?.[index];
      if (at instanceof Date && typeof value === 'number' && points.length < LONGEST)
        points.push([at.getTime(), value]);
    });
  }
  const axis = query.axis === undefined ? {} : { axis: query.axis };
  if (found.size === 0) return [{ label: named, points: [], ...axis }];
  return [...found].map(([label, points]) => ({ label, points: sorted(points), ...axis }));
}

function sorted(points: readonly [at: number, value: number][]): ChartLine['points'] {
  return [...points].sort(([one], [other]) => one - other);
}
