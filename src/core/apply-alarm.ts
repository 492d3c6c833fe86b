/** Folds one notification into the incident that it belongs to, and says what that came to. */
import type { MetricAlarm, NotificationContent } from './alarm.ts';
import type { Incident, IncidentReason } from './incident.ts';
import { type Opening, openIncident } from './open-incident.ts';
import type { ServiceEvent } from './service-event.ts';
import { type News, newsOf, type Signal } from './signal.ts';
import { reasonFor, type Standing, standingIn } from './transitions.ts';

export interface AlarmContext extends Opening {
  /** How long after its end an incident takes the same alarm up again, ms. */
  readonly reopenMs: number;
  /** What is known of this very signal, null when the incident has not heard of it. Left out where it has only one. */
  readonly signal?: Signal | null;
  /** Other signals of the incident that keep it open. */
  readonly others?: number;
  /** While an alarm is silenced its incident takes it up again however long ago it ended. */
  readonly silenced?: boolean;
}

export interface Applied {
  /** Null when there is none and none opens. */
  readonly incident: Incident | null;
  readonly reason: IncidentReason;
  /** How the signal stands now; absent when it stands as it was known. */
  readonly signal?: Signal;
}

/** Pure. The incident it gives has the version that a save expects: one more than before. */
export function applyAlarm(
  previous: Incident | null,
  content: NotificationContent,
  context: AlarmContext,
): Applied {
  const news = newsOf(content);
  if (news === null) return { incident: previous, reason: 'silent' };
  const known = context.signal === undefined ? onlySignal(previous) : context.signal;
  if (content.kind === 'unrecognised') return applyText(previous, content, context, news, known);
  const reason = reasonFor(standingOf(previous, known, context), known, news, context.others ?? 0);
  if (known !== null && previous !== null && isDeeper(news, known, reason))
    return deepened(previous, content, news, known);
  const signal = signalAfter(known, news, reason);
  switch (reason) {
    case 'opened':
      return { reason, incident: openIncident(content, context), signal };
    case 'silent':
      return { reason, incident: null };
    case 'older':
      return { reason, incident: previous };
    case 'unchanged':
      return { reason, incident: remembered(previous, content, news, known), signal };
    default:
      return {
        reason,
        incident: previous === null ? null : changed(previous, shown(content, news, known), reason, context),
        signal,
      };
  }
}

/** An event of a service tells of a deeper cause than what was heard of it first, whichever of the two came earlier. */
function isDeeper(news: News, known: Signal, reason: IncidentReason): boolean {
  if (reason !== 'older' && reason !== 'unchanged') return false;
  return news.kind !== 'alarm' && known.state === 'ALARM' && news.state === 'ALARM' && news.rank < known.rank;
}

function deepened(
  previous: Incident,
  content: MetricAlarm | ServiceEvent,
  news: News,
  known: Signal,
): Applied {
  const changedAt = Math.max(known.changedAt, news.changedAt);
  return {
    reason: 'unchanged',
    incident: { ...previous, ...shown(content, news, known), version: previous.version + 1 },
    signal: { ...known, changedAt, rank: news.rank },
  };
}

/** An incident of a single alarm is told by that alarm. */
function onlySignal(previous: Incident | null): Signal | null {
  const { alarm = null, event = null } = previous ?? {};
  const content = event ?? alarm;
  const news = content === null ? null : newsOf(content);
  if (previous === null || news === null) return null;
  return { ...news, firedAt: previous.openedAt, fired: previous.fired };
}

/** Nothing to tell, but what comes later must still be newer than this. The very same news changes nothing at all. */
function remembered(
  previous: Incident | null,
  content: MetricAlarm | ServiceEvent,
  news: News,
  known: Signal | null,
): Incident | null {
  if (previous === null || news.changedAt === known?.changedAt) return previous;
  return { ...previous, ...shown(content, news, known), version: previous.version + 1 };
}

function standingOf(previous: Incident | null, known: Signal | null, context: AlarmContext): Standing {
  if (previous === null) return 'none';
  if (previous.state !== 'resolved') return standingIn(known);
  const ended = previous.resolvedAt ?? previous.changedAt;
  return context.silenced === true || context.now - ended <= context.reopenMs ? 'ended' : 'ended-long-ago';
}

