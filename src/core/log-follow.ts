/** A log that is being followed: what has come so far, and the card that shows it. */
import type { Document, Piece } from './document.ts';
import { entriesOf, type LogEntry } from './log-entries.ts';
import { leftOut, withoutWords } from './log-filter.ts';
import { lineKey, onlyNew, timeOfKey } from './log-once.ts';
import { type LogResult, type LogsAsked, pageOf } from './log-result.ts';
import { filterSentence } from './log-unread.ts';
import type { LogAnswer } from './ports/aws.ts';
import { code, moment, type Sentence, say } from './sentence.ts';

/** What is known of the lines that Live Tail brings beside the looks. */
export interface Tailed {
  /** True when the rest of this following only polls. */
  readonly off: boolean;
  /** Updates that were a sample. */
  readonly sampled: number;
  /** Keys of lines that only the stream has brought yet. */
  readonly tailed: readonly string[];
  /** Keys of lines that only a look has brought yet. */
  readonly polled: readonly string[];
}

export const NO_TAIL: Tailed = { off: false, sampled: 0, tailed: [], polled: [] };

export interface Follow {
  readonly asked: LogsAsked;
  readonly streams: readonly string[] | null;
  /** ms. */
  readonly endsAt: number;
  readonly readAt: number;
  /** Everything up to here was read; older lines may still arrive late. */
  readonly readUntil: number;
  /** Ids of the lines that the next look will meet again. */
  readonly seen: readonly string[];
  /** Newest first, as many as are shown. */
  readonly entries: readonly LogEntry[];
  /** Lines that came in all. */
  readonly count: number;
  /** Looks that met more lines than they could read. */
  readonly cutLooks: number;
  /** Looks in a row that failed. */
  readonly failures: number;
  /** Absent until something was read. */
  readonly tail?: Tailed;
  readonly ended:
    | { readonly why: 'time' | 'button'; readonly at: number }
    | { readonly why: 'failure'; readonly at: number; readonly text: Sentence }
    | null;
}

/** Longest time that a log is followed, ms. */
export const FOLLOW_MS = 10 * 60_000;
/** How far back each look begins again, ms: lines arrive late and out of order. */
export const OVERLAP_MS = 20_000;
/** How long a stream may take to bring a line that a look has read, ms. */
const STREAM_LAG_MS = 60_000;
/** Lines of one look. */
export const MOST_A_LOOK = 1_000;
const KEPT = 40;

export function beginFollow(asked: LogsAsked, streams: readonly string[] | null, now: number): Follow {
  return {
    asked,
    streams,
    endsAt: now + FOLLOW_MS,
    readAt: now,
    readUntil: asked.window.from,
    seen: [],
    entries: [],
    count: 0,
    cutLooks: 0,
    failures: 0,
    ended: null,
  };
}

/** What the next look asks for. The first one begins where it was told to and not before. */
export function lookOf(follow: Follow, now: number): { readonly from: number; readonly until: number } {
  const { from } = follow.asked.window;
  return { from: Math.max(from, follow.readUntil - OVERLAP_MS), until: now };
}

/** False for a line of another task than the one that was asked for. */
export function isOfTask({ asked: { task }, streams }: Follow, stream: string): boolean {
  return task === null || streams !== null || stream.includes(`/${task}`);
}

export function newestShown(entries: readonly LogEntry[], before: readonly LogEntry[]): readonly LogEntry[] {
  return [...entries, ...before].sort((a, b) => b.at - a.at).slice(0, KEPT);
}

/**
 * The answer to a look taken in: each line once, in the order of time, and what could not be read is counted, unless
 * a stream brought it meanwhile (`live`).
 */
export function looked(follow: Follow, { lines, partial }: LogAnswer, now: number, live = false): Follow {
  const seen = new Set(follow.seen);
  const tail = follow.tail ?? NO_TAIL;
  const recent = (key: string): boolean => timeOfKey(key) >= now - OVERLAP_MS;
  const { news, left } = onlyNew(
    lines.filter(({ id, stream }) => !seen.has(id) && isOfTask(follow, stream)),
    tail.tailed,
  );
  const polled = tail.off
    ? []
    : [...tail.polled, ...news.map(lineKey)].filter((key) => timeOfKey(key) >= now - STREAM_LAG_MS);
  const filter = withoutWords(follow.asked.filter);
  const entries = entriesOf(news).filter((entry) => leftOut(entry, filter) === null);
  const full = partial || lines.length >= MOST_A_LOOK;
  return {
    ...follow,
    readAt: now,
    readUntil: now,
    seen: lines.filter(({ at }) => at >= now - OVERLAP_MS).map(({ id }) => id),
    entries: newestShown(entries, follow.entries),
    count: follow.count + entries.length,
    // What lies between the last look and the oldest line of a full one was not read.
    cutLooks: follow.cutLooks + (full && !live ? 1 : 0),
    failures: 0,
    tail: { ...tail, tailed: left.filter(recent), polled },
    ended: now >= follow.endsAt ? { why: 'time', at: now } : follow.ended,
  };
}

export function followCard(follow: Follow, id: string): Document {
  const { asked, count, ended } = follow;
  const result: LogResult = {
    asked: { ...asked, window: { from: asked.window.from, until: follow.readAt } },
    entries: follow.entries,
    leftOut: { lower: 0, noLevel: 0, noRequest: 0 },
    notKept: 0,
    partial: false,
    byLevelWords: false,
  };
  const shown = follow.entries.length === 0 ? null : pageOf(result, 0);
  const hidden = count - (shown?.last ?? 0);
  const { sampled } = follow.tail ?? NO_TAIL;
  const title = say('logs.follow-title', { group: code(asked.group), filter: filterSentence(asked) });
  return {
    summary: say('logs.follow-summary', { environment: asked.environment, count }),
    pieces: [
      { piece: 'text', text: title },
      shown === null ? context(say('logs.follow-waiting')) : { piece: 'code', lines: shown.lines },
      ...(hidden > 0 ? [context(say('logs.follow-cut', { count: hidden }))] : []),
      ...(follow.cutLooks > 0 ? [context(say('logs.follow-sampled', { count: follow.cutLooks }))] : []),
      ...(sampled > 0 ? [context(say('logs.follow-live-sampled', { count: sampled }))] : []),
      context(standing(follow)),
      context(say('logs.zone', { zone: asked.zone ?? 'UTC' })),
      ...(ended === null ? [stopButton(id)] : []),
    ],
  };
}

function standing({ ended, readAt, endsAt, count }: Follow): Sentence {
  if (ended === null) return say('logs.follow-running', { at: moment(readAt), until: moment(endsAt), count });
  const at = moment(ended.at);
  switch (ended.why) {
    case 'time':
      return say('logs.follow-ended-time', { at, count });
    case 'button':
      return say('logs.follow-ended-button', { at, count });
    case 'failure':
      return say('logs.follow-ended-failure', { at, why: ended.text });
  }
}

function stopButton(id: string): Piece {
  return {
    piece: 'buttons',
    buttons: [{ action: 'logs-stop', subject: id, label: say('logs.stop-button'), style: 'danger' }],
  };
}

function context(text: Sentence): Piece {
  return { piece: 'context', text };
}
