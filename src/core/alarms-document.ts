/** Alarms as answers: all of them with what they mean, and what became of one. */
import type { AlarmState } from './alarm.ts';
import { datapointsIn } from './alarm-reason.ts';
import { SIGNS, windowOf } from './cards/alarm-title.ts';
import type { Document, Mark, Piece } from './document.ts';
import type { Environment } from './environment.ts';
import type { Gathered } from './evidence.ts';
import { metricValue } from './metric-value.ts';
import type { AlarmChange, AlarmChanges, AlarmDetail } from './ports/alarms.ts';
import { code, moment, type Sentence, say, span } from './sentence.ts';

const SHOWN = 40;
const CHANGES_SHOWN = 20;

const ORDER: readonly string[] = ['ALARM', 'INSUFFICIENT_DATA', 'OK'];
const MARKS: Readonly<Record<AlarmState, Mark>> = {
  ALARM: 'stop',
  INSUFFICIENT_DATA: 'warning',
  OK: 'ok',
};

export interface AlarmsFound {
  readonly environment: Environment;
  readonly alarms: readonly AlarmDetail[];
  /** Of the last day; by these it is counted how often an alarm came and went. */
  readonly changes: Gathered<AlarmChanges>;
}

/** Open ones first, then those without data. */
export function alarmsDocument({ environment, alarms, changes }: AlarmsFound): Document {
  const { name } = environment;
  const open = alarms.filter(({ state }) => state === 'ALARM').length;
  const summary =
    alarms.length === 0
      ? say('alarms.none', { environment: name })
      : say('alarms.summary', { environment: name, open, count: alarms.length });
  if (alarms.length === 0) return { summary, pieces: [{ piece: 'text', text: summary }] };
  const sorted = [...alarms].sort(
    (one, other) => place(one.state) - place(other.state) || (one.name < other.name ? -1 : 1),
  );
  const fired = firedIn(changes);
  const items = sorted
    .slice(0, SHOWN)
    .map((alarm) => ({ mark: markOf(alarm.state), text: item(alarm, fired.get(alarm.name) ?? 0) }));
  const pieces: Piece[] = [
    { piece: 'text', text: summary },
    { piece: 'list', items },
  ];
  if (sorted.length > SHOWN)
    pieces.push({ piece: 'context', text: say('alarms.more', { count: sorted.length - SHOWN }) });
  if (!changes.ok)
    pieces.push({ piece: 'context', text: say('alarms.history-unread', { why: changes.why }) });
  const example = code(`/hydrous alarms history ${quoted(sorted[0]?.name ?? '')}`);
  pieces.push({ piece: 'context', text: say('alarms.hint', { command: example }) });
  return { summary, pieces };
}

/** Newest first; each with how long the state lasted that it began. */
export function alarmHistoryDocument(
  alarm: string,
  { changes, partial }: AlarmChanges,
  now: number,
): Document {
  const name = code(alarm);
  if (changes.length === 0) {
    const none = say('alarms.history-none', { alarm: name });
    return { summary: none, pieces: [{ piece: 'text', text: none }] };
  }
  const shown = changes.slice(0, CHANGES_SHOWN);
  const fired = changes.filter(({ to }) => to === 'ALARM').length;
  const summary = say('alarms.history-summary', { alarm: name, fired, count: changes.length });
  const items = shown.map((change, at) => ({
    mark: markOf(change.to ?? ''),
    text: changeItem(change, (changes[at - 1]?.at ?? now) - change.at),
  }));
  const pieces: Piece[] = [
    { piece: 'text', text: summary },
    { piece: 'list', items },
  ];
  if (partial || changes.length > shown.length)
    pieces.push({ piece: 'context', text: say('alarms.history-more', { shown: shown.length }) });
  return { summary, pieces };
}

function changeItem({ at, from, to, reason }: AlarmChange, lasted: number): Sentence {
  const last = datapointsIn(reason ?? '').at(-1);
  return say('alarms.history-item', {
    at: moment(at),
    from: from ?? '?',
    to: to ?? '?',
    value: last === undefined ? null : metricValue('', last),
    lasted: span(Math.max(0, lasted)),
  });
}

function firedIn(changes: Gathered<AlarmChanges>): ReadonlyMap<string, number> {
  const fired = new Map<string, number>();
  for (const { alarm, to } of changes.ok ? changes.value.changes : [])
    if (to === 'ALARM') fired.set(alarm, (fired.get(alarm) ?? 0) + 1);
  return fired;
}

function item(alarm: AlarmDetail, fired: number): Sentence {
  return say('alarms.item', {
    name: code(alarm.name),
    words: wordsOf(alarm),
    since: alarm.updatedAt === null ? null : moment(alarm.updatedAt),
    fired: fired > 1 ? fired : null,
    silent: alarm.actionsEnabled ? null : say('alarms.silent'),
  });
}

/** What it watches and how that stands, in plain words. */
function wordsOf(alarm: AlarmDetail): Sentence {
  const { metric, threshold, kind, state } = alarm;
  if (state === 'INSUFFICIENT_DATA') return say('alarms.no-data');
  if (kind === 'composite') return say('alarms.composite');
  if (kind === 'expression') return say('alarms.expression');
  const sign = SIGNS[alarm.comparison ?? ''];
  const key = metric === null ? '' : `${metric.namespace}/${metric.name}`;
  if (kind === 'anomaly') return say('alarms.anomaly', { metric: key });
  if (metric === null || threshold === null || sign === undefined) return say('alarms.unclear');
  const last = datapointsIn(alarm.reason ?? '').at(-1);
  const compared = {
    metric: key,
    value: last === undefined ? null : metricValue(metric.name, last),
    sign,
    threshold: metricValue(metric.name, threshold),
  };
  if (state === 'ALARM') return say('incidents.title.metric', { ...compared, ...windowOf(alarm) });
  return say('alarms.quiet', compared);
}

function markOf(state: string): Mark {
  return MARKS[state as AlarmState] ?? 'none';
}

function place(state: string): number {
  const at = ORDER.indexOf(state);
  return at === -1 ? ORDER.length : at;
}

function quoted(name: string): string {
  return /^[\w.:/-]+$/.test(name) ? name : `"${name.replaceAll('"', '\\"')}"`;
}
