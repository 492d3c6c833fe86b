/** Lengths of time and windows as people type them. Anything unclear is refused; the window understood is always shown. */
import { code, type Sentence, say } from './sentence.ts';
import { readTimeText, type TimeText } from './time-range.ts';

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

/** Half of the window that `around` opens, ms. */
const AROUND = 10 * MINUTE;

export interface AskedWindow {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly around?: string | undefined;
}

/**
 * Lengths before `now`, clocks, days, dates and ranges, in the reader's `zone` where none is written. A day begins
 * a window with its first moment and ends one with its last. What is to come is cut off.
 */
export function readWindow(
  asked: AskedWindow,
  now: number,
  zone: string | null,
  limits: WindowLimits,
): ReadWindow {
  const stand = { now, zone };
  if (asked.around !== undefined) {
    if (asked.since !== undefined || asked.until !== undefined) return refused(say('time.around-alone'));
    return around(readTimeText(asked.around, 'around', stand), asked.around, now, limits);
  }
  const since = asked.since === undefined ? null : readTimeText(asked.since, 'since', stand);
  const until = asked.until === undefined ? null : readTimeText(asked.until, 'until', stand);
  if (since?.says === 'refused') return refused(since.why);
  if (until?.says === 'refused') return refused(until.why);
  if (since !== null && (since.says === 'range' || since.says === 'around')) {
    if (until !== null) return refused(say('time.range-alone'));
    return since.says === 'range'
      ? bounded(since.from, since.until, now, limits)
      : bounded(since.at - AROUND, since.at + AROUND, now, limits);
  }
  if (until !== null && (until.says === 'range' || until.says === 'around'))
    return refused(say('time.range-since'));
  const end = Math.min(until === null ? now : until.says === 'day' ? until.until - 1 : until.at, now);
  if (since === null) return bounded(end - limits.usual, end, now, limits);
  const from = since.says === 'day' ? since.from : since.at;
  return bounded(from, end, now, limits);
}

function around(read: TimeText, word: string, now: number, limits: WindowLimits): ReadWindow {
  switch (read.says) {
    case 'refused':
      return refused(read.why);
    case 'moment':
    case 'around':
      return bounded(read.at - AROUND, read.at + AROUND, now, limits);
    case 'day':
    case 'range':
      return refused(say('time.around-what', { word }));
  }
}

function bounded(from: number, until: number, now: number, limits: WindowLimits): ReadWindow {
  const end = Math.min(until, now);
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
