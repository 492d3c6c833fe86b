/** What somebody wants to see of the log. Words are literal; everything that is given must hold. */
import type { LogEntry } from './log-entries.ts';
import { isAtLeast, type LogLevel } from './log-levels.ts';
import { type Sentence, say } from './sentence.ts';

export interface LogFilter {
  readonly words: readonly string[];
  readonly without: readonly string[];
  readonly level: LogLevel | null;
  /** `503`, `5xx` or `4xx,503`. */
  readonly status: string | null;
  /** A part of the path, literal. */
  readonly path: string | null;
}

export const EVERYTHING: LogFilter = { words: [], without: [], level: null, status: null, path: null };

/** Lower case; null for anything but HTTP statuses and their classes. */
export function readStatus(text: string): string | null {
  const parts = text
    .toLowerCase()
    .split(/[,;|]/)
    .map((part) => part.trim());
  return parts.every((part) => /^[1-5](?:\d\d|xx)$/.test(part)) ? parts.join(',') : null;
}

export function statusRefusal(word: string): Sentence {
  return say('logs.status-what', { word });
}

/** Why an entry is not shown, in the order in which it is looked at; null when it is shown. */
export type LeftOut = 'words' | 'no-level' | 'lower' | 'no-request' | 'other-request';

export function leftOut(entry: LogEntry, filter: LogFilter): LeftOut | null {
  const { words, without } = filter;
  if (!words.every((word) => entry.text.includes(word)) || without.some((word) => entry.text.includes(word)))
    return 'words';
  if (filter.level !== null) {
    if (entry.level === null) return 'no-level';
    if (!isAtLeast(entry.level, filter.level)) return 'lower';
  }
  if (filter.status === null && filter.path === null) return null;
  if (entry.access === null) return 'no-request';
  const { status, path } = entry.access;
  const wanted = filter.status?.split(',').some((one) => isStatus(status, one)) ?? true;
  return wanted && (filter.path === null || path.includes(filter.path)) ? null : 'other-request';
}

/** What is left to look at here: words were looked for in the lines as they came, before secrets were hidden. */
export function withoutWords(filter: LogFilter): LogFilter {
  return { ...filter, words: [], without: [] };
}

function isStatus(status: number, wanted: string): boolean {
  return wanted.endsWith('xx') ? Math.floor(status / 100) === Number(wanted[0]) : status === Number(wanted);
}

/** Words that the service itself can look for, where the filter needs them in every line. */
export function neededWords({ words, status, path }: LogFilter): readonly string[] {
  const exact = status !== null && /^\d{3}$/.test(status) ? [status] : [];
  // A path may be written in pieces where a quote or an escape stands in it.
  const literal = path !== null && /^[\w./-]{2,}$/.test(path) ? [path] : [];
  return [...words, ...exact, ...literal];
}

/** Words of which a line of that level holds one, in the shapes that `log-levels.ts` knows; not of every such line. */
export function levelWords(level: LogLevel): readonly string[] {
  const error =
    'ERROR Error error CRITICAL Critical critical FATAL Fatal fatal Exception exception Traceback panic'.split(
      ' ',
    );
  return level === 'error' ? error : level === 'warning' ? [...error, 'WARN', 'Warn', 'warn'] : [];
}
