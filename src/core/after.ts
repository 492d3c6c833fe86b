/** What an incident gains after it was investigated; its card shows it. */
import type { Sentence } from './sentence.ts';

/** The chart on the card. */
export interface IncidentChart {
  /** Slack's id of the uploaded picture. */
  readonly file: string;
  /** When it was drawn, ms. */
  readonly at: number;
  /** As written on its line, such as `> 80 %`. */
  readonly threshold: string | null;
  /** Deployments that are marked on it. */
  readonly marks: readonly string[];
}

/** Whether the trouble was over after a fix that was started from the card. */
export interface Verification {
  /** Operation id. */
  readonly operation: string;
  readonly verified: boolean;
  /** ms. */
  readonly at: number;
  /** What the alarm said, in words. */
  readonly alarm: Sentence;
  /** What the tasks said, in words. */
  readonly targets: Sentence;
}
