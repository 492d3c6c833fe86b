import * as cw from '@aws-sdk/client-cloudwatch';
import { metricOf } from './alarm-judge.ts';
import type { Alarm, Alarms } from './alarms.ts';
import { alarmsIn } from './composite-rule.ts';
import { arn, type Place } from './ids.ts';
import { createSheet, type SeriesSource } from './metric-math.ts';
import { offsetOf, pageOf } from './paging.ts';
import { wireError } from './wire/errors.ts';
import type { Handlers } from './wire/handlers.ts';

/** Errors that the client package has no class for. */
function invalid(message: string): never {
  throw wireError('ValidationError', message);
}

function offset(token: string | undefined): number {
  const found = offsetOf(token);
  if (found === null) throw new cw.InvalidNextToken({ message: 'Invalid token', $metadata: {} });
  return found;
}

function missing(name: string | undefined): never {
  throw new cw.ResourceNotFound({ message: `${name} is not found`, $metadata: {} });
}

export function describeAlarm(alarm: Alarm): cw.MetricAlarm {
  const { definition } = alarm;
  const { Tags: _tags, ...fields } = definition;
  return {
    ...fields,
    ...sharedFields(alarm),
    ...(definition.Metrics === undefined ? { Dimensions: definition.Dimensions ?? [] } : {}),
  };
}

function describeComposite(alarm: Alarm): cw.CompositeAlarm {
  const { composite, definition } = alarm;
  const suppressor = composite?.suppressor ?? null;
  return {
    AlarmName: alarm.name,
    ...(definition.AlarmDescription === undefined ? {} : { AlarmDescription: definition.AlarmDescription }),
    ...sharedFields(alarm),
    AlarmRule: composite?.rule,
    ...(suppressor === null ? {} : { ActionsSuppressor: suppressor }),
    ...(alarm.suppressedBy === null
      ? {}
      : { ActionsSuppressedBy: 'Alarm' as const, ActionsSuppressedReason: alarm.suppressedBy }),
  };
}

function sharedFields(alarm: Alarm) {
  const { definition } = alarm;
  return {
    AlarmArn: alarm.arn,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
    ActionsEnabled: definition.ActionsEnabled ?? true,
    OKActions: definition.OKActions ?? [],
    AlarmActions: definition.AlarmActions ?? [],
    InsufficientDataActions: definition.InsufficientDataActions ?? [],
    StateValue: alarm.state,
    StateReason: alarm.reason,
    ...(alarm.reasonData === null ? {} : { StateReasonData: alarm.reasonData }),
    StateUpdatedTimestamp: new Date(alarm.changedAt),
    StateTransitionedTimestamp: new Date(alarm.changedAt),
  };
}

