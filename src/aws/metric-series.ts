/** CloudWatch metrics over a window, many in one call. */
import type { MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { MetricReader, MetricSeries, MetricWish } from '../core/ports/evidence.ts';
import { listOrEmpty } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { metricStat, onBorder, readMetricData } from './metric-data.ts';

/** GetMetricData takes at most 500 queries. Source: CloudWatch API reference. */
const MOST_WISHES = 500;
/** Values of one series that are kept. */
const LONGEST = 1_440;

export function createMetricReader(clients: Clients, caller: Caller): MetricReader {
  return {
    async series({ region }, wishes, { from, until, period }) {
      if (wishes.length === 0) return [];
      const queries = wishes.slice(0, MOST_WISHES).map((wish, index) => ({
        Id: `m${index}`,
        MetricStat: metricStat({ ...wish, period }),
      }));
      const start = onBorder(from, period * 1_000);
      const results = await readMetricData(clients, caller, region, queries, { start, until });
      return wishes.slice(0, MOST_WISHES).map((wish, index) => {
        const own = results.filter(({ Id }) => Id === `m${index}`);
        return seriesOf(wish, own, { start, until, period });
      });
    },
  };
}

/** The pages of one series are put together by time; what CloudWatch leaves out is null. */
function seriesOf(
  { namespace, name, statistic }: MetricWish,
  results: readonly MetricDataResult[],
  window: { readonly start: number; readonly until: number; readonly period: number },
): MetricSeries {
  const width = window.period * 1_000;
  const length = Math.min(LONGEST, Math.max(0, Math.ceil((window.until - window.start) / width)));
  const values = Array.from({ length }, (): number | null => null);
  for (const { Timestamps, Values } of results) {
    listOrEmpty(Timestamps).forEach((at, index) => {
      const value = Values?.[index];
      const slot = Math.floor((at.getTime() - window.start) / width);
      if (typeof value === 'number' && Number.isFinite(value) && slot >= 0 && slot < length)
        values[slot] = rounded(value);
    });
  }
  return { namespace, name, statistic, from: window.start, period: window.period, values };
}

/** Four digits are more than anybody reads off a chart, and they are stored with every incident. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
