/** Whether a service is really well, for an OK that rests on missing data or that nobody sent. */
import type { MetricAlarm } from './alarm.ts';
import { datapointsIn, restsOnMissingData } from './alarm-reason.ts';
import type { Evidence } from './evidence.ts';
import type { AlarmView } from './ports/aws.ts';

/** All wanted tasks run and no target is unhealthy. What could not be read is not taken for well. */
export function looksWell({ service, targets }: Evidence): boolean {
  if (!service.ok || service.value.desired === 0 || service.value.running < service.value.desired)
    return false;
  return targets.ok && !targets.value.some(({ state }) => state === 'unhealthy');
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
