/** What a search of the log found, as it is kept, and the pages in which it is shown. */
import { cut } from './clean-text.ts';
import type { LogEntry } from './log-entries.ts';
import { type LogFilter, leftOut, withoutWords } from './log-filter.ts';
import { folded, type LogRow } from './log-fold.ts';
import type { Unread } from './ports/aws.ts';
import type { Window } from './time-window.ts';
import { wallClock } from './zoned-time.ts';

export interface LogsAsked {
  /** Name of the environment. */
  readonly environment: string;
  readonly group: string;
  readonly window: Window;
  readonly filter: LogFilter;
  /** Id of the one task whose lines are wanted. */
  readonly task: string | null;
  /** IANA zone in which times are shown; UTC when null. */
  readonly zone: string | null;
}

/** Why entries that were read are not shown. */
export interface LeftOutCounts {
  readonly lower: number;
  readonly noLevel: number;
  readonly noRequest: number;
}

export interface LogResult {
  readonly asked: LogsAsked;
  /** Newest first. */
  readonly entries: readonly LogEntry[];
  readonly leftOut: LeftOutCounts;
  /** Found and not kept, so that what is kept stays small. */
  readonly notKept: number;
  /** True when a cap ended the search before the window was read. */
  readonly partial: boolean;
  /** True when the older part was looked for by words that lines of the level hold. */
  readonly byLevelWords: boolean;
  /** The older part that was not read, where that is known; what was found in it all the same is shown. */
  readonly unread?: Unread;
  /** Streams that were read, where only some were. */
  readonly streams?: readonly string[];
}

type How = Pick<LogResult, 'partial' | 'byLevelWords' | 'unread' | 'streams'>;

/** Entries and UTF-16 units of text that are kept of one result. */
const MOST_ENTRIES = 10_000;
const MOST_TEXT = 3_000_000;

export function resultOf(asked: LogsAsked, read: readonly LogEntry[], how: How): LogResult {
  const counts = { lower: 0, noLevel: 0, noRequest: 0 };
  const found: LogEntry[] = [];
  const filter = withoutWords(asked.filter);
  for (const entry of read) {
    const why = leftOut(entry, filter);
    if (why === 'lower') counts.lower += entry.events;
    else if (why === 'no-level') counts.noLevel += entry.events;
    else if (why === 'no-request') counts.noRequest += entry.events;
    if (why === null) found.push(entry);
  }
  const entries = fitting(found);
  return { asked, entries, leftOut: counts, notKept: found.length - entries.length, ...how };
}

/** As many of the newest as are kept. */
function fitting(found: readonly LogEntry[]): readonly LogEntry[] {
  let [count, text] = [0, 0];
  for (const entry of found) {
    text += entry.text.length + (entry.shown === entry.text ? 0 : entry.shown.length);
    if (count >= MOST_ENTRIES || text > MOST_TEXT) break;
    count += 1;
  }
  return found.slice(0, count);
}

/** A result and what a later search found in the part of its window that it had not read. */
export function continued(result: LogResult, more: LogResult): LogResult {
  const border = result.unread?.until ?? result.asked.window.from;
  const again = new Set(more.entries.map(keyOf));
  const before = result.entries.filter((entry) => entry.at > border || !again.has(keyOf(entry)));
  const found = [...before, ...more.entries].sort((a, b) => b.at - a.at);
  const entries = fitting(found);
  const { partial, unread } = more;
  const { unread: _, ...rest } = result;
  return {
    ...rest,
    entries,
    leftOut: {
      lower: result.leftOut.lower + more.leftOut.lower,
      noLevel: result.leftOut.noLevel + more.leftOut.noLevel,
      noRequest: result.leftOut.noRequest + more.leftOut.noRequest,
    },
    notKept: result.notKept + more.notKept + found.length - entries.length,
    partial,
    byLevelWords: result.byLevelWords || more.byLevelWords,
    ...(unread === undefined ? {} : { unread }),
  };
}

function keyOf({ at, task, text }: LogEntry): string {
  return `${at} ${task} ${text}`;
}

/** The same result with only the entries that hold more words, or lack some; nothing is read again. */
export function narrowed(result: LogResult, words: readonly string[], without: readonly string[]): LogResult {
  const { filter } = result.asked;
  const wanted = {
    ...filter,
    words: [...filter.words, ...words],
    without: [...filter.without, ...without],
  };
  const entries = result.entries.filter((entry) => leftOut(entry, wanted) === null);
  return { ...result, asked: { ...result.asked, filter: wanted }, entries };
}

