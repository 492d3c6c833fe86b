/** What an incident's card gains later: its chart, and whether a fix has helped. */
import type { Code, Moment, Nothing, Sentence } from '../sentence.ts';

export interface AfterSentences {
  /** The whole chart in words, for whoever cannot see it. */
  'after.chart': {
    alarm: string;
    title: Sentence;
    threshold: string | null;
    deployments: readonly string[];
    at: Moment;
  };
  'after.verified': { operation: Code; alarm: Sentence; targets: Sentence; at: Moment };
  'after.not-verified': { operation: Code; alarm: Sentence; targets: Sentence; at: Moment };
  'after.alarm.state': { state: string };
  'after.alarm.none': Nothing;
  'after.alarm.gone': Nothing;
  'after.alarm.unread': { why: Sentence };
  'after.targets.healthy': { healthy: number; total: number };
  'after.targets.running': { running: number; desired: number };
  'after.targets.unread': { why: Sentence };
}
