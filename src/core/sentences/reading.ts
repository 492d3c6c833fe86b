/** Sentences with their values; see `core/sentence.ts`. */
export type ReadingSentences = Record<never, never>;
