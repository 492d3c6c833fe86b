/** Whether a service is really well, for an OK that rests on missing data or that nobody sent. */
import type { MetricAlarm } from './alarm.ts';
import { datapointsIn, restsOnMissingData } from './alarm-reason.ts';
import type { Evidence } from './evidence.ts';
import type { Incident } from './incident.ts';
import type { AlarmView } from './ports/aws.ts';

/** All wanted tasks run and no target is unhealthy. What could not be read is not taken for well. */
export function looksWell({ service, targets, database }: Evidence): boolean {
  if (database?.ok === true && database.value !== null && database.value.status !== 'available') return false;
  if (!service.ok || service.value.desired === 0 || service.value.running < service.value.desired)
    return false;
  return targets.ok && !targets.value.some(({ state }) => state === 'unhealthy');
}

/** How long the tasks of a service must look well before an event is taken to be over, ms. */
const WELL_FOR_MS = 3 * 60_000;

/** True when no alarm keeps it open but only events, whose end ECS and RDS do not always tell. */
export function onlyEvents({ signals }: Incident, now: number): boolean {
  if (signals == null || signals.storm || now - signals.lastFiredAt < WELL_FOR_MS) return false;
  const trouble = signals.shown.filter(({ state }) => state !== 'OK');
  return trouble.length > 0 && trouble.every(({ kind }) => kind === 'ecs' || kind === 'rds');
}

/** The notification that should have come: the alarm as CloudWatch tells it when asked, null when it says nothing newer. */
export function askedAlarm(known: MetricAlarm, view: AlarmView | null): MetricAlarm | null {
  if (view === null || view.state !== 'OK' || known.state !== 'ALARM') return null;
  if (view.updatedAt === null || view.updatedAt <= known.changedAt) return null;
  const reason = view.reason ?? '';
  const datapoints = datapointsIn(reason);
  return {
    ...known,
    state: 'OK',
    previousState: known.state,
    reason,
    changedAt: view.updatedAt,
    datapoints,
    fromMissingData: restsOnMissingData(reason, datapoints),
  };
}
