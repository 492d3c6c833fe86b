/** The open incidents, newest first, and the last ones that are over. */
import { incidentTitle } from './cards/alarm-title.ts';
import type { Document, Mark, Piece } from './document.ts';
import type { Incident } from './incident.ts';
import { code, mention, moment, type Sentence, say } from './sentence.ts';
import { isSilent } from './silence.ts';

const OPEN_SHOWN = 20;
const ENDED_SHOWN = 5;

export function incidentsDocument(incidents: readonly Incident[], now: number): Document {
  const open = incidents.filter(({ state }) => state !== 'resolved');
  const ended = incidents.filter(({ state }) => state === 'resolved').slice(0, ENDED_SHOWN);
  const title = open.length === 0 ? say('life.list.none') : say('life.list.title', { count: open.length });
  const pieces: Piece[] = [{ piece: 'heading', text: title }];
  if (open.length > 0)
    pieces.push({ piece: 'list', items: open.slice(0, OPEN_SHOWN).map((each) => incidentItem(each, now)) });
  const more = open.length - OPEN_SHOWN;
  if (more > 0) pieces.push({ piece: 'context', text: say('life.signals-more', { count: more }) });
  if (ended.length > 0)
    pieces.push(
      { piece: 'text', text: say('life.list.recent') },
      { piece: 'list', items: ended.map((each) => incidentItem(each, now)) },
    );
  return { summary: title, pieces };
}

/** One line of a list of incidents. */
export function incidentItem(
  incident: Incident,
  now: number,
): { readonly mark: Mark; readonly text: Sentence } {
  const { id, environment, openedAt } = incident;
  return {
    mark: markOf(incident, now),
    text: say('life.list.item', {
      id: code(id),
      title: incidentTitle(incident),
      environment,
      state: stateOf(incident, now),
      at: moment(openedAt),
    }),
  };
}

function markOf({ state, silence, alarmState }: Incident, now: number): Mark {
  if (state === 'resolved') return 'ok';
  if (isSilent(silence, now)) return 'none';
  if (state === 'acknowledged') return 'running';
  return alarmState === 'ALARM' ? 'stop' : 'warning';
}

function stateOf({ state, silence, acknowledged, resolvedAt, changedAt }: Incident, now: number): Sentence {
  if (state === 'resolved') return say('life.list.ended', { at: moment(resolvedAt ?? changedAt) });
  if (silence != null && isSilent(silence, now))
    return say('life.list.silenced', { until: moment(silence.until) });
  if (state === 'acknowledged' && acknowledged !== null)
    return say('life.list.taken', { by: mention(acknowledged.by) });
  return say('life.list.open');
}
