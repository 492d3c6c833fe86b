import type { ProblemSentences } from '../../core/sentences/problems.ts';
import type { Part } from '../words.ts';

export const problems: Part<ProblemSentences> = {};
