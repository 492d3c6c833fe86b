/** Sentences with their values; see `core/sentence.ts`. */
import type { Code, Mention, Moment, Nothing, Sentence, Span } from '../sentence.ts';

export interface IncidentSentences {
  /** `metric` is `namespace/name`; `breaching` and `watched` are in `unit`. */
  'incidents.title.metric': {
    metric: string;
    value: string | null;
    sign: string;
    threshold: string;
    breaching: number | null;
    watched: number | null;
    unit: string;
  };
  'incidents.title.calm': { metric: string; value: string | null; sign: string; threshold: string };
  'incidents.title.alarm': { name: string };
  'incidents.title.unrecognised': { subject: string | null };
  'incidents.card.title': { mark: string; environment: string | null; title: Sentence };
  'incidents.summary': { mark: string; environment: string | null; title: Sentence; more: Sentence };
  'incidents.summary.investigating': Nothing;
  'incidents.summary.cause': { entry: Sentence };
  'incidents.summary.no-match': Nothing;
  'incidents.summary.resolved': { lasted: Span };
  'incidents.summary.nothing': Nothing;
  'incidents.label.alarm': Nothing;
  'incidents.label.incident': Nothing;
  'incidents.label.since': Nothing;
  'incidents.label.last-change': Nothing;
  'incidents.alarm-state': { name: Code; state: string };
  'incidents.state.open': { fired: number };
  'incidents.state.acknowledged': { by: Mention; at: Moment; fired: number };
  'incidents.state.resolved': { at: Moment; fired: number };
  'incidents.since': { at: Moment };
  'incidents.description': { text: string };
  'incidents.investigating': Nothing;
  'incidents.no-environment': { region: string };
  'incidents.not-recognised': Nothing;
  'incidents.cause': { entry: Sentence };
  'incidents.no-match': Nothing;
  'incidents.case': { title: Sentence; text: Sentence };
  'incidents.text': { es: readonly (string | Code)[]; en: readonly (string | Code)[] };
  'incidents.symptoms': { entries: readonly Sentence[] };
  'incidents.also': { entries: readonly Sentence[] };
  'incidents.ruled-out': { items: readonly Sentence[] };
  'incidents.ruled-out.item': { entries: readonly Sentence[]; why: Sentence };
  'incidents.not-checked': { items: readonly Sentence[] };
  'incidents.not-checked.item': { part: string; why: Sentence };
  'incidents.fact': { name: string; detail: string };
  'incidents.no-trace': { lines: number; tasks: number };
  'incidents.no-trace-in-tasks': { tasks: number };
  'incidents.rollback-helps': { revision: number; command: Code };
  'incidents.rollback-is-no-cure': Nothing;
  'incidents.already-rolling-back': Nothing;
  'incidents.already-back': { revision: number };
  'incidents.began-before': Nothing;
  'incidents.nothing-proven': Nothing;
  'incidents.no-change-known': Nothing;
  'incidents.changes-not-read': { why: Sentence };
  /** `before` is true when the trouble began before the change. */
  'incidents.last-change': {
    revision: number;
    at: Moment;
    by: Mention | null;
    from: Code | null;
    to: Code | null;
    gap: Span;
    before: string;
  };
  'incidents.guide.title': { entry: Sentence };
  'incidents.guide.step': {
    number: number;
    es: readonly (string | Code)[];
    en: readonly (string | Code)[];
    esLines: readonly Code[];
    enLines: readonly Code[];
  };
  'incidents.guide.more': { count: number; entry: Sentence; file: Code };
  'incidents.footer': { id: string; checked: Moment | null };
  /** `at` is when the alarm changed, `lasted` how long since the incident opened. */
  'incidents.note.opened': { alarm: Code; at: Moment; fired: number; lasted: Span };
  'incidents.note.reopened': { alarm: Code; at: Moment; fired: number; lasted: Span };
  'incidents.note.worsened': { alarm: Code; at: Moment; fired: number; lasted: Span };
  'incidents.note.resolved': { alarm: Code; at: Moment; fired: number; lasted: Span };
  'incidents.note.recovered-without-data': { alarm: Code; at: Moment; fired: number; lasted: Span };
  'incidents.note.no-data': { alarm: Code; at: Moment; fired: number; lasted: Span };
  'incidents.note.older': { alarm: Code; at: Moment; fired: number; lasted: Span };
  'incidents.note.acknowledged': { by: Mention };
  'incidents.note.recovered': { lasted: Span };
  'incidents.note.cause': { entry: Sentence };
  'incidents.acknowledged': { id: string };
  'incidents.acknowledged-before': { by: Mention; at: Moment };
  'incidents.acknowledge-ended': { id: string };
  'incidents.acknowledge-again': { id: string };
  'incidents.unknown': { id: string };
  'incidents.quarantined': { id: Code; topic: Code };
  'incidents.took-too-long': { after: Span };
  'incidents.not-readable': Nothing;
}
