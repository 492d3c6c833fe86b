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