function signalAfter(known: Signal | null, news: News, reason: IncidentReason): Signal {
  const fires = reason === 'worsened' || reason === 'reopened';
  if (known === null || reason === 'opened' || reason === 'joined')
    return { ...news, firedAt: news.changedAt, fired: 1 };
  return {
    ...news,
    // A calm event says less about the cause than the trouble before it.
    rank: Math.min(known.rank, news.rank),
    firedAt: fires ? news.changedAt : known.firedAt,
    fired: fires ? known.fired + 1 : known.fired,
  };
}

/** False where what was said before tells more of the cause: a calm event, or a symptom after the trouble itself. */
export function tellsMore(news: News, known: Signal | null): boolean {
  return news.kind === 'alarm' || (news.state === 'ALARM' && (known === null || news.rank <= known.rank));
}

function shown(content: MetricAlarm | ServiceEvent, news: News, known: Signal | null): Partial<Incident> {
  if (content.kind === 'metric-alarm') return { alarm: content, alarmState: content.state };
  return { alarmState: news.state, ...(tellsMore(news, known) ? { event: content } : {}) };
}

function changed(
  previous: Incident,
  now: Partial<Incident>,
  reason: IncidentReason,
  context: AlarmContext,
): Incident {
  const next: Incident = {
    ...previous,
    ...now,
    changedAt: context.now,
    version: previous.version + 1,
  };
  const look = lookAgainAt(previous, context.now);
  switch (reason) {
    case 'reopened':
      return {
        ...reopened(next, context.now),
        fired: previous.fired + 1,
        ...(previous.signals?.storm === true ? { investigateAt: look } : {}),
      };
    case 'worsened':
      return { ...next, fired: previous.fired + 1, investigateAt: look };
    case 'joined':
    case 'no-data':
      return { ...next, investigateAt: look };
    case 'eased':
      return next;
    case 'recovered-without-data':
      // Missing data counted as good is no proof: what runs is looked at first, where there is something to look at.
      return look === null ? ended(next, context.now) : { ...next, investigateAt: look };
    default:
      return ended(next, context.now);
  }
}

/** What was looked at just now is not looked at again for every alarm that joins, ms; in a storm less often still. */
const REST_MS = 10_000;
const REST_IN_STORM_MS = 60_000;

function lookAgainAt({ environment, evidence, signals }: Incident, now: number): number | null {
  if (environment === null) return null;
  if (evidence === null) return now;
  return Math.max(now, evidence.gatheredAt + (signals?.storm === true ? REST_IN_STORM_MS : REST_MS));
}

/** The incident as open anew, looked at from the beginning; its version is left as it is. */
export function reopened(incident: Incident, now: number): Incident {
  return {
    ...incident,
    state: 'open',
    resolvedAt: null,
    changedAt: now,
    acknowledged: null,
    reminded: 0,
    investigateAt: incident.environment === null ? null : now,
    evidence: null,
    diagnosis: null,
  };
}

/** The incident as resolved; its version is left as it is. */
export function ended(incident: Incident, now: number): Incident {
  return { ...incident, state: 'resolved', resolvedAt: now, changedAt: now, investigateAt: null };
}

/** Shown as it came; the same text again counts up on the same card as long as that is not resolved. */
function applyText(
  previous: Incident | null,
  content: NotificationContent,
  context: AlarmContext,
  news: News,
  known: Signal | null,
): Applied {
  if (previous === null || previous.state === 'resolved') {
    const signal = { ...news, firedAt: news.changedAt, fired: 1 };
    return { reason: 'opened', incident: openIncident(content, context), signal };
  }
  const joins = known === null && context.signal !== undefined;
  const signal = { ...news, firedAt: known?.firedAt ?? news.changedAt, fired: (known?.fired ?? 0) + 1 };
  const incident: Incident = {
    ...previous,
    fired: joins ? previous.fired : previous.fired + 1,
    changedAt: context.now,
    version: previous.version + 1,
  };
  return { reason: joins ? 'joined' : 'reopened', incident, signal };
}
