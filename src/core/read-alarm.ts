/** A CloudWatch alarm as its SNS action sends it: over one metric, an expression, a band, or other alarms. */
import type { AlarmState, CompositeChild, MetricAlarm } from './alarm.ts';
import { datapointsIn, restsOnMissingData } from './alarm-reason.ts';
import { type Fields, field, fieldsOf, listField, numberField, textField } from './json-fields.ts';
import { accountOf, type DeliveredMessage, regionOf, shortText, timeOf } from './message-parts.ts';
import { queriesIn } from './metric-query.ts';
import { metricOf } from './read-metric.ts';

const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** CloudWatch's own limits are 255 and 1,023 characters; a forged message may hold more. */
export const LONGEST_NAME = 255;
export const LONGEST_TEXT = 2_000;
const LONGEST_ARN = 400;
/** Source: CloudWatch user guide, "Create a composite alarm": at most 100 children, rules of 10,240 characters. */
const LONGEST_RULE = 10_240;
const MOST_CHILDREN = 100;

/** Null when it is no alarm. */
export function readAlarm(fields: Fields | null, delivered: DeliveredMessage): MetricAlarm | null {
  const name = shortText(fields, 'AlarmName', LONGEST_NAME);
  const state = stateOf(field(fields, 'NewStateValue'));
  if (name === null || state === null) return null;
  const arn = shortText(fields, 'AlarmArn', LONGEST_ARN);
  const trigger = fieldsOf(field(fields, 'Trigger'));
  const reason = shortText(fields, 'NewStateReason', LONGEST_TEXT) ?? '';
  const datapoints = datapointsIn(reason);
  const okActions = listField(fields, 'OKActions');
  const queries = queriesIn(trigger);
  const rule = shortText(fields, 'AlarmRule', LONGEST_RULE);
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
    changedAt: timeOf(textField(fields, 'StateChangeTime'), delivered.publishedAt),
    metric: metricOf(trigger),
    threshold: numberField(trigger, 'Threshold'),
    comparison: textField(trigger, 'ComparisonOperator'),
    period: numberField(trigger, 'Period'),
    evaluationPeriods: numberField(trigger, 'EvaluationPeriods'),
    datapointsToAlarm: numberField(trigger, 'DatapointsToAlarm'),
    datapoints,
    fromMissingData: restsOnMissingData(reason, datapoints),
    tellsOk: okActions === null ? null : okActions.length > 0,
    ...(queries.length === 0 ? {} : { queries }),
    ...(rule === null
      ? {}
      : {
          composite: {
            rule,
            children: childrenOf(listField(fields, 'TriggeringChildren'), delivered.publishedAt),
          },
        }),
  };
}

export function stateOf(value: unknown): AlarmState | null {
  return STATES.find((state) => state === value) ?? null;
}

/** Documented as a list of names, sent as a list of objects; both are taken. */
function childrenOf(list: readonly unknown[] | null, publishedAt: number): readonly CompositeChild[] {
  return (list ?? []).slice(0, MOST_CHILDREN).flatMap((each) => {
    const child = fieldsOf(each);
    const arn = typeof each === 'string' ? each.slice(0, LONGEST_ARN) : shortText(child, 'Arn', LONGEST_ARN);
    if (arn === null || !arn.startsWith('arn:')) return [];
    const state = fieldsOf(field(child, 'State'));
    const at = textField(state, 'Timestamp');
    return [
      {
        arn,
        name: alarmNameOf(arn),
        state: stateOf(field(state, 'Value')),
        at: at === null ? null : timeOf(at, publishedAt),
      },
    ];
  });
}

/** `arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME`, where the name may hold colons. */
export function alarmNameOf(arn: string): string {
  return arn.split(':').slice(6).join(':') || arn;
}
