/** A time to come as people type it: a length, a date, a time of day, or a day of the week, in the reader's zone. */
import { readDuration } from './time-window.ts';
import { instantOf, wallAt } from './zoned-time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Monday first, as weeks are counted in `freeze.ts`; the first three letters in English and in Spanish. */
const DAYS: readonly (readonly string[])[] = [
  ['mon', 'lun'],
  ['tue', 'mar'],
  ['wed', 'mie'],
  ['thu', 'jue'],
  ['fri', 'vie'],
  ['sat', 'sab'],
  ['sun', 'dom'],
];
const WHOLE_DAY =
  /^(?:mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|lun(?:es)?|mar(?:tes)?|mie(?:rcoles)?|jue(?:ves)?|vie(?:rnes)?|sab(?:ado)?|dom(?:ingo)?)$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?$/;
const CLOCK = /^(\d{1,2}):(\d\d)$/;

/** ms since the epoch; null for what cannot be read. A date may be past; a day or a time of day is the next one. */
export function readUntil(text: string, now: number, zone: string | null): number | null {
  const words = plainWords(text);
  const length = words.length === 1 ? readDuration(words[0]!) : null;
  if (length !== null) return length > 0 ? now + length : null;
  const date = readWallDate(words.join(' '));
  if (date !== null) return instantOf(date, zone, 'last');
  const [first = '', second] = words;
  if (words.length > 2) return null;
  const today = Math.floor(wallAt(now, zone) / DAY) * DAY;
  const clock = readClock(second ?? (CLOCK.test(first) ? first : '00:00'));
  if (clock === null) return null;
  if (words.length === 1 && CLOCK.test(first)) return soonest(today, DAY, clock, now, zone);
  if (first === 'tomorrow' || first === 'manana') return instantOf(today + DAY + clock, zone, 'last');
  if (first === 'today' || first === 'hoy') return instantOf(today + clock, zone, 'last');
  const day = readWeekday(first);
  if (day === null) return null;
  const monday = today - ((((today / DAY + 3) % 7) + 7) % 7) * DAY;
  return soonest(monday + day * DAY, 7 * DAY, clock, now, zone);
}

/** `2026-12-23` or `2026-12-23T08:00` as the wall shows it, ms as if it were UTC; null for a day that no month has. */
export function readWallDate(text: string): number | null {
  const found = DATE.exec(text.toUpperCase());
  if (found === null) return null;
  const [year, month, day, hour, minute] = found.slice(1).map((part) => Number(part ?? 0));
  const midnight = Date.UTC(year!, month! - 1, day!);
  if (new Date(midnight).toISOString().slice(0, 10) !== text.slice(0, 10)) return null;
  return hour! > 23 || minute! > 59 ? null : midnight + hour! * HOUR + minute! * MINUTE;
}

/** `08:00`, also `24:00` for the end of a day, in ms since midnight. */
export function readClock(text: string): number | null {
  const found = CLOCK.exec(text);
  if (found === null) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  const ms = hour * HOUR + minute * MINUTE;
  return minute > 59 || ms > DAY ? null : ms;
}

/** Days since Monday; null for a word that is no day. */
export function readWeekday(word: string): number | null {
  if (!WHOLE_DAY.test(word)) return null;
  const at = DAYS.findIndex((names) => names.includes(word.slice(0, 3)));
  return at === -1 ? null : at;
}

function soonest(first: number, period: number, clock: number, now: number, zone: string | null): number {
  for (let wall = first + clock; ; wall += period) {
    const at = instantOf(wall, zone, 'last');
    if (at > now) return at;
  }
}

/** Lower case and without accents: phones write `Mañana` and `miércoles`. */
function plainWords(text: string): readonly string[] {
  return text
    .trim()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== 'a' && word !== 'las' && word !== 'at' && word !== 'el' && word !== 'la');
}
