import type { Code, Mention, Nothing, Sentence, Span } from '../sentence.ts';

/** What `images` and `revisions` answer. */
export interface ListingSentences {
  'images.title': { repository: string; environment: string };
  'images.summary': { environment: string; count: number; running: string | null };
  'images.none': { repository: string };
  'images.item': { tags: readonly Code[]; digest: Code; age: Span | null; platforms: string | null };
  'images.running': { item: Sentence };
  'images.archived': { item: Sentence };
  'images.next': { command: Code };
  'images.running-unread': { why: Sentence };
  'images.platforms-unread': { count: number };

  'revisions.title': { environment: string };
  'revisions.summary': { environment: string; count: number; current: string | null };
  'revisions.history-unread': { why: Sentence };
  'revisions.current-unread': { why: Sentence };
  'revisions.digest-unread': { why: Sentence };
  'revisions.people-unread': { why: Sentence };
  'revisions.none': { environment: string };
  'revisions.item': {
    revision: Code;
    outcome: Sentence;
    digest: Code | null;
    age: Span | null;
    by: Mention | null;
  };
  'revisions.current': { item: Sentence };
  'revisions.next': { command: Code };
  'revisions.outcome.succeeded': Nothing;
  'revisions.outcome.rolled-back': Nothing;
  'revisions.outcome.stopped': Nothing;
  'revisions.outcome.running': Nothing;
  'revisions.outcome.other': { status: string };
}
