/** Sentences with their values; see `core/sentence.ts`. */
export type GrammarSentences = Record<never, never>;
