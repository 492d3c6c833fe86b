/** Looks into incidents that are due: gathers evidence, asks the guide, and brings the card up to date. */
import type { MetricAlarm } from '../core/alarm.ts';
import { applyAlarm, ended } from '../core/apply-alarm.ts';
import { entryTitle } from '../core/cards/guide-pieces.ts';
import type { CommandReaders } from '../core/command.ts';
import type { Diagnosis } from '../core/diagnosis.ts';
import type { Environment } from '../core/environment.ts';
import type { Evidence } from '../core/evidence.ts';
import type { Guide } from '../core/guide.ts';
import type { Incident, IncidentReason } from '../core/incident.ts';
import { keepCause } from '../core/keep-cause.ts';
import { keepingStopped, keepingSuspect } from '../core/keep-evidence.ts';
import { nextLook } from '../core/next-look.ts';
import type { Clock, Log } from '../core/ports/ambient.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { askedAlarm, looksWell, onlyEvents } from '../core/recovery.ts';
import { say, span } from '../core/sentence.ts';
import { diagnose } from '../core/verdicts.ts';
import type { EvidenceReaders } from './gather-evidence.ts';
import { gatherEvidence } from './gather-evidence.ts';
import type { IncidentNews } from './save-incident.ts';
import { LostRace, noteFor, saveIncident, untilWon } from './save-incident.ts';

export interface InvestigatePorts {
  readonly store: Store;
  readonly readers: EvidenceReaders & Pick<CommandReaders, 'alarms'>;
  readonly guide: Guide;
  readonly environments: readonly Environment[];
  readonly channels: { readonly incidents: string };
  readonly owner: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Folds in what an alarm of several should have told; without it only an incident of one alarm is ended so. */
  readonly fold?: (id: string, alarm: MetricAlarm) => Promise<void>;
  readonly nudge: () => void;
}

const AT_ONCE = 5;
/** Longer than a pass may take, ms. */
const LEASE_MS = 30_000;
const MINUTE = 60_000;
/** How far before the alarm's own window the logs are read, and how far back at most, ms. */
const BEFORE_MS = 5 * MINUTE;
const LONGEST_MS = 3 * 60 * MINUTE;

/** What one look came to. */
interface Look {
  readonly evidence: Evidence;
  /** An OK that CloudWatch tells only when asked. */
  readonly recovered: MetricAlarm | null;
}

/** `work` gives how many incidents were looked into. */
export function createInvestigate(ports: InvestigatePorts): { work(): Promise<number> } {
  return {
    async work() {
      const due = await ports.store.incidents.due(AT_ONCE);
      const looked = await Promise.all(due.map((incident) => investigate(ports, incident)));
      const done = looked.filter((each) => each).length;
      if (done > 0) ports.nudge();
      return done;
    },
  };
}

/** False when another replica is at it. */
async function investigate(ports: InvestigatePorts, incident: Incident): Promise<boolean> {
  const { store, owner, log } = ports;
  const lease = `investigate:${incident.id}`;
  if ((await store.leases.take(lease, owner, LEASE_MS)) === null) return false;
  try {
    const look = await lookInto(ports, incident);
    const recovered = look?.recovered ?? null;
    const together = ports.fold !== undefined;
    if (together && recovered !== null) await ports.fold?.(`asked:${incident.id}`, recovered);
    const left = look === null || !together ? look : { ...look, recovered: null };
    await untilWon(() => record(ports, incident.id, left));
    return true;
  } catch (error) {
    if (isProblem(error, 'store-down') || isProblem(error, 'ambiguous')) throw error;
    if (!(error instanceof LostRace))
      log.error({ incident: incident.id, err: error }, 'an investigation failed');
    return false;
  } finally {
    await store.leases.release(lease, owner).catch(() => undefined);
  }
}

async function lookInto(ports: InvestigatePorts, incident: Incident): Promise<Look | null> {
  const { readers, environments, clock, log } = ports;
  const environment = environments.find(({ name }) => name === incident.environment);
  const { alarm, event = null } = incident;
  if (environment === undefined || (alarm === null && event === null)) return null;
  const from = alarm === null ? incident.openedAt - BEFORE_MS : logsFrom(alarm, clock.now());
  const [evidence, view] = await Promise.all([
    gatherEvidence(readers, environment, from, log, alarm),
    alarm === null ? null : readers.alarms.alarm(environment, alarm.name).catch(() => null),
  ]);
  return { evidence, recovered: alarm === null ? null : askedAlarm(alarm, view) };
}

