/** The text of an alarm's notification, with the fields that CloudWatch sends since 2026. */
import type * as cw from '@aws-sdk/client-cloudwatch';
import type { Alarm, AlarmState } from './alarms.ts';
import { awsTime } from './aws-time.ts';

/** Only the region of this world needs its display name. */
const REGION_NAME = 'US East (N. Virginia)';

/** At most 100 characters, as SNS demands. */
export function alarmSubject(alarm: Alarm): string {
  return `${alarm.state}: "${alarm.name}" in ${REGION_NAME}`.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 100);
}

export function alarmMessage(account: string, alarm: Alarm, old: AlarmState): string {
  const { definition } = alarm;
  return JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: definition.AlarmDescription ?? null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: awsTime(alarm.configuredAt),
    NewStateValue: alarm.state,
    NewStateReason: alarm.reason,
    StateChangeTime: awsTime(alarm.changedAt),
    Region: REGION_NAME,
    AlarmArn: alarm.arn,
    OldStateValue: old,
    OKActions: definition.OKActions ?? [],
    AlarmActions: definition.AlarmActions ?? [],
    InsufficientDataActions: definition.InsufficientDataActions ?? [],
    ActionExecutedAfterMuteWindow: false,
    ...(alarm.composite === null
      ? { Trigger: triggerOf(definition) }
      : { AlarmRule: alarm.composite.rule, TriggeringChildren: alarm.composite.triggering }),
  });
}

/** An expression has `Metrics` in place of one metric; an anomaly alarm has no threshold but the band's id. */
function triggerOf(definition: cw.PutMetricAlarmCommandInput): object {
  const evaluation = {
    Period: periodOf(definition),
    EvaluationPeriods: definition.EvaluationPeriods ?? 1,
    ...(definition.DatapointsToAlarm === undefined
      ? {}
      : { DatapointsToAlarm: definition.DatapointsToAlarm }),
    ComparisonOperator: definition.ComparisonOperator,
    ...(definition.ThresholdMetricId === undefined
      ? { Threshold: definition.Threshold }
      : { ThresholdMetricId: definition.ThresholdMetricId }),
    TreatMissingData: definition.TreatMissingData ?? 'missing',
    EvaluateLowSampleCountPercentile: definition.EvaluateLowSampleCountPercentile ?? '',
  };
  if (definition.Metrics !== undefined) return { ...evaluation, Metrics: definition.Metrics.map(queryOf) };
  return {
    MetricName: definition.MetricName,
    Namespace: definition.Namespace,
    ...(definition.ExtendedStatistic === undefined
      ? { StatisticType: 'Statistic', Statistic: (definition.Statistic ?? 'Average').toUpperCase() }
      : { StatisticType: 'ExtendedStatistic', ExtendedStatistic: definition.ExtendedStatistic }),
    Unit: definition.Unit ?? null,
    Dimensions: dimensionsOf(definition.Dimensions),
    ...evaluation,
  };
}

/** Seconds */
export function periodOf(definition: cw.PutMetricAlarmCommandInput): number {
  const periods =
    definition.Metrics?.flatMap((query) => query.MetricStat?.Period ?? query.Period ?? []) ?? [];
  return definition.Period ?? (periods.length === 0 ? 60 : Math.max(...periods));
}

function queryOf(query: cw.MetricDataQuery): object {
  const { MetricStat: stat } = query;
  return {
    ...(stat === undefined ? { Expression: query.Expression } : {}),
    Id: query.Id,
    ...(query.Label === undefined ? {} : { Label: query.Label }),
    ...(stat === undefined
      ? {}
      : {
          MetricStat: {
            Metric: {
              Dimensions: dimensionsOf(stat.Metric?.Dimensions),
              MetricName: stat.Metric?.MetricName,
              Namespace: stat.Metric?.Namespace,
            },
            Period: stat.Period,
            Stat: stat.Stat,
            ...(stat.Unit === undefined ? {} : { Unit: stat.Unit }),
          },
        }),
    ReturnData: query.ReturnData ?? true,
  };
}

/** Lower-case keys here, capitals in the API. */
function dimensionsOf(dimensions: readonly cw.Dimension[] | undefined): readonly object[] {
  return (dimensions ?? []).map((pair) => ({ value: pair.Value, name: pair.Name }));
}
