/** What a chart says in figures: the latest, lowest and highest value, and how it was the day before. */
import type { MetricLine } from './metric-topics.ts';
import { metricValue } from './metric-value.ts';
import type { MetricSeries } from './ports/evidence.ts';
import { sparkline } from './sparkline.ts';

export interface MetricSummary {
  readonly line: MetricLine;
  readonly latest: string;
  readonly least: string;
  readonly most: string;
  /** Of a count the sum over the whole time. */
  readonly total: string | null;
  readonly course: string;
  /** The average, of a count the sum, at the same time before; null when it is not known. */
  readonly before: { readonly value: string; readonly percent: number | null } | null;
}

/** Characters: what fits on a phone beside the figures. */
const COURSE = 24;

/** Null when CloudWatch has no value in this time. */
export function summaryOf(
  line: MetricLine,
  now: MetricSeries | null,
  before: MetricSeries | null,
): MetricSummary | null {
  const values = perMinute(line, now);
  const known = values.filter((value) => value !== null);
  const latest = known.at(-1);
  if (latest === undefined || now === null) return null;
  const name = now.name;
  const shown = (value: number) => metricValue(name, value);
  return {
    line,
    latest: shown(latest),
    least: shown(Math.min(...known)),
    most: shown(Math.max(...known)),
    total: line.counts ? shown(sum(now.values)) : null,
    course: sparkline(values, COURSE, line.counts ? 0 : undefined),
    before: compared(line, now, before),
  };
}

/** Counts are sums over a period; people read them for a minute. */
function perMinute({ counts }: MetricLine, series: MetricSeries | null): readonly (number | null)[] {
  if (series === null) return [];
  const share = counts ? 60 / series.period : 1;
  return series.values.map((value) => (value === null ? null : value * share));
}

function compared(line: MetricLine, now: MetricSeries, before: MetricSeries | null): MetricSummary['before'] {
  if (before === null || !before.values.some((value) => value !== null)) return null;
  const measure = line.counts ? sum : average;
  const [was, is] = [measure(before.values), measure(now.values)];
  const percent = was === 0 ? null : Math.round(((is - was) / was) * 100);
  return { value: metricValue(now.name, was), percent };
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((all, value) => all + (value ?? 0), 0);
}

function average(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? 0 : sum(known) / known.length;
}
