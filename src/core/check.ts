import type { Sentence } from './sentence.ts';

/** `not-checked` means that the answer could not be had: it is shown, and never read as fine. */
export type CheckLevel = 'ok' | 'warning' | 'stop' | 'not-checked';

export type CheckName =
  | 'service'
  | 'image'
  | 'architecture'
  | 'percent'
  | 'rollout'
  | 'circuit-breaker'
  | 'alarms'
  | 'tag'
  | 'count'
  | 'autoscaling'
  | 'fields'
  | 'revision'
  | 'target'
  | 'size'
  | 'containers'
  | 'cost'
  | 'variables'
  | 'policies'
  | 'suspension'
  | 'database'
  | 'cache'
  | 'class'
  | 'interruption'
  | 'pending'
  | 'snapshot'
  | 'settings'
  | 'host'
  | 'recipe'
  | 'gate'
  | 'order';

/** One thing that was looked at before a change, and what was found. */
export interface Check {
  readonly name: CheckName;
  readonly level: CheckLevel;
  readonly text: Sentence;
}

export function stops(checks: readonly Check[]): readonly Check[] {
  return checks.filter((check) => check.level === 'stop');
}
