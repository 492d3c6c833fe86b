/** The Markdown file that tells the story of an incident; markup of the file is part of the words. */
import type { Code, Mention, Nothing, Sentence, Span } from '../sentence.ts';

export interface PostMortemSentences {
  'post.file': { id: Code };
  'post.title': { title: Sentence; environment: string | null };
  'post.id': { id: Code };
  /** Times are written out: in UTC and, in brackets, by the person's own clock. */
  'post.began': { at: string };
  'post.ended': { at: string; lasted: Span };
  'post.not-over': Nothing;
  'post.fired': { fired: number };
  'post.alarm': { name: Code; reason: string };
  /** Every alarm and event that belonged to it; the first of them by name. */
  'post.signals': { count: number; names: readonly Code[] };
  'post.acknowledged': { by: Mention; at: string };
  'post.section.cause': Nothing;
  'post.section.ruled-out': Nothing;
  'post.section.done': Nothing;
  'post.section.timeline': Nothing;
  'post.section.unread': Nothing;
  'post.cause': { entry: Sentence; percent: number };
  'post.also': { entry: Sentence };
  'post.no-cause': Nothing;
  'post.not-investigated': Nothing;
  'post.last-change': {
    revision: number;
    at: string;
    by: Mention | null;
    from: Code | null;
    to: Code | null;
  };
  'post.ruled-out': { entry: Sentence; why: Sentence };
  'post.nothing-done': Nothing;
  'post.operation': {
    at: string;
    command: Code;
    by: Mention;
    decided: readonly Mention[];
    state: Sentence;
    id: Code;
  };
  'post.outcome': { text: Sentence };
  'post.verification': { text: Sentence };
  'post.table': Nothing;
  'post.table-local': { zone: string };
  'post.row': { utc: string; what: Sentence; by: Sentence };
  'post.row-local': { utc: string; local: string; what: Sentence; by: Sentence };
  'post.actor': { name: string };
  'post.person': { who: Mention };
  /** `event` is its name in the audit trail. */
  'post.event': { event: string; detail: Sentence | null };
  'post.code': { text: Code };
  'post.words': { text: string };
  'post.change': { revision: number };
  'post.stopped': { revision: Code; reason: string | null };
  'post.unread': { item: Sentence };
  'post.source': Nothing;
}
