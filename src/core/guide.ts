/** The troubleshooting guide as data: entries people read, and the patterns by which evidence points at them. */
import type { Locale } from './member.ts';

/** Where a pattern looks: task stop reasons and codes, log lines, events, rollout reasons, or computed facts. */
export type PatternSource =
  | 'log'
  | 'stop-reason'
  | 'stop-code'
  | 'event'
  | 'rollout-reason'
  | 'container-reason'
  | 'database-event'
  | 'cache-event'
  | 'fact';

export interface Pattern {
  readonly id: string;
  readonly source: PatternSource;
  /** Regular expression source, matched case-insensitively against the whole text; for `fact`, the fact's name. */
  readonly match: string;
  /** 0..1: how strongly one hit speaks for the entry. */
  readonly weight: number;
  /** The case of the entry that it points at. */
  readonly case?: string;
  /** Hits it takes before they count; 1 when absent. */
  readonly atLeast?: number;
  /** For log lines: only the last line of a stream counts, after which the process said nothing more. */
  readonly last?: boolean;
  /** Position in "cause before symptom" where it differs from the entry's. */
  readonly precedence?: number;
  /** For log lines: also lines that the logger marked as information, which otherwise convict nobody. */
  readonly calm?: boolean;
  /** For log lines: must, or must not, be found in the stack trace above the line, or in the line itself. */
  readonly context?: string;
  readonly notContext?: string;
  /** Facts that must all be there, or of which none may be, for the pattern to count. */
  readonly with?: readonly string[];
  readonly without?: readonly string[];
}

export type RollbackHelps =
  | 'yes'
  | 'no'
  | 'if-it-began-with-the-change'
  /** As before, and the change must have touched what `touchedBy` names. */
  | 'if-the-change-touched-it';

/** One way in which the trouble of an entry comes about, with its own first step. */
export interface GuideCase {
  readonly id: string;
  readonly title: string;
  /** Markdown as written: what it is and what to do first. */
  readonly text: string;
  /** Where they differ from the entry's. */
  readonly rollbackHelps?: RollbackHelps;
  readonly touchedBy?: string;
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
  readonly rollbackHelps: RollbackHelps;
  readonly cases?: readonly GuideCase[];
  /** Entries whose trouble brings this one along. */
  readonly symptomOf?: readonly string[];
  /** Facts that speak against the entry; see `core/fact.ts`. */
  readonly ruledOutBy?: readonly string[];
  /** Regular expression over what a change touched, such as `image` or `env:CORS_ORIGINS`; see `core/revision-diff.ts`. */
  readonly touchedBy?: string;
  /** Where metrics were read, one of these facts must tell that the change brought it. */
  readonly broughtBy?: readonly string[];
}

export type Guide = Readonly<Record<Locale, readonly GuideEntry[]>>;

/** What is wrong with a file of the guide, in English, for whoever edits it. `line` is null where none can be named. */
export interface GuideMistake {
  readonly file: 'es.md' | 'en.md' | 'patterns.yml';
  readonly line: number | null;
  readonly text: string;
}
