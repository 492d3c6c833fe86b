/** What the reading verbs answer: help, status, logs, history. */
import type { Code, Mention, Moment, Nothing, Sentence } from '../sentence.ts';

export interface ReadingSentences {
  'reading.too-slow': Nothing;
  'reading.not-read': { part: Sentence; why: Sentence };

  'reading.help-summary': { count: number };
  'reading.help-read': Nothing;
  'reading.help-both': Nothing;
  'reading.help-change': Nothing;
  'reading.help-decide': Nothing;
  'reading.help-line': { usage: Code; summary: Sentence };
  'reading.help-more': { example: Code };
  'reading.help-forms': { forms: readonly Code[] };
  'reading.help-example': { example: Code };
  'reading.help-approval': { where: readonly Sentence[] };
  'reading.help-no-approval': Nothing;
  'reading.approval-needed': { environment: string; people: number };

  'reading.status-title': { environment: string; service: string; region: string };
  'reading.status-summary': {
    environment: string;
    running: number;
    desired: number;
    image: string | null;
    alarms: number | null;
  };
  'reading.status-unread': { environment: string; why: Sentence };
  'reading.status-context': { at: Moment; store: string; version: string | null };
  'reading.part-service': Nothing;
  'reading.part-version': Nothing;
  'reading.part-tasks': Nothing;
  'reading.part-targets': Nothing;
  'reading.part-alarms': Nothing;
  'reading.part-scaling': Nothing;
  'reading.part-changes': Nothing;
  'reading.tasks': { running: number; desired: number; pending: number };
  'reading.version': { image: Code; digest: Code | null; revision: Code };
  'reading.version-revision': { revision: Code };
  'reading.rollout-none': Nothing;
  'reading.rollout-running': {
    running: number;
    desired: number;
    failed: number;
    since: Moment | null;
  };
  'reading.rollout-failed': { reason: string | null };
  'reading.targets': { healthy: number; total: number };
  'reading.targets-none': Nothing;
  'reading.target-reason': { count: number; state: string; reason: Sentence };
  'reading.target-timeout': Nothing;
  'reading.target-failed': Nothing;
  'reading.target-code': { description: string | null };
  'reading.target-registering': Nothing;
  'reading.target-draining': Nothing;
  'reading.target-unused': Nothing;
  'reading.target-other': { reason: string | null };
  'reading.alarms-none': Nothing;
  'reading.alarms-open': { count: number; names: readonly Code[] };
  'reading.scaling': { min: number; max: number; policies: number };
  'reading.scaling-suspended': { min: number; max: number };
  'reading.scaling-none': Nothing;
  'reading.last-change': { command: Code; who: Mention; at: Moment; state: Sentence };
  'reading.last-none': Nothing;
  'reading.waiting': { id: Code; command: Code; who: Mention; expires: Moment };

  'reading.history-title': { environment: string };
  'reading.history-summary': { environment: string; count: number };
  'reading.history-item': {
    at: Moment;
    command: Code;
    who: Mention;
    decided: readonly Mention[];
    state: Sentence;
    id: Code;
  };
  'reading.history-reason': { item: Sentence; reason: string };
  'reading.history-more': { count: number };
  'reading.history-none': { environment: string };
  'reading.history-none-matching': { environment: string };
}
