/** Folds notifications into incidents: one transaction for a whole batch, each incident read and saved once. */
import type { NotificationContent } from '../core/alarm.ts';
import { applyAlarm, tellsMore } from '../core/apply-alarm.ts';
import type { Environment } from '../core/environment.ts';
import { environmentFor } from '../core/environment-of.ts';
import { type Known, type Place, placeFor } from '../core/place.ts';
import type { Ids } from '../core/ports/ambient.ts';
import type { SignalContent } from '../core/ports/incident-life.ts';
import type { Records } from '../core/ports/store.ts';
import { type News, newsOf } from '../core/signal.ts';
import type { Silence } from '../core/silence.ts';
import { isTestAlarm } from '../core/test-alarm.ts';
import { type CaseBook, createCaseBook } from './case-book.ts';
import { type Case, hear, othersIn } from './incident-case.ts';
import { keepEvent, sayNotice } from './keep-event.ts';
import { saveCases } from './save-case.ts';
import { eventFor, lateNote, noteOf } from './signal-notes.ts';

export interface FoldPorts {
  readonly environments: readonly Environment[];
  readonly channels: { readonly operations: string; readonly incidents: string };
  readonly ids: Ids;
  /** How long after its end an incident takes the same alarm up again, ms. */
  readonly reopen: number;
  /** How near in time things of one environment belong together, ms. */
  readonly group?: number;
  /** How long until somebody is reminded, ms; nobody is when left out. */
  readonly reminder?: number;
}

export interface Arrived {
  /** Id of the notification. */
  readonly id: string;
  readonly content: NotificationContent;
}

interface Folding {
  readonly ports: FoldPorts;
  readonly now: number;
  readonly book: CaseBook;
  readonly silences: ReadonlyMap<string, Silence>;
  /** What came before and made no incident, by fingerprint. */
  readonly unheard: ReadonlyMap<string, NotificationContent>;
  /** What makes none now. */
  readonly silent: Map<string, Silent>;
}

interface Silent {
  readonly fingerprint: string;
  readonly changedAt: number;
  readonly content: Exclude<SignalContent, null>;
}

/** Throws LostRace when an incident was changed meanwhile; nothing is written then. */
export async function foldNotifications(
  ports: FoldPorts,
  records: Records,
  arrived: readonly Arrived[],
  now: number,
): Promise<void> {
  await records.signals.turn();
  const told: { readonly one: Arrived; readonly news: News }[] = [];
  for (const one of arrived) {
    await keepEvent(ports, records, one.content);
    const news = newsOf(one.content);
    if (news === null) await sayNotice(ports, records, one);
    else told.push({ one, news });
  }
  // By AWS's clock: neither SNS nor SQS keeps an order.
  told.sort((one, other) => one.news.changedAt - other.news.changedAt);
  const fingerprints = [...new Set(told.map(({ news }) => news.fingerprint))];
  const book = await createCaseBook(records, fingerprints);
  const folding: Folding = {
    ports,
    now,
    book,
    silences: await records.silences.of(fingerprints),
    unheard: await records.signals.unheard(fingerprints),
    silent: new Map(),
  };
  for (const { one, news } of told) await foldOne(folding, one, news);
  await records.signals.keepUnheard([...folding.silent.values()]);
  await saveCases(ports, records, book.cases(), now);
}

async function foldOne(folding: Folding, { id, content }: Arrived, news: News): Promise<void> {
  const { ports, now, book, silences } = folding;
  const environment = environmentFor(content, ports.environments)?.name ?? null;
  const silence = silences.get(news.fingerprint) ?? null;
  const context = {
    now,
    environment,
    groupMs: ports.group ?? 0,
    reopenMs: ports.reopen,
    silenced: silence !== null,
  };
  const place = await placeOf(book, content, news, context);
  const target = place.place === 'storm' ? null : await book.caseOf(place.incident);
  const known = target?.signals.get(news.fingerprint) ?? null;
  const { incident, reason, signal } = applyAlarm(target?.incident ?? null, content, {
    ...context,
    id: ports.ids.next('inc'),
    fingerprint: news.fingerprint,
    signal: known,
    others: target === null ? 0 : othersIn(target, news.fingerprint),
  });
  if (reason === 'silent' && content.kind !== 'unrecognised') {
    const { fingerprint, changedAt } = news;
    folding.silent.set(fingerprint, { fingerprint, changedAt, content });
  }
  if (target !== null && reason === 'older') target.notes.push(lateNote(id, target.incident, news));
  if (incident === null || signal === undefined || incident === target?.incident) return;
  const opens = target === null || reason === 'opened';
  const into = opens ? book.open(incident, place.place === 'storm') : target;
  into.incident = incident;
  into.notices += 1;
  if (silence !== null) into.incident = { ...incident, silence: longer(incident.silence, silence, now) };
  hear(into, signal, tellsMore(news, known) ? content : null);
  book.owns(news.fingerprint, into);
  report(
    into,
    { id, content, news, reason, held: place.place === 'held-back', quiet: silence !== null },
    now,
  );
  if (news.state === 'ALARM' && known === null) await foldUnheard(folding, news);
}

/** It was over before it was heard of: the card says both. */
async function foldUnheard(folding: Folding, { fingerprint, changedAt }: News): Promise<void> {
  const content = folding.unheard.get(fingerprint);
  const news = content === undefined ? null : newsOf(content);
  if (content === undefined || news === null || news.changedAt <= changedAt) return;
  await foldOne(folding, { id: `unheard:${fingerprint}:${news.changedAt}`, content }, news);
}

async function placeOf(
  book: CaseBook,
  content: NotificationContent,
  news: News,
  context: Parameters<typeof placeFor>[3],
): Promise<Place> {
  const own = await book.own(news.fingerprint);
  const ownSignal = own?.signals.get(news.fingerprint);
  const incident = own?.incident ?? null;
  // What is older than what is known of it can only be told, wherever that is.
  if (ownSignal !== undefined && news.changedAt <= ownSignal.changedAt) return { place: 'own', incident };
  if (news.state !== 'ALARM' || (incident !== null && incident.state !== 'resolved'))
    return { place: 'own', incident };
  // A test is nobody's symptom, and nothing is a symptom of a test.
  if (content.kind === 'metric-alarm' && isTestAlarm(content)) return { place: 'own', incident };
  const children = content.kind === 'metric-alarm' ? (content.composite?.children ?? []) : [];
  const known: Known = {
    own: incident,
    open: (await book.openIncidents()).filter(({ alarm }) => alarm === null || !isTestAlarm(alarm)),
    ofChild: await book.openWith(children.map(({ arn }) => arn)),
  };
  return placeFor(content, news, known, context);
}

interface Told extends Arrived {
  readonly news: News;
  readonly reason: Parameters<typeof noteOf>[1];
  readonly held: boolean;
  readonly quiet: boolean;
}

function report(into: Case, told: Told, now: number): void {
  into.reasons.push(told.reason);
  into.events.push(eventFor(told));
  const signal = into.signals.get(told.news.fingerprint);
  const note = signal === undefined ? null : noteOf(into.incident, told.reason, signal, now, told);
  if (note !== null) into.notes.push(note);
}

function longer(one: Silence | null | undefined, other: Silence, now: number): Silence {
  return one != null && one.until > now && one.until > other.until ? one : other;
}
