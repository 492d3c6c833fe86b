/** One source of news within an incident: an alarm, a service that ECS tells of, a database, or a text. */
import type { AlarmState, NotificationContent } from './alarm.ts';
import { causeRank } from './cause-rank.ts';
import { cleanText, cut } from './clean-text.ts';
import { fingerprintOf } from './fingerprint.ts';
import { redact } from './redact.ts';
import { bearingOf, type ServiceEvent } from './service-event.ts';

export type SignalKind = 'alarm' | 'ecs' | 'rds' | 'text';

/** How a source stood when it was last heard of. */
export interface Signal {
  readonly fingerprint: string;
  readonly kind: SignalKind;
  /** Of the alarm, the service or the database. */
  readonly name: string;
  /** Of a service event: in trouble is ALARM, calm is OK. */
  readonly state: AlarmState;
  /** False for an OK that rests on missing data. */
  readonly trusted: boolean;
  /** When it changed by AWS's clock, ms; decides what is newer. */
  readonly changedAt: number;
  /** When it was last in trouble anew, ms. */
  readonly firedAt: number;
  readonly fired: number;
  /** See `core/cause-rank.ts`. */
  readonly rank: number;
}

const LONGEST_NAME = 120;

/** What a notification says about its source; null when it says nothing that an incident is made of. */
export type News = Omit<Signal, 'firedAt' | 'fired'>;

export function newsOf(content: NotificationContent): News | null {
  const fingerprint = fingerprintOf(content);
  const rank = causeRank(content);
  switch (content.kind) {
    case 'metric-alarm': {
      const { name, state, fromMissingData, changedAt } = content;
      const trusted = !(state === 'OK' && fromMissingData);
      return { fingerprint, kind: 'alarm', name, state, trusted, changedAt, rank };
    }
    case 'ecs-event':
    case 'rds-event':
      return eventNews(content, fingerprint, rank);
    case 'unrecognised': {
      const name = cut(redact(cleanText((content.subject ?? content.text).slice(0, 2_000))), LONGEST_NAME);
      return { fingerprint, kind: 'text', name, state: 'ALARM', trusted: true, changedAt: content.at, rank };
    }
  }
}

function eventNews(event: ServiceEvent, fingerprint: string, rank: number): News | null {
  const bearing = bearingOf(event);
  if (bearing === 'routine' || bearing === 'notice') return null;
  const kind = event.kind === 'ecs-event' ? 'ecs' : 'rds';
  const name = event.kind === 'ecs-event' ? (event.service ?? event.cluster ?? 'ECS') : event.source;
  const state = bearing === 'trouble' ? 'ALARM' : 'OK';
  return { fingerprint, kind, name, state, trusted: true, changedAt: event.at, rank };
}

/** In trouble, without data, or well on nobody's word: the incident is not over while one of these is left. */
export function isUnsettled({ state, trusted }: Pick<Signal, 'state' | 'trusted'>): boolean {
  return state !== 'OK' || !trusted;
}

/** The signal that the incident is about: of those in trouble the deepest cause, and the first of equals. */
export function leadOf(signals: Iterable<Signal>): Signal | null {
  let lead: Signal | null = null;
  for (const signal of signals) if (lead === null || leads(signal, lead)) lead = signal;
  return lead;
}

function leads(one: Signal, other: Signal): boolean {
  if ((one.state === 'ALARM') !== (other.state === 'ALARM')) return one.state === 'ALARM';
  if (one.rank !== other.rank) return one.rank < other.rank;
  if (one.firedAt !== other.firedAt) return one.firedAt < other.firedAt;
  return one.fingerprint < other.fingerprint;
}
