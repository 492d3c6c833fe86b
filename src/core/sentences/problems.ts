/** Sentences with their values; see `core/sentence.ts`. */
export type ProblemSentences = Record<never, never>;
