/** An incident as a card: one message, edited through its life. Pure; `slack/` turns it into blocks. */
import type { Button, ButtonAction, Document, Piece } from '../document.ts';
import type { Environment } from '../environment.ts';
import type { LastChange } from '../evidence.ts';
import type { Guide } from '../guide.ts';
import type { Incident } from '../incident.ts';
import type { Sentence } from '../sentence.ts';
import { code, mention, moment, say, span } from '../sentence.ts';
import { incidentTitle } from './alarm-title.ts';
import { diagnosisPieces } from './diagnosis-pieces.ts';
import { entryOf, entryTitle, stepPieces } from './guide-pieces.ts';

export interface IncidentCardInput {
  readonly incident: Incident;
  readonly guide: Guide;
  /** Null when it belongs to no environment, or to one that is configured no longer. */
  readonly environment: Environment | null;
}

export interface IncidentMetadata {
  readonly event_type: 'hydrous_incident';
  readonly event_payload: Readonly<Record<string, string | null>>;
}

export function incidentCard({ incident, guide, environment }: IncidentCardInput): Document {
  const mark = markOf(incident);
  const title = incidentTitle(incident);
  const name = environment?.name ?? incident.environment;
  const pieces: Piece[] = [
    { piece: 'text', text: say('incidents.card.title', { mark, environment: name, title }) },
    { piece: 'fields', fields: fieldsOf(incident) },
  ];
  if (incident.alarm?.description != null)
    pieces.push({
      piece: 'context',
      text: say('incidents.description', { text: incident.alarm.description }),
    });
  pieces.push(...bodyOf(incident, guide));
  pieces.push({
    piece: 'context',
    text: say('incidents.footer', {
      id: incident.id,
      checked: incident.evidence === null ? null : moment(incident.evidence.gatheredAt),
    }),
  });
  const buttons = buttonsFor(incident);
  if (buttons.length > 0) pieces.push({ piece: 'buttons', buttons });
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
  if (state === 'acknowledged' && acknowledged !== null)
    return say('incidents.state.acknowledged', {
      by: mention(acknowledged.by),
      at: moment(acknowledged.at),
      fired,
    });
  return say('incidents.state.open', { fired });
}

function bodyOf(incident: Incident, guide: Guide): readonly Piece[] {
  const { alarm, diagnosis, evidence, environment } = incident;
  if (alarm === null)
    return [
      { piece: 'text', text: say('incidents.not-recognised') },
      { piece: 'code', lines: incident.raw },
    ];
  if (environment === null)
    return [{ piece: 'text', text: say('incidents.no-environment', { region: alarm.region }) }];
  if (diagnosis === null)
    return incident.state === 'resolved' ? [] : [{ piece: 'text', text: say('incidents.investigating') }];
  const pieces: Piece[] = [...diagnosisPieces(incident, guide)];
  const change = evidence?.lastChange.ok ? evidence.lastChange.value : null;
  if (change !== null) pieces.push({ piece: 'context', text: changeLine(change, incident) });
  const first = diagnosis.verdicts[0];
  const pair = first === undefined ? null : entryOf(guide, first.entry);
  if (pair !== null && incident.state !== 'resolved') pieces.push(...stepPieces(guide, pair));
  return pieces;
}

function changeLine({ revision, at, by, image }: LastChange, { openedAt }: Incident): Sentence {
  return say('incidents.last-change', {
    revision,
    at: moment(at),
    by: by === null ? null : mention(by),
    from: image?.from == null ? null : code(image.from),
    to: image === null ? null : code(image.to),
    gap: span(Math.abs(openedAt - at)),
    before: openedAt < at ? 'yes' : 'no',
  });
}

function buttonsFor(incident: Incident): readonly Button[] {
  const { id, state, diagnosis, environment } = incident;
  if (state === 'resolved') return [];
  const actions: Extract<ButtonAction, 'roll-back' | 'view-logs' | 'acknowledge'>[] = [];
  if (diagnosis?.offerRollback === true) actions.push('roll-back');
  if (environment !== null) actions.push('view-logs');
  if (state === 'open') actions.push('acknowledge');
  return actions.map((action) => ({
    action,
    subject: id,
    label: say(`button.${action}`),
    ...(action === 'roll-back' ? { style: 'danger' as const } : {}),
  }));
}
