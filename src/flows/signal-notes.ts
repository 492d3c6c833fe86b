/** What the thread and the audit trail keep of a signal that was folded in. */
import type { NotificationContent } from '../core/alarm.ts';
import type { Incident, IncidentReason } from '../core/incident.ts';
import { code, moment, say, span } from '../core/sentence.ts';
import type { News, Signal } from '../core/signal.ts';
import type { CaseEvent, CaseNote } from './incident-case.ts';

const SINGLE: ReadonlySet<IncidentReason> = new Set([
  'joined',
  'eased',
  'worsened',
  'reopened',
  'recovered-without-data',
  'no-data',
  'older',
]);
/** A silenced alarm that comes and goes is nothing to tell about. */
const HUSHED: ReadonlySet<IncidentReason> = new Set(['joined', 'worsened', 'reopened', 'no-data']);

export function eventFor(told: {
  readonly id: string;
  readonly content: NotificationContent;
  readonly news: News;
  readonly reason: IncidentReason;
  readonly held: boolean;
}): CaseEvent {
  const { id, content, news, reason, held } = told;
  return {
    event: `incident-${reason}`,
    data: {
      reason,
      notification: id,
      ...(content.kind === 'unrecognised' ? {} : { signal: news.name, state: news.state }),
      ...(content.kind === 'ecs-event' ? { event: content.name } : {}),
      ...(content.kind === 'rds-event' ? { event: content.id } : {}),
      ...(held ? { heldBack: true } : {}),
    },
  };
}

/** Null where there is nothing to say. */
export function noteOf(
  incident: Incident,
  reason: IncidentReason,
  signal: Signal,
  now: number,
  how: { readonly held: boolean; readonly quiet: boolean },
): CaseNote | null {
  if (signal.kind === 'text' || reason === 'unchanged' || reason === 'silent') return null;
  if (how.quiet && HUSHED.has(reason)) return null;
  const values = {
    alarm: code(signal.name),
    at: moment(signal.changedAt),
    fired: reason === 'reopened' ? incident.fired : signal.fired,
    lasted: span(Math.max(0, now - incident.openedAt)),
  };
  return {
    id: `note:${incident.id}:${incident.version}`,
    text: how.held
      ? say('life.note.held-back', { alarm: code(signal.name) })
      : say(`incidents.note.${reason}`, values),
    broadcast: reason === 'resolved' && !how.quiet,
    single: SINGLE.has(reason),
  };
}

export function lateNote(notification: string, incident: Incident, news: News): CaseNote {
  const text = say('incidents.note.older', {
    alarm: code(news.name),
    at: moment(news.changedAt),
    fired: incident.fired,
    lasted: span(0),
  });
  return { id: `note:${incident.id}:late:${notification}`, text, broadcast: false, single: true };
}
