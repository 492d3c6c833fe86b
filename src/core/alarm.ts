/** What an alarm notification says, in our own terms. `core/read-notification.ts` makes one from the wire. */
import type { MetricQuery } from './metric-query.ts';
import type { ServiceEvent } from './service-event.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface AlarmMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Average, Maximum, p99, … */
  readonly statistic: string | null;
}

/** An alarm that a composite alarm rests on. */
export interface CompositeChild {
  readonly arn: string;
  readonly name: string;
  readonly state: AlarmState | null;
  /** ms. */
  readonly at: number | null;
}

export interface MetricAlarm {
  readonly kind: 'metric-alarm';
  readonly name: string;
  readonly description: string | null;
  /** Null in payloads from before 2020. */
  readonly arn: string | null;
  readonly account: string | null;
  /** Region code such as `us-east-1`, taken from the ARN (or from the topic), never the display name. */
  readonly region: string;
  readonly state: AlarmState;
  readonly previousState: AlarmState | null;
  readonly reason: string;
  /** ms. */
  readonly changedAt: number;
  readonly metric: AlarmMetric | null;
  readonly threshold: number | null;
  readonly comparison: string | null;
  /** Seconds. */
  readonly period: number | null;
  readonly evaluationPeriods: number | null;
  readonly datapointsToAlarm: number | null;
  /** Datapoints that AWS put into the reason, newest last. */
  readonly datapoints: readonly number[];
  /** True when the state rests on missing data rather than on a datapoint. */
  readonly fromMissingData: boolean;
  /** The metrics and expressions of a math or anomaly alarm; absent for one over a single metric. */
  readonly queries?: readonly MetricQuery[];
  /** Only of a composite alarm: its rule, and the alarms that made it change. */
  readonly composite?: { readonly rule: string; readonly children: readonly CompositeChild[] };
  /** Present when another alarm keeps this one's notifications back: `Alarm`, `WaitPeriod` or `ExtensionPeriod`. */
  readonly suppressedBy?: string;
  /** False when no OK will ever be sent, so that recovery must be asked for. Null when unknown. */
  readonly tellsOk: boolean | null;
}

/** Anything else that arrived: shown as a plain card, redacted, never dropped. */
export interface UnrecognisedNotification {
  readonly kind: 'unrecognised';
  readonly subject: string | null;
  /** The text as it came, not yet cleaned. */
  readonly text: string;
  readonly at: number;
  readonly topic: string;
}

export type NotificationContent = MetricAlarm | ServiceEvent | UnrecognisedNotification;

/** What an alarm watches: one metric, an expression, a band that CloudWatch learns, or other alarms. */
export type AlarmForm = 'metric' | 'math' | 'anomaly' | 'composite';

export function alarmForm({ composite, comparison, queries }: MetricAlarm): AlarmForm {
  if (composite !== undefined) return 'composite';
  if (comparison !== null && ANOMALY.has(comparison)) return 'anomaly';
  return queries === undefined ? 'metric' : 'math';
}

/** Comparisons with a band. Source: CloudWatch API Reference, PutMetricAlarm, ComparisonOperator. */
const ANOMALY: ReadonlySet<string> = new Set([
  'LessThanLowerOrGreaterThanUpperThreshold',
  'LessThanLowerThreshold',
  'GreaterThanUpperThreshold',
]);
