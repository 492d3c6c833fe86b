/** What a person does to an incident: a decision over the incident as it is, with what is told to whom. */
import { reopened } from './apply-alarm.ts';
import type { Incident } from './incident.ts';
import { code, mention, moment, type Sentence, say, span } from './sentence.ts';
import { isSilent, LONGEST_SILENCE_MS } from './silence.ts';

export type IncidentAction =
  | { readonly action: 'acknowledge'; readonly note: string | null }
  /** `to` is a Slack user id; null is whoever asks. */
  | { readonly action: 'take'; readonly to: string | null }
  | { readonly action: 'silence'; readonly ms: number }
  | { readonly action: 'resolve'; readonly note: string | null }
  | { readonly action: 'reopen' };

export interface ActContext {
  /** Slack user id. */
  readonly by: string;
  /** ms, the store's time. */
  readonly now: number;
  /** How long an acknowledgement lasts, ms. */
  readonly acknowledgeMs: number;
}

export type Acted =
  | {
      readonly ok: true;
      readonly incident: Incident;
      readonly event: string;
      readonly note: Sentence;
      readonly answer: Sentence;
    }
  /** `offer` is the button that would help. */
  | { readonly ok: false; readonly answer: Sentence; readonly offer?: 'silence' };

const LONGEST_NOTE = 300;

/** Pure. The incident it gives has the version that a save expects: one more than before. */
export function actOnIncident(incident: Incident, act: IncidentAction, context: ActContext): Acted {
  switch (act.action) {
    case 'acknowledge':
      return acknowledge(incident, act.note, context);
    case 'take':
      return take(incident, act.to, context);
    case 'silence':
      return silence(incident, act.ms, context);
    case 'resolve':
      return resolve(incident, act.note, context);
    case 'reopen':
      return reopen(incident, context);
  }
}

function acknowledge(incident: Incident, given: string | null, context: ActContext): Acted {
  const { id, acknowledged, state } = incident;
  const { by, now } = context;
  if (state === 'resolved') return refused(say('incidents.acknowledge-ended', { id }));
  const note = noteOf(given);
  // The same person may add a note or go on for longer.
  const renews = acknowledged?.by === by && note !== null;
  if (state === 'acknowledged' && acknowledged !== null && !renews)
    return refused(
      say('incidents.acknowledged-before', { by: mention(acknowledged.by), at: moment(acknowledged.at) }),
    );
  const until = now + context.acknowledgeMs;
  return {
    ok: true,
    incident: {
      ...next(incident, now),
      state: 'acknowledged',
      acknowledged: { by, at: now, note, until },
      reminded: 0,
    },
    event: 'incident-acknowledged',
    note: say('life.note.acknowledged', { by: mention(by), note, until: moment(until) }),
    answer: say('life.you.acknowledged', { id: code(id), until: moment(until) }),
  };
}

function take(incident: Incident, to: string | null, context: ActContext): Acted {
  const { id, acknowledged, state } = incident;
  const { by, now } = context;
  if (state === 'resolved') return refused(endedBefore(incident));
  const holder = state === 'acknowledged' ? (acknowledged?.by ?? null) : null;
  const taker = to ?? by;
  if (holder === taker) return refused(say('life.taken-before', { id: code(id), by: mention(taker) }));
  const until = now + context.acknowledgeMs;
  const taken: Incident = {
    ...next(incident, now),
    state: 'acknowledged',
    acknowledged: { by: taker, at: now, note: acknowledged?.note ?? null, until },
    reminded: 0,
  };
  const handed = taker !== by;
  return {
    ok: true,
    incident: taken,
    event: handed ? 'incident-handed-over' : 'incident-taken',
    note: handed
      ? say('life.note.handed-over', { by: mention(by), to: mention(taker) })
      : say('life.note.taken', { by: mention(by), from: holder === null ? null : mention(holder) }),
    answer: handed
      ? say('life.you.handed-over', { id: code(id), to: mention(taker) })
      : say('life.you.taken', { id: code(id), until: moment(until) }),
  };
}

function silence(incident: Incident, ms: number, { by, now }: ActContext): Acted {
  const { id } = incident;
  if (ms > LONGEST_SILENCE_MS)
    return refused(say('life.silence-longest', { most: span(LONGEST_SILENCE_MS) }));
  if (ms <= 0) return refused(say('life.silence-length', { line: code(`/hydrous silence ${id} 2h`) }));
  const until = now + ms;
  return {
    ok: true,
    incident: { ...next(incident, now), silence: { by, at: now, until } },
    event: 'incident-silenced',
    note: say('life.note.silenced', { by: mention(by), until: moment(until) }),
    answer: say('life.you.silenced', { id: code(id), until: moment(until) }),
  };
}

/** An alarm that goes on would bring it back at once: silence it first, or leave it open. */
function resolve(incident: Incident, given: string | null, { by, now }: ActContext): Acted {
  const { id, state, alarmState } = incident;
  if (state === 'resolved') return refused(endedBefore(incident));
  if (alarmState === 'ALARM' && !isSilent(incident.silence, now)) {
    const line = code(`/hydrous silence ${id} 2h`);
    const alarm = code(incident.title.alarm);
    return { ...refused(say('life.still-alarming', { id: code(id), alarm, line })), offer: 'silence' };
  }
  const note = noteOf(given);
  return {
    ok: true,
    incident: { ...next(incident, now), state: 'resolved', resolvedAt: now, investigateAt: null },
    event: 'incident-resolved',
    note: say('life.note.resolved', { by: mention(by), note }),
    answer: say('life.you.resolved', { id: code(id) }),
  };
}

function reopen(incident: Incident, { by, now }: ActContext): Acted {
  const { id, state, alarmState } = incident;
  if (state !== 'resolved') return refused(say('life.open-before', { id: code(id) }));
  const open = reopened(next(incident, now), now);
  // Its alarm is well: looked at by itself it would be closed again at once.
  const investigateAt = alarmState === 'OK' || alarmState === null ? null : open.investigateAt;
  const { evidence, diagnosis } = incident;
  return {
    ok: true,
    incident: { ...open, investigateAt, evidence, diagnosis },
    event: 'incident-reopened',
    note: say('life.note.reopened', { by: mention(by) }),
    answer: say('life.you.reopened', { id: code(id) }),
  };
}

function endedBefore({ id, resolvedAt, changedAt }: Incident): Sentence {
  return say('life.ended-before', { id: code(id), at: moment(resolvedAt ?? changedAt) });
}

function next(incident: Incident, now: number): Incident {
  return { ...incident, changedAt: now, version: incident.version + 1 };
}

function noteOf(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed.slice(0, LONGEST_NOTE);
}

function refused(answer: Sentence): { readonly ok: false; readonly answer: Sentence } {
  return { ok: false, answer };
}
