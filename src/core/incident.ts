import type { IncidentChart, Verification } from './after.ts';
import type { AlarmState, MetricAlarm } from './alarm.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import type { ServiceEvent } from './service-event.ts';
import type { SignalSummary } from './signal-summary.ts';
import type { Silence } from './silence.ts';

export type IncidentState = 'open' | 'acknowledged' | 'resolved';

/** Why an alarm changed an incident, or did not. */
export type IncidentReason =
  | 'opened'
  /** Another alarm or event of the same trouble came to it. */
  | 'joined'
  | 'reopened'
  /** It fired again while the incident was still open: after no data, or after an OK that was not trusted. */
  | 'worsened'
  | 'resolved'
  /** One of several is over, the others are not. */
  | 'eased'
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
  /** CloudWatch's own word (of several alarms the worst), apart from ours; null for a notification that is no alarm. */
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
  readonly acknowledged: Acknowledgement | null;
  /** When an investigation is wanted (database time, ms); null when none is. */
  readonly investigateAt: number | null;
  /** Absent until the first investigation ended. */
  readonly evidence: Evidence | null;
  readonly diagnosis: Diagnosis | null;
  /** Absent until it is drawn; the card never waits for it. */
  readonly chart?: IncidentChart | null;
  /** Of the last fix that was started from the card. */
  readonly verification?: Verification | null;
  /** The event of ECS or RDS that it is about, when that is the cause; the alarm then is the newest beside it. */
  readonly event?: ServiceEvent | null;
  /** What it is made of. Absent in an incident that an older version saved. */
  readonly signals?: SignalSummary | null;
  /** The silence over its alarms that ends last. */
  readonly silence?: Silence | null;
  /** Reminders since it opened, was reopened or was acknowledged. */
  readonly reminded?: number;
  readonly version: number;
}

export interface Acknowledgement {
  readonly by: string;
  readonly at: number;
  readonly note?: string | null;
  /** When it ends by itself, ms; never when absent. */
  readonly until?: number | null;
}
