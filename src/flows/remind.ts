/** What an incident says by itself as time passes: that it still waits, and that a silence or an acknowledgement is over. */
import { reopened } from '../core/apply-alarm.ts';
import { calledFor } from '../core/call.ts';
import type { Incident } from '../core/incident.ts';
import type { Roles } from '../core/member.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { FollowUp } from '../core/ports/follow-ups.ts';
import { isProblem } from '../core/problem.ts';
import { code, mention, say, span } from '../core/sentence.ts';
import { isSilent } from '../core/silence.ts';
import { type AskPorts, askAlarms } from './ask-alarms.ts';
import { type IncidentNews, LostRace, saveIncident, untilWon } from './save-incident.ts';

export interface RemindPorts extends AskPorts {
  readonly roles: Roles;
  readonly reminder: number;
  readonly owner: string;
  readonly log: Log;
  readonly nudge: () => void;
}

const AT_ONCE = 5;
/** Longer than asking for the alarms of one incident takes, ms. */
const LEASE_MS = 90_000;
const AGAIN_MS = 30_000;
const MOST_TRIES = 10;
/** Reminders come half as often each time, down to this many intervals. */
const SLOWEST = 8;

/** `work` gives how many incidents were looked after. Throws only when the store is away. */
export function createRemind(ports: RemindPorts): { work(): Promise<number> } {
  const { store, owner } = ports;
  return {
    async work() {
      const reminders = await store.followUps.claim('remind', owner, LEASE_MS, AT_ONCE);
      const silences = await store.followUps.claim('unsilence', owner, LEASE_MS, AT_ONCE);
      for (const due of reminders) await carry(ports, due, remind);
      for (const due of silences) await carry(ports, due, endSilence);
      if (reminders.length + silences.length > 0) ports.nudge();
      return reminders.length + silences.length;
    },
  };
}

/** Gives in how many ms it is to be looked at again, null when not. */
type Look = (ports: RemindPorts, incident: string) => Promise<number | null>;

async function carry(ports: RemindPorts, due: FollowUp, look: Look): Promise<void> {
  const { store, owner, log } = ports;
  try {
    const again = await untilWon(() => look(ports, due.subject));
    if (again === null) await store.followUps.finish(due, owner);
    else await store.followUps.later(due, owner, again);
  } catch (error) {
    if (isProblem(error, 'store-down') || isProblem(error, 'ambiguous')) throw error;
    if (!(error instanceof LostRace)) log.error({ incident: due.subject, err: error }, 'a reminder failed');
    if (due.attempts < MOST_TRIES) await store.followUps.later(due, owner, AGAIN_MS);
    else await store.followUps.finish(due, owner);
  }
}

async function remind(ports: RemindPorts, id: string): Promise<number | null> {
  const { store, reminder } = ports;
  const before = await store.incidents.get(id);
  if (before === null || !isWaiting(before)) return null;
  const now = await store.now();
  const until = before.state === 'acknowledged' ? (before.acknowledged?.until ?? null) : null;
  if (before.state === 'acknowledged' && until === null) return null;
  if (until !== null && until > now) return until - now;
  // The end of the silence looks after it.
  if (isSilent(before.silence, now)) return null;
  const asked = await askAlarms(ports, before);
  const current = await store.incidents.get(id);
  if (current === null || !isWaiting(current) || current.alarmState === 'OK') return null;
  const reminded = (current.reminded ?? 0) + 1;
  const next = {
    ...current,
    state: 'open' as const,
    acknowledged: null,
    reminded,
    version: current.version + 1,
  };
  await save(ports, next, newsOf(ports, current, asked, now));
  return reminder * Math.min(2 ** (reminded - 1), SLOWEST);
}

function isWaiting({ state, environment, alarmState }: Incident): boolean {
  return state !== 'resolved' && environment !== null && alarmState !== null;
}

function newsOf(
  { roles }: RemindPorts,
  { acknowledged, state, openedAt, reminded = 0 }: Incident,
  asked: 'asked' | 'unread',
  now: number,
): IncidentNews {
  const lasted = span(Math.max(0, now - openedAt));
  if (state === 'acknowledged' && acknowledged !== null) {
    const note = say('life.acknowledge-over', { by: mention(acknowledged.by), lasted });
    return { event: 'incident-acknowledgement-ended', note };
  }
  const people = calledFor(roles, reminded + 1).map(mention);
  const note = say(asked === 'asked' ? 'life.reminder' : 'life.reminder-unread', { people, lasted });
  return { event: 'incident-reminded', note };
}

/** What was quiet and is still in alarm is called for now, also when somebody had resolved it meanwhile. */
async function endSilence(ports: RemindPorts, id: string): Promise<number | null> {
  const { store, roles, reminder } = ports;
  const before = await store.incidents.get(id);
  if (before === null || before.silence == null) return null;
  const now = await store.now();
  if (isSilent(before.silence, now)) return before.silence.until - now;
  if (before.alarmState === 'ALARM') await askAlarms(ports, before);
  const current = await store.incidents.get(id);
  if (current === null) return null;
  const alarm = code(current.title.alarm);
  const quiet = { ...current, silence: null, version: current.version + 1 };
  const event = 'incident-silence-ended';
  if (current.alarmState !== 'ALARM' || !(await isNewest(ports, current))) {
    await save(ports, quiet, { event, note: say('life.silence-over-calm', { alarm }) });
    return null;
  }
  const next = current.state === 'resolved' ? { ...reopened(quiet, now), version: quiet.version } : quiet;
  const people = current.state === 'acknowledged' ? [] : calledFor(roles, 0).map(mention);
  await save(ports, next, { event, note: say('life.silence-over', { people, alarm }) }, reminder);
  return null;
}

/** False when its alarm belongs to another incident by now. */
async function isNewest({ store }: RemindPorts, { id, fingerprint }: Incident): Promise<boolean> {
  const newest = await store.signals.newest([fingerprint]);
  return (newest.get(fingerprint) ?? id) === id;
}

async function save(
  { store, channels }: RemindPorts,
  incident: Incident,
  news: IncidentNews,
  remindIn: number | null = null,
): Promise<void> {
  await store.transaction(async (records) => {
    await saveIncident(records, channels.incidents, incident, news);
    if (remindIn !== null) await records.followUps.want('remind', incident.id, remindIn);
  });
}
