/** How the bot is watched: its metrics, the ids that join its log lines, and once a minute a line with the figures. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sha256 } from './ambient.ts';
import { createFigureLine, FIGURES_EVERY_MS, STORE_GAUGES } from './app-figures.ts';
import { METRIC_NAMES } from './app-metric-names.ts';
import { requestId, traceNow, within } from './app-trace.ts';
import { VERSION } from './app-version.ts';
import type { Observe } from './aws/call.ts';
import type { Configuration } from './config/hydrous-file.ts';
import type { Log } from './core/ports/ambient.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import type { StoreFigures } from './store/figures.ts';

export interface WatchedStore {
  readonly engine: string;
  figures(): Promise<StoreFigures>;
}

export interface Watch {
  readonly metrics: Metrics;
  /** For `createAws`. */
  readonly awsCall: Observe;
  /** For `createRunCommand`. */
  ran(verb: string | null, outcome: string): void;
  /** The work that a person's request starts bears its id in every log line. */
  traced<Asked extends { readonly source: string }, T>(
    work: (asked: Asked) => Promise<T>,
  ): (asked: Asked) => Promise<T>;
  /** For the worker: what it does for an operation bears its id. */
  readonly forOperation: <T>(operation: string, work: () => Promise<T>) => Promise<T>;
  start(store: WatchedStore): void;
  stop(): void;
}

/** Numbers above 2^53 are not exact; 12 hex digits are 48 bits. */
const HASH_DIGITS = 12;

export function createWatch(parts: { readonly log: Log; readonly configuration: Configuration }): Watch {
  const { log } = parts;
  const metrics = createMetrics();
  for (const { name, kind, help, labels, bounds } of METRIC_NAMES) {
    metrics.describe(name, kind, help, bounds);
    if (kind === 'counter' && labels.length === 0) metrics.count(name, {}, 0);
  }
  const hash = sha256(JSON.stringify(parts.configuration)).slice(0, HASH_DIGITS);
  metrics.gauge('hydrous_configuration_hash', Number.parseInt(hash, 16));
  const delay = monitorEventLoopDelay({ resolution: 20 });
  const line = createFigureLine(metrics, log);
  let timer: NodeJS.Timeout | undefined;

  function readProcess(): void {
    metrics.gauge('process_start_time_seconds', Math.round((Date.now() - process.uptime() * 1000) / 1000));
    metrics.gauge('process_resident_memory_bytes', process.memoryUsage.rss());
    const seconds = { '0.5': delay.percentile(50), '0.99': delay.percentile(99), '1': delay.max };
    for (const [quantile, ns] of Object.entries(seconds))
      metrics.gauge('hydrous_event_loop_delay_seconds', Number.isFinite(ns) ? ns / 1e9 : 0, { quantile });
  }

  return {
    metrics,
    awsCall({ operation, outcome, ms, change, awsRequest }) {
      metrics.count('hydrous_aws_calls_total', { operation, outcome });
      metrics.observe('hydrous_aws_call_seconds', ms / 1000);
      // Reads of the loops come every few seconds and would drown everything else.
      if (outcome === 'ok' && !change && traceNow().request === undefined) return;
      log.info({ action: operation, outcome, ms: Math.round(ms), awsRequest }, 'aws call');
    },
    ran(verb, outcome) {
      metrics.count('hydrous_commands_total', { verb: verb ?? 'none', outcome });
      log.info({ verb, outcome }, 'command answered');
    },
    traced: (work) => (asked) => within({ request: requestId(asked.source) }, () => work(asked)),
    forOperation: (operation, work) => within({ operation }, work),
    start(store) {
      delay.enable();
      const labels = { version: VERSION, node: process.versions.node, engine: store.engine };
      metrics.gauge('hydrous_build_info', 1, labels);
      metrics.onRender(readProcess);
      metrics.onRender(createStoreGauges(metrics, store));
      timer = setInterval(() => {
        void line().finally(() => delay.reset());
      }, FIGURES_EVERY_MS);
      timer.unref();
    },
    stop() {
      clearInterval(timer);
      delay.disable();
    },
  };
}

/** What cannot be read is not shown: an old figure would pass for a fresh one. */
function createStoreGauges(metrics: Metrics, store: WatchedStore): () => Promise<void> {
  const ageOf = createWaitingAge();
  return async () => {
    const figures = await store.figures().catch(() => null);
    metrics.gauge('hydrous_store_up', figures === null ? 0 : 1);
    for (const name of STORE_GAUGES) metrics.forget(name);
    if (figures === null) return;
    for (const [state, count] of Object.entries(figures.operations))
      metrics.gauge('hydrous_operations', count, { state });
    for (const [state, count] of Object.entries(figures.incidents))
      metrics.gauge('hydrous_incidents', count, { state });
    metrics.gauge('hydrous_outbox_waiting', figures.waitingCount);
    metrics.gauge('hydrous_outbox_oldest_age_seconds', ageOf(figures.waiting) / 1000);
    metrics.gauge('hydrous_outbox_parked', figures.parked);
    metrics.gauge('hydrous_inbox_waiting', figures.inbox);
    metrics.gauge('hydrous_inbox_oldest_age_seconds', figures.inboxAge / 1000);
  };
}

/**
 * ms that the oldest waiting message has waited, as far as this process has seen: a row does not say since when, and a
 * card that is sent and wanted again at once begins anew.
 */
export function createWaitingAge(now: () => number = Date.now): (waiting: StoreFigures['waiting']) => number {
  let seen = new Map<string, number>();
  return (waiting) => {
    const at = now();
    seen = new Map(waiting.map(({ id, sent }) => [`${id} ${sent}`, seen.get(`${id} ${sent}`) ?? at]));
    return Math.max(0, ...[...seen.values()].map((since) => at - since));
  };
}
