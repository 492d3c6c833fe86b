/** What the chart of an incident shows: the alarm's own metric, its threshold, and the deployments of the last hours. */
import type { MetricAlarm } from './alarm.ts';
import { SIGNS } from './cards/alarm-title.ts';
import { revisionName } from './image-name.ts';
import type { MetricQuery } from './metric-query.ts';
import { metricValue } from './metric-value.ts';
import type { ServiceDeploymentView } from './ports/ecs.ts';

export interface Chart {
  readonly title: string;
  readonly queries: readonly MetricQuery[];
  /** Null where the bounds are a line of their own (anomaly detection), or not known. */
  readonly threshold: { readonly value: number; readonly label: string } | null;
  readonly marks: readonly { readonly at: number; readonly label: string }[];
  /** ms. */
  readonly from: number;
  readonly until: number;
  /** How far the clock of who looks at it is ahead of UTC, ms; times are in UTC when left out. */
  readonly ahead?: number;
}

/** How far back a chart looks, ms. */
export const CHART_MS = 3 * 60 * 60_000;
const MOST_MARKS = 5;

/** Null for an alarm without a metric of its own, such as a composite one. */
export function chartOf(
  alarm: MetricAlarm,
  deployments: readonly ServiceDeploymentView[],
  now: number,
): Chart | null {
  const queries = queriesOf(alarm);
  if (queries.length === 0) return null;
  const from = now - CHART_MS;
  return {
    title: alarm.name,
    queries,
    threshold: thresholdOf(alarm),
    marks: deploymentMarks(deployments, from, now).slice(0, MOST_MARKS),
    from,
    until: now,
  };
}

/** Those that began in this time, in their order. */
export function deploymentMarks(
  deployments: readonly ServiceDeploymentView[],
  from: number,
  until: number,
): Chart['marks'] {
  return deployments
    .map((each) => ({ at: each.startedAt ?? each.createdAt ?? 0, label: labelOf(each) }))
    .filter(({ at }) => at >= from && at <= until);
}

function queriesOf(alarm: MetricAlarm): readonly MetricQuery[] {
  const given = alarm.queries ?? [];
  if (given.length > 0) return given;
  const { metric, period } = alarm;
  if (metric === null) return [];
  return [{ id: 'm1', expression: null, label: null, metric, period, account: null, shown: true }];
}

function thresholdOf(alarm: MetricAlarm): Chart['threshold'] {
  const { threshold, comparison, metric } = alarm;
  const sign = SIGNS[comparison ?? ''];
  if (threshold === null || sign === undefined) return null;
  return { value: threshold, label: `${sign} ${metricValue(metric?.name ?? '', threshold)}` };
}

function labelOf({ targetRevision }: ServiceDeploymentView): string {
  return targetRevision === null ? 'deployment' : revisionName(targetRevision.taskDefinition);
}
