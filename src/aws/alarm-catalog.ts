/** All alarms of an environment, and what became of them. */
import { type AlarmHistoryItem, DescribeAlarmHistoryCommand } from '@aws-sdk/client-cloudwatch';
import { field, fieldsOf, parseFields, textField } from '../core/json-fields.ts';
import type { AlarmCatalog, AlarmChange, AlarmDetail } from '../core/ports/alarms.ts';
import { countOr, list, listOrEmpty, textOrNull, timeOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { describeAlarms, type Found, ofEnvironment } from './describe-alarms.ts';
import { pages } from './pages.ts';

const MOST_PAGES = 10;
const BOTH = ['MetricAlarm' as const, 'CompositeAlarm' as const];

export function createAlarmCatalog(clients: Clients, caller: Caller): AlarmCatalog {
  return {
    async all(environment) {
      const found = await describeAlarms(clients, caller, environment, {});
      return ofEnvironment(found, environment).map(detailOf);
    },
    async changes(environment, { name, since, limit }) {
      const { cloudwatch } = clients.of(environment.region);
      let more = false;
      const items = await pages(
        (NextToken) =>
          caller.read(
            'cloudwatch:DescribeAlarmHistory',
            (options) =>
              cloudwatch.send(
                new DescribeAlarmHistoryCommand({
                  ...(name === undefined ? {} : { AlarmName: name }),
                  AlarmTypes: BOTH,
                  HistoryItemType: 'StateUpdate',
                  StartDate: new Date(since),
                  ScanBy: 'TimestampDescending',
                  MaxRecords: 100,
                  NextToken,
                }),
                options,
              ),
            (answer) => {
              more = (answer.NextToken ?? '') !== '';
              return { items: list(answer.AlarmHistoryItems, 'AlarmHistoryItems'), next: answer.NextToken };
            },
          ),
        MOST_PAGES,
        (read) => read.length >= limit,
      );
      const changes = items.map(changeOf).filter((change) => change !== null);
      return { changes: changes.slice(0, limit), partial: more || changes.length > limit };
    },
  };
}

function detailOf({ view, metric, composite }: Found): AlarmDetail {
  const queries = listOrEmpty(metric?.Metrics);
  const band = textOrNull(metric?.ThresholdMetricId);
  const line = queries.find((each) => each.Id !== band && each.MetricStat !== undefined);
  const plain =
    metric?.MetricName === undefined
      ? band === null
        ? undefined
        : line?.MetricStat?.Metric
      : { Namespace: metric.Namespace, MetricName: metric.MetricName, Dimensions: metric.Dimensions };
  return {
    ...view,
    kind:
      metric === null
        ? 'composite'
        : band !== null
          ? 'anomaly'
          : queries.length > 0
            ? 'expression'
            : 'metric',
    metric:
      plain === undefined
        ? null
        : {
            namespace: plain.Namespace ?? '',
            name: plain.MetricName ?? '',
            dimensions: Object.fromEntries(
              listOrEmpty(plain.Dimensions).map((pair) => [pair.Name ?? '', pair.Value ?? '']),
            ),
            statistic: textOrNull(metric?.Statistic ?? metric?.ExtendedStatistic),
          },
    threshold: countOr(metric?.Threshold, null),
    comparison: textOrNull(metric?.ComparisonOperator),
    period: countOr(metric?.Period, null),
    evaluationPeriods: countOr(metric?.EvaluationPeriods, null),
    datapointsToAlarm: countOr(metric?.DatapointsToAlarm, null),
    actionsEnabled: (metric ?? composite)?.ActionsEnabled !== false,
  };
}

/** `HistoryData` is JSON in a text; its states are read from there, not from the English summary. */
function changeOf(item: AlarmHistoryItem): AlarmChange | null {
  const at = timeOrNull(item.Timestamp);
  const alarm = textOrNull(item.AlarmName);
  if (at === null || alarm === null) return null;
  const data = parseFields(item.HistoryData ?? '');
  const state = (name: string) => fieldsOf(field(data, name));
  return {
    alarm,
    at,
    from: textField(state('oldState'), 'stateValue'),
    to: textField(state('newState'), 'stateValue'),
    reason: textField(state('newState'), 'stateReason'),
  };
}
