/** What an incident keeps of all its signals: enough for its card, however many there are. */
import type { AlarmState } from './alarm.ts';
import { leadOf, type Signal } from './signal.ts';

export interface SignalSummary {
  readonly total: number;
  readonly alarming: number;
  /** Notifications that were folded in, the same one twice counted once. */
  readonly notices: number;
  /** Fingerprint of the signal whose alarm or event the incident shows. */
  readonly lead: string;
  /** When the first and the newest of them began, ms. */
  readonly firstFiredAt: number;
  readonly lastFiredAt: number;
  /** So many at once that they are told as a table and not one by one. */
  readonly storm: boolean;
  /** The first of them in the order of the card. */
  readonly shown: readonly Signal[];
}

/** From so many signals on an incident is a storm. */
export const STORM_FROM = 10;
export const MOST_SHOWN = 20;

export function summaryOf(
  signals: readonly Signal[],
  before: Pick<SignalSummary, 'notices' | 'storm'> | null,
  notices: number,
): SignalSummary | null {
  const lead = leadOf(signals);
  if (lead === null) return null;
  const fired = signals.map(({ firedAt }) => firedAt);
  return {
    total: signals.length,
    alarming: signals.filter(({ state }) => state === 'ALARM').length,
    notices: (before?.notices ?? 0) + notices,
    lead: lead.fingerprint,
    firstFiredAt: fired.reduce((one, other) => Math.min(one, other)),
    lastFiredAt: fired.reduce((one, other) => Math.max(one, other)),
    storm: before?.storm === true || signals.length >= STORM_FROM,
    shown: [...signals].sort(forCard).slice(0, MOST_SHOWN),
  };
}

/** As `summaryOf` after one more signal was heard, without going through the others; what is shown stays behind. */
export function summaryWith(
  before: SignalSummary | null,
  signal: Signal,
  total: number,
  storm: boolean,
): SignalSummary {
  return {
    alarming: 1,
    notices: 0,
    lead: signal.fingerprint,
    shown: [],
    ...before,
    total,
    firstFiredAt: Math.min(before?.firstFiredAt ?? signal.firedAt, signal.firedAt),
    lastFiredAt: Math.max(before?.lastFiredAt ?? signal.firedAt, signal.firedAt),
    storm: storm || before?.storm === true || total >= STORM_FROM,
  };
}

/** In trouble first, then the deeper cause, then the older one. */
function forCard(one: Signal, other: Signal): number {
  const trouble = Number(other.state === 'ALARM') - Number(one.state === 'ALARM');
  return (
    trouble ||
    one.rank - other.rank ||
    one.firedAt - other.firedAt ||
    (one.fingerprint < other.fingerprint ? -1 : 1)
  );
}

/** One word for all of them. */
export function stateOfAll(signals: readonly Signal[]): AlarmState {
  if (signals.some(({ state }) => state === 'ALARM')) return 'ALARM';
  return signals.some(({ state }) => state === 'INSUFFICIENT_DATA') ? 'INSUFFICIENT_DATA' : 'OK';
}
