/** What an incident's card shows of its life: whom it is for, its silence, its alarms, and the event that began it. */
import type { Piece } from '../document.ts';
import type { Incident } from '../incident.ts';
import { code, mention, moment, type Sentence, say } from '../sentence.ts';
import type { ServiceEvent } from '../service-event.ts';
import type { Signal } from '../signal.ts';

const CHILDREN_SHOWN = 5;
/** In a list of a calm day; a storm is a table of twice as many. */
const SIGNALS_SHOWN = 8;

/** AWS's own name of what happened. */
export function eventName(event: ServiceEvent): string {
  if (event.kind === 'rds-event') return event.id ?? event.sourceType;
  return event.about === 'task' ? `TASK_${event.name}` : event.name;
}

/** The title where neither one alarm nor a text is what the incident is about; null otherwise. */
export function lifeTitle({ signals, event, title }: Incident): Sentence | null {
  if (signals?.storm === true)
    return say('life.title.storm', { alarming: signals.alarming, total: signals.total });
  if (event == null) return null;
  return say('life.title.event', { what: eventName(event), subject: title.alarm });
}

/** `call` are the people and groups that the first card is for; nobody on any later one. */
export function headPieces(incident: Incident, call: readonly string[]): readonly Piece[] {
  const pieces: Piece[] = [];
  if (call.length > 0 && incident.state === 'open')
    pieces.push({ piece: 'context', text: say('life.call', { people: call.map(mention) }) });
  const { silence } = incident;
  if (silence != null)
    pieces.push({
      piece: 'context',
      text: say('life.silenced', { by: mention(silence.by), until: moment(silence.until) }),
    });
  return pieces;
}

export function signalPieces(incident: Incident): readonly Piece[] {
  return [...eventPieces(incident), ...compositePieces(incident), ...listPieces(incident)];
}

function eventPieces({ event }: Incident): readonly Piece[] {
  if (event == null) return [];
  const text = event.kind === 'rds-event' ? event.message : event.reason;
  return text === null || text === '' ? [] : [{ piece: 'code', lines: text.split('\n') }];
}

function compositePieces({ alarm }: Incident): readonly Piece[] {
  const children = alarm?.composite?.children ?? [];
  if (children.length === 0) return [];
  const shown = children.slice(0, CHILDREN_SHOWN).map(({ name }) => code(name));
  const more = children.length - shown.length;
  return [{ piece: 'context', text: say('life.composite', { children: shown, more }) }];
}

function listPieces({ signals }: Incident): readonly Piece[] {
  if (signals == null || signals.total < 2) return [];
  const { total, alarming, notices, storm } = signals;
  const shown = storm ? signals.shown : signals.shown.slice(0, SIGNALS_SHOWN);
  const more = total - shown.length;
  const head = storm
    ? say('life.storm', { total, alarming, notices })
    : say('life.signals', { total, alarming });
  return [
    { piece: 'text', text: head },
    { piece: 'list', items: shown.map((signal) => ({ mark: markOf(signal), text: lineOf(signal) })) },
    ...(more > 0 ? [{ piece: 'context' as const, text: say('life.signals-more', { count: more }) }] : []),
  ];
}

function markOf({ state, trusted }: Signal): 'stop' | 'warning' | 'ok' {
  if (state === 'ALARM') return 'stop';
  return state === 'OK' && trusted ? 'ok' : 'warning';
}

function lineOf({ name, state, changedAt, fired }: Signal): Sentence {
  return say('life.signal', { name: code(name), state, at: moment(changedAt), fired });
}
