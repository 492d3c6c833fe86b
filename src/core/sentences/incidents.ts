/** Sentences with their values; see `core/sentence.ts`. */
export type IncidentSentences = Record<never, never>;
