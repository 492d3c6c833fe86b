/** A point in time as people write it. What could mean two things is refused with both, ready to type. */
import { code, type Sentence, say } from './sentence.ts';
import { type CalendarDay, type ClockTime, readClock, readDay } from './time-clock.ts';
import { folded, readLength, readUnit, VAGUE } from './time-words.ts';
import { atWallClock, instantOf, wallClock, zoneOffset } from './zoned-time.ts';

/** Where somebody stands who writes a time. */
export interface Standpoint {
  readonly now: number;
  /** IANA zone; UTC when null. */
  readonly zone: string | null;
}

/** `until` of a day is the first moment of the next one. */
export type TimePoint =
  | { readonly point: 'moment'; readonly at: number }
  | { readonly point: 'day'; readonly at: number; readonly until: number }
  | { readonly point: 'refused'; readonly why: Sentence }
  /** Not a time at all. */
  | null;

const DAY = 86_400_000;
const AGO =
  /^(?:-\s?|hace |last |past |(?:los|las)? ?ultim[oa]s? |(?:the|el|la|los|las) (?:last|past|ultim[oa]s?) )|(?: ago| back| atras)$/g;

/** `text` in any case and with any spaces; the whole of it must be understood. */
export function readPoint(text: string, stand: Standpoint): TimePoint {
  // A capital M may be meant for months.
  if (/^-?\d+\s?[A-Z]$/.test(text.trim())) return refuse(unit(text, text.trim().toLowerCase()));
  const plain = folded(text);
  if (plain === 'now' || plain === 'ahora' || plain === 'ya') return moment(stand.now);
  if (VAGUE.has(plain)) return refuse(say('time.vague', { word: text, write: EXAMPLES() }));
  return (
    relative(plain, stand) ??
    epoch(plain) ??
    clockAlone(text, plain, stand) ??
    dated(text, plain, stand) ??
    null
  );
}

/** The newest moments first: what to write when nothing was understood. */
export function EXAMPLES(): readonly { readonly code: string }[] {
  return ['15m', '2h', '14:05', '"ayer 22:30"', '2026-11-24T14:05'].map(code);
}

function moment(at: number): TimePoint {
  return { point: 'moment', at };
}

function refuse(why: Sentence): TimePoint {
  return { point: 'refused', why };
}

function unit(word: string, write: string): Sentence {
  return say('time.unit', { word, write: code(write) });
}

/** Once as it stands and once without its `ago`, which may stand on both sides. */
function relative(plain: string, { now }: Standpoint): TimePoint {
  const bare = plain.replace(AGO, '').trim();
  const length = readLength(bare) ?? (bare === plain ? null : readUnit(bare));
  return length === null ? null : moment(now - length);
}

/** Seconds or milliseconds since 1970: ten digits or thirteen. */
function epoch(plain: string): TimePoint {
  const found = /^@?(\d{10}|\d{13})$/.exec(plain);
  if (found === null) return null;
  return moment(Number(found[1]) * (plain.replace('@', '').length === 10 ? 1_000 : 1));
}

/** `14:00-14:30` is a range; as a zone it would need its seconds, or a date with a T in front. */
const DASHED = /^\d{1,2}:\d\d-\d\d:?\d\d$/;
/** West of Greenwich there are twelve hours at most, so `14:00-15:00` is no zone even after a date. */
const DATED_DASH = /^(\d{4}-\d\d-\d\d) (\d{1,2}:\d\d)-((?:0\d|1[0-2]):?\d\d)$/;

/** A time without a day is the newest one that is past. */
function clockAlone(text: string, plain: string, stand: Standpoint): TimePoint {
  const clock = DASHED.test(plain) ? null : readClock(plain);
  if (clock === null) return null;
  if (clock === 'no-such-time') return refuse(say('time.no-such-time', { word: text }));
  if (clock === 'bare') {
    const digits = plain.replace(/\D/g, '');
    const hour = Number(digits) < 24 ? [code(`${digits.padStart(2, '0')}:00`)] : [];
    return refuse(
      say('time.bare-number', { word: text, write: [code(`${digits}m`), code(`${digits}h`), ...hour] }),
    );
  }
  const today = todayOf(clock, stand);
  const found = clockOn(text, today, clock, stand);
  if (found?.point !== 'moment' || found.at <= stand.now) return found;
  return clockOn(text, today - DAY, clock, stand);
}

const TIME_LAST =
  /^(.+?)(?:t| at | a las | a la | las |, ?| - |:| )(\d{1,2}(?::\d\d(?::\d\d(?:[.,]\d{1,9})?)?)?(?: ?(?:[ap]\.? ?m\.?))?(?: ?(?:z|utc|gmt|[+-]\d\d(?::?\d\d)?))?)$/;
