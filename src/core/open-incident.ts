/** A new incident, from the first thing that is heard of it. */
import type { MetricAlarm, NotificationContent, UnrecognisedNotification } from './alarm.ts';
import { cleanText, cut } from './clean-text.ts';
import type { Incident } from './incident.ts';
import { redact } from './redact.ts';
import type { ServiceEvent } from './service-event.ts';

export interface Opening {
  /** ms, the store's time. */
  readonly now: number;
  readonly id: string;
  readonly fingerprint: string;
  readonly environment: string | null;
}

/** The longest text of an unknown notification that is kept, in code points and lines. */
const LONGEST_RAW = 6_000;
const MOST_RAW_LINES = 40;

export function openIncident(content: NotificationContent, opening: Opening): Incident {
  const { now, environment } = opening;
  return {
    id: opening.id,
    fingerprint: opening.fingerprint,
    environment,
    state: 'open',
    fired: 1,
    changedAt: now,
    resolvedAt: null,
    acknowledged: null,
    investigateAt: environment === null || content.kind === 'unrecognised' ? null : now,
    evidence: null,
    diagnosis: null,
    version: 1,
    ...subjectOf(content),
  };
}

type Subject = Pick<Incident, 'title' | 'alarm' | 'alarmState' | 'raw' | 'openedAt'> &
  Partial<Pick<Incident, 'event'>>;

function subjectOf(content: NotificationContent): Subject {
  switch (content.kind) {
    case 'metric-alarm':
      return ofAlarm(content);
    case 'ecs-event':
    case 'rds-event':
      return ofEvent(content);
    case 'unrecognised':
      return ofText(content);
  }
}

function ofAlarm(alarm: MetricAlarm): Subject {
  return {
    title: { alarm: alarm.name },
    alarm,
    alarmState: alarm.state,
    raw: [],
    openedAt: alarm.changedAt,
  };
}

function ofEvent(event: ServiceEvent): Subject {
  return {
    title: { alarm: eventSubject(event) },
    alarm: null,
    event,
    alarmState: 'ALARM',
    raw: [],
    openedAt: event.at,
  };
}

/** The service or the database that an event is about. */
export function eventSubject(event: ServiceEvent): string {
  return event.kind === 'ecs-event' ? (event.service ?? event.cluster ?? 'ECS') : event.source;
}

function ofText({ subject, text, at }: UnrecognisedNotification): Subject {
  const lines = cut(redact(cleanText(text)), LONGEST_RAW).split('\n');
  return {
    title: { alarm: cut(redact(cleanText(subject ?? '')), 200) },
    alarm: null,
    alarmState: null,
    raw: lines.slice(0, MOST_RAW_LINES),
    openedAt: at,
  };
}
