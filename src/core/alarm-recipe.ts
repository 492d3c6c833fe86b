/** An alarm as a recipe: what it watches, and when it fires. */
import type { Bilingual } from './sentence.ts';

export type Watched = 'service' | 'load-balancer' | 'target-group' | 'database' | 'cache';

export interface AlarmRecipe {
  readonly id: string;
  readonly watches: Watched;
  readonly namespace: string;
  readonly metric: string;
  /** Average, Minimum, Maximum, Sum, SampleCount, or a percentile such as p95. */
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  /** CloudWatch's ComparisonOperator. */
  readonly comparison: string;
  /** In the metric's own unit. */
  readonly threshold: number;
  /** missing, breaching, notBreaching, ignore. */
  readonly missing: string;
  readonly why: Bilingual;
}
