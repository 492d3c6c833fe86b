/** Folds one notification into the incident that it belongs to, and says what that came to. */
import type { AlarmState, MetricAlarm, NotificationContent, UnrecognisedNotification } from './alarm.ts';
import { cleanText, cut } from './clean-text.ts';
import type { Incident, IncidentReason } from './incident.ts';
import { redact } from './redact.ts';

export interface AlarmContext {
  /** ms, the store's time. */
  readonly now: number;
  /** For a new incident, should one open. */
  readonly id: string;
  readonly fingerprint: string;
  readonly environment: string | null;
  /** How long after its end an incident takes the same alarm up again, ms. */
  readonly reopenMs: number;
}

export interface Applied {
  /** Null when there is none and none opens. */
  readonly incident: Incident | null;
  readonly reason: IncidentReason;
}

/** How the incident stands when a notification comes; `ended-long-ago` is past the reopen window. */
type Standing = 'none' | 'ended-long-ago' | 'ended' | 'firing' | 'not-firing';

/** Every pair of how it stands and what the alarm says now. A missing-data OK is told apart in `reasonFor`. */
const TRANSITIONS: Readonly<Record<Standing, Readonly<Record<AlarmState, IncidentReason>>>> = {
  none: { ALARM: 'opened', OK: 'silent', INSUFFICIENT_DATA: 'silent' },
  'ended-long-ago': { ALARM: 'opened', OK: 'silent', INSUFFICIENT_DATA: 'silent' },
  ended: { ALARM: 'reopened', OK: 'unchanged', INSUFFICIENT_DATA: 'unchanged' },
  firing: { ALARM: 'unchanged', OK: 'resolved', INSUFFICIENT_DATA: 'no-data' },
  'not-firing': { ALARM: 'worsened', OK: 'resolved', INSUFFICIENT_DATA: 'no-data' },
};

/** Pure. The incident it gives has the version that a save expects: one more than before. */
export function applyAlarm(
  previous: Incident | null,
  content: NotificationContent,
  context: AlarmContext,
): Applied {
  if (content.kind === 'unrecognised') return applyUnrecognised(previous, content, context);
  const reason = reasonFor(previous, content, context);
  switch (reason) {
    case 'opened':
      return { reason, incident: opened(content, context) };
    case 'silent':
      return { reason, incident: null };
    case 'older':
      return { reason, incident: previous };
    case 'unchanged':
      return { reason, incident: previous === null ? null : remembered(previous, content) };
    default:
      return { reason, incident: previous === null ? null : changed(previous, content, reason, context) };
  }
}

/** Nothing to tell, but what comes later must still be newer than this. The very same news changes nothing at all. */
function remembered(previous: Incident, alarm: MetricAlarm): Incident {
  if (previous.alarm !== null && alarm.changedAt === previous.alarm.changedAt) return previous;
  return { ...previous, alarm, alarmState: alarm.state, version: previous.version + 1 };
}

function reasonFor(previous: Incident | null, alarm: MetricAlarm, context: AlarmContext): IncidentReason {
  const known = previous?.alarm ?? null;
  // Arrival says nothing about order: SNS promises none.
  if (known !== null && alarm.changedAt < known.changedAt) return 'older';
  if (known !== null && alarm.changedAt === known.changedAt && alarm.state === known.state)
    return 'unchanged';
  const reason = TRANSITIONS[standingOf(previous, context)][alarm.state];
  if (reason === 'no-data' && known?.state === 'INSUFFICIENT_DATA') return 'unchanged';
  if (reason !== 'resolved' || !alarm.fromMissingData) return reason;
  return known?.state === 'OK' ? 'unchanged' : 'recovered-without-data';
}

function standingOf(previous: Incident | null, context: AlarmContext): Standing {
  if (previous === null) return 'none';
  if (previous.state !== 'resolved') return previous.alarmState === 'ALARM' ? 'firing' : 'not-firing';
  const ended = previous.resolvedAt ?? previous.changedAt;
  return context.now - ended <= context.reopenMs ? 'ended' : 'ended-long-ago';
}

function opened(alarm: MetricAlarm, context: AlarmContext): Incident {
  return {
    id: context.id,
    fingerprint: context.fingerprint,
    environment: context.environment,
    title: { alarm: alarm.name },
    state: 'open',
    alarmState: alarm.state,
    alarm,
    raw: [],
    fired: 1,
    openedAt: alarm.changedAt,
    changedAt: context.now,
    resolvedAt: null,
    acknowledged: null,
    investigateAt: context.environment === null ? null : context.now,
    evidence: null,
    diagnosis: null,
    version: 1,
  };
}

function changed(
  previous: Incident,
  alarm: MetricAlarm,
  reason: IncidentReason,
  context: AlarmContext,
): Incident {
  const next: Incident = {
    ...previous,
    alarm,
    alarmState: alarm.state,
    changedAt: context.now,
    version: previous.version + 1,
  };
  const look = previous.environment === null ? null : context.now;
  switch (reason) {
    case 'reopened':
      return {
        ...next,
        state: 'open',
        fired: previous.fired + 1,
        resolvedAt: null,
        acknowledged: null,
        investigateAt: look,
        evidence: null,
        diagnosis: null,
      };
    case 'worsened':
      return { ...next, fired: previous.fired + 1, investigateAt: look };
    case 'no-data':
      return { ...next, investigateAt: look };
    case 'recovered-without-data':
      // Missing data counted as good is no proof: what runs is looked at first, where there is something to look at.
      return look === null ? ended(next, context.now) : { ...next, investigateAt: look };
    default:
      return ended(next, context.now);
  }
}

/** The incident as resolved; its version is left as it is. */
export function ended(incident: Incident, now: number): Incident {
  return { ...incident, state: 'resolved', resolvedAt: now, changedAt: now, investigateAt: null };
}

/** The longest text of an unknown notification that is kept, in code points and lines. */
const LONGEST_RAW = 6_000;
const MOST_RAW_LINES = 40;

/** Shown as it came; the same text again counts up on the same card as long as that is not resolved. */
function applyUnrecognised(
  previous: Incident | null,
  content: UnrecognisedNotification,
  context: AlarmContext,
): Applied {
  if (previous !== null && previous.state !== 'resolved') {
    const incident = {
      ...previous,
      fired: previous.fired + 1,
      changedAt: context.now,
      version: previous.version + 1,
    };
    return { reason: 'reopened', incident };
  }
  const lines = cut(redact(cleanText(content.text)), LONGEST_RAW).split('\n');
  const incident: Incident = {
    id: context.id,
    fingerprint: context.fingerprint,
    environment: null,
    title: { alarm: cut(redact(cleanText(content.subject ?? '')), 200) },
    state: 'open',
    alarmState: null,
    alarm: null,
    raw: lines.slice(0, MOST_RAW_LINES),
    fired: 1,
    openedAt: content.at,
    changedAt: context.now,
    resolvedAt: null,
    acknowledged: null,
    investigateAt: null,
    evidence: null,
    diagnosis: null,
    version: 1,
  };
  return { reason: 'opened', incident };
}
