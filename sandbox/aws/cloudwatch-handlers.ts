import * as cw from '@aws-sdk/client-cloudwatch';
import type { Alarm, Alarms } from './alarms.ts';
import { arn, type Place } from './ids.ts';
import { type MetricId, type MetricStore, statisticOf } from './metrics.ts';
import { offsetOf, pageOf } from './paging.ts';
import type { Handlers } from './wire/handlers.ts';

function invalid(message: string): never {
  throw new cw.InvalidParameterValueException({ message, $metadata: {} });
}

function metricOf(
  namespace: string | undefined,
  name: string | undefined,
  dimensions: readonly cw.Dimension[] | undefined,
): MetricId {
  const pairs = (dimensions ?? []).map((pair) => [pair.Name ?? '', pair.Value ?? '']);
  return { namespace: namespace ?? '', name: name ?? '', dimensions: Object.fromEntries(pairs) };
}

function offset(token: string | undefined): number {
  const found = offsetOf(token);
  if (found === null) throw new cw.InvalidNextToken({ message: 'Invalid token', $metadata: {} });
  return found;
}

export function describeAlarm(alarm: Alarm): cw.MetricAlarm {
  const { definition } = alarm;
  const { Tags: _tags, ...fields } = definition;
  return {
    ...fields,
    AlarmArn: alarm.arn,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
    ActionsEnabled: definition.ActionsEnabled ?? true,
    OKActions: definition.OKActions ?? [],
    AlarmActions: definition.AlarmActions ?? [],
    InsufficientDataActions: definition.InsufficientDataActions ?? [],
    Dimensions: definition.Dimensions ?? [],
    StateValue: alarm.state,
    StateReason: alarm.reason,
    ...(alarm.reasonData === null ? {} : { StateReasonData: alarm.reasonData }),
    StateUpdatedTimestamp: new Date(alarm.changedAt),
    StateTransitionedTimestamp: new Date(alarm.changedAt),
  };
}

