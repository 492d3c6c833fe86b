/** What stands around the service: its metrics, its database and cache, its alarms' past, and what a probe hears. */
import type { MetricAlarm } from '../core/alarm.ts';
import type { Environment } from '../core/environment.ts';
import type { DependencyEvidence, ProbeEvidence } from '../core/evidence.ts';
import { metricWishes } from '../core/evidence-metrics.ts';
import type { AlarmCatalog, AlarmChanges } from '../core/ports/alarms.ts';
import type {
  DependencyReader,
  DependencyView,
  MetricReader,
  MetricSeries,
  Probe,
  RevisionDiffReader,
  StoppedTaskMemory,
  TargetGroupReader,
  TargetGroupView,
} from '../core/ports/evidence.ts';

/** Each is looked at only where there is a reader for it. */
export interface SurroundingReaders {
  readonly targetGroups: TargetGroupReader;
  readonly databases: DependencyReader;
  readonly caches: DependencyReader;
  readonly metrics: MetricReader;
  readonly revisionDiffs: RevisionDiffReader;
  readonly alarmCatalog: AlarmCatalog;
  readonly probe: Probe;
  readonly stoppedTaskMemory: StoppedTaskMemory;
}

const MINUTE = 60_000;
/** How far before the trouble metrics are read: long enough to see a leak. ms. */
const METRICS_BEFORE_MS = 180 * MINUTE;
const PERIOD_S = 60;
const EVENTS_BEFORE_MS = 60 * MINUTE;
const HISTORY_MS = 24 * 60 * MINUTE;
const CHANGES_READ = 50;

export async function metricEvidence(
  reader: MetricReader,
  environment: Environment,
  groups: Promise<readonly TargetGroupView[]>,
  now: number,
): Promise<readonly MetricSeries[]> {
  // Without the load balancer the service's own metrics still tell much.
  const known = await groups.catch(() => []);
  const window = { from: now - METRICS_BEFORE_MS, until: now, period: PERIOD_S };
  const found = await reader.series(environment, metricWishes(environment, known), window);
  // What nobody measures is not worth being stored with every incident.
  return found.filter(({ values }) => values.some((value) => value !== null));
}

/** Null where the environment has none. The state is worth having when its events cannot be read. */
export async function dependencyEvidence(
  reader: DependencyReader,
  environment: Environment,
  now: number,
): Promise<DependencyEvidence | null> {
  const [state, events] = await Promise.all([
    reader.state(environment),
    reader.events(environment, now - EVENTS_BEFORE_MS).catch(() => []),
  ]);
  return state === null ? null : withEvents(state, events);
}

function withEvents(state: DependencyView, events: DependencyEvidence['events']): DependencyEvidence {
  return { ...state, events: events.slice(0, 30) };
}

export function historyEvidence(
  catalog: AlarmCatalog,
  environment: Environment,
  alarm: MetricAlarm,
  now: number,
): Promise<AlarmChanges> {
  return catalog.changes(environment, { name: alarm.name, since: now - HISTORY_MS, limit: CHANGES_READ });
}

/** Only the configured address is asked, with the configured origin. Null when none is configured. */
export async function probeEvidence(probe: Probe, environment: Environment): Promise<ProbeEvidence | null> {
  const { healthUrl: url, frontendOrigin: origin } = environment;
  if (url === null) return null;
  const asked = origin === null ? {} : { origin };
  const [health, preflight] = await Promise.all([
    probe({ method: 'GET', url, headers: asked }),
    origin === null
      ? null
      : probe({ method: 'OPTIONS', url, headers: { origin, 'access-control-request-method': 'GET' } }),
  ]);
  return { health, preflight, origin };
}
