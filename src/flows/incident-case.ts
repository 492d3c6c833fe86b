/** One incident while notifications are folded into it, from reading it to saving it with all that it came to. */
import type { NotificationContent } from '../core/alarm.ts';
import type { Incident, IncidentReason } from '../core/incident.ts';
import { ledBy, withSignals } from '../core/incident-of-signals.ts';
import type { SignalContent } from '../core/ports/incident-life.ts';
import type { Records } from '../core/ports/store.ts';
import type { Sentence } from '../core/sentence.ts';
import { isUnsettled, type Signal } from '../core/signal.ts';
import { summaryWith } from '../core/signal-summary.ts';

/** Something that the audit trail keeps. */
export interface CaseEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface CaseNote {
  readonly id: string;
  readonly text: Sentence;
  readonly broadcast: boolean;
  /** One of many in a storm, where only the beginning and the end are said. */
  readonly single: boolean;
}

export interface Case {
  /** As it was read; null when it opens here. */
  readonly before: Incident | null;
  incident: Incident;
  readonly signals: Map<string, Signal>;
  /** What was said here, by fingerprint. */
  readonly said: Map<string, SignalContent>;
  readonly touched: Set<string>;
  readonly events: CaseEvent[];
  readonly notes: CaseNote[];
  /** In the order in which they came. */
  readonly reasons: IncidentReason[];
  notices: number;
  /** It opens as the card of a storm. */
  readonly storm: boolean;
}

export function emptyCase(before: Incident | null, incident: Incident): Case {
  return {
    before,
    incident,
    signals: new Map(),
    said: new Map(),
    touched: new Set(),
    events: [],
    notes: [],
    reasons: [],
    notices: 0,
    storm: false,
  };
}

/** Writes down how a signal stands now, and what it said; null keeps what it said before. */
export function hear(to: Case, signal: Signal, content: NotificationContent | null): void {
  to.signals.set(signal.fingerprint, signal);
  // What comes next in the batch is placed by how things stand now.
  const signals = summaryWith(to.incident.signals ?? null, signal, to.signals.size, to.storm);
  const { alarmState } = to.incident;
  const burns = signal.state === 'ALARM' || isBurning(to);
  to.incident = { ...to.incident, signals, alarmState: alarmState === null || !burns ? alarmState : 'ALARM' };
  to.touched.add(signal.fingerprint);
  if (content !== null && content.kind !== 'unrecognised') to.said.set(signal.fingerprint, content);
}

function isBurning({ signals }: Case): boolean {
  for (const { state } of signals.values()) if (state === 'ALARM') return true;
  return false;
}

/** How many other signals keep the incident open. A text says nothing of its end. */
export function othersIn({ signals }: Case, fingerprint: string): number {
  let others = 0;
  for (const signal of signals.values())
    if (signal.fingerprint !== fingerprint && signal.kind !== 'text' && isUnsettled(signal)) others += 1;
  return others;
}

/** The incident as it is saved: led by its cause, with the summary of its signals. */
export async function settled(records: Records, one: Case): Promise<Incident> {
  const { before, incident, signals, notices, storm } = one;
  const known = before?.signals ?? null;
  const summed = withSignals(incident, [...signals.values()], known, notices, storm);
  const lead = summed.signals?.lead;
  if (lead === undefined) return summed;
  const said = one.said.get(lead);
  if (said !== undefined) return ledBy(summed, said);
  if (before === null) return summed;
  if (known === null || known.lead === lead) return asBefore(summed, before);
  return ledBy(summed, await records.signals.content(incident.id, lead));
}

/** The lead has said nothing new: what is shown of it stays. */
function asBefore(now: Incident, before: Incident): Incident {
  const { title } = before;
  if (before.event != null) return { ...now, title, event: before.event };
  return { ...now, title, event: null, alarm: before.alarm };
}