export interface LogPage {
  readonly lines: readonly string[];
  /** Entries on the page, counted from the newest one, the first and the last of it; folded ones included. */
  readonly first: number;
  readonly last: number;
  readonly requestsFolded: number;
  readonly isLast: boolean;
}

const MOST_ROWS = 30;
/** Code points of all lines of a page, so that it stays one Slack message with its words and buttons. */
const MOST_CHARACTERS = 5_400;
const LONGEST_LINE = 300;
/** A longer entry shows how it begins and how it ends, where a traceback says what it is. */
const MOST_LINES = 7;
const TASK_LENGTH = 4;

/** Pages are counted from 0. An absent one is the last there is. */
export function pageOf(result: LogResult, page: number): LogPage {
  const { filter } = result.asked;
  const plain = filter.status !== null || filter.path !== null;
  const rows: readonly LogRow[] = plain
    ? result.entries.map((entry) => ({ row: 'entry' as const, entry }))
    : folded(result.entries);
  const time = clockOf(result);
  const many = new Set(result.entries.map((entry) => entry.task)).size > 1;
  // Clocks are as wide as one another, and costly to read for pages that are only passed by.
  const blank = time(result.asked.window.until);
  let [at, first] = [0, 1];
  for (let number = 0; ; number += 1) {
    const shown = take(rows, at, many, () => blank);
    if (number === page || at + shown.rows >= rows.length)
      return {
        lines: take(rows, at, many, time).lines,
        first,
        last: first + shown.entries - 1,
        requestsFolded: shown.folded,
        isLast: at + shown.rows >= rows.length,
      };
    at += shown.rows;
    first += shown.entries;
  }
}

function take(rows: readonly LogRow[], from: number, many: boolean, time: (at: number) => string) {
  const lines: string[] = [];
  let [characters, count, entries, foldedOnes] = [0, 0, 0, 0];
  for (const row of rows.slice(from, from + MOST_ROWS)) {
    const text = row.row === 'entry' ? entryLines(row.entry, time, many) : [requestLine(row, time)];
    const size = text.reduce((sum, line) => sum + line.length + 1, 0);
    if (count > 0 && characters + size > MOST_CHARACTERS) break;
    lines.push(...text);
    characters += size;
    count += 1;
    entries += row.row === 'entry' ? 1 : row.count;
    foldedOnes += row.row === 'entry' ? 0 : row.count;
  }
  return { lines, rows: count, entries, folded: foldedOnes };
}

/** With the day where the window has more than one. */
export function clockOf({ asked }: LogResult): (at: number) => string {
  const { window, zone } = asked;
  const day = (at: number): string => wallClock(at, zone).slice(0, 10);
  const start = day(window.from) === day(window.until) ? 11 : 5;
  return (at) => wallClock(at, zone).slice(start);
}

function entryLines(entry: LogEntry, time: (at: number) => string, many: boolean): readonly string[] {
  const all = entry.shown.split('\n').filter((line) => line.trim() !== '');
  const long = all.length > MOST_LINES;
  const some = long ? [...all.slice(0, 2), `  ⋮ +${all.length - 6}`, ...all.slice(-4)] : all;
  const task = many ? ` ${entry.task.slice(0, TASK_LENGTH)}` : '';
  const [head = '', ...rest] = some.map((line) => cut(line.trimEnd(), LONGEST_LINE));
  return [`${time(entry.at)}${task}  ${head}`, ...rest.map((line) => `    ${line}`)];
}

function requestLine(row: Extract<LogRow, { row: 'requests' }>, time: (at: number) => string): string {
  const path = cut(row.path, LONGEST_LINE);
  return `${time(row.newest)}  ${row.method} ${path} ${row.status}  ×${row.count} …${time(row.oldest)}`;
}

/** Everything that is kept, for a file: whole entries with their date, task and level. */
export function fileLines(result: LogResult): readonly string[] {
  return result.entries.flatMap((entry) => {
    const at = wallClock(entry.at, result.asked.zone);
    const [head = '', ...rest] = entry.text.split('\n');
    return [`${at}  ${entry.task}  ${entry.level ?? '-'}  ${head}`, ...rest.map((line) => `    ${line}`)];
  });
}
