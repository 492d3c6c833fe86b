import type { IncidentSentences } from '../../core/sentences/incidents.ts';
import type { Part } from '../words.ts';

export const incidents: Part<IncidentSentences> = {};
