/** The picture of `metrics`, with what happened at that time as upright lines. */
import type { Chart } from './chart.ts';
import { deploymentMarks } from './chart.ts';
import type { Environment } from './environment.ts';
import type { Incident } from './incident.ts';
import type { MetricLine } from './metric-topics.ts';
import type { ServiceDeploymentView } from './ports/ecs.ts';
import type { MetricWish } from './ports/evidence.ts';
import type { Window } from './time-window.ts';

export interface Mark {
  readonly at: number;
  readonly of: 'deployment' | 'incident';
  readonly label: string;
}

/** More upright lines than these hide what they stand beside. */
const MOST_MARKS = 8;

/** Oldest first. */
export function marksOf(
  deployments: readonly ServiceDeploymentView[],
  incidents: readonly Incident[],
  { from, until }: Window,
): readonly Mark[] {
  const opened = incidents
    .filter(({ openedAt }) => openedAt >= from && openedAt <= until)
    .map(({ openedAt, id }): Mark => ({ at: openedAt, of: 'incident', label: id }));
  const deployed = deploymentMarks(deployments, from, until).map(
    (mark): Mark => ({ ...mark, of: 'deployment' }),
  );
  return [...opened, ...deployed].sort((one, other) => one.at - other.at).slice(-MOST_MARKS);
}

/** A line with the place where its values come from. */
export interface DrawnLine {
  readonly line: MetricLine;
  readonly wish: MetricWish;
  /** Seconds. */
  readonly period: number;
}

/** Null when nothing of it is drawn. */
export function metricsChart(
  { name }: Environment,
  topic: string,
  lines: readonly DrawnLine[],
  marks: readonly Mark[],
  window: Window,
  ahead: number,
): Chart | null {
  const drawn = lines.filter(({ line }) => line.axis !== null);
  if (drawn.length === 0) return null;
  return {
    title: `${name}: ${topic}`,
    queries: drawn.map(({ line, wish, period }, at) => ({
      id: `m${at + 1}`,
      expression: null,
      label: `${wish.name} ${wish.statistic}`,
      metric: wish,
      period,
      account: null,
      shown: true,
      ...(line.axis === 'right' ? { axis: 'right' as const } : {}),
    })),
    threshold: null,
    marks: marks.map(({ at, label }) => ({ at, label })),
    ...window,
    ahead,
  };
}
