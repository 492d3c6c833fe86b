/** The text of an alarm's notification, with the fields that CloudWatch sends since 2026. */
import type * as cw from '@aws-sdk/client-cloudwatch';
import type { Alarm, AlarmState } from './alarms.ts';
import { awsTime } from './aws-time.ts';

/** Only the region of this world needs its display name. */
const REGION_NAME = 'US East (N. Virginia)';

const OPERATORS: Readonly<Record<string, string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

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
    Trigger: triggerOf(definition),
  });
}

function triggerOf(definition: cw.PutMetricAlarmCommandInput): object {
  return {
    MetricName: definition.MetricName,
    Namespace: definition.Namespace,
    ...(definition.ExtendedStatistic === undefined
      ? { StatisticType: 'Statistic', Statistic: (definition.Statistic ?? 'Average').toUpperCase() }
      : { StatisticType: 'ExtendedStatistic', ExtendedStatistic: definition.ExtendedStatistic }),
    Unit: definition.Unit ?? null,
    Dimensions: (definition.Dimensions ?? []).map((pair) => ({ value: pair.Value, name: pair.Name })),
    Period: definition.Period ?? 60,
    EvaluationPeriods: definition.EvaluationPeriods ?? 1,
    ...(definition.DatapointsToAlarm === undefined
      ? {}
      : { DatapointsToAlarm: definition.DatapointsToAlarm }),
    ComparisonOperator: definition.ComparisonOperator,
    Threshold: definition.Threshold,
    TreatMissingData: definition.TreatMissingData ?? 'missing',
    EvaluateLowSampleCountPercentile: definition.EvaluateLowSampleCountPercentile ?? '',
  };
}

interface Point {
  readonly at: number;
  readonly value: number;
}

/** CloudWatch's sentence about why a state was taken. */
export function datapointText(
  definition: cw.PutMetricAlarmCommandInput,
  points: readonly Point[],
  breaching: number,
  missing: number,
  state: AlarmState,
): string {
  const count = definition.EvaluationPeriods ?? 1;
  const needed = definition.DatapointsToAlarm ?? count;
  const treat = definition.TreatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
  if (points.length === 0) {
    const periods = `${count} period${count === 1 ? '' : 's'}`;
    const what = `${missing} missing datapoint${missing === 1 ? ' was' : 's were'}`;
    return `Threshold Crossed: no datapoints were received for ${periods} and ${what} treated as [${treat}].`;
  }
  const shown = points.map((point) => `${decimal(point.value)} (${shortTime(point.at)})`).join(', ');
  const operator = OPERATORS[definition.ComparisonOperator ?? ''] ?? 'compared with';
  const threshold = decimal(definition.Threshold ?? 0);
  if (state === 'ALARM') {
    const out = `${breaching} out of the last ${count} datapoints`;
    const least = `minimum ${needed} datapoint${needed === 1 ? '' : 's'} for OK -> ALARM transition`;
    return `Threshold Crossed: ${out} [${shown}] was ${operator} the threshold (${threshold}) (${least}).`;
  }
  const were = points.length === 1 ? '1 datapoint' : `${points.length} datapoints`;
  return `Threshold Crossed: ${were} [${shown}] ${points.length === 1 ? 'was' : 'were'} not ${operator} the threshold (${threshold}).`;
}

/** Whole numbers are written with `.0`. */
function decimal(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `24/11/26 08:44:00`, UTC. */
function shortTime(ms: number): string {
  const [date = '', time = ''] = new Date(ms).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}
