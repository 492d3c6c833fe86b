/** Lengths of time and windows as people type them. Anything unclear is refused; the window understood is always shown. */
import { code, type Sentence, say } from './sentence.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const DURATION = /^(?:(\d{1,6})w)?(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;
const UNITS = [7 * DAY, DAY, HOUR, MINUTE, SECOND];

/** `90s`, `15m`, `1h30m`, `2h`, `7d`, `2w` in ms; null for anything else, and for nothing at all. */
export function readDuration(text: string): number | null {
  const found = DURATION.exec(text);
  if (found === null || text === '') return null;
  return found.slice(1).reduce((sum, amount, unit) => sum + Number(amount ?? 0) * UNITS[unit]!, 0);
}

/** Why a text is no duration, with the nearest right way to write it. */
export function durationRefusal(option: string, text: string): Sentence {
  const named = code(`--${option}`);
  const bare = text.replace(/^[-\u2012-\u2015\u2212]+/, '');
  if (bare !== text && readDuration(bare) !== null)
    return say('grammar.duration-minus', { option: named, word: text, write: code(bare) });
  const lower = text.toLowerCase();
  if (lower !== text && readDuration(lower) !== null)
    return say('grammar.duration-unit', { option: named, word: text, write: code(lower) });
  if (/^\d{1,6}$/.test(text))
    return say('grammar.duration-unit', { option: named, word: text, write: code(`${text}m`) });
  return say('grammar.duration', { option: named, word: text });
}

/** As `durationRefusal`, for a length that stands alone. */
export function lengthRefusal(text: string): Sentence {
  return say('grammar.length', { word: text });
}

/** Both ends in ms since the epoch. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

export interface WindowLimits {
  /** Length when no start was named, ms. */
  readonly usual: number;
  readonly shortest: number;
  readonly longest: number;
}

export type ReadWindow =
  | { readonly ok: true; readonly window: Window }
  | { readonly ok: false; readonly refusal: Sentence };

/** `since` and `until` are lengths of time before `now`, or dates; a date without a zone is in the reader's `zone`. */
export function readWindow(
  asked: { readonly since?: string | undefined; readonly until?: string | undefined },
  now: number,
  zone: string | null,
  limits: WindowLimits,
): ReadWindow {
  const until = asked.until === undefined ? now : readPoint(asked.until, now, zone);
  if (until === null) return refused(durationRefusal('until', asked.until ?? ''));
  const end = Math.min(until, now);
  const from = asked.since === undefined ? end - limits.usual : readPoint(asked.since, now, zone);
  if (from === null) return refused(durationRefusal('since', asked.since ?? ''));
  if (from > now) return refused(say('grammar.window-future'));
  if (from > end) return refused(say('grammar.window-order'));
  if (end - from > limits.longest)
    return refused(
      say('grammar.window-long', { longest: say('grammar.days', { count: limits.longest / DAY }) }),
    );
  if (end - from < limits.shortest)
    return refused(
      say('grammar.window-short', {
        shortest: say('grammar.seconds', { count: limits.shortest / SECOND }),
      }),
    );
  return { ok: true, window: { from, until: end } };
}

function refused(refusal: Sentence): ReadWindow {
  return { ok: false, refusal };
}

function readPoint(text: string, now: number, zone: string | null): number | null {
  const length = readDuration(text);
  return length === null ? readDate(text, zone) : now - length;
}

const DATE =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/i;

/** `2026-11-24`, `2026-11-24T05:00`, `…:30Z`, `…+02:00` in ms; null for anything else, also for 30 February. */
function readDate(text: string, zone: string | null): number | null {
  const found = DATE.exec(text);
  if (found === null) return null;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0));
  const plain = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!);
  const again = new Date(plain).toISOString().slice(0, 10);
  if (again !== text.slice(0, 10) || hour! > 23 || minute! > 59 || second! > 59) return null;
  return plain - offset(found[7] ?? null, plain, zone);
}

/** How far the wall clock is ahead of UTC, ms. */
function offset(written: string | null, plain: number, zone: string | null): number {
  if (written === null) return zoneOffset(plain - zoneOffset(plain, zone), zone);
  if (written.toUpperCase() === 'Z') return 0;
  const [hours, minutes] = [Number(written.slice(1, 3)), Number(written.slice(-2))];
  return (written.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
}

function zoneOffset(at: number, zone: string | null): number {
  if (zone === null) return 0;
  return Date.parse(`${wallClock(at, zone).replace(' ', 'T')}Z`) - Math.floor(at / SECOND) * SECOND;
}

/** `2026-11-24 05:00:09` as the clock on the wall shows it in an IANA zone; UTC when there is none or nobody knows it. */
export function wallClock(at: number, zone: string | null): string {
  const parts = format(zone).formatToParts(at);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '00';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`;
}

function format(zone: string | null): Intl.DateTimeFormat {
  const wanted: Intl.DateTimeFormatOptions = {
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  };
  try {
    return new Intl.DateTimeFormat('en-US', { ...wanted, timeZone: zone ?? 'UTC' });
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...wanted, timeZone: 'UTC' });
  }
}
