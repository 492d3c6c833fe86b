/** The Home tab. */
import type { Code, Link, Mention, Moment, Nothing, Sentence } from '../sentence.ts';

export interface HomeSentences {
  /** `waiting` things to decide, `incidents` that are open, `running` changes, `troubled` environments. */
  'home.title': { waiting: number; incidents: number; running: number; troubled: number };
  'home.part.waiting': Nothing;
  'home.part.running': Nothing;
  'home.part.mine': Nothing;
  'home.part.others': Nothing;
  'home.part.incidents': Nothing;
  'home.part.gates': Nothing;
  'home.part.environments': Nothing;
  'home.linked': { text: Sentence; link: Link | null };
  /** `lacking` approvals, and user groups of which nobody has approved. */
  'home.request': {
    id: Code;
    who: Mention;
    what: Sentence;
    lacking: number;
    groups: readonly Mention[];
    expires: Moment;
    risk: Sentence;
    reason: string | null;
  };
  'home.mine': { id: Code; what: Sentence; lacking: number; groups: readonly Mention[]; expires: Moment };
  'home.ended': { what: Sentence; state: Sentence; at: Moment };
  'home.running': { what: Sentence; progress: Sentence; by: readonly Mention[]; since: Moment };
  'home.progress': { running: number; desired: number };
  'home.environment': {
    environment: string;
    running: number;
    desired: number;
    image: Code | null;
    alarms: number | null;
  };
  'home.environment.unread': { environment: string; why: Sentence };
  'home.lock': {
    environment: string;
    by: Mention;
    reason: string;
    since: Moment;
    until: Moment | null;
    link: Link | null;
  };
  'home.rolled-back': { environment: string; by: Mention; since: Moment; revision: Code | null };
  'home.unread': { why: Sentence };
  'home.may-unknown': { why: Sentence };
  'home.more': { count: number; line: Code };
  'home.risk.low': Nothing;
  'home.risk.medium': Nothing;
  'home.risk.high': Nothing;
  'home.button.more': Nothing;
  'home.button.scale': Nothing;
  'home.button.logs': Nothing;
  'home.footer': { at: Moment; line: Code };
  /** For somebody who may see nothing here. */
  'home.closed': { why: Sentence };
  'home.answer.wait': Nothing;
  'home.answer.close': Nothing;
}
