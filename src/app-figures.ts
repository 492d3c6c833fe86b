/** The figures as one log line a minute, for places that read logs and no metrics, as CloudWatch does on ECS. */
import type { Log } from './core/ports/ambient.ts';
import type { Metrics, Series } from './http/metrics.ts';

export const FIGURES_EVERY_MS = 60_000;

/** Gauges of what lies in the store: not there while it cannot be read. */
export const STORE_GAUGES: readonly string[] = [
  'hydrous_operations',
  'hydrous_incidents',
  'hydrous_outbox_waiting',
  'hydrous_outbox_oldest_age_seconds',
  'hydrous_outbox_parked',
  'hydrous_inbox_waiting',
  'hydrous_inbox_oldest_age_seconds',
];

/** Gauges as they are, by the value of their one label where they have one. */
const GAUGES = [
  'hydrous_store_up',
  'hydrous_event_loop_delay_seconds',
  'process_resident_memory_bytes',
  ...STORE_GAUGES,
];

/** Counters: how much they have grown since the line before, all labels together. */
const COUNTERS = [
  'hydrous_commands_total',
  'hydrous_notifications_total',
  'hydrous_outbox_sent_total',
  'hydrous_outbox_failures_total',
  'hydrous_slack_late_acks_total',
  'hydrous_slack_refused_requests_total',
];

/** Counters of which calls that failed are counted apart. */
const CALLS = ['hydrous_slack_calls_total', 'hydrous_aws_calls_total'];

/** Names that a `figures` line may have. */
export const FIGURES: readonly string[] = [...GAUGES, ...COUNTERS, ...CALLS];

type Figure = number | Readonly<Record<string, number>>;

/** Logs one line; never rejects. */
export function createFigureLine(metrics: Metrics, log: Log): () => Promise<void> {
  let before: Readonly<Record<string, Figure>> = {};
  return async () => {
    const read = await metrics.read();
    const of = (name: string) => read.get(name) ?? [];
    const gauges = GAUGES.flatMap((name) => {
      const figure = gaugeOf(of(name));
      return figure === null ? [] : [[name, figure] as const];
    });
    const counted: Record<string, Figure> = {
      ...Object.fromEntries(COUNTERS.map((name) => [name, sum(of(name))])),
      ...Object.fromEntries(CALLS.map((name) => [name, byOutcome(of(name))])),
    };
    const grown = Object.entries(counted).map(([name, now]) => [name, growth(now, before[name])] as const);
    before = counted;
    log.info({ ...Object.fromEntries(gauges), ...Object.fromEntries(grown) }, 'figures');
  };
}

/** Null where nothing was measured. */
function gaugeOf(series: readonly Series[]): Figure | null {
  const [first] = series;
  if (first === undefined) return null;
  const [label] = Object.keys(first.labels);
  if (label === undefined) return first.value;
  return Object.fromEntries(series.map(({ labels, value }) => [fieldName(labels[label] ?? ''), value]));
}

/** `0.99` as `p99`: a filter of CloudWatch Logs reads names with a point as two. */
function fieldName(value: string): string {
  return /^(?:0\.\d+|1)$/.test(value) ? `p${Math.round(Number(value) * 100)}` : value;
}

function sum(series: readonly Series[]): number {
  return series.reduce((all, { value }) => all + value, 0);
}

function byOutcome(series: readonly Series[]): { readonly ok: number; readonly failed: number } {
  const ok = sum(series.filter(({ labels }) => labels['outcome'] === 'ok'));
  return { ok, failed: sum(series) - ok };
}

function growth(now: Figure, before: Figure | undefined): Figure {
  if (typeof now === 'number') return now - (typeof before === 'number' ? before : 0);
  const old = typeof before === 'object' ? before : {};
  return Object.fromEntries(Object.entries(now).map(([name, value]) => [name, value - (old[name] ?? 0)]));
}
