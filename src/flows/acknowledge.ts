/** Somebody takes an incident on. The first one does; whoever comes later is told who that was. */
import type { Document } from '../core/document.ts';
import { plain } from '../core/document.ts';
import type { Member } from '../core/member.ts';
import type { Store } from '../core/ports/store.ts';
import type { Sentence } from '../core/sentence.ts';
import { mention, moment, say } from '../core/sentence.ts';
import { LostRace, saveIncident, untilWon } from './save-incident.ts';

export interface AcknowledgePorts {
  readonly store: Store;
  readonly channels: { readonly incidents: string };
  readonly nudge: () => void;
}

/** Gives the answer for the person who asked. Throws Problem `store-down`. */
export function createAcknowledge(
  ports: AcknowledgePorts,
): (ask: { readonly incident: string; readonly by: Member }) => Promise<Document> {
  return async function acknowledge({ incident, by }) {
    try {
      return plain(await untilWon(() => acknowledged(ports, incident, by)));
    } catch (error) {
      if (error instanceof LostRace) return plain(say('incidents.acknowledge-again', { id: incident }));
      throw error;
    }
  };
}

async function acknowledged(
  { store, channels, nudge }: AcknowledgePorts,
  id: string,
  by: Member,
): Promise<Sentence> {
  const incident = await store.incidents.get(id);
  if (incident === null) return say('incidents.unknown', { id });
  if (incident.acknowledged !== null && incident.state === 'acknowledged') {
    const { by: first, at } = incident.acknowledged;
    return say('incidents.acknowledged-before', { by: mention(first), at: moment(at) });
  }
  if (incident.state === 'resolved') return say('incidents.acknowledge-ended', { id });
  const at = await store.now();
  await store.transaction((records) =>
    saveIncident(
      records,
      channels.incidents,
      {
        ...incident,
        state: 'acknowledged',
        acknowledged: { by: by.user, at },
        version: incident.version + 1,
      },
      {
        event: 'incident-acknowledged',
        actor: by.user,
        note: say('incidents.note.acknowledged', { by: mention(by.user) }),
      },
    ),
  );
  nudge();
  return say('incidents.acknowledged', { id });
}
