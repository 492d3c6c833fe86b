/** What belongs to an alarm by its time: ECS and RDS also tell of what was over long before. */
import type { MetricAlarm } from './alarm.ts';
import type { DependencyEvidence, Evidence, Gathered } from './evidence.ts';

/** How long before the alarm's own window something may have begun that set it off, ms. */
const BEFORE_MS = 30 * 60_000;

export function inTime(evidence: Evidence, alarm: MetricAlarm | null): Evidence {
  if (alarm === null) return evidence;
  const watched = (alarm.period ?? 60) * (alarm.evaluationPeriods ?? 1) * 1_000;
  const from = alarm.changedAt - watched - BEFORE_MS;
  const { stoppedTasks, logLines, service, database, cache } = evidence;
  return {
    ...evidence,
    stoppedTasks: kept(stoppedTasks, (tasks) =>
      tasks.filter(({ stoppedAt }) => stoppedAt === null || stoppedAt >= from),
    ),
    logLines: kept(logLines, (lines) => lines.filter(({ at }) => at >= from)),
    service: kept(service, (view) => ({ ...view, events: view.events.filter(({ at }) => at >= from) })),
    ...(database === undefined ? {} : { database: kept(database, (view) => sinceThen(view, from)) }),
    ...(cache === undefined ? {} : { cache: kept(cache, (view) => sinceThen(view, from)) }),
  };
}

function sinceThen(view: DependencyEvidence | null, from: number): DependencyEvidence | null {
  return view === null ? null : { ...view, events: view.events.filter(({ at }) => at >= from) };
}

function kept<T>(gathered: Gathered<T>, change: (value: T) => T): Gathered<T> {
  return gathered.ok ? { ok: true, value: change(gathered.value) } : gathered;
}