/** From when the logs of an alarm are read, ms. */
export function logsFrom(alarm: MetricAlarm, now: number): number {
  const watched = (alarm.period ?? 60) * (alarm.evaluationPeriods ?? 1) * 1_000;
  return Math.max(alarm.changedAt - watched - BEFORE_MS, now - LONGEST_MS);
}

/** Saves on top of the incident as it is now: it may have changed while AWS was asked. */
async function record(ports: InvestigatePorts, id: string, look: Look | null): Promise<void> {
  const { store, channels } = ports;
  const current = await store.incidents.get(id);
  if (current === null) return;
  const now = await store.now();
  const { incident, news } = look === null ? unseen(current) : seen(ports, current, look, now);
  await store.transaction((records) => saveIncident(records, channels.incidents, incident, news));
}

/** Its environment is configured no longer: nothing can be looked at. */
function unseen(current: Incident): { readonly incident: Incident; readonly news: IncidentNews } {
  const incident = { ...current, environment: null, investigateAt: null, version: current.version + 1 };
  return { incident, news: { event: 'incident-not-investigated' } };
}

function seen(
  ports: InvestigatePorts,
  current: Incident,
  { evidence: fresh, recovered }: Look,
  now: number,
): { readonly incident: Incident; readonly news: IncidentNews } {
  const evidence = keepingSuspect(
    current.evidence,
    keepingStopped(current.evidence, fresh),
    current.openedAt,
  );
  const diagnosis = keepCause(current.diagnosis, diagnose(evidence, ports.guide.en, current.alarm));
  const firedAt = current.signals?.lastFiredAt ?? current.alarm?.changedAt ?? current.openedAt;
  const open = current.state !== 'resolved';
  const incident: Incident = {
    ...current,
    evidence,
    diagnosis,
    investigateAt: open ? nextLook(firedAt, now, diagnosis.verdicts.length > 0) : null,
    version: current.version + 1,
  };
  if (open && recovered !== null) {
    const asked = recovery(ports, current, recovered, now);
    if (asked !== null) return { incident: { ...incident, ...asked.change }, news: asked.news };
  }
  if (open && (current.alarmState === 'OK' || onlyEvents(current, now)) && looksWell(evidence)) {
    const note = say('incidents.note.recovered', { lasted: span(now - current.openedAt) });
    return { incident: ended(incident, now), news: { event: 'incident-resolved', note, broadcast: true } };
  }
  return { incident, news: foundNews(ports.guide, current.diagnosis, diagnosis) };
}

/** The OK that never came, folded in as if it had. */
function recovery(
  ports: InvestigatePorts,
  current: Incident,
  alarm: MetricAlarm,
  now: number,
): { readonly change: Partial<Incident>; readonly news: IncidentNews } | null {
  const { id, fingerprint, environment } = current;
  const applied = applyAlarm(current, alarm, { now, id, fingerprint, environment, reopenMs: 0 });
  const { incident, reason } = applied;
  if (incident === null || !isRecovery(reason)) return null;
  const { state, alarmState, resolvedAt, changedAt, investigateAt } = incident;
  ports.log.info({ incident: id, reason }, 'an alarm had recovered without a notification');
  return {
    change: { alarm, state, alarmState, resolvedAt, changedAt, investigateAt },
    news: {
      event: `incident-${reason}`,
      note: noteFor(incident, reason, now),
      broadcast: reason === 'resolved',
    },
  };
}

function isRecovery(reason: IncidentReason): boolean {
  return reason === 'resolved' || reason === 'recovered-without-data';
}

/** The thread hears of a cause once, when it is found or another one takes its place. */
function foundNews(guide: Guide, before: Diagnosis | null, now: Diagnosis): IncidentNews {
  const entry = now.verdicts[0]?.entry ?? null;
  const known = before?.verdicts[0]?.entry ?? null;
  if (before !== null && entry === known) return { event: null };
  const news = { event: 'incident-investigated', data: { entry, offerRollback: now.offerRollback } };
  if (entry === null || entry === known) return news;
  return { ...news, note: say('incidents.note.cause', { entry: entryTitle(guide, entry) }) };
}
