/** What news about a signal means for its incident: every pair of how things stand and what is said now. */
import type { AlarmState } from './alarm.ts';
import type { IncidentReason } from './incident.ts';
import { isUnsettled, type News, type Signal } from './signal.ts';

/**
 * How the incident stands towards the signal when news comes: `none` there is no incident · `ended-long-ago` past
 * the reopen window · `ended` within it · `apart` it is open and the signal is not in it yet · `firing`, `no-data`,
 * `unproven` (an OK from missing data) and `calm` it is open and the signal stood so.
 */
export type Standing =
  | 'none'
  | 'ended-long-ago'
  | 'ended'
  | 'apart'
  | 'firing'
  | 'no-data'
  | 'unproven'
  | 'calm';

/** What is said; `UNPROVEN` is an OK that rests on missing data. */
type Said = AlarmState | 'UNPROVEN';

export const TRANSITIONS: Readonly<Record<Standing, Readonly<Record<Said, IncidentReason>>>> = {
  none: { ALARM: 'opened', OK: 'silent', UNPROVEN: 'silent', INSUFFICIENT_DATA: 'silent' },
  'ended-long-ago': { ALARM: 'opened', OK: 'silent', UNPROVEN: 'silent', INSUFFICIENT_DATA: 'silent' },
  ended: { ALARM: 'reopened', OK: 'unchanged', UNPROVEN: 'unchanged', INSUFFICIENT_DATA: 'unchanged' },
  apart: { ALARM: 'joined', OK: 'silent', UNPROVEN: 'silent', INSUFFICIENT_DATA: 'silent' },
  firing: {
    ALARM: 'unchanged',
    OK: 'resolved',
    UNPROVEN: 'recovered-without-data',
    INSUFFICIENT_DATA: 'no-data',
  },
  'no-data': {
    ALARM: 'worsened',
    OK: 'resolved',
    UNPROVEN: 'recovered-without-data',
    INSUFFICIENT_DATA: 'unchanged',
  },
  unproven: { ALARM: 'worsened', OK: 'resolved', UNPROVEN: 'unchanged', INSUFFICIENT_DATA: 'no-data' },
  calm: { ALARM: 'worsened', OK: 'unchanged', UNPROVEN: 'unchanged', INSUFFICIENT_DATA: 'unchanged' },
};

/** `others`: signals of the incident, this one apart, that keep it open. */
export function reasonFor(
  standing: Standing,
  known: Pick<Signal, 'changedAt' | 'state'> | null,
  news: Pick<News, 'changedAt' | 'state' | 'trusted'>,
  others: number,
): IncidentReason {
  // Arrival says nothing about order: SNS promises none.
  if (known !== null && news.changedAt < known.changedAt) return 'older';
  if (known !== null && news.changedAt === known.changedAt && news.state === known.state) return 'unchanged';
  const reason = TRANSITIONS[standing][news.state === 'OK' && !news.trusted ? 'UNPROVEN' : news.state];
  return reason === 'resolved' && others > 0 ? 'eased' : reason;
}

/** How a signal stands in an open incident. */
export function standingIn(known: Pick<Signal, 'state' | 'trusted'> | null): Standing {
  if (known === null) return 'apart';
  if (known.state === 'ALARM') return 'firing';
  if (known.state === 'INSUFFICIENT_DATA') return 'no-data';
  return isUnsettled(known) ? 'unproven' : 'calm';
}
