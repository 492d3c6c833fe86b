/** What can be computed from the evidence without reading prose. The guide's patterns name these facts. */
export type FactName =
  | 'platform-mismatch'
  | 'platform-matches'
  | 'no-running-tasks'
  | 'fewer-tasks-than-desired'
  | 'tasks-running'
  | 'service-is-up'
  | 'rollout-failed'
  | 'rolling-back'
  | 'exit-3'
  | 'exit-137'
  | 'exits-at-start'
  | 'targets-healthy'
  | 'all-targets-unhealthy'
  | 'target-answers-404'
  | 'target-redirects'
  | 'target-refuses-host'
  | 'target-answers-error'
  | 'target-wrong-code'
  | 'target-timeout'
  | 'target-failed'
  | 'no-targets'
  | 'health-check-unseen'
  | 'server-errors'
  | 'server-errors-outweigh'
  | 'validation-errors'
  | 'preflights-refused'
  | 'preflights-not-allowed'
  | 'bad-gateways'
  | 'cpu-full'
  | 'cpu-jumped'
  | 'memory-full'
  | 'memory-jumped'
  | 'requests-lost'
  | 'memory-leak'
  | 'load-rose'
  | 'database-down'
  | 'database-not-ready'
  | 'database-storage-full'
  | 'database-restarting'
  | 'database-cpu-full'
  | 'database-connections-lost'
  | 'cache-down'
  | 'cache-memory-full'
  | 'cache-cpu-full'
  | 'cors-probe-refused'
  | 'cors-probe-allowed'
  | 'health-probe-failed'
  | `alarm:${string}`;

export interface Fact {
  readonly name: FactName;
  /** Figures and names as AWS has them, for people to see. */
  readonly detail: string;
  readonly count: number;
  readonly at: number | null;
}

/** Something that is or is not, and was seen once. */
export function one(name: FactName, detail: string, at: number | null = null): Fact {
  return { name, detail, count: 1, at };
}
