/** The metric of an alarm, in the spellings of SNS, of the API and of EventBridge. */
import type { AlarmMetric } from './alarm.ts';
import { type Fields, field, fieldsOf, listField, textField } from './json-fields.ts';
import { shortText } from './message-parts.ts';

const LONGEST_NAME = 255;
const MOST_DIMENSIONS = 30;

/** The metric of a simple alarm, or of an anomaly alarm the one that is not the band. An expression has none. */
export function metricOf(trigger: Fields | null): AlarmMetric | null {
  const simple = metricFields(trigger, statisticOf(trigger));
  if (simple !== null) return simple;
  const band = textField(trigger, 'ThresholdMetricId');
  for (const each of listField(trigger, 'Metrics') ?? []) {
    const query = fieldsOf(each);
    if (field(query, 'ReturnData') !== true || textField(query, 'Id') === band) continue;
    const stat = fieldsOf(field(query, 'MetricStat'));
    return metricFields(fieldsOf(field(stat, 'Metric')), textField(stat, 'Stat'));
  }
  return null;
}

function metricFields(fields: Fields | null, statistic: string | null): AlarmMetric | null {
  const name = shortText(fields, 'MetricName', LONGEST_NAME);
  const namespace = shortText(fields, 'Namespace', LONGEST_NAME);
  if (name === null || namespace === null) return null;
  return { name, namespace, statistic, dimensions: dimensionsOf(field(fields, 'Dimensions')) };
}

/** `AVERAGE` in notifications is `Average` everywhere else. */
function statisticOf(trigger: Fields | null): string | null {
  const extended = textField(trigger, 'ExtendedStatistic');
  if (extended !== null) return extended.slice(0, 40);
  const plain = textField(trigger, 'Statistic')?.slice(0, 40).toLowerCase() ?? null;
  const known = ['Average', 'Maximum', 'Minimum', 'Sum', 'SampleCount'];
  return known.find((name) => name.toLowerCase() === plain) ?? plain;
}

/** A list of `{name, value}` in SNS, of `{Name, Value}` in the API, and a map in EventBridge. */
function dimensionsOf(value: unknown): Readonly<Record<string, string>> {
  const pairs = Array.isArray(value)
    ? value.slice(0, MOST_DIMENSIONS).map((each) => {
        const pair = fieldsOf(each);
        return [
          textField(pair, 'name') ?? textField(pair, 'Name'),
          textField(pair, 'value') ?? textField(pair, 'Value'),
        ] as const;
      })
    : Object.entries(fieldsOf(value) ?? {}).slice(0, MOST_DIMENSIONS);
  const known: (readonly [string, string])[] = [];
  for (const [name, text] of pairs) {
    if (typeof name === 'string' && typeof text === 'string')
      known.push([name.slice(0, 255), text.slice(0, 1_024)]);
  }
  return Object.fromEntries(known);
}
