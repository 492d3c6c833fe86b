/** CloudWatch's sentences about why a state was taken. */
import type * as cw from '@aws-sdk/client-cloudwatch';
import type { AlarmState } from './alarms.ts';

const OPERATORS: Readonly<Record<string, string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

export interface Point {
  /** Start of the period, ms. */
  readonly at: number;
  readonly value: number;
  /** Of an anomaly alarm only. */
  readonly band?: { readonly upper: number; readonly lower: number };
}

export interface Counted {
  /** Newest first. */
  readonly points: readonly Point[];
  readonly breaching: number;
  readonly missing: number;
  readonly state: AlarmState;
}

export function datapointText(definition: cw.PutMetricAlarmCommandInput, counted: Counted): string {
  const { points, breaching, missing, state } = counted;
  const count = definition.EvaluationPeriods ?? 1;
  const needed = definition.DatapointsToAlarm ?? count;
  if (points.length === 0) {
    const treat = definition.TreatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
    const what = `${missing} missing datapoint${missing === 1 ? ' was' : 's were'}`;
    return `Threshold Crossed: no datapoints were received for ${counting(count, 'period')} and ${what} treated as [${treat}].`;
  }
  const shown = points.map((point) => `${decimal(point.value)} (${shortTime(point.at)})`).join(', ');
  const banded = points.some((point) => point.band !== undefined);
  const begin = banded ? 'Thresholds Crossed' : 'Threshold Crossed';
  if (state === 'ALARM') {
    const out = `${breaching} out of the last ${counting(count, 'datapoint', true)}`;
    const least = `minimum ${counting(needed, 'datapoint')} for OK -> ALARM transition`;
    const was = breaching === 1 ? 'was' : 'were';
    return `${begin}: ${out} [${shown}] ${was} ${compared(definition, points)} (${least}).`;
  }
  const was = points.length === 1 ? 'was' : 'were';
  return `${begin}: ${counting(points.length, 'datapoint')} [${shown}] ${was} not ${compared(definition, points)}.`;
}

/** What the datapoints are held against: a number, or a band for each of them. */
function compared(definition: cw.PutMetricAlarmCommandInput, points: readonly Point[]): string {
  const lower = `less than the lower thresholds [${points.map(({ band }) => decimal(band?.lower ?? 0)).join(', ')}]`;
  const upper = `greater than the upper thresholds [${points.map(({ band }) => decimal(band?.upper ?? 0)).join(', ')}]`;
  switch (definition.ComparisonOperator) {
    case 'LessThanLowerOrGreaterThanUpperThreshold':
      return `${lower} or ${upper}`;
    case 'LessThanLowerThreshold':
      return lower;
    case 'GreaterThanUpperThreshold':
      return upper;
    default: {
      const operator = OPERATORS[definition.ComparisonOperator ?? ''] ?? 'compared with';
      return `${operator} the threshold (${decimal(definition.Threshold ?? 0)})`;
    }
  }
}

export function insufficientText(count: number): string {
  return `Insufficient Data: ${count} datapoint${count === 1 ? ' was' : 's were'} unknown.`;
}

/** `arn:… transitioned to ALARM at Tuesday 24 November, 2026 09:41:05 UTC` */
export function childText(arn: string, state: AlarmState, at: number): string {
  return `${arn} transitioned to ${state} at ${longTime(at)}`;
}

/** CloudWatch writes "the last 1 datapoints". */
function counting(count: number, what: string, always = false): string {
  return `${count} ${what}${count === 1 && !always ? '' : 's'}`;
}

/** Whole numbers are written with `.0`. */
function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `24/11/26 08:44:00`, UTC. */
function shortTime(ms: number): string {
  const [date = '', time = ''] = new Date(ms).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}

function longTime(ms: number): string {
  const date = new Date(ms);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(date);
  const day = `${part({ weekday: 'long' })} ${part({ day: '2-digit' })} ${part({ month: 'long' })}`;
  return `${day}, ${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)} UTC`;
}
