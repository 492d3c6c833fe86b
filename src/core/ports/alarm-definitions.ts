/** Alarms by what they are, not by how they stand, and where an environment can be watched. All methods throw a Problem. */
import type { Environment } from '../environment.ts';

/** Every setting of a plain metric alarm. Writing one replaces it whole, so that none may be left out. */
export interface AlarmDefinition {
  readonly name: string;
  readonly description: string | null;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** A statistic of CloudWatch, or a percentile such as p95. */
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: string;
  readonly threshold: number;
  /** TreatMissingData. */
  readonly missing: string;
  readonly unit: string | null;
  /** EvaluateLowSampleCountPercentile. */
  readonly lowSamples: string | null;
  readonly actionsEnabled: boolean;
  readonly alarmActions: readonly string[];
  readonly okActions: readonly string[];
  readonly noDataActions: readonly string[];
}

export interface KnownAlarm {
  readonly name: string;
  /** Null for a composite, math or anomaly alarm, and for one with settings that this bot does not know. */
  readonly definition: AlarmDefinition | null;
}

export interface AlarmDefinitionReader {
  /** Every alarm of the environment's region. */
  all(environment: Environment): Promise<readonly KnownAlarm[]>;
}

export interface MonitoredPlaces {
  /** The service's target groups with their load balancers, as dimensions hold them: `app/…` and `targetgroup/…`. */
  readonly balancers: readonly { readonly loadBalancer: string; readonly targetGroup: string }[];
  /** Nodes of the cache: its own id, or the members of its replication group. */
  readonly cacheNodes: readonly string[];
}

export interface MonitoredReader {
  balancers(environment: Environment): Promise<MonitoredPlaces['balancers']>;
  cacheNodes(environment: Environment): Promise<readonly string[]>;
}

/** Each sends exactly one request. A lost reply throws Problem `ambiguous`. */
export interface AlarmDefinitionWriter {
  /** PutMetricAlarm: creates the alarm or replaces its settings; its history and its state stay. */
  putAlarm(environment: Environment, definition: AlarmDefinition): Promise<void>;
  /** DeleteAlarms with this one name. */
  deleteAlarm(environment: Environment, name: string): Promise<void>;
}
