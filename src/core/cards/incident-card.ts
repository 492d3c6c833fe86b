/** An incident as a card: one message, edited through its life. Pure; `slack/` turns it into blocks. */
import type { Button, ButtonAction, Document, Piece } from '../document.ts';
import type { Environment } from '../environment.ts';
import { formSubject } from '../form.ts';
import type { Guide } from '../guide.ts';
import type { Acknowledgement, Incident } from '../incident.ts';
import type { Sentence } from '../sentence.ts';
import { code, mention, moment, say, span } from '../sentence.ts';
import { isTestAlarm } from '../test-alarm.ts';
import { incidentTitle } from './alarm-title.ts';
import { changeLine } from './change-line.ts';
import { diagnosisPieces, ruledOutPieces } from './diagnosis-pieces.ts';
import { entryOf, entryTitle, stepPieces } from './guide-pieces.ts';
import { chartPieces, verificationPieces } from './incident-after.ts';
import { eventName, headPieces, signalPieces } from './incident-life.ts';

export interface IncidentCardInput {
  readonly incident: Incident;
  readonly guide: Guide;
  /** Null when it belongs to no environment, or to one that is configured no longer. */
  readonly environment: Environment | null;
  /** People and user groups that the card is for; only the first one calls them. */
  readonly call?: readonly string[];
}

export interface IncidentMetadata {
  readonly event_type: 'hydrous_incident';
  readonly event_payload: Readonly<Record<string, string | null>>;
}

export function incidentCard({ incident, guide, environment, call = [] }: IncidentCardInput): Document {
  const mark = markOf(incident);
  const title = incidentTitle(incident);
  const name = environment?.name ?? incident.environment;
  const pieces: Piece[] = [
    { piece: 'text', text: say('incidents.card.title', { mark, environment: name, title }) },
    ...headPieces(incident, call),
    { piece: 'fields', fields: fieldsOf(incident) },
    ...signalPieces(incident),
    ...verificationPieces(incident),
  ];
  if (incident.alarm?.description != null)
    pieces.push({
      piece: 'context',
      text: say('incidents.description', { text: incident.alarm.description }),
    });
  pieces.push(...bodyOf(incident, guide));
  // Right below the cause: on a phone the steps and the reasons fill more than one screen.
  const buttons = buttonsFor(incident);
  if (buttons.length > 0) pieces.push({ piece: 'buttons', buttons });
  pieces.push(...detailPieces(incident, guide));
  pieces.push({
    piece: 'context',
    text: say('incidents.footer', {
      id: incident.id,
      checked: incident.evidence === null ? null : moment(incident.evidence.gatheredAt),
    }),
  });
  // Last: on a phone the picture would push the steps off the screen.
  pieces.push(...chartPieces(incident));
  return {
    summary: say('incidents.summary', { mark, environment: name, title, more: newsOf(incident, guide) }),
    pieces,
  };
}

/** Ids only. `entry` is absent while the investigation runs, and null when no section of the guide matches. */
export function incidentMetadata(incident: Incident): IncidentMetadata {
  const { id, state, diagnosis, environment } = incident;
  const known = diagnosis !== null || environment === null;
  const entry = known ? { entry: diagnosis?.verdicts[0]?.entry ?? null } : {};
  return { event_type: 'hydrous_incident', event_payload: { incident: id, state, ...entry } };
}

/** One glance: red burns, orange somebody has it, yellow nobody knows, green is over. */
function markOf({ state, alarmState }: Incident): string {
  if (state === 'resolved') return '🟢';
  if (alarmState !== 'ALARM') return '🟡';
  return state === 'acknowledged' ? '🟠' : '🔴';
}

function newsOf(incident: Incident, guide: Guide): Sentence {
  if (incident.state === 'resolved' && incident.resolvedAt !== null)
    return say('incidents.summary.resolved', { lasted: span(incident.resolvedAt - incident.openedAt) });
  if (incident.alarm !== null && isTestAlarm(incident.alarm)) return say('incidents.test-body');
  const first = incident.diagnosis?.verdicts[0];
  if (first !== undefined) return say('incidents.summary.cause', { entry: entryTitle(guide, first.entry) });
  if (incident.diagnosis !== null) return say('incidents.summary.no-match');
  return incident.environment === null
    ? say('incidents.summary.nothing')
    : say('incidents.summary.investigating');
}

