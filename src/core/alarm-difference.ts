/** In what an alarm differs from its recipe, field by field. */
import type { AlarmDefinition } from './ports/alarm-definitions.ts';

export const DIFFERENCE_FIELDS = [
  'metric',
  'dimensions',
  'statistic',
  'period',
  'evaluation-periods',
  'datapoints',
  'comparison',
  'threshold',
  'missing',
  'actions',
  'alarm-action',
  'ok-action',
] as const;
export type DifferenceField = (typeof DIFFERENCE_FIELDS)[number];

export interface Difference {
  readonly field: DifferenceField;
  readonly from: string;
  readonly to: string;
}

export function differencesOf(
  before: AlarmDefinition,
  after: AlarmDefinition,
  topic: string,
): readonly Difference[] {
  const told = (actions: readonly string[]) => (actions.includes(topic) ? topicName(topic) : '–');
  const values = (one: AlarmDefinition): Readonly<Record<DifferenceField, string>> => ({
    metric: `${one.namespace}/${one.metric}`,
    dimensions: pairsText(one.dimensions),
    statistic: one.statistic,
    period: `${one.period} s`,
    'evaluation-periods': String(one.evaluationPeriods),
    datapoints: String(one.datapointsToAlarm),
    comparison: one.comparison,
    threshold: String(one.threshold),
    missing: one.missing,
    actions: one.actionsEnabled ? 'on' : 'off',
    'alarm-action': told(one.alarmActions),
    'ok-action': told(one.okActions),
  });
  const [from, to] = [values(before), values(after)];
  return DIFFERENCE_FIELDS.flatMap((field) =>
    from[field] === to[field] ? [] : [{ field, from: from[field], to: to[field] }],
  );
}

function topicName(arn: string): string {
  return arn.split(':').at(-1) ?? arn;
}

export function pairsText(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(' ');
}
