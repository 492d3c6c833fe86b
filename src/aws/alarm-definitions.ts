/** Metric alarms with all their settings: read whole, written whole, and deleted one at a time. */
import {
  DeleteAlarmsCommand,
  type MetricAlarm,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import type {
  AlarmDefinition,
  AlarmDefinitionReader,
  AlarmDefinitionWriter,
} from '../core/ports/alarm-definitions.ts';
import { countOr, listOrEmpty, textOrNull } from './answer.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { describeAlarms } from './describe-alarms.ts';

export function createAlarmDefinitionReader(clients: Clients, caller: Caller): AlarmDefinitionReader {
  return {
    async all(environment) {
      const found = await describeAlarms(clients, caller, environment, {});
      return found.map(({ view, metric }) => ({
        name: view.name,
        definition: metric === null ? null : definitionOf(view.name, metric),
      }));
    },
  };
}

export function createAlarmDefinitionWriter(clients: Clients, caller: Caller): AlarmDefinitionWriter {
  return {
    async putAlarm({ region }, definition) {
      const command = new PutMetricAlarmCommand(inputOf(definition));
      await caller.write(
        'cloudwatch:PutMetricAlarm',
        (options) => clients.of(region).cloudwatchOnce.send(command, options),
        () => undefined,
      );
    },
    async deleteAlarm({ region }, name) {
      const command = new DeleteAlarmsCommand({ AlarmNames: [name] });
      await caller.write(
        'cloudwatch:DeleteAlarms',
        (options) => clients.of(region).cloudwatchOnce.send(command, options),
        () => undefined,
      );
    },
  };
}

/** What DescribeAlarms tells of a plain alarm: its settings and its state. Source: MetricAlarm, API reference. */
const KNOWN: ReadonlySet<string> = new Set([
  'AlarmName',
  'AlarmArn',
  'AlarmDescription',
  'AlarmConfigurationUpdatedTimestamp',
  'ActionsEnabled',
  'OKActions',
  'AlarmActions',
  'InsufficientDataActions',
  'StateValue',
  'StateReason',
  'StateReasonData',
  'StateUpdatedTimestamp',
  'StateTransitionedTimestamp',
  'EvaluationState',
  'MetricName',
  'Namespace',
  'Statistic',
  'ExtendedStatistic',
  'Dimensions',
  'Period',
  'Unit',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'Threshold',
  'ComparisonOperator',
  'TreatMissingData',
  'EvaluateLowSampleCountPercentile',
  'Metrics',
]);

/** Null where a setting would be lost by writing the alarm back. */
function definitionOf(name: string, alarm: MetricAlarm): AlarmDefinition | null {
  const odd = Object.entries(alarm).some(([key, value]) => value !== undefined && !KNOWN.has(key));
  const metric = textOrNull(alarm.MetricName);
  const statistic = textOrNull(alarm.Statistic ?? alarm.ExtendedStatistic);
  const comparison = textOrNull(alarm.ComparisonOperator);
  const threshold = countOr(alarm.Threshold, null);
  const period = countOr(alarm.Period, null);
  const evaluationPeriods = countOr(alarm.EvaluationPeriods, null);
  if (odd || listOrEmpty(alarm.Metrics).length > 0 || metric === null || statistic === null) return null;
  if (comparison === null || threshold === null || period === null || evaluationPeriods === null) return null;
  return {
    name,
    description: textOrNull(alarm.AlarmDescription),
    namespace: alarm.Namespace ?? '',
    metric,
    dimensions: Object.fromEntries(
      listOrEmpty(alarm.Dimensions).map((pair) => [pair.Name ?? '', pair.Value ?? '']),
    ),
    statistic,
    period,
    evaluationPeriods,
    // AWS leaves both out where they were never set. Source: PutMetricAlarm, API reference.
    datapointsToAlarm: countOr(alarm.DatapointsToAlarm, evaluationPeriods),
    comparison,
    threshold,
    missing: textOrNull(alarm.TreatMissingData) ?? 'missing',
    unit: textOrNull(alarm.Unit),
    lowSamples: textOrNull(alarm.EvaluateLowSampleCountPercentile),
    actionsEnabled: alarm.ActionsEnabled !== false,
    alarmActions: listOrEmpty(alarm.AlarmActions),
    okActions: listOrEmpty(alarm.OKActions),
    noDataActions: listOrEmpty(alarm.InsufficientDataActions),
  };
}

function inputOf(definition: AlarmDefinition): PutMetricAlarmCommandInput {
  const { description, statistic, unit, lowSamples } = definition;
  return {
    AlarmName: definition.name,
    ...(description === null ? {} : { AlarmDescription: description }),
    Namespace: definition.namespace,
    MetricName: definition.metric,
    ...full(
      'Dimensions',
      Object.entries(definition.dimensions).map(([Name, Value]) => ({ Name, Value })),
    ),
    ...(/^[A-Z]/.test(statistic) && !/[\d(]/.test(statistic)
      ? { Statistic: statistic as NonNullable<PutMetricAlarmCommandInput['Statistic']> }
      : { ExtendedStatistic: statistic }),
    Period: definition.period,
    EvaluationPeriods: definition.evaluationPeriods,
    DatapointsToAlarm: definition.datapointsToAlarm,
    ComparisonOperator: definition.comparison as NonNullable<
      PutMetricAlarmCommandInput['ComparisonOperator']
    >,
    Threshold: definition.threshold,
    TreatMissingData: definition.missing,
    ...(unit === null ? {} : { Unit: unit as NonNullable<PutMetricAlarmCommandInput['Unit']> }),
    ...(lowSamples === null ? {} : { EvaluateLowSampleCountPercentile: lowSamples }),
    ActionsEnabled: definition.actionsEnabled,
    ...full('AlarmActions', definition.alarmActions),
    ...full('OKActions', definition.okActions),
    ...full('InsufficientDataActions', definition.noDataActions),
  };
}

/** An empty list is left out: the alarm is replaced whole, so what is not sent is not there afterwards. */
function full<Name extends string, Item>(
  name: Name,
  items: readonly Item[],
): { readonly [K in Name]?: Item[] } {
  return items.length === 0 ? {} : ({ [name]: [...items] } as { [K in Name]: Item[] });
}
