/** The troubleshooting guide as data: entries people read, and the patterns by which evidence points at them. */
import type { Locale } from './member.ts';

/** Where a pattern looks: task stop reasons and codes, log lines, service events, rollout reasons, or computed facts. */
export type PatternSource =
  | 'log'
  | 'stop-reason'
  | 'stop-code'
  | 'event'
  | 'rollout-reason'
  | 'container-reason'
  | 'fact';

export interface Pattern {
  readonly id: string;
  readonly source: PatternSource;
  /** Regular expression source, matched case-insensitively against the whole text; for `fact`, the fact's name. */
  readonly match: string;
  /** 0..1: how strongly one hit speaks for the entry. */
  readonly weight: number;
}

export interface GuideEntry {
  /** The contract between alarms, evidence and fixes, for example `architecture-mismatch`. */
  readonly id: string;
  readonly title: string;
  /** Prose of the entry, Markdown lines as written. */
  readonly cause: string;
  /** The steps in order; a step may quote a command of this bot or an `aws` line. */
  readonly steps: readonly string[];
  readonly patterns: readonly Pattern[];
  /** Position in "cause before symptom": smaller wins when several entries score. */
  readonly precedence: number;
  /** Whether going back to the previous revision can cure it. */
  readonly rollbackHelps: 'yes' | 'no' | 'if-it-began-with-the-change';
}

export type Guide = Readonly<Record<Locale, readonly GuideEntry[]>>;
