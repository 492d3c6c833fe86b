/** What `alarms` answers, and what its test says. */
import type { Code, Moment, Nothing, Sentence, Span } from '../sentence.ts';

export interface AlarmSentences {
  'alarms.none': { environment: string };
  'alarms.summary': { environment: string; open: number; count: number };
  'alarms.item': {
    name: Code;
    words: Sentence;
    since: Moment | null;
    /** How often it fired in the last day, when that was more than once. */
    fired: number | null;
    silent: Sentence | null;
  };
  'alarms.silent': Nothing;
  /** `metric` is `namespace/name`. */
  'alarms.quiet': { metric: string; value: string | null; sign: string; threshold: string };
  'alarms.anomaly': { metric: string };
  'alarms.no-data': Nothing;
  'alarms.composite': Nothing;
  'alarms.expression': Nothing;
  'alarms.unclear': Nothing;
  'alarms.more': { count: number };
  'alarms.hint': { command: Code };
  'alarms.history-unread': { why: Sentence };
  'alarms.history-none': { alarm: Code };
  'alarms.history-summary': { alarm: Code; fired: number; count: number };
  'alarms.history-item': { at: Moment; from: string; to: string; value: string | null; lasted: Span };
  'alarms.history-more': { shown: number };
  'alarms.unknown': { name: string; environment: string; near: readonly Code[] };
  'alarms.name-missing': Nothing;
  'alarms.unknown-form': { words: string };

  'change.test-alarm': { environment: string };
  'card.field.alarm': Nothing;
  'card.field.topic': Nothing;
  'card.test-running': Nothing;
  'incidents.title.test': Nothing;
  'incidents.test-body': Nothing;
  'check.topic.ok': { topic: Code };
  'check.test-alarm.ours': Nothing;
  'plan.no-topic': { region: string };
  'plan.topic-elsewhere': { region: string; topics: readonly Code[] };
  'outcome.test-arrived': { took: Span };
  'outcome.test-not-arrived': { after: Span };
  'outcome.test-not-posted': { after: Span };
  /** One stretch of the way. */
  'hop.cloudwatch': Nothing;
  'hop.arrived': { incident: Code; took: Span };
  'hop.not-arrived': { topic: Code };
  'hop.posted': Nothing;
  'hop.not-posted': Nothing;
}