export function cloudwatchHandlers(place: Place, alarms: Alarms, metrics: MetricStore) {
  return {
    PutMetricAlarm(input) {
      if (input.Metrics !== undefined) invalid('The sandbox has no metric math alarms.');
      if (input.MetricName === undefined || input.Namespace === undefined) {
        throw new cw.MissingRequiredParameterException({
          message: 'MetricName and Namespace are required.',
          $metadata: {},
        });
      }
      alarms.put(arn(place, 'cloudwatch', `alarm:${input.AlarmName}`), input);
      return {};
    },

    DeleteAlarms(input) {
      for (const name of input.AlarmNames ?? []) alarms.remove(name);
      return {};
    },

    DescribeAlarms(input) {
      if (input.AlarmNames !== undefined && input.AlarmNamePrefix !== undefined) {
        throw new cw.InvalidParameterCombinationException({
          message: 'AlarmNames and AlarmNamePrefix cannot be specified together.',
          $metadata: {},
        });
      }
      const wanted = input.AlarmTypes === undefined || input.AlarmTypes.includes('MetricAlarm');
      const names = input.AlarmNames === undefined ? null : new Set(input.AlarmNames);
      const found = [...alarms.all.values()]
        .filter((alarm) => wanted && (names === null || names.has(alarm.name)))
        .filter((alarm) => alarm.name.startsWith(input.AlarmNamePrefix ?? ''))
        .filter((alarm) => input.StateValue === undefined || alarm.state === input.StateValue)
        .filter((alarm) => {
          const prefix = input.ActionPrefix;
          const actions = [...(alarm.definition.AlarmActions ?? []), ...(alarm.definition.OKActions ?? [])];
          return prefix === undefined || actions.some((action) => action.startsWith(prefix));
        })
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      const page = pageOf(found, offset(input.NextToken), input.MaxRecords ?? 50);
      return { MetricAlarms: page.items.map(describeAlarm), CompositeAlarms: [], NextToken: page.next };
    },

    DescribeAlarmsForMetric(input) {
      const wanted = JSON.stringify(metricOf(input.Namespace, input.MetricName, input.Dimensions));
      const found = [...alarms.all.values()].filter(({ definition }) => {
        const metric = metricOf(definition.Namespace, definition.MetricName, definition.Dimensions);
        return JSON.stringify(metric) === wanted;
      });
      return { MetricAlarms: found.map(describeAlarm) };
    },

    SetAlarmState(input) {
      const alarm = alarms.all.get(input.AlarmName ?? '');
      if (alarm === undefined) {
        throw new cw.ResourceNotFound({ message: `${input.AlarmName} is not found`, $metadata: {} });
      }
      const state = input.StateValue;
      if (state !== 'OK' && state !== 'ALARM' && state !== 'INSUFFICIENT_DATA') invalid('StateValue');
      alarms.set(alarm, state, input.StateReason ?? '', input.StateReasonData);
      return {};
    },

    DescribeAlarmHistory(input) {
      const from = input.StartDate?.getTime() ?? 0;
      const until = input.EndDate?.getTime() ?? Number.POSITIVE_INFINITY;
      const found = alarms.history
        .filter((item) => input.AlarmName === undefined || item.alarm === input.AlarmName)
        .filter((item) => input.HistoryItemType === undefined || item.type === input.HistoryItemType)
        .filter((item) => item.at >= from && item.at <= until);
      const ordered = input.ScanBy === 'TimestampAscending' ? [...found].reverse() : found;
      const page = pageOf(ordered, offset(input.NextToken), input.MaxRecords ?? 100);
      return {
        AlarmHistoryItems: page.items.map((item) => ({
          AlarmName: item.alarm,
          AlarmType: 'MetricAlarm' as const,
          Timestamp: new Date(item.at),
          HistoryItemType: item.type,
          HistorySummary: item.summary,
          HistoryData: item.data,
        })),
        NextToken: page.next,
      };
    },

    PutMetricData(input) {
      for (const datum of input.MetricData ?? []) {
        const metric = metricOf(input.Namespace, datum.MetricName, datum.Dimensions);
        const at = datum.Timestamp?.getTime() ?? Date.now();
        for (const value of datum.Values ?? []) metrics.record(metric, value, at);
        if (datum.Value !== undefined) metrics.record(metric, datum.Value, at);
        if (datum.StatisticValues?.Sum !== undefined) metrics.record(metric, datum.StatisticValues.Sum, at);
      }
      return {};
    },

    GetMetricData(input) {
      const from = input.StartTime!.getTime();
      const until = input.EndTime!.getTime();
      const results = (input.MetricDataQueries ?? []).map((query): cw.MetricDataResult => {
        if (query.MetricStat === undefined) invalid('The sandbox evaluates no metric expressions.');
        const { Metric: metric, Period: period = 60, Stat: statistic = 'Average' } = query.MetricStat;
        const id = metricOf(metric?.Namespace, metric?.MetricName, metric?.Dimensions);
        const points = bucketed(metrics, id, from, until, period, statistic);
        if (input.ScanBy !== 'TimestampAscending') points.reverse();
        return {
          Id: query.Id,
          Label: query.Label ?? metric?.MetricName,
          Timestamps: points.map((point) => new Date(point.at)),
          Values: points.map((point) => point.value),
          StatusCode: 'Complete',
        };
      });
      const shown = (input.MetricDataQueries ?? []).map((query) => query.ReturnData ?? true);
      return { MetricDataResults: results.filter((_result, index) => shown[index]), Messages: [] };
    },

    GetMetricStatistics(input) {
      const id = metricOf(input.Namespace, input.MetricName, input.Dimensions);
      const period = input.Period ?? 60;
      const byTime = new Map<number, cw.Datapoint>();
      for (const statistic of input.Statistics ?? []) {
        const points = bucketed(
          metrics,
          id,
          input.StartTime!.getTime(),
          input.EndTime!.getTime(),
          period,
          statistic,
        );
        for (const point of points) {
          const known = byTime.get(point.at) ?? { Timestamp: new Date(point.at) };
          byTime.set(point.at, { ...known, [statistic]: point.value });
        }
      }
      return { Label: input.MetricName, Datapoints: [...byTime.values()] };
    },

    ListMetrics(input) {
      const found = metrics
        .list()
        .filter((metric) => input.Namespace === undefined || metric.namespace === input.Namespace)
        .filter((metric) => input.MetricName === undefined || metric.name === input.MetricName)
        .filter((metric) =>
          (input.Dimensions ?? []).every(
            (wanted) =>
              metric.dimensions[wanted.Name ?? ''] !== undefined &&
              (wanted.Value === undefined || metric.dimensions[wanted.Name ?? ''] === wanted.Value),
          ),
        );
      const page = pageOf(found, offset(input.NextToken), 500);
      return {
        Metrics: page.items.map((metric) => ({
          Namespace: metric.namespace,
          MetricName: metric.name,
          Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
        })),
        NextToken: page.next,
      };
    },
  } satisfies Handlers<typeof cw>;
}

interface Point {
  readonly at: number;
  readonly value: number;
}

/** One point for each period that has samples, at the period's start, oldest first. `period` in seconds. */
function bucketed(
  metrics: MetricStore,
  metric: MetricId,
  from: number,
  until: number,
  period: number,
  statistic: string,
): Point[] {
  const width = period * 1000;
  const start = Math.floor(from / width) * width;
  const points: Point[] = [];
  for (let at = start; at < until; at += width) {
    const value = statisticOf(metrics.samples(metric, at - 1, at + width - 1), statistic);
    if (value !== null) points.push({ at, value });
  }
  return points;
}
