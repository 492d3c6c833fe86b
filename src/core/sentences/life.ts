/** The life of an incident: what joins it, who takes it, silences, reminders, and its end by hand. */
import type { Code, Mention, Moment, Nothing, Sentence, Span } from '../sentence.ts';

export interface LifeSentences {
  /** `what` is AWS's own name: `SERVICE_DEPLOYMENT_FAILED`, `TASK_STOPPED`, `RDS-EVENT-0004`. */
  'life.title.event': { what: string; subject: string };
  'life.title.storm': { alarming: number; total: number };
  'life.label.event': Nothing;
  'life.event-state': { what: Code; at: Moment };
  'life.state.acknowledged': {
    by: Mention;
    at: Moment;
    note: string | null;
    until: Moment | null;
    fired: number;
  };
  'life.silenced': { by: Mention; until: Moment };
  'life.call': { people: readonly Mention[] };
  'life.composite': { children: readonly Code[]; more: number };
  'life.signals': { total: number; alarming: number };
  'life.storm': { total: number; alarming: number; notices: number };
  'life.signal': { name: Code; state: string; at: Moment; fired: number };
  'life.signals-more': { count: number };
  'life.note.held-back': { alarm: Code };
  'life.note.acknowledged': { by: Mention; note: string | null; until: Moment | null };
  'life.note.taken': { by: Mention; from: Mention | null };
  'life.note.handed-over': { by: Mention; to: Mention };
  'life.note.silenced': { by: Mention; until: Moment };
  'life.note.resolved': { by: Mention; note: string | null };
  'life.note.reopened': { by: Mention };
  'life.notice': { source: Code; text: string; event: string; at: Moment };
  'life.reminder': { people: readonly Mention[]; lasted: Span };
  'life.reminder-unread': { people: readonly Mention[]; lasted: Span };
  'life.acknowledge-over': { by: Mention; lasted: Span };
  'life.silence-over': { people: readonly Mention[]; alarm: Code };
  'life.silence-over-calm': { alarm: Code };
  'life.you.acknowledged': { id: Code; until: Moment };
  'life.you.taken': { id: Code; until: Moment };
  'life.you.handed-over': { id: Code; to: Mention };
  'life.you.silenced': { id: Code; until: Moment };
  'life.you.resolved': { id: Code };
  'life.you.reopened': { id: Code };
  'life.still-alarming': { id: Code; alarm: Code; line: Code };
  'life.ended-before': { id: Code; at: Moment };
  'life.open-before': { id: Code };
  'life.taken-before': { id: Code; by: Mention };
  'life.reopen-other': { id: Code; other: Code };
  'life.silence-longest': { most: Span };
  'life.silence-length': { line: Code };
  'life.again': { id: Code };
  'life.word-unknown': { word: string; line: Code };
  'life.list.title': { count: number };
  'life.list.none': Nothing;
  'life.list.item': { id: Code; title: Sentence; environment: string | null; state: Sentence; at: Moment };
  'life.list.ended': { at: Moment };
  'life.list.open': Nothing;
  'life.list.taken': { by: Mention };
  'life.list.silenced': { until: Moment };
  'life.list.recent': Nothing;
  'life.queue.set-aside': { id: Code };
  'life.configuration-differs': { for: Span };
}
