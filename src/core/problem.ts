import type { Sentence } from './sentence.ts';

/**
 * Why something did not work, in the terms the flows decide by:
 * `refused` the asker can mend it · `not-found` · `not-permitted` AWS or Slack denied it · `throttled` ·
 * `unreachable` no answer was had and nothing was changed · `ambiguous` a change was sent and no answer
 * came: it may have happened · `odd-answer` an answer that cannot be trusted · `store-down`.
 */
export type ProblemKind =
  | 'refused'
  | 'not-found'
  | 'not-permitted'
  | 'throttled'
  | 'unreachable'
  | 'ambiguous'
  | 'odd-answer'
  | 'store-down';

/** A failure with two sentences: `sentence` for the person, `message` for the log. Never holds a secret. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  readonly sentence: Sentence;

  constructor(kind: ProblemKind, sentence: Sentence, log: string, options?: { cause?: unknown }) {
    super(log, options);
    this.kind = kind;
    this.sentence = sentence;
  }
}

export function isProblem(error: unknown, kind?: ProblemKind): error is Problem {
  return error instanceof Problem && (kind === undefined || error.kind === kind);
}
