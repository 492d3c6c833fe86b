import type { Code, Mention, Moment, Nothing, Sentence, Span } from '../sentence.ts';

/** Who may decide, what is still needed, and the way around it in an emergency. */
export interface PolicySentences {
  'policy.refused.own-as': { other: Mention };
  'policy.refused.voted-as': { other: Mention; have: number; need: number; groups: readonly Mention[] };
  'policy.refused.group': { groups: readonly Mention[] };
  'policy.refused.nobody-group': { environment: string; groups: readonly Mention[] };
  'policy.dropped': { who: readonly Mention[] };
  'policy.remind': {
    who: readonly Mention[];
    by: Mention;
    what: Sentence;
    have: number;
    need: number;
    groups: readonly Mention[];
    expires: Moment;
  };
  'policy.told.approved': { id: Code; what: Sentence; by: readonly Mention[] };
  'policy.told.rejected': { id: Code; what: Sentence; by: Mention; reason: string | null };
  'policy.told.expired': { id: Code; what: Sentence };
  'policy.told.ended': { id: Code; what: Sentence; text: Sentence };

  'glass.refused.off': Nothing;
  'glass.refused.person': { who: readonly Mention[] };
  'glass.refused.reason': { least: number };
  'glass.refused.verb': Nothing;
  'glass.refused.late': { id: Code };
  'glass.refused.none': { id: Code };
  'glass.refused.other': { by: Mention };
  'glass.refused.lookup': { why: Sentence };
  'glass.refused.no-need': Nothing;
  'glass.ask': { line: Code };
  'glass.offer': { id: Code; what: Sentence; reason: string; skipped: readonly Mention[]; until: Moment };
  'glass.offer.typed': { line: Code };
  'glass.you': { id: Code; what: Sentence };
  'glass.note': {
    by: Mention;
    what: Sentence;
    id: Code;
    reason: string;
    skipped: readonly Mention[];
  };
  'glass.card': { by: Mention; reason: string };
  'glass.card.open': Nothing;
  'glass.card.reviewed': { by: Mention; at: Moment };
  'glass.review.own': Nothing;
  'glass.review.rights': { who: readonly Mention[] };
  'glass.review.already': { by: Mention };
  'glass.review.none': { id: string };
  'glass.review.you': { id: Code };
  'glass.review.note': { by: Mention };
  'glass.remind': { by: Mention; what: Sentence; id: Code; age: Span };
  'glass.week': { count: number; open: number };
  'glass.modal.title': Nothing;
  'glass.modal.label': Nothing;
  'glass.modal.hint': Nothing;
  'glass.modal.next': Nothing;
  'glass.modal.close': Nothing;
  'glass.modal.sure': Nothing;
  'glass.modal.empty': Nothing;
  'button.break-glass': Nothing;
  'button.skip-approval': Nothing;
  'button.review': Nothing;
}
