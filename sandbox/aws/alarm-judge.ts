/** What the data say about an alarm: one metric, an expression, or a metric against its band. */
import type * as cw from '@aws-sdk/client-cloudwatch';
import { periodOf } from './alarm-message.ts';
import { datapointText, insufficientText, type Point } from './alarm-text.ts';
import type { AlarmState } from './alarms.ts';
import { awsTime } from './aws-time.ts';
import { createSheet, type Series, type SeriesSource } from './metric-math.ts';
import { type MetricId, type MetricStore, piecesOf } from './metrics.ts';
import type { Timeline } from './timeline.ts';

export interface Verdict {
  readonly state: AlarmState;
  readonly reason: string;
  readonly data: string | null;
}

/** A band is learned from this much of the past, without the newest part, ms at speed 1. */
const LEARNED = 3 * 3_600_000;
const UNLEARNED = 5 * 60_000;
/** With fewer quiet points than this, all that there are count. */
const FEW = 5;

export function metricOf(
  namespace: string | undefined,
  name: string | undefined,
  dimensions: readonly cw.Dimension[] | undefined,
): MetricId {
  const pairs = (dimensions ?? []).map((pair) => [pair.Name ?? '', pair.Value ?? '']);
  return { namespace: namespace ?? '', name: name ?? '', dimensions: Object.fromEntries(pairs) };
}

function metricOfStat(stat: cw.MetricStat): MetricId {
  return metricOf(stat.Metric?.Namespace, stat.Metric?.MetricName, stat.Metric?.Dimensions);
}

export interface Range {
  readonly from: number;
  readonly until: number;
  /** ms */
  readonly width: number;
  readonly late?: boolean;
}

/** Series out of the store; `widthOf` gives the ms of a period in seconds. */
export function sourceOf(
  metrics: MetricStore,
  range: Range,
  period: number,
  learnUntil: number,
  widthOf: (period: number) => number,
): SeriesSource {
  const count = Math.ceil((range.until - range.from) / range.width);
  return {
    times: Array.from({ length: count }, (_, index) => range.from + index * range.width),
    period,
    read(stat) {
      const width = widthOf(stat.Period ?? period);
      const from = range.late ? range.from : Math.floor(range.from / width) * width;
      return piecesOf(metrics, metricOfStat(stat), { ...range, from, width }, stat.Stat ?? 'Average');
    },
    learn(stat) {
      const width = widthOf(stat.Period ?? period);
      const past = (until: number) => {
        const piece = { from: until - LEARNED, until, width };
        return [...piecesOf(metrics, metricOfStat(stat), piece, stat.Stat ?? 'Average').values()];
      };
      const quiet = past(learnUntil);
      return quiet.length >= FEW ? quiet : past(range.until);
    },
  };
}

/** null when the state must stay as it is. Throws when an expression cannot be evaluated. */
export function judge(
  definition: cw.PutMetricAlarmCommandInput,
  metrics: MetricStore,
  timeline: Timeline,
): Verdict | null {
  const count = definition.EvaluationPeriods ?? 1;
  const needed = definition.DatapointsToAlarm ?? count;
  const points = pointsOf(definition, metrics, timeline, count);
  const missing = count - points.length;
  const treat = definition.TreatMissingData ?? 'missing';
  if (points.length === 0 && treat === 'ignore') return null;
  if (points.length === 0 && treat === 'missing') {
    return { state: 'INSUFFICIENT_DATA', reason: insufficientText(count), data: null };
  }
  const breaching = points.filter((point) => breaches(definition, point)).length;
  const state = breaching + (treat === 'breaching' ? missing : 0) >= needed ? 'ALARM' : 'OK';
  return {
    state,
    reason: datapointText(definition, { points, breaching, missing, state }),
    data: reasonData(definition, points, timeline.now()),
  };
}

/** Newest first. */
function pointsOf(
  definition: cw.PutMetricAlarmCommandInput,
  metrics: MetricStore,
  timeline: Timeline,
  count: number,
): readonly Point[] {
  const period = periodOf(definition);
  const widthOf = (seconds: number) => timeline.scaled(seconds * 1_000);
  const until = timeline.now();
  const width = widthOf(period);
  const range: Range = { from: until - count * width, until, width, late: true };
  if (definition.Metrics === undefined) {
    const metric = metricOf(definition.Namespace, definition.MetricName, definition.Dimensions);
    const statistic = definition.Statistic ?? definition.ExtendedStatistic ?? 'Average';
    return newestFirst(piecesOf(metrics, metric, range, statistic));
  }
  const learnUntil = until - Math.max(timeline.scaled(UNLEARNED), count * width);
  const sheet = createSheet(definition.Metrics, sourceOf(metrics, range, period, learnUntil, widthOf));
  const band = definition.ThresholdMetricId;
  const watched = definition.Metrics.find((query) => query.ReturnData !== false && query.Id !== band);
  const points = newestFirst(sheet.of(watched?.Id ?? '')[0] ?? new Map());
  if (band === undefined) return points;
  const [upper, lower] = sheet.of(band);
  return points.map((point) => ({
    ...point,
    band: { upper: upper?.get(point.at) ?? 0, lower: lower?.get(point.at) ?? 0 },
  }));
}

function newestFirst(series: Series): readonly Point[] {
  return [...series].map(([at, value]) => ({ at, value })).reverse();
}

function breaches(definition: cw.PutMetricAlarmCommandInput, { value, band }: Point): boolean {
  const threshold = definition.Threshold ?? 0;
  const above = band !== undefined && value > band.upper;
  const below = band !== undefined && value < band.lower;
  switch (definition.ComparisonOperator) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
    case 'GreaterThanUpperThreshold':
      return above;
    case 'LessThanLowerThreshold':
      return below;
    default:
      return above || below;
  }
}

function reasonData(
  definition: cw.PutMetricAlarmCommandInput,
  points: readonly Point[],
  now: number,
): string {
  const banded = definition.ThresholdMetricId !== undefined;
  const oldest = points.at(-1);
  return JSON.stringify({
    version: '1.0',
    queryDate: awsTime(now),
    ...(oldest === undefined ? {} : { startDate: awsTime(oldest.at) }),
    ...(definition.Metrics === undefined
      ? { statistic: definition.Statistic ?? definition.ExtendedStatistic ?? 'Average' }
      : {}),
    period: periodOf(definition),
    recentDatapoints: points.map((point) => point.value),
    ...(banded
      ? {
          recentLowerThresholds: points.map(({ band }) => band?.lower),
          recentUpperThresholds: points.map(({ band }) => band?.upper),
        }
      : { threshold: definition.Threshold }),
    evaluatedDatapoints: points.map((point) => ({ timestamp: awsTime(point.at), value: point.value })),
  });
}