function fieldsOf(incident: Incident): readonly { readonly label: Sentence; readonly value: Sentence }[] {
  const { alarm, openedAt } = incident;
  const fields = [
    { label: say('incidents.label.incident'), value: stateOf(incident) },
    { label: say('incidents.label.since'), value: say('incidents.since', { at: moment(openedAt) }) },
  ];
  const { event } = incident;
  if (event != null) {
    const value = say('life.event-state', { what: code(eventName(event)), at: moment(event.at) });
    return [{ label: say('life.label.event'), value }, ...fields];
  }
  if (alarm === null) return fields;
  const value = say('incidents.alarm-state', {
    name: code(alarm.name),
    state: incident.alarmState ?? alarm.state,
  });
  return [{ label: say('incidents.label.alarm'), value }, ...fields];
}

function stateOf({ state, acknowledged, resolvedAt, changedAt, fired }: Incident): Sentence {
  if (state === 'resolved')
    return say('incidents.state.resolved', { at: moment(resolvedAt ?? changedAt), fired });
  if (state === 'acknowledged' && acknowledged !== null) return acknowledgedState(acknowledged, fired);
  return say('incidents.state.open', { fired });
}

function acknowledgedState({ by, at, note = null, until = null }: Acknowledgement, fired: number): Sentence {
  const values = { by: mention(by), at: moment(at), fired };
  if (note === null && until === null) return say('incidents.state.acknowledged', values);
  return say('life.state.acknowledged', { ...values, note, until: until === null ? null : moment(until) });
}

function bodyOf(incident: Incident, guide: Guide): readonly Piece[] {
  const { alarm, diagnosis, evidence, environment } = incident;
  const { event = null } = incident;
  if (alarm === null && event === null)
    return [
      { piece: 'text', text: say('incidents.not-recognised') },
      { piece: 'code', lines: incident.raw },
    ];
  if (alarm !== null && isTestAlarm(alarm)) return [{ piece: 'text', text: say('incidents.test-body') }];
  if (environment === null)
    return [
      { piece: 'text', text: say('incidents.no-environment', { region: (event ?? alarm)?.region ?? '' }) },
    ];
  if (diagnosis === null)
    return incident.state === 'resolved' ? [] : [{ piece: 'text', text: say('incidents.investigating') }];
  const pieces: Piece[] = [...diagnosisPieces(incident, guide)];
  const change = evidence?.lastChange.ok ? evidence.lastChange.value : null;
  const changed = change === null ? null : changeLine(change, incident.openedAt);
  if (changed !== null) pieces.push({ piece: 'context', text: changed });
  return pieces;
}

/** The steps of the guide while there is something to do, and then what was ruled out. */
function detailPieces(incident: Incident, guide: Guide): readonly Piece[] {
  const first = incident.diagnosis?.verdicts[0];
  const pair = first === undefined ? null : entryOf(guide, first.entry);
  const steps = pair === null || incident.state === 'resolved' ? [] : stepPieces(guide, pair);
  return [...steps, ...ruledOutPieces(incident, guide)];
}

function buttonsFor(incident: Incident): readonly Button[] {
  const { id, state, diagnosis, environment } = incident;
  if (state === 'resolved') return [];
  const actions: Extract<ButtonAction, 'roll-back' | 'view-logs' | 'acknowledge' | 'silence' | 'resolve'>[] =
    [];
  if (diagnosis?.offerRollback === true) actions.push('roll-back');
  if (environment !== null) actions.push('view-logs');
  if (state === 'open') actions.push('acknowledge');
  if (incident.silence == null && incident.alarmState !== null) actions.push('silence');
  actions.push('resolve');
  const buttons: Button[] = actions.map((action) => ({
    action,
    subject: id,
    label: say(`button.${action}`),
    ...(action === 'roll-back' ? { style: 'danger' as const } : {}),
  }));
  if (diagnosis?.offerRollback !== true || environment === null) return buttons;
  const subject = formSubject({ verb: 'rollback', what: '', environment, incident: id });
  // Last, for the button that goes to the last proven deployment is what the night needs.
  return [...buttons, { action: 'open-form', subject, label: say('form.button.other-revision') }];
}
