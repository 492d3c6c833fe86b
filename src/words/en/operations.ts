import type { OperationSentences } from '../../core/sentences/operations.ts';
import type { Part } from '../words.ts';

export const operations: Part<OperationSentences> = {};
