/** What `guide` answers; the guide's own text comes from its files. */
import type { Code, Nothing, Sentence } from '../sentence.ts';

export interface GuideSentences {
  'guide.list-title': Nothing;
  'guide.list-summary': { count: number };
  'guide.list-item': { title: Sentence; command: Code };
  'guide.list-hint': Nothing;
  'guide.several': { count: number };
  'guide.none': { words: string; entries: readonly Code[] };
  'guide.entry-summary': { entry: Sentence };
  'guide.cases': Nothing;
  'guide.more': { count: number; command: Code };
}
