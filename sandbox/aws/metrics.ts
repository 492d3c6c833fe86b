/** Measured values by metric, for some hours. */

export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Sample {
  /** ms since the epoch. */
  readonly at: number;
  readonly value: number;
}

export interface MetricStore {
  record(metric: MetricId, value: number, at: number): void;
  /** Samples with `from` < at <= `until`, oldest first. */
  samples(metric: MetricId, from: number, until: number): readonly Sample[];
  list(): readonly MetricId[];
}

/** About three hours at one sample in two seconds. */
const MAX_SAMPLES = 6_000;

function keyOf(metric: MetricId): string {
  const dimensions = Object.entries(metric.dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([metric.namespace, metric.name, dimensions]);
}

export function createMetricStore(): MetricStore {
  const series = new Map<string, { readonly id: MetricId; samples: Sample[] }>();
  return {
    record(metric, value, at) {
      const key = keyOf(metric);
      const known = series.get(key) ?? { id: metric, samples: [] };
      series.set(key, known);
      const last = known.samples.at(-1);
      known.samples.push({ at, value });
      if (last !== undefined && last.at > at) known.samples.sort((a, b) => a.at - b.at);
      if (known.samples.length > MAX_SAMPLES) known.samples = known.samples.slice(-MAX_SAMPLES / 2);
    },
    samples(metric, from, until) {
      const all = series.get(keyOf(metric))?.samples ?? [];
      return all.filter((sample) => sample.at > from && sample.at <= until);
    },
    list: () => [...series.values()].map((known) => known.id),
  };
}

/** null when there is nothing to take a statistic of, or the statistic is unknown. */
export function statisticOf(samples: readonly Sample[], statistic: string): number | null {
  if (samples.length === 0) return null;
  const values = samples.map((sample) => sample.value);
  const sum = values.reduce((total, value) => total + value, 0);
  switch (statistic) {
    case 'Sum':
      return sum;
    case 'Average':
      return sum / values.length;
    case 'Minimum':
      return Math.min(...values);
    case 'Maximum':
      return Math.max(...values);
    case 'SampleCount':
      return values.length;
    default: {
      const percent = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(statistic)?.[1];
      if (percent === undefined) return null;
      const sorted = values.sort((a, b) => a - b);
      const rank = Math.ceil((Number(percent) / 100) * sorted.length) - 1;
      return sorted[Math.max(0, rank)] ?? null;
    }
  }
}

/**
 * The statistic of each piece of `width` ms between `from` and `until` that has samples, by the piece's start.
 * A sample on a border belongs to the later piece, or with `late` to the earlier one: alarms look back from now.
 */
export function piecesOf(
  store: MetricStore,
  metric: MetricId,
  range: { readonly from: number; readonly until: number; readonly width: number; readonly late?: boolean },
  statistic: string,
): Map<number, number> {
  const { from, until, width, late = false } = range;
  const count = Math.ceil((until - from) / width);
  const pieces: Sample[][] = [];
  for (const sample of store.samples(metric, late ? from : from - 1, late ? until : until - 1)) {
    const place = (sample.at - from) / width;
    const index = Math.min(count - 1, Math.max(0, late ? Math.ceil(place) - 1 : Math.floor(place)));
    const piece = pieces[index] ?? [];
    piece.push(sample);
    pieces[index] = piece;
  }
  const values = new Map<number, number>();
  for (let index = 0; index < count; index += 1) {
    const value = statisticOf(pieces[index] ?? [], statistic);
    if (value !== null) values.set(from + index * width, value);
  }
  return values;
}
