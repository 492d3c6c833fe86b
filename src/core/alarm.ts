/** What an alarm notification says, in our own terms. `core/read-notification.ts` makes one from the wire. */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface AlarmMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Average, Maximum, p99, … */
  readonly statistic: string | null;
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

export type NotificationContent = MetricAlarm | UnrecognisedNotification;
