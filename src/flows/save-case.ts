/** Saves an incident that notifications were folded into: with its signals, audit rows, card, notes and what is due later. */
import type { Incident, IncidentReason } from '../core/incident.ts';
import type { Records } from '../core/ports/store.ts';
import type { FoldPorts } from './fold-notifications.ts';
import { type Case, type CaseEvent, settled } from './incident-case.ts';
import { LostRace, wantChart } from './save-incident.ts';

/** From so many at once they are one row of the audit trail. */
const MANY = 5;

/** All incidents first and the audit trail after them: who saves one incident goes the same way, so none waits in a ring. */
export async function saveCases(
  ports: FoldPorts,
  records: Records,
  cases: Iterable<Case>,
  now: number,
): Promise<void> {
  const all = [...cases].sort((one, other) => (one.incident.id < other.incident.id ? -1 : 1));
  const saved: { readonly one: Case; readonly incident: Incident }[] = [];
  for (const one of all)
    if (one.touched.size > 0) saved.push({ one, incident: await saveIncidentOf(records, one) });
  for (const { one, incident } of saved) await report(ports, records, one, incident, now);
  for (const one of all) await sayNotes(ports, records, one, now);
}

async function saveIncidentOf(records: Records, one: Case): Promise<Incident> {
  const incident = await settled(records, one);
  if (!(await records.incidents.save(incident, one.before?.version ?? 0)))
    throw new LostRace('the incident was changed by somebody else');
  await records.signals.put(
    incident.id,
    [...one.touched].flatMap((fingerprint) => {
      const signal = one.signals.get(fingerprint);
      return signal === undefined ? [] : [{ signal, content: one.said.get(fingerprint) ?? null }];
    }),
  );
  return incident;
}

async function report(
  { channels, reminder }: FoldPorts,
  records: Records,
  one: Case,
  incident: Incident,
  now: number,
): Promise<void> {
  const { id: subject, environment } = incident;
  for (const { event, data } of few(one.events))
    await records.audit.append({ actor: 'hydrous', event, subject, environment, data });
  await records.messages.want({ kind: 'incident', subject, channel: channels.incidents });
  await later(records, one, incident, { now, reminder });
}

/** From so many signals on the card's list tells of them better than a line each in the thread. */
const TOO_MANY = 5;

/** In a storm only its beginning and, at most once a minute, its end. */
async function sayNotes(
  { channels }: FoldPorts,
  records: Records,
  { storm, incident, notes, signals }: Case,
  now: number,
): Promise<void> {
  const parent = `incident:${incident.id}`;
  const many = storm || incident.signals?.storm === true;
  for (const { id, text, broadcast, single } of notes) {
    if (single && (many || signals.size > TOO_MANY)) continue;
    const once = many && broadcast ? `note:${incident.id}:over:${Math.floor(now / 60_000)}` : id;
    await records.messages.say({ id: once, channel: channels.incidents, text, parent, broadcast });
  }
}

/** What a storm did to an incident is counted, not listed. */
function few(events: readonly CaseEvent[]): readonly CaseEvent[] {
  if (events.length < MANY) return events;
  const [first] = events;
  const opens = first?.event === 'incident-opened' || first?.event === 'incident-reopened' ? [first] : [];
  const rest = events.slice(opens.length);
  const counts: Record<string, number> = {};
  for (const { event } of rest) counts[event] = (counts[event] ?? 0) + 1;
  const end = rest.findLast(({ event }) => event === 'incident-resolved');
  return [...opens, { event: 'incident-many', data: { counts } }, ...(end === undefined ? [] : [end])];
}

const BEGINS: ReadonlySet<IncidentReason> = new Set(['opened', 'reopened']);

async function later(
  records: Records,
  { reasons }: Case,
  incident: Incident,
  { now, reminder }: { readonly now: number; readonly reminder: number | undefined },
): Promise<void> {
  const began =
    reasons.find((reason) => BEGINS.has(reason)) ?? reasons.find((reason) => reason === 'worsened');
  // A storm comes and goes faster than anybody could look at its charts.
  const drawn = incident.signals?.storm !== true || reasons.includes('opened');
  if (drawn && began !== undefined) await wantChart(records, incident, `incident-${began}`);
  if (drawn && reasons.at(-1) === 'resolved') await wantChart(records, incident, 'incident-resolved');
  if (began !== undefined && BEGINS.has(began) && reminder !== undefined && incident.alarmState !== null)
    await records.followUps.want('remind', incident.id, reminder);
  const { silence } = incident;
  if (silence != null && silence.until > now)
    await records.followUps.want('unsilence', incident.id, silence.until - now);
}
