/** What an alarm means in plain words: "Running tasks 0 < 2 for 1 of 1 min". */
import type { MetricAlarm } from '../alarm.ts';
import type { Incident } from '../incident.ts';
import { metricValue } from '../metric-value.ts';
import type { Sentence } from '../sentence.ts';
import { say } from '../sentence.ts';
import { isTestAlarm } from '../test-alarm.ts';
import { lifeTitle } from './incident-life.ts';

/** How an alarm compares, as people write it; anomaly alarms have none. */
export const SIGNS: Readonly<Record<string, string>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '≥',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
};

export function incidentTitle(incident: Incident): Sentence {
  const { alarm, title } = incident;
  const other = lifeTitle(incident);
  if (other !== null) return other;
  if (alarm === null) return say('incidents.title.unrecognised', { subject: title.alarm });
  if (isTestAlarm(alarm)) return say('incidents.title.test');
  const { metric, threshold } = alarm;
  const sign = SIGNS[alarm.comparison ?? ''];
  if (metric === null || threshold === null || sign === undefined)
    return say('incidents.title.alarm', { name: alarm.name });
  const last = alarm.datapoints.at(-1);
  const compared = {
    metric: `${metric.namespace}/${metric.name}`,
    value: last === undefined ? null : metricValue(metric.name, last),
    sign,
    threshold: metricValue(metric.name, threshold),
  };
  if (alarm.state !== 'ALARM') return say('incidents.title.calm', compared);
  return say('incidents.title.metric', { ...compared, ...windowOf(alarm) });
}

/** `3 of 3 min`: for how long it had to be bad, out of how long was looked at. */
export function windowOf({
  period,
  evaluationPeriods,
  datapointsToAlarm,
}: Pick<MetricAlarm, 'period' | 'evaluationPeriods' | 'datapointsToAlarm'>): {
  readonly breaching: number | null;
  readonly watched: number | null;
  readonly unit: string;
} {
  if (period === null || evaluationPeriods === null || period <= 0 || evaluationPeriods <= 0)
    return { breaching: null, watched: null, unit: 'min' };
  const unit = period % 60 === 0 ? 'min' : 's';
  const length = unit === 'min' ? period / 60 : period;
  const breaching = (datapointsToAlarm ?? evaluationPeriods) * length;
  return { breaching, watched: evaluationPeriods * length, unit };
}
