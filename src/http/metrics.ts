/**
 * Counters, gauges and histograms in the Prometheus text format 0.0.4, without a dependency.
 * Source: prometheus.io/docs/instrumenting/exposition_formats.
 */
export type Labels = Readonly<Record<string, string>>;

type Kind = 'counter' | 'gauge' | 'histogram';

export interface Series {
  readonly labels: Labels;
  value: number;
  /** Histograms only: how many observations fell at or under each bound, not yet added up. */
  readonly buckets?: number[];
  count?: number;
}

interface Family {
  readonly kind: Kind;
  readonly help: string;
  readonly bounds: readonly number[];
  readonly series: Map<string, Series>;
}

/** Seconds: from a fast ack to the longest that Slack waits. */
const LATENCY_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** A label value made by an outsider must not grow the memory without end. */
const MOST_SERIES = 1_000;

export interface Metrics {
  /** Gives a metric its help text; without it the metric is shown without one. `bounds`: seconds, of a histogram. */
  describe(name: string, kind: Kind, help: string, bounds?: readonly number[]): void;
  count(name: string, labels?: Labels, by?: number): void;
  gauge(name: string, value: number, labels?: Labels): void;
  /** Takes seconds. */
  observe(name: string, seconds: number, labels?: Labels): void;
  /** Takes away what was measured; the metric stays. */
  forget(name: string): void;
  /** Every metric with its series, gauges that are only read then included. */
  read(): Promise<ReadonlyMap<string, readonly Series[]>>;
  /** Called before each rendering, to set gauges that are only read then. */
  onRender(collect: () => void | Promise<void>): void;
  render(): Promise<string>;
}

export function createMetrics(): Metrics {
  const families = new Map<string, Family>();
  const collectors: (() => void | Promise<void>)[] = [];

  function family(name: string, kind: Kind, help = '', own: readonly number[] = LATENCY_BOUNDS): Family {
    const known = families.get(name);
    if (known !== undefined) return known;
    const bounds = kind === 'histogram' ? own : [];
    const made: Family = { kind, help, bounds, series: new Map() };
    families.set(name, made);
    return made;
  }

  function series(of: Family, labels: Labels): Series {
    const wanted = labelText(labels);
    const key = of.series.has(wanted) || of.series.size < MOST_SERIES ? wanted : 'other';
    const known = of.series.get(key);
    if (known !== undefined) return known;
    const made: Series = {
      labels: key === 'other' ? { other: 'true' } : labels,
      value: 0,
      ...(of.kind === 'histogram' ? { buckets: of.bounds.map(() => 0), count: 0 } : {}),
    };
    of.series.set(key, made);
    return made;
  }

  /** One gauge that cannot be read must not hide the others. */
  async function collectAll(): Promise<void> {
    await Promise.allSettled(collectors.map(async (collect) => collect()));
  }

  return {
    describe(name, kind, help, bounds) {
      family(name, kind, help, bounds);
    },
    count(name, labels = {}, by = 1) {
      series(family(name, 'counter'), labels).value += by;
    },
    gauge(name, value, labels = {}) {
      series(family(name, 'gauge'), labels).value = value;
    },
    observe(name, seconds, labels = {}) {
      const of = family(name, 'histogram');
      const one = series(of, labels);
      one.value += seconds;
      one.count = (one.count ?? 0) + 1;
      const bucket = of.bounds.findIndex((bound) => seconds <= bound);
      if (bucket !== -1 && one.buckets !== undefined) one.buckets[bucket] = (one.buckets[bucket] ?? 0) + 1;
    },
    forget(name) {
      families.get(name)?.series.clear();
    },
    onRender(collect) {
      collectors.push(collect);
    },
    async read() {
      await collectAll();
      return new Map([...families].map(([name, of]) => [name, [...of.series.values()]]));
    },
    async render() {
      await collectAll();
      return [...families].map(([name, of]) => familyText(name, of)).join('');
    },
  };
}

function familyText(name: string, family: Family): string {
  const lines = [`# TYPE ${name} ${family.kind}`];
  if (family.help !== '') lines.unshift(`# HELP ${name} ${helpText(family.help)}`);
  for (const one of family.series.values())
    lines.push(
      ...(family.kind === 'histogram'
        ? histogramLines(name, family, one)
        : [`${name}${labelText(one.labels)} ${one.value}`]),
    );
  return `${lines.join('\n')}\n`;
}

function histogramLines(name: string, family: Family, one: Series): readonly string[] {
  let running = 0;
  const buckets = family.bounds.map((bound, index) => {
    running += one.buckets?.[index] ?? 0;
    return `${name}_bucket${labelText({ ...one.labels, le: String(bound) })} ${running}`;
  });
  return [
    ...buckets,
    `${name}_bucket${labelText({ ...one.labels, le: '+Inf' })} ${one.count ?? 0}`,
    `${name}_sum${labelText(one.labels)} ${one.value}`,
    `${name}_count${labelText(one.labels)} ${one.count ?? 0}`,
  ];
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function helpText(help: string): string {
  return help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
