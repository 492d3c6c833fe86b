import type { GrammarSentences } from '../../core/sentences/grammar.ts';
import type { Part } from '../words.ts';

export const grammar: Part<GrammarSentences> = {};
