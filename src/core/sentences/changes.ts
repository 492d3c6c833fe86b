/** Sentences with their values; see `core/sentence.ts`. */
export type ChangeSentences = Record<never, never>;
