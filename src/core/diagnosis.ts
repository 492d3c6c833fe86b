/** What the evidence comes to. The functions that decide are in `core/verdicts.ts`. */
import type { Sentence } from './sentence.ts';

export interface MatchedEvidence {
  readonly source: string;
  /** The text that matched, redacted and cut. */
  readonly text: string;
  /** How many times it was seen. */
  readonly count: number;
  readonly at: number | null;
  /** Name of the computed fact, where it is one; `text` then holds its details. */
  readonly fact?: string;
}

export interface Verdict {
  readonly entry: string;
  /** 0..1. */
  readonly confidence: number;
  readonly evidence: readonly MatchedEvidence[];
  /** True when a stronger cause explains it. */
  readonly symptomOf: string | null;
  /** Which case of the entry it is, where a pattern tells. */
  readonly case?: string;
}

export interface Diagnosis {
  readonly verdicts: readonly Verdict[];
  readonly ruledOut: readonly { readonly entry: string; readonly why: Sentence }[];
  readonly advice: readonly Sentence[];
  /** True only when going back would help and there is a proven revision to go back to. */
  readonly offerRollback: boolean;
}
