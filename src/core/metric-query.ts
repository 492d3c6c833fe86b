/** A metric, or an expression over others, as alarms and charts know it. */
import type { AlarmMetric } from './alarm.ts';
import { type Fields, field, fieldsOf, listField, numberField, textField } from './json-fields.ts';

export interface MetricQuery {
  /** Names it inside expressions; lower case letters, digits and `_`. */
  readonly id: string;
  /** Null for a plain metric. */
  readonly expression: string | null;
  readonly label: string | null;
  /** Null for an expression. */
  readonly metric: AlarmMetric | null;
  /** Seconds. */
  readonly period: number | null;
  /** Account the metric lives in, when it is another one. */
  readonly account: string | null;
  /** False when it only feeds an expression. */
  readonly shown: boolean;
  /** On a chart with two scales; the left one where left out. */
  readonly axis?: 'right';
}

/** Limits of CloudWatch itself; a forged message may hold more. Source: PutMetricAlarm, MetricDataQuery. */
const MOST_QUERIES = 20;
const LONGEST_EXPRESSION = 2_048;
const LONGEST_NAME = 255;
const ID = /^[a-z][A-Za-z0-9_]{0,254}$/;

/**
 * `Trigger.Metrics` of a math or anomaly alarm; empty for any other alarm, and when one of them cannot be read:
 * half an expression would draw something else.
 */
export function queriesIn(trigger: Fields | null): readonly MetricQuery[] {
  const given = listField(trigger, 'Metrics') ?? [];
  const read = given.slice(0, MOST_QUERIES).map((each) => queryOf(fieldsOf(each)));
  const queries = read.filter((query) => query !== null);
  return queries.length === given.length ? queries : [];
}

function queryOf(fields: Fields | null): MetricQuery | null {
  const id = textField(fields, 'Id');
  if (id === null || !ID.test(id)) return null;
  const stat = fieldsOf(field(fields, 'MetricStat'));
  const expression = textField(fields, 'Expression');
  const metric = metricOf(fieldsOf(field(stat, 'Metric')), textField(stat, 'Stat'));
  if ((expression === null) === (metric === null)) return null;
  if (expression !== null && expression.length > LONGEST_EXPRESSION) return null;
  const account = textField(fields, 'AccountId');
  return {
    id,
    expression,
    label: textField(fields, 'Label')?.slice(0, LONGEST_NAME) ?? null,
    metric,
    period: numberField(stat, 'Period') ?? numberField(fields, 'Period'),
    account: account !== null && /^\d{12}$/.test(account) ? account : null,
    shown: field(fields, 'ReturnData') !== false,
  };
}

function metricOf(fields: Fields | null, statistic: string | null): AlarmMetric | null {
  const namespace = textField(fields, 'Namespace')?.slice(0, LONGEST_NAME);
  const name = textField(fields, 'MetricName')?.slice(0, LONGEST_NAME);
  if (namespace === undefined || name === undefined) return null;
  const pairs = (listField(fields, 'Dimensions') ?? []).slice(0, 30).map((each) => {
    const pair = fieldsOf(each);
    return [
      textField(pair, 'name') ?? textField(pair, 'Name') ?? '',
      textField(pair, 'value') ?? textField(pair, 'Value') ?? '',
    ] as const;
  });
  return { namespace, name, dimensions: Object.fromEntries(pairs), statistic };
}
