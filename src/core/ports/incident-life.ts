/** What is remembered of incidents beside themselves: their signals, silences, and tasks that have stopped. */
import type { MetricAlarm } from '../alarm.ts';
import type { ServiceEvent } from '../service-event.ts';
import type { Signal } from '../signal.ts';
import type { Silence } from '../silence.ts';
import type { TaskView } from './ecs.ts';

/** What a signal said last; null for a text. */
export type SignalContent = MetricAlarm | ServiceEvent | null;

export interface SignalRecords {
  /** Inside a transaction: waits until nobody else folds notifications, and keeps others waiting until it ends. */
  turn(): Promise<void>;
  /** Id of the newest incident of each of these, by fingerprint; one that was never heard of is not in it. */
  newest(fingerprints: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Keeps what made no incident, the newest of each signal: an older word may still come. */
  keepUnheard(
    said: readonly {
      readonly fingerprint: string;
      readonly changedAt: number;
      readonly content: Exclude<SignalContent, null>;
    }[],
  ): Promise<void>;
  unheard(fingerprints: readonly string[]): Promise<ReadonlyMap<string, Exclude<SignalContent, null>>>;
  /** In no order. */
  of(incident: string): Promise<readonly Signal[]>;
  content(incident: string, fingerprint: string): Promise<SignalContent>;
  /** What is known of them is replaced; where the content is null the one before stays. */
  put(
    incident: string,
    signals: readonly { readonly signal: Signal; readonly content: SignalContent }[],
  ): Promise<void>;
}

export interface SilenceRecords {
  /** Replaces the silence that each of them has. */
  set(fingerprints: readonly string[], silence: Silence): Promise<void>;
  /** Those that run by database time. */
  of(fingerprints: readonly string[]): Promise<ReadonlyMap<string, Silence>>;
}

export interface StoppedTaskRecords {
  /** The same task again replaces what is known of it. Keeps the newest few hundred of each environment. */
  keep(environment: string, task: TaskView): Promise<void>;
  /** Those that stopped at `from` (ms) or later, newest first. */
  since(environment: string, from: number, limit: number): Promise<readonly TaskView[]>;
}
