/** Sentences with their values; see `core/sentence.ts`. */
export type OperationSentences = Record<never, never>;
