import type { Code, Link, Mention, Moment, Nothing, Sentence, Span } from '../sentence.ts';

/** What keeps a change from beginning: locks, freezes, and what waits for them to end. */
export interface GateSentences {
  'gate.lock': {
    environment: string;
    by: Mention;
    reason: string;
    since: Moment;
    age: Span;
    until: Moment | null;
    link: Link | null;
  };
  'gate.rolled-back': {
    environment: string;
    by: Mention;
    revision: Code | null;
    reason: string | null;
    since: Moment;
    age: Span;
  };
  'gate.freeze': { environment: string; names: readonly string[]; opens: Moment | null };
  'gate.freeze-by': {
    environment: string;
    by: Mention;
    reason: string;
    opens: Moment | null;
    link: Link | null;
  };
  'gate.not-open': { environment: string; opens: Moment | null };
  'gate.end.own': { line: Code };
  'gate.end.other': { by: Mention; line: Code };
  'gate.end.rolled-back': { line: Code };
  'gate.end.freeze': { by: Mention; line: Code };
  'gate.end.own-freeze': { line: Code };
  'gate.end.file': Nothing;
  'gate.wait': Nothing;
  'gate.passed': { what: Sentence };
  'gate.broken': { what: Sentence };
  'gate.stale': { why: Sentence };
  'gate.part': Nothing;
  'gate.next': { name: string; at: Moment };
  'gate.waiting': { who: Mention; line: Code; cancel: Code };
  'gate.none': { environment: string; line: Code };
  'plan.from-moving': { from: string };
  'plan.from-unknown': { from: string };
  'plan.from-itself': { from: string };
  'plan.image-and-from': Nothing;
  'plan.from-no-environment': { word: string; near: readonly Code[]; names: readonly Code[] };
  'check.promoted': { from: string; digest: Code };
  'check.promoted.unread': { from: string; digest: Code; why: Sentence };
  'check.not-promoted': { from: string; digest: Code };
  'moved.service': Nothing;
  'moved.task-definition': Nothing;
  'moved.desired-count': Nothing;
  'moved.image-digest': Nothing;
  'moved.autoscaling': Nothing;
  'moved.suspended': Nothing;
  'moved.target-cpu': Nothing;
  'moved.target-memory': Nothing;
  'moved.policy-cpu': Nothing;
  'moved.policy-memory': Nothing;
  'moved.policy-requests': Nothing;
  'moved.topic': Nothing;
  'moved.deployment': Nothing;
  'moved.rollout-over': Nothing;
  'card.stale-gate': { what: Sentence; environment: string };

  'lock.reason': { line: Code };
  'lock.length': { shortest: Span; longest: Span };
  'lock.no-time': { line: Code };
  'lock.until': { word: string; line: Code };
  'lock.until-past': { at: Moment };
  'lock.until-far': { longest: Span };
  'lock.taken': { environment: string; until: Moment | null; line: Code };
  'lock.held': { what: Sentence; line: Code };
  'lock.lost': { environment: string };
  'lock.none': { environment: string };
  'lock.ended': { environment: string };
  'lock.gone': Nothing;
  'lock.frozen': { environment: string; until: Moment; line: Code };
  'lock.thawed': { environment: string };
  'lock.not-frozen': { environment: string };
  'lock.in-file': { environment: string; names: readonly string[]; opens: Moment | null };
  'lock.after-rollback': { environment: string; line: Code };

  'note.locked': { who: Mention; environment: string; reason: string; until: Moment | null };
  'note.lock-taken': {
    who: Mention;
    environment: string;
    reason: string;
    until: Moment | null;
    from: Mention;
  };
  'note.unlocked': { who: Mention; environment: string; owners: readonly Mention[]; lasted: Span };
  'note.lock-over': { by: Mention; environment: string };
  'note.lock-nag': { by: Mention; environment: string; reason: string | null; age: Span; line: Code };
  'note.rollback-nag': { by: Mention; environment: string; age: Span; line: Code };
  'note.frozen': { who: Mention; environment: string; reason: string; until: Moment };
  'note.thawed': { who: Mention; environment: string; owner: Mention | null };
  'note.freeze-over': { environment: string };
  'note.waits': { who: Mention; line: Code; environment: string; opens: Moment };
  'note.opened': { who: Mention; line: Code; environment: string; answer: Sentence };
  'note.wait-cancelled': { who: Mention; line: Code; requester: Mention | null };

  'wait.taken': { line: Code; opens: Moment; cancel: Code };
  'wait.already': { id: Code; opens: Moment | null };
  'wait.open': { line: Code };
  'wait.never': Nothing;
  'wait.gone': Nothing;
  'wait.other': { requester: Mention };
  'wait.cancelled': { line: Code };
  'wait.cancel-rights': { requester: Mention };
  'wait.only-cancel': Nothing;

  'button.wait': Nothing;
  'button.unlock': Nothing;
  'confirm.unlock.title': Nothing;
  'confirm.unlock.text': { environment: string };
  'confirm.unlock.yes': Nothing;
  'confirm.unlock.no': Nothing;
}
