/** What `history` says beside the changes. */
import type { Code, Mention, Moment, Nothing, Sentence } from '../sentence.ts';

export interface HistorySentences {
  'history.acts': Nothing;
  'history.act': { at: Moment; who: Mention; act: string; subject: Code | null };
  'history.part.acts': Nothing;
  'history.part.file': Nothing;
  'history.file-hint': { command: Code };
  'history.file-title': { environment: string; count: number; chain: Sentence };
  'history.file-partial': { count: number };
  'history.chain-holds': { rows: number };
  'history.chain-broken': { row: number };
  'history.chain-unread': { why: Sentence };
}
