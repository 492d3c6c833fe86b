/** What an investigation reads beside ECS, the logs and the alarms. All methods throw a Problem. */
import type { Environment } from '../environment.ts';
import type { RevisionDiff } from '../revision-diff.ts';
import type { TaskView } from './ecs.ts';

/** A database or a cache as AWS describes it. */
export interface DependencyView {
  readonly id: string;
  /** AWS's own word, such as `available`, `stopped`, `rebooting`. */
  readonly status: string;
  readonly engine: string | null;
  /** Instance class or node type. */
  readonly size: string | null;
  readonly host: string | null;
  readonly port: number | null;
  /** Names of the settings that wait to be changed. */
  readonly pending: readonly string[];
  /** GiB of storage; null for a cache. */
  readonly storage: number | null;
}

export interface DependencyEvent {
  /** ms. */
  readonly at: number;
  readonly message: string;
}

export interface DependencyReader {
  /** Null when the environment names none. */
  state(environment: Environment): Promise<DependencyView | null>;
  /** Newest first, since `since` (ms). */
  events(environment: Environment, since: number): Promise<readonly DependencyEvent[]>;
}

export interface MetricWish {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Average, Maximum, Sum, p99, … */
  readonly statistic: string;
}

export interface MetricSeries extends Omit<MetricWish, 'dimensions'> {
  /** Start of the first value, ms. */
  readonly from: number;
  /** Seconds that each value stands for. */
  readonly period: number;
  /** Oldest first; null where CloudWatch has none. */
  readonly values: readonly (number | null)[];
}

export interface MetricReader {
  /** One series a wish, in the same order, at most 500 wishes. `period` in seconds, times in ms. */
  series(
    environment: Environment,
    wishes: readonly MetricWish[],
    window: { readonly from: number; readonly until: number; readonly period: number },
  ): Promise<readonly MetricSeries[]>;
}

export interface TargetGroupView {
  readonly arn: string;
  readonly port: number | null;
  readonly healthPath: string | null;
  /** HTTP codes that count as healthy, such as `200-299`. */
  readonly healthCodes: string | null;
  /** Seconds. */
  readonly healthTimeout: number | null;
  readonly healthInterval: number | null;
  readonly loadBalancers: readonly string[];
}

export interface TargetGroupReader {
  groups(environment: Environment, arns: readonly string[]): Promise<readonly TargetGroupView[]>;
}

export interface RevisionDiffReader {
  /** `from` and `to` are ARNs or `family:revision`. No value of a variable leaves the adapter. */
  between(environment: Environment, from: string, to: string): Promise<RevisionDiff>;
}

export interface ProbeAnswer {
  /** Null when no answer came; `failure` then says why, in the words of Node. */
  readonly status: number | null;
  /** Lower-case names. Of the answer's headers only those that CORS and redirects need. */
  readonly headers: Readonly<Record<string, string>>;
  readonly failure: string | null;
  /** ms. */
  readonly took: number;
}

/** Asks a configured address. Never throws, follows no redirects, and ends by itself within its time limit. */
export type Probe = (request: {
  readonly method: 'GET' | 'OPTIONS';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}) => Promise<ProbeAnswer>;

/** Stopped tasks of the environment that were told of since `since` (ms), also those that ECS has forgotten. */
export type StoppedTaskMemory = (environment: Environment, since: number) => Promise<readonly TaskView[]>;
