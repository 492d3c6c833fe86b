/** How long what is remembered is kept once it is over. Operations, votes, the audit trail and reviews stay for ever. */

/**
 * `handled` notifications that became an incident · `quarantined` those that could not be read · `notes` that were said
 * in Slack · `log-cards` log lines that somebody shared or followed · `cards` of operations and incidents, of which only
 * the place in Slack is kept · `incidents` that are resolved, with evidence and signals · `stopped-tasks` that ECS told
 * of · `silences` that are over · `unheard` last words of alarms that made no incident · `openings` that nothing waits
 * for any more · `glass-offers` that nobody confirmed.
 */
export type Forgettable =
  | 'handled'
  | 'quarantined'
  | 'notes'
  | 'log-cards'
  | 'cards'
  | 'incidents'
  | 'stopped-tasks'
  | 'silences'
  | 'unheard'
  | 'openings'
  | 'glass-offers';

export const DAY_MS = 24 * 60 * 60_000;

/** Days. A queue keeps a message for at most 14, so what comes twice is still known. Source: Amazon SQS quotas. */
export const KEPT_DAYS: Readonly<Record<Forgettable, number>> = {
  handled: 30,
  quarantined: 90,
  notes: 90,
  'log-cards': 7,
  cards: 400,
  incidents: 400,
  'stopped-tasks': 90,
  silences: 90,
  unheard: 90,
  openings: 90,
  'glass-offers': 90,
};

/** Days that a picture stays in Slack, counted from its upload; that of an incident which is open stays longer. */
export const PICTURE_DAYS = 90;
