/** The JSON of GetMetricWidgetImage, read as queries and levels. */
import type * as cw from '@aws-sdk/client-cloudwatch';
import type { Alarm } from './alarms.ts';
import { alarmName } from './composite-rule.ts';

export interface Widget {
  readonly title: string;
  /** Pixels */
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly until: number;
  /** How far the clock on the time axis is ahead of UTC, ms. */
  readonly ahead: number;
  readonly queries: readonly cw.MetricDataQuery[];
  readonly levels: readonly { readonly value: number; readonly label: string }[];
  /** Upright lines; `at` in ms. */
  readonly marks: readonly { readonly at: number; readonly label: string }[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Source: Amazon CloudWatch API Reference, "GetMetricWidgetImage: Metric Widget Structure and Syntax". */
const LARGEST = 2_000;
const MOST_METRICS = 100;
const HOURS = 3;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

/** `-PT3H` counts from now, anything else is a date. Gives ms. Throws an Error for neither. */
function timeOf(value: unknown, now: number, otherwise: number): number {
  if (value === undefined) return otherwise;
  const text = String(value);
  const duration = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (duration !== null) {
    const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0] = duration;
    const long = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
    return now + (sign === '-' ? -1 : 1) * long * 1_000;
  }
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`${text} is neither a time nor a duration`);
  return at;
}

/** `alarmOf` gives an alarm by name. Throws an Error that says what is wrong. */
export function readWidget(text: string, now: number, alarmOf: (name: string) => Alarm | null): Widget {
  let fields: Fields;
  try {
    fields = fieldsOf(JSON.parse(text));
  } catch {
    throw new Error('the widget is not valid JSON');
  }
  const until = timeOf(fields['end'], now, now);
  const annotations = fieldsOf(fields['annotations']);
  const alarms = listOf(annotations['alarms']).flatMap((arn) => alarmOf(alarmName(String(arn))) ?? []);
  const own = queriesOf(listOf(fields['metrics']), fields);
  const queries = own.length > 0 ? own : alarms.flatMap(queriesOfAlarm);
  if (queries.length === 0) throw new Error('the widget has no metrics');
  if (queries.length > MOST_METRICS) throw new Error(`the widget has more than ${MOST_METRICS} metrics`);
  const levels = listOf(annotations['horizontal']).flatMap((one) => {
    const level = fieldsOf(one);
    const value = level['value'];
    return typeof value === 'number' ? [{ value, label: textOr(level['label'], '') }] : [];
  });
  const thresholds = alarms.flatMap(({ name, definition: { Threshold: value } }) =>
    value === undefined ? [] : [{ value, label: name }],
  );
  return {
    title: textOr(fields['title'], ''),
    width: Math.min(LARGEST, Math.max(50, Math.round(numberOr(fields['width'], 600)))),
    height: Math.min(LARGEST, Math.max(50, Math.round(numberOr(fields['height'], 400)))),
    from: timeOf(fields['start'], now, until - HOURS * 3_600_000),
    until,
    ahead: aheadOf(textOr(fields['timezone'], '+0000')),
    queries,
    levels: [...levels, ...thresholds],
    marks: listOf(annotations['vertical']).flatMap((one) => {
      const mark = fieldsOf(one);
      const at = Date.parse(textOr(mark['value'], ''));
      return Number.isNaN(at) ? [] : [{ at, label: textOr(mark['label'], '') }];
    }),
  };
}

/** Rows are `[namespace, name, dimension, value, …, {options}]`; `.` repeats the row above, `...` all that is left of it. */
function queriesOf(rows: readonly unknown[], widget: Fields): readonly cw.MetricDataQuery[] {
  let above: readonly string[] = [];
  return rows.map((row, index): cw.MetricDataQuery => {
    const all = listOf(row);
    const options = fieldsOf(all.find((part) => typeof part === 'object'));
    const words = all.filter((part): part is string => typeof part === 'string');
    const id = textOr(options['id'], `m${index + 1}`);
    const label = typeof options['label'] === 'string' ? { Label: options['label'] } : {};
    const ReturnData = options['visible'] !== false;
    if (typeof options['expression'] === 'string') {
      return { Id: id, Expression: options['expression'], ...label, ReturnData };
    }
    above = repeated(words, above);
    const [Namespace, MetricName, ...pairs] = above;
    const Dimensions = pairs.flatMap((Name, at) => (at % 2 === 0 ? [{ Name, Value: pairs[at + 1] }] : []));
    return {
      Id: id,
      ...label,
      MetricStat: {
        Metric: { Namespace, MetricName, Dimensions },
        Period: numberOr(options['period'], numberOr(widget['period'], 300)),
        Stat: textOr(options['stat'], textOr(widget['stat'], 'Average')),
      },
      ReturnData,
    };
  });
}

function repeated(words: readonly string[], above: readonly string[]): readonly string[] {
  if (words[0] === '...') {
    const own = words.slice(1);
    return [...above.slice(0, above.length - own.length), ...own];
  }
  return words.map((word, index) => (word === '.' ? (above[index] ?? word) : word));
}

function queriesOfAlarm({ definition }: Alarm): readonly cw.MetricDataQuery[] {
  if (definition.Metrics !== undefined) return definition.Metrics;
  const { Namespace, MetricName, Dimensions, Period, Statistic, ExtendedStatistic } = definition;
  if (MetricName === undefined) return [];
  const Stat = Statistic ?? ExtendedStatistic ?? 'Average';
  return [
    { Id: 'm1', MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: Period ?? 60, Stat } },
  ];
}

/** Of `+0530`; CloudWatch refuses what is written otherwise. */
function aheadOf(timezone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2})([0-5]\d)$/.exec(timezone) ?? [];
  if (sign === undefined) throw new Error('timezone is not +hhmm or -hhmm');
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
