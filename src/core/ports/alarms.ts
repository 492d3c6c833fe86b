/** CloudWatch's alarms beyond "is it open": all of them, their past, their charts, and the one that tests the way. */
import type { AlarmMetric, AlarmState } from '../alarm.ts';
import type { Chart } from '../chart.ts';
import type { Environment } from '../environment.ts';
import type { AlarmView } from './aws.ts';

export interface AlarmDetail extends AlarmView {
  readonly kind: 'metric' | 'expression' | 'anomaly' | 'composite';
  readonly metric: AlarmMetric | null;
  readonly threshold: number | null;
  readonly comparison: string | null;
  /** Seconds. */
  readonly period: number | null;
  readonly evaluationPeriods: number | null;
  readonly datapointsToAlarm: number | null;
  /** False when the alarm changes its state and tells nobody. */
  readonly actionsEnabled: boolean;
}

export interface AlarmChange {
  readonly alarm: string;
  /** ms. */
  readonly at: number;
  /** OK, ALARM, INSUFFICIENT_DATA; null where CloudWatch does not tell. */
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
}

export interface AlarmChanges {
  /** Newest first. */
  readonly changes: readonly AlarmChange[];
  /** True when there are more than were read. */
  readonly partial: boolean;
}

/** All methods throw a Problem. */
export interface AlarmCatalog {
  /** Every alarm of the environment, in any state. */
  all(environment: Environment): Promise<readonly AlarmDetail[]>;
  /** Changes of state since `since` (ms), of one alarm or, without a name, of all in the region. */
  changes(
    environment: Environment,
    wish: { readonly name?: string; readonly since: number; readonly limit: number },
  ): Promise<AlarmChanges>;
}

export interface ChartReader {
  /** PNG, at most 1 MiB. Throws a Problem. */
  draw(environment: Environment, chart: Chart): Promise<Uint8Array>;
}

/**
 * The changes this bot makes to CloudWatch: to the alarm that tests the way, never to another. Each sends exactly
 * one request. A lost reply throws Problem `ambiguous`; a request that surely did nothing throws another kind.
 */
export interface AlarmWriter {
  /** Creates the test alarm or brings it up to date. */
  putTestAlarm(
    environment: Environment,
    alarm: { readonly name: string; readonly topic: string },
  ): Promise<void>;
  setTestAlarmState(
    environment: Environment,
    alarm: { readonly name: string; readonly state: AlarmState; readonly reason: string },
  ): Promise<void>;
}
