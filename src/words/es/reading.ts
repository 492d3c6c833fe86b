import type { ReadingSentences } from '../../core/sentences/reading.ts';
import type { Part } from '../words.ts';

export const reading: Part<ReadingSentences> = {};
