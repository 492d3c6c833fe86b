/** Into which incident a notification goes. Several things that break together are one incident, not many cards. */

import type { NotificationContent } from './alarm.ts';
import { SYMPTOMS_FROM } from './cause-rank.ts';
import type { Incident } from './incident.ts';
import { tellsDatabaseDown } from './service-event.ts';
import type { News } from './signal.ts';
import { STORM_FROM } from './signal-summary.ts';
import { isTestAlarm } from './test-alarm.ts';

export interface Known {
  /** The newest incident that has heard of this signal, in any state. */
  readonly own: Incident | null;
  /** All that are not resolved, newest first. */
  readonly open: readonly Incident[];
  /** An open incident that holds an alarm which this composite alarm rests on. */
  readonly ofChild: Incident | null;
}

export interface PlaceContext {
  /** ms, the store's time. */
  readonly now: number;
  /** How near in time things of one environment belong together, ms. */
  readonly groupMs: number;
  readonly reopenMs: number;
  readonly environment: string | null;
  readonly silenced: boolean;
}

/**
 * `own` it goes to the incident that knows it, or opens one · `joins` it goes to another's · `held-back` as `joins`,
 * because that incident explains it · `storm` it opens the card of a storm.
 */
export type Place =
  | { readonly place: 'own'; readonly incident: Incident | null }
  | { readonly place: 'joins' | 'held-back'; readonly incident: Incident }
  | { readonly place: 'storm' };

export function placeFor(
  content: NotificationContent,
  news: News,
  known: Known,
  context: PlaceContext,
): Place {
  const { own } = known;
  if (own !== null && own.state !== 'resolved') return { place: 'own', incident: own };
  if (news.state !== 'ALARM' || isTest(content)) return { place: 'own', incident: own };
  if (own !== null && canReopen(own, context)) return { place: 'own', incident: own };
  const related = known.ofChild ?? parentOf(news, known.open);
  if (related !== null) return { place: 'joins', incident: related };
  const near = known.open.filter(
    (incident) => incident.environment === context.environment && !isTestAlarmOf(incident),
  );
  return context.environment === null ? inStorm(near, news, context, own) : besides(near, news, context, own);
}

function besides(near: readonly Incident[], news: News, context: PlaceContext, own: Incident | null): Place {
  const together = near.find((incident) => isNear(incident, news, context.groupMs));
  if (together !== undefined) return { place: 'joins', incident: together };
  const cause = near.find((incident) => holdsBack(incident, news));
  return cause === undefined ? { place: 'own', incident: own } : { place: 'held-back', incident: cause };
}

/** What belongs to no environment has nothing in common but the moment; only a crowd of it is one card. */
function inStorm(near: readonly Incident[], news: News, context: PlaceContext, own: Incident | null): Place {
  const around = near.filter((incident) => isNear(incident, news, context.groupMs));
  const storm = around.find(({ signals }) => signals?.storm === true);
  if (storm !== undefined) return { place: 'joins', incident: storm };
  return around.length >= STORM_FROM ? { place: 'storm' } : { place: 'own', incident: own };
}

function canReopen(own: Incident, { now, reopenMs, silenced }: PlaceContext): boolean {
  return silenced || now - (own.resolvedAt ?? own.changedAt) <= reopenMs;
}

/** By AWS's clock, so that a backlog that arrives at once is not taken for one moment. */
function isNear(incident: Incident, news: News, groupMs: number): boolean {
  if (groupMs <= 0) return false;
  const first = incident.signals?.firstFiredAt ?? incident.openedAt;
  const last = incident.signals?.lastFiredAt ?? incident.openedAt;
  return news.changedAt >= first - groupMs && news.changedAt <= last + groupMs;
}

/** A database that takes no connections explains everything above it, however much later that shows. */
export function holdsBack(incident: Incident, news: Pick<News, 'rank'>): boolean {
  if (news.rank < SYMPTOMS_FROM) return false;
  if (incident.event != null && incident.alarmState === 'ALARM' && tellsDatabaseDown(incident.event))
    return true;
  return incident.diagnosis?.verdicts[0]?.entry === 'database-connection';
}

/** The open composite alarm that names this alarm among its own. */
function parentOf({ fingerprint }: News, open: readonly Incident[]): Incident | null {
  return (
    open.find(({ alarm }) => alarm?.composite?.children.some(({ arn }) => arn === fingerprint) === true) ??
    null
  );
}

function isTest(content: NotificationContent): boolean {
  return content.kind === 'metric-alarm' && isTestAlarm(content);
}

function isTestAlarmOf({ alarm }: Incident): boolean {
  return alarm !== null && isTestAlarm(alarm);
}