/** Tries the queries without data, so that a mistake is found when the alarm is made. */
function checkQueries(input: cw.PutMetricAlarmCommandInput, queries: readonly cw.MetricDataQuery[]): void {
  const shown = queries.filter((query) => query.ReturnData !== false && query.Id !== input.ThresholdMetricId);
  if (shown.length !== 1) invalid('Exactly one element of the metrics list should return data.');
  const empty: SeriesSource = { times: [], period: 60, read: () => new Map(), learn: () => [] };
  try {
    const sheet = createSheet(queries, empty);
    sheet.of(shown[0]?.Id ?? '');
    if (input.ThresholdMetricId !== undefined) sheet.of(input.ThresholdMetricId);
  } catch (thrown) {
    invalid(`Error in expression: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

export function alarmHandlers(place: Place, alarms: Alarms) {
  const arnOf = (name: string | undefined) => arn(place, 'cloudwatch', `alarm:${name}`);
  const named = (name: string | undefined) => alarms.all.get(name ?? '') ?? missing(name);

  /** Children or parents of an alarm; null when nobody asked. */
  function relatives(input: cw.DescribeAlarmsCommandInput): ReadonlySet<string> | null {
    const { ChildrenOfAlarmName: parent, ParentsOfAlarmName: child } = input;
    if (parent !== undefined) {
      const { composite } = named(parent);
      return new Set(composite === null ? [] : alarmsIn(composite.parsed));
    }
    if (child === undefined) return null;
    const parents = [...alarms.all.values()].filter(
      ({ composite }) => composite !== null && alarmsIn(composite.parsed).includes(child),
    );
    return new Set(parents.map((alarm) => alarm.name));
  }

  function switchActions(names: readonly string[] | undefined, ActionsEnabled: boolean): object {
    for (const name of names ?? []) {
      const alarm = alarms.all.get(name);
      if (alarm !== undefined) alarm.definition = { ...alarm.definition, ActionsEnabled };
    }
    return {};
  }

  return {
    PutMetricAlarm(input) {
      if (input.Metrics !== undefined) checkQueries(input, input.Metrics);
      else if (input.MetricName === undefined || input.Namespace === undefined) {
        throw new cw.MissingRequiredParameterException({
          message: 'MetricName and Namespace are required.',
          $metadata: {},
        });
      }
      // Lists that were not sent are told as empty ones.
      const lists = { AlarmActions: [], OKActions: [], InsufficientDataActions: [] };
      alarms.put(arnOf(input.AlarmName), { ...lists, ...input });
      return {};
    },

    PutCompositeAlarm(input) {
      try {
        alarms.putComposite(arnOf(input.AlarmName), input);
      } catch (thrown) {
        invalid(thrown instanceof Error ? thrown.message : String(thrown));
      }
      return {};
    },

    DeleteAlarms(input) {
      for (const name of input.AlarmNames ?? []) alarms.remove(name);
      return {};
    },

    EnableAlarmActions: (input) => switchActions(input.AlarmNames, true),
    DisableAlarmActions: (input) => switchActions(input.AlarmNames, false),

    DescribeAlarms(input) {
      if (input.AlarmNames !== undefined && input.AlarmNamePrefix !== undefined) {
        throw new cw.InvalidParameterCombinationException({
          message: 'AlarmNames and AlarmNamePrefix cannot be specified together.',
          $metadata: {},
        });
      }
      const family = relatives(input);
      // Without this parameter only metric alarms are given, even where there are composite ones.
      const types: readonly cw.AlarmType[] =
        input.AlarmTypes ?? (family === null ? ['MetricAlarm'] : ['MetricAlarm', 'CompositeAlarm']);
      const names = input.AlarmNames === undefined ? null : new Set(input.AlarmNames);
      const found = [...alarms.all.values()]
        .filter((alarm) => types.includes(alarm.composite === null ? 'MetricAlarm' : 'CompositeAlarm'))
        .filter((alarm) => names === null || names.has(alarm.name))
        .filter((alarm) => family === null || family.has(alarm.name))
        .filter((alarm) => alarm.name.startsWith(input.AlarmNamePrefix ?? ''))
        .filter((alarm) => input.StateValue === undefined || alarm.state === input.StateValue)
        .filter((alarm) => {
          const prefix = input.ActionPrefix;
          const actions = [...(alarm.definition.AlarmActions ?? []), ...(alarm.definition.OKActions ?? [])];
          return prefix === undefined || actions.some((action) => action.startsWith(prefix));
        })
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      const page = pageOf(found, offset(input.NextToken), input.MaxRecords ?? 50);
      return {
        MetricAlarms: page.items.filter((alarm) => alarm.composite === null).map(describeAlarm),
        CompositeAlarms: page.items.filter((alarm) => alarm.composite !== null).map(describeComposite),
        NextToken: page.next,
      };
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
      const alarm = named(input.AlarmName);
      const state = input.StateValue;
      if (state !== 'OK' && state !== 'ALARM' && state !== 'INSUFFICIENT_DATA') invalid('StateValue');
      if (input.StateReasonData !== undefined) {
        try {
          JSON.parse(input.StateReasonData);
        } catch {
          throw new cw.InvalidFormatFault({ message: 'StateReasonData must be valid JSON', $metadata: {} });
        }
      }
      alarms.set(alarm, state, input.StateReason ?? '', input.StateReasonData);
      return {};
    },

    DescribeAlarmHistory(input) {
      const from = input.StartDate?.getTime() ?? 0;
      const until = input.EndDate?.getTime() ?? Number.POSITIVE_INFINITY;
      const found = alarms.history
        .filter((item) => input.AlarmName === undefined || item.alarm === input.AlarmName)
        .filter((item) => (input.AlarmTypes ?? ['MetricAlarm']).includes(typeOf(item)))
        .filter((item) => input.HistoryItemType === undefined || item.type === input.HistoryItemType)
        .filter((item) => item.at >= from && item.at <= until);
      const ordered = input.ScanBy === 'TimestampAscending' ? [...found].reverse() : found;
      const page = pageOf(ordered, offset(input.NextToken), input.MaxRecords ?? 100);
      return {
        AlarmHistoryItems: page.items.map((item) => ({
          AlarmName: item.alarm,
          AlarmType: typeOf(item),
          Timestamp: new Date(item.at),
          HistoryItemType: item.type,
          HistorySummary: item.summary,
          HistoryData: item.data,
        })),
        NextToken: page.next,
      };
    },
  } satisfies Handlers<typeof cw>;
}

function typeOf({ isComposite }: { readonly isComposite: boolean }): 'MetricAlarm' | 'CompositeAlarm' {
  return isComposite ? 'CompositeAlarm' : 'MetricAlarm';
}
