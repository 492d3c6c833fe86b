/** An incident that changed: with its audit row, its card and its thread note, in the caller's transaction. */
import type { Incident, IncidentReason } from '../core/incident.ts';
import type { Records } from '../core/ports/store.ts';
import type { Sentence } from '../core/sentence.ts';
import { code, moment, say, span } from '../core/sentence.ts';
import { isTestAlarm } from '../core/test-alarm.ts';

/** Thrown inside a transaction to undo it: somebody else saved the incident first, so it has to be read again. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
}

const TRIES = 5;

/** Runs `work` again when it lost a race for the incident. Throws the last LostRace after five tries. */
export async function untilWon<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LostRace) || attempt >= TRIES) throw error;
    }
  }
}

export interface IncidentNews {
  /** For the audit trail; null when nothing was decided and nothing has changed but what is known. */
  readonly event: string | null;
  readonly actor?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly note?: Sentence | null;
  readonly broadcast?: boolean;
}

/** Throws LostRace when the stored incident is no longer the one that was read. */
export async function saveIncident(
  records: Records,
  channel: string,
  incident: Incident,
  news: IncidentNews,
): Promise<void> {
  if (!(await records.incidents.save(incident)))
    throw new LostRace('the incident was changed by somebody else');
  const { id, version, environment } = incident;
  if (news.event !== null) {
    const { actor = 'hydrous', event, data = {} } = news;
    await records.audit.append({ actor, event, subject: id, environment, data });
  }
  await records.messages.want({ kind: 'incident', subject: id, channel });
  await wantChart(records, incident, news.event);
  if (news.note == null) return;
  await records.messages.say({
    id: `note:${id}:${version}`,
    channel,
    text: news.note,
    parent: `incident:${id}`,
    broadcast: news.broadcast ?? false,
  });
}

/** The metric of the minute after an end is there only then, ms. */
const CHART_OF_END_MS = 60_000;

/** A chart shows how it began, and once more how it ended. */
export async function wantChart(records: Records, incident: Incident, event: string | null): Promise<void> {
  if (incident.environment === null || incident.alarm === null || isTestAlarm(incident.alarm)) return;
  const began = ['incident-opened', 'incident-reopened', 'incident-worsened'].includes(event ?? '');
  if (!began && event !== 'incident-resolved') return;
  await records.followUps.want('chart', incident.id, began ? 0 : CHART_OF_END_MS);
}

/** What the thread says about a transition; null where there is nothing to say. */
export function noteFor(
  incident: Incident,
  reason: IncidentReason,
  now: number,
  late?: number,
): Sentence | null {
  const { alarm } = incident;
  if (alarm === null || reason === 'unchanged' || reason === 'silent') return null;
  return say(`incidents.note.${reason}`, {
    alarm: code(alarm.name),
    at: moment(late ?? alarm.changedAt),
    fired: incident.fired,
    lasted: span(Math.max(0, now - incident.openedAt)),
  });
}