const TIME_FIRST = /^((?:at |a las |las )?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?),? (?:on |del? |de )?(.+)$/;
const NAMED_LAST = /^(.+?),? (?:at |al? )?(midnight|noon|medianoche|mediodia)$/;

function dated(text: string, plain: string, stand: Standpoint): TimePoint {
  const whole = dayPoint(text, readDay(plain, todayIn(stand)), null, stand);
  if (whole !== null) return whole;
  const dash = DATED_DASH.exec(plain);
  if (dash !== null) {
    const [, day, from, until] = dash;
    const write = [code(`${day}T${from}-${until}`), code(`"${day} ${from} - ${until}"`)];
    return refuse(say('time.range-or-zone', { word: text, write }));
  }
  for (const [pattern, dayAt, clockAt] of [
    [TIME_LAST, 1, 2],
    [NAMED_LAST, 1, 2],
    [TIME_FIRST, 2, 1],
  ] as const) {
    const found = pattern.exec(plain);
    const written = found?.[clockAt] ?? '';
    const dashed = DASHED.test(written) && !plain.includes(`t${written}`);
    const clock = found === null || dashed ? null : readClock(written);
    if (found === null || clock === null) continue;
    const today = clock === 'bare' || clock === 'no-such-time' ? todayIn(stand) : todayOf(clock, stand);
    const day = readDay((found[dayAt] ?? '').trim(), today);
    if (day === null) continue;
    if (clock === 'no-such-time') return refuse(say('time.no-such-time', { word: text }));
    if (clock === 'bare')
      return refuse(say('time.bare-hour', { word: text, write: hours(found[dayAt] ?? '', written) }));
    return dayPoint(text, day, clock, stand);
  }
  return null;
}

/** Both halves of the day, where there are two. */
function hours(day: string, written: string): readonly { readonly code: string }[] {
  const hour = Number(written.replace(/\D/g, ''));
  const halves = hour > 0 && hour < 12 ? [hour, hour + 12] : [Math.min(hour, 23)];
  return halves.map((each) => code(`${day.trim()} ${String(each).padStart(2, '0')}:00`));
}

function dayPoint(
  text: string,
  day: CalendarDay | null,
  clock: ClockTime | null,
  stand: Standpoint,
): TimePoint {
  if (day === null) return null;
  if (day === 'no-such-day') return refuse(say('time.no-such-day', { word: text }));
  if ('either' in day) {
    const time = clock === null ? '' : `T${new Date(clock.ms).toISOString().slice(11, 16)}`;
    const write = day.either.map((each) => code(`${isoDay(each)}${time}`));
    return refuse(say('weekday' in day ? 'time.weekday-today' : 'time.either-day', { word: text, write }));
  }
  if (clock !== null) return clockOn(text, day.day, clock, stand);
  const { zone } = stand;
  // Some zones jump over midnight itself, and have it twice: a day begins with the first of what there is.

  const startOf = (midnight: number): number => instantOf(midnight, zone, 'first');
  return { point: 'day', at: startOf(day.day), until: startOf(day.day + DAY) };
}

/** The moment of a clock on a day; an hour that summer time skips or repeats is refused. */
function clockOn(text: string, day: number, clock: ClockTime, { zone }: Standpoint): TimePoint {
  const plain = day + clock.ms;
  if (clock.offset !== null) {
    const known = Math.abs(clock.offset) <= 14 * 60 && Math.abs(clock.offset) % 60 < 60;
    return known ? moment(plain - clock.offset * 60_000) : refuse(say('time.no-such-time', { word: text }));
  }
  const found = atWallClock(plain, zone);
  switch (found.shown) {
    case 'once':
      return moment(found.at);
    case 'gap': {
      const write = code(wallClock(found.jump, zone).slice(0, 16).replace(' ', 'T'));
      return refuse(say('time.skipped', { word: text, zone: zone ?? 'UTC', write }));
    }
    case 'twice': {
      const write = [found.first, found.second].map((at) => code(isoIn(at, zone)));
      return refuse(say('time.twice', { word: text, zone: zone ?? 'UTC', write }));
    }
  }
}

function todayIn({ now, zone }: Standpoint): number {
  return dayAt(now + zoneOffset(now, zone));
}

/** Today where the clock hangs: in the zone that was written, else in the reader's. */
function todayOf({ offset }: ClockTime, stand: Standpoint): number {
  return offset === null ? todayIn(stand) : dayAt(stand.now + offset * 60_000);
}

function dayAt(plain: number): number {
  return Math.floor(plain / DAY) * DAY;
}

function isoDay(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}

/** `2026-10-25T02:30+02:00`. */
function isoIn(at: number, zone: string | null): string {
  const minutes = Math.round(zoneOffset(at, zone) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${wallClock(at, zone).slice(0, 16).replace(' ', 'T')}${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
}
