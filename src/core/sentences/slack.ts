import type { Code, Nothing } from '../sentence.ts';

/** What the Slack adapter itself says; see `core/sentence.ts`. */
export interface SlackSentences {
  'slack.busy': Nothing;
  'slack.unsubscribed': { topic: Code };
  'slack.looking': Nothing;
  'slack.planning': Nothing;
  'slack.still-working': Nothing;
  'slack.outsider': Nothing;
  'slack.not-full-member': Nothing;
  'slack.person-unchecked': Nothing;
  'slack.unknown-button': Nothing;
  'slack.wrong-channel': Nothing;
  'slack.failed-with-id': { id: Code };
  'slack.cut-more': { count: number };
  'slack.plain-card': Nothing;
  'slack.picture-failed': Nothing;
  'slack.file-sent': { name: string };
  'slack.file-shown': { name: string };
  'slack.reject-title': Nothing;
  'slack.reject-label': Nothing;
  'slack.reject-hint': { most: number };
  'slack.reject-submit': Nothing;
  'slack.reject-close': Nothing;
  'slack.reason-empty': Nothing;
}
