/** A person acknowledges, takes, silences, resolves or reopens an incident: saved once, whoever comes later is told. */
import { type Document, plain } from '../core/document.ts';
import type { Incident } from '../core/incident.ts';
import { type Acted, actOnIncident, type IncidentAction } from '../core/incident-action.ts';
import type { Member } from '../core/member.ts';
import type { Records, Store } from '../core/ports/store.ts';
import { code, say } from '../core/sentence.ts';
import { LostRace, saveIncident, untilWon } from './save-incident.ts';

export interface ActPorts {
  readonly store: Store;
  readonly channels: { readonly incidents: string };
  /** How long until somebody is reminded, ms. */
  readonly reminder?: number;
  readonly nudge: () => void;
}

export interface ActAsk {
  readonly incident: string;
  readonly act: IncidentAction;
  readonly by: Member;
}

export type ActOnIncident = (ask: ActAsk) => Promise<Document>;

/** ms, where none is configured. */
const REMINDER_MS = 30 * 60_000;
/** An acknowledgement lasts this many times the reminder. */
const ACKNOWLEDGED_FOR = 4;

/** Gives the answer for the person who asked. Throws Problem `store-down`. */
export function createActOnIncident(ports: ActPorts): ActOnIncident {
  return async function act(ask) {
    try {
      return await untilWon(() => attempt(ports, ask));
    } catch (error) {
      if (error instanceof LostRace) return plain(say('life.again', { id: code(ask.incident) }));
      throw error;
    }
  };
}

async function attempt(ports: ActPorts, { incident: id, act, by }: ActAsk): Promise<Document> {
  const { store, reminder = REMINDER_MS } = ports;
  const incident = await store.incidents.get(id);
  if (incident === null) return plain(say('incidents.unknown', { id }));
  const other = act.action === 'reopen' ? await openElsewhere(store, incident) : null;
  if (other !== null) return plain(say('life.reopen-other', { id: code(id), other: code(other) }));
  const context = { by: by.user, now: await store.now(), acknowledgeMs: reminder * ACKNOWLEDGED_FOR };
  const acted = actOnIncident(incident, act, context);
  if (!acted.ok) return refusal(id, acted);
  await store.transaction((records) => save(ports, records, acted, act, by));
  ports.nudge();
  return plain(acted.answer);
}

/** Another incident that one of its signals went to since. */
async function openElsewhere(store: Store, { id, fingerprint }: Incident): Promise<string | null> {
  const signals = (await store.signals.of(id)).map((signal) => signal.fingerprint);
  const owners = await store.signals.newest(signals.length === 0 ? [fingerprint] : signals);
  const others = [...new Set(owners.values())].filter((owner) => owner !== id);
  return (await store.incidents.some(others)).find(({ state }) => state !== 'resolved')?.id ?? null;
}

function refusal(id: string, { answer, offer }: Extract<Acted, { ok: false }>): Document {
  const document = plain(answer);
  if (offer === undefined) return document;
  const button = { action: offer, subject: id, label: say(`button.${offer}`) };
  return { ...document, pieces: [...document.pieces, { piece: 'buttons', buttons: [button] }] };
}

async function save(
  { channels, reminder }: ActPorts,
  records: Records,
  { incident, event, note }: Extract<Acted, { ok: true }>,
  act: IncidentAction,
  by: Member,
): Promise<void> {
  const data = 'note' in act && act.note !== null ? { note: act.note } : {};
  await saveIncident(records, channels.incidents, incident, { event, actor: by.user, data, note });
  const { id, acknowledged, silence, changedAt } = incident;
  switch (act.action) {
    case 'acknowledge':
    case 'take':
      if (reminder !== undefined)
        await records.followUps.want('remind', id, (acknowledged?.until ?? changedAt) - changedAt);
      return;
    case 'silence': {
      if (silence == null) return;
      const signals = (await records.signals.of(id)).map(({ fingerprint }) => fingerprint);
      await records.silences.set(signals.length === 0 ? [incident.fingerprint] : signals, silence);
      await records.followUps.want('unsilence', id, silence.until - changedAt);
      return;
    }
    case 'reopen':
      if (reminder !== undefined) await records.followUps.want('remind', id, reminder);
      return;
    case 'resolve':
      return;
  }
}
