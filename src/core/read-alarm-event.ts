/** A CloudWatch alarm as EventBridge tells of it: the same change in another spelling. */
import type { MetricAlarm } from './alarm.ts';
import { datapointsIn, restsOnMissingData } from './alarm-reason.ts';
import {
  type Fields,
  field,
  fieldsOf,
  listField,
  numberField,
  parseFields,
  textField,
} from './json-fields.ts';
import { type DeliveredMessage, shortText, timeOf } from './message-parts.ts';
import { queriesIn } from './metric-query.ts';
import { LONGEST_NAME, LONGEST_TEXT, stateOf } from './read-alarm.ts';
import type { AwsEvent } from './read-event.ts';
import { metricOf } from './read-metric.ts';

const LONGEST_RULE = 10_240;

/** Null when the detail is not one of an alarm. Nothing is said there about actions, so `tellsOk` is unknown. */
export function readAlarmEvent(event: AwsEvent, delivered: DeliveredMessage): MetricAlarm | null {
  const { detail } = event;
  const name = shortText(detail, 'alarmName', LONGEST_NAME);
  const now = fieldsOf(field(detail, 'state'));
  const state = stateOf(field(now, 'value'));
  if (name === null || state === null) return null;
  const configuration = fieldsOf(field(detail, 'configuration'));
  const data = parseFields(textField(now, 'reasonData') ?? '');
  const trigger = triggerOf(configuration);
  const reason = shortText(now, 'reason', LONGEST_TEXT) ?? '';
  const datapoints = datapointsIn(reason);
  const rule = shortText(configuration, 'alarmRule', LONGEST_RULE);
  const suppressedBy = shortText(now, 'actionsSuppressedBy', LONGEST_NAME);
  const queries = queriesIn(trigger);
  return {
    kind: 'metric-alarm',
    name,
    description: shortText(configuration, 'description', LONGEST_TEXT),
    arn: event.resources.find((arn) => arn.includes(':cloudwatch:')) ?? null,
    account: event.account,
    region: event.region,
    state,
    previousState: stateOf(field(fieldsOf(field(detail, 'previousState')), 'value')),
    reason,
    // The event's own time is in whole seconds; the same change through SNS bears milliseconds.
    changedAt: timeOf(textField(now, 'timestamp'), delivered.publishedAt),
    metric: metricOf(trigger),
    threshold: numberField(data, 'threshold'),
    comparison: null,
    period: numberField(data, 'period'),
    evaluationPeriods: null,
    datapointsToAlarm: null,
    datapoints,
    fromMissingData: restsOnMissingData(reason, datapoints),
    tellsOk: null,
    // A single metric comes as a list of one query.
    ...(queries.length < 2 ? {} : { queries }),
    ...(rule === null ? {} : { composite: { rule, children: [] } }),
    ...(suppressedBy === null ? {} : { suppressedBy }),
  };
}

/** The configuration with the capitals and the nesting of SNS, so that one reader reads both. */
function triggerOf(configuration: Fields | null): Fields {
  const metrics = (listField(configuration, 'metrics') ?? []).slice(0, 20).map((each) => {
    const query = fieldsOf(each);
    const stat = fieldsOf(field(query, 'metricStat'));
    const metric = fieldsOf(field(stat, 'metric'));
    return {
      Id: idOf(field(query, 'id')),
      Label: field(query, 'label'),
      Expression: field(query, 'expression'),
      ReturnData: field(query, 'returnData') ?? true,
      ...(stat === null
        ? {}
        : {
            MetricStat: {
              Metric: {
                Namespace: field(metric, 'namespace'),
                MetricName: field(metric, 'name'),
                Dimensions: pairsOf(field(metric, 'dimensions')),
              },
              Period: field(stat, 'period'),
              Stat: field(stat, 'stat'),
            },
          }),
    };
  });
  return { Metrics: metrics };
}

/** CloudWatch gives the query of a plain alarm a UUID, which is no id that an expression could name. */
function idOf(id: unknown): unknown {
  return typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? 'm1' : id;
}

function pairsOf(value: unknown): readonly object[] {
  return Object.entries(fieldsOf(value) ?? {}).map(([name, text]) => ({ name, value: text }));
}
