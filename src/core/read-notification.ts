/** From what SNS delivered to what it says. The kind is told by the keys of the message, never by its subject. */
import type { AlarmMetric, AlarmState, MetricAlarm, NotificationContent } from './alarm.ts';
import { datapointsIn, restsOnMissingData } from './alarm-reason.ts';
import { cleanText, cut } from './clean-text.ts';
import type { Fields } from './json-fields.ts';
import { field, fieldsOf, listField, numberField, parseFields, textField } from './json-fields.ts';

export interface DeliveredMessage {
  readonly message: string;
  readonly subject: string | null;
  /** Topic ARN. */
  readonly topic: string;
  /** When SNS published it, ms. */
  readonly publishedAt: number;
}

const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** CloudWatch's own limits are 255 and 1,023 characters; a forged message may hold more. */
const LONGEST_NAME = 255;
const LONGEST_TEXT = 2_000;
const LONGEST_ARN = 400;

/** A state change that claims to come from later than this after publishing would shut out all that follow. */
const MOST_AHEAD_MS = 15 * 60_000;

/** Never throws and never gives nothing: what is not understood comes back as it was, marked so. */
export function readNotification(delivered: DeliveredMessage): NotificationContent {
  const fields = parseFields(delivered.message);
  return (
    readAlarm(fields, delivered) ?? {
      kind: 'unrecognised',
      subject: delivered.subject,
      text: delivered.message,
      at: delivered.publishedAt,
      topic: delivered.topic,
    }
  );
}

function readAlarm(fields: Fields | null, delivered: DeliveredMessage): MetricAlarm | null {
  const name = shortText(fields, 'AlarmName', LONGEST_NAME);
  const state = stateOf(field(fields, 'NewStateValue'));
  if (name === null || state === null) return null;
  const arn = shortText(fields, 'AlarmArn', LONGEST_ARN);
  const trigger = fieldsOf(field(fields, 'Trigger'));
  const reason = shortText(fields, 'NewStateReason', LONGEST_TEXT) ?? '';
  const datapoints = datapointsIn(reason);
  const okActions = listField(fields, 'OKActions');
  return {
    kind: 'metric-alarm',
    name,
    description: shortText(fields, 'AlarmDescription', LONGEST_TEXT),
    arn: arn?.startsWith('arn:') ? arn : null,
    account: accountOf(textField(fields, 'AWSAccountId')) ?? accountOf(arn?.split(':')[4] ?? null),
    region: regionOf(arn) ?? regionOf(delivered.topic) ?? 'unknown',
    state,
    previousState: stateOf(field(fields, 'OldStateValue')),
    reason,
    changedAt: changeTime(textField(fields, 'StateChangeTime'), delivered.publishedAt),
    metric: metricOf(trigger),
    threshold: numberField(trigger, 'Threshold'),
    comparison: textField(trigger, 'ComparisonOperator'),
    period: numberField(trigger, 'Period'),
    evaluationPeriods: numberField(trigger, 'EvaluationPeriods'),
    datapointsToAlarm: numberField(trigger, 'DatapointsToAlarm'),
    datapoints,
    fromMissingData: restsOnMissingData(reason, datapoints),
    tellsOk: okActions === null ? null : okActions.length > 0,
  };
}

function shortText(fields: Fields | null, name: string, most: number): string | null {
  const text = textField(fields, name);
  return text === null ? null : cut(cleanText(text.slice(0, most * 2)), most);
}

function stateOf(value: unknown): AlarmState | null {
  return STATES.find((state) => state === value) ?? null;
}

function accountOf(text: string | null): string | null {
  return text !== null && /^\d{12}$/.test(text) ? text : null;
}

/** `Region` in the message is a display name such as "US East (Ohio)"; the code stands in every ARN. */
function regionOf(arn: string | null): string | null {
  const region = arn?.split(':')[3] ?? '';
  return /^[a-z]{2}(?:-[a-z]{1,12}){1,3}-\d{1,2}$/.test(region) ? region : null;
}

/** `2024-01-01T00:00:00.000+0000`: an offset without a colon is no RFC 3339 date. Gives ms. */
function changeTime(text: string | null, publishedAt: number): number {
  const at = text === null ? Number.NaN : Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isFinite(at) && at > 0 && at <= publishedAt + MOST_AHEAD_MS ? at : publishedAt;
}

/** The metric of a simple alarm, or of an anomaly alarm the one that is not the band. An expression has none. */
function metricOf(trigger: Fields | null): AlarmMetric | null {
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
    ? value.slice(0, 30).map((each) => {
        const pair = fieldsOf(each);
        return [
          textField(pair, 'name') ?? textField(pair, 'Name'),
          textField(pair, 'value') ?? textField(pair, 'Value'),
        ] as const;
      })
    : Object.entries(fieldsOf(value) ?? {}).slice(0, 30);
  const known: (readonly [string, string])[] = [];
  for (const [name, text] of pairs) {
    if (typeof name === 'string' && typeof text === 'string')
      known.push([name.slice(0, 255), text.slice(0, 1_024)]);
  }
  return Object.fromEntries(known);
}
