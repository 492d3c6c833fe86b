import type { AlarmState, MetricAlarm } from './alarm.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';

export type IncidentState = 'open' | 'acknowledged' | 'resolved';

/** Why an alarm changed an incident, or did not. */
export type IncidentReason =
  | 'opened'
  | 'reopened'
  /** It fired again while the incident was still open: after no data, or after an OK that was not trusted. */
  | 'worsened'
  | 'resolved'
  | 'recovered-without-data'
  | 'no-data'
  | 'unchanged'
  | 'older'
  /** Nothing to tell and no incident: an OK or missing data of an alarm that has not fired. */
  | 'silent';

export interface Incident {
  readonly id: string;
  /** What makes two notifications the same trouble: the alarm's ARN, or region and name. */
  readonly fingerprint: string;
  readonly environment: string | null;
  readonly title: { readonly alarm: string };
  readonly state: IncidentState;
  /** CloudWatch's own word, apart from ours; null for a notification that is no alarm. */
  readonly alarmState: AlarmState | null;
  /** The newest notification that counted. */
  readonly alarm: MetricAlarm | null;
  /** Text of a notification that was not recognised, redacted and cut. */
  readonly raw: readonly string[];
  /** How often it fired since it opened. */
  readonly fired: number;
  readonly openedAt: number;
  readonly changedAt: number;
  readonly resolvedAt: number | null;
  readonly acknowledged: { readonly by: string; readonly at: number } | null;
  /** When an investigation is wanted (database time, ms); null when none is. */
  readonly investigateAt: number | null;
  /** Absent until the first investigation ended. */
  readonly evidence: Evidence | null;
  readonly diagnosis: Diagnosis | null;
  readonly version: number;
}
