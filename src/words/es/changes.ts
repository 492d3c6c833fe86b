import type { ChangeSentences } from '../../core/sentences/changes.ts';
import type { Part } from '../words.ts';

export const changes: Part<ChangeSentences> = {};
