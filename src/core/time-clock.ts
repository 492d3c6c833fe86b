/** A time of the day and a day of the calendar, as people write them; nothing is looked up in a zone here. */
import { DAY_WORDS, MONTHS, WEEKDAYS } from './time-words.ts';

/** ms since midnight, and the zone when one is written: minutes ahead of UTC. */
export interface ClockTime {
  readonly ms: number;
  readonly offset: number | null;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

const CLOCK =
  /^(\d{1,2})(?::(\d\d))?(?::(\d\d)(?:[.,](\d{1,9}))?)? ?(am|pm|a\.m\.|p\.m\.|a\. m\.|p\. m\.)? ?(z|utc|gmt|[+-]\d\d(?::?\d\d)?)?$/;
const NAMED: ReadonlyMap<string, number> = new Map([
  ['midnight', 0],
  ['medianoche', 0],
  ['noon', 12],
  ['mediodia', 12],
]);
const BEFORE_CLOCK = /^(?:at|a las|a la|las|la|al|a) (?=\S)/;

/** `09:00`, `9:30:15.5`, `9am`, `22:30Z`, `at 14:00`, `a las 14:00`. `bare` is a number that may be any hour. */
export function readClock(text: string): ClockTime | 'bare' | 'no-such-time' | null {
  const plain = text.replace(BEFORE_CLOCK, '').replace(/ ?(?:hrs|hs|horas)$/, '');
  const named = NAMED.get(plain);
  if (named !== undefined) return { ms: named * HOUR, offset: null };
  const found = CLOCK.exec(plain);
  if (found === null) return null;
  const [, hours = '', minutes, seconds, fraction, half, zone] = found;
  if (minutes === undefined && half === undefined) return zone === undefined ? 'bare' : null;
  const [hour, minute, second] = [Number(hours), Number(minutes ?? 0), Number(seconds ?? 0)];
  const twelve = half !== undefined;
  if (minute > 59 || second > 59 || hour > (twelve ? 12 : 23) || (twelve && hour === 0))
    return 'no-such-time';
  const shift = twelve ? (hour % 12) + (half.startsWith('p') ? 12 : 0) : hour;
  const ms =
    shift * HOUR + minute * MINUTE + second * 1_000 + Math.floor(Number(`0.${fraction ?? 0}`) * 1_000);
  return { ms, offset: zone === undefined ? null : offsetOf(zone) };
}

function offsetOf(zone: string): number {
  const found = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (found === null) return 0;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3] ?? 0));
}

/** A day: the midnight that begins it, written as if it were UTC. */
export type CalendarDay =
  | { readonly day: number }
  /** Day and month cannot be told apart; both readings. */
  | { readonly either: readonly [number, number] }
  /** A weekday that is today: is today meant, or a week ago? */
  | { readonly either: readonly [number, number]; readonly weekday: true }
  | 'no-such-day';

const DAY = 24 * HOUR;
const ISO = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/;
const NUMBERS = /^(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?$/;
const DAY_MONTH =
  /^(?:el )?(\d{1,2})(?:st|nd|rd|th)?[ /-](?:de |of )?([a-z]+)\.?(?:(?: de |[ /,-]+)(\d{4}))?$/;
const MONTH_DAY = /^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/;

/** `today` is the day in the reader's zone. A day without a year is the newest one that is not to come. */
export function readDay(text: string, today: number): CalendarDay | null {
  const back = DAY_WORDS.get(text);
  if (back !== undefined) return { day: today - back * DAY };
  const weekday = WEEKDAYS.get(text.replace(/^(?:el|on|last|this past|el pasado) | pasado$/g, ''));
  if (weekday !== undefined) return weekdayBefore(weekday, today, /^(?:last|this past) | pasado$/.test(text));
  const iso = ISO.exec(text);
  if (iso !== null) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const named = DAY_MONTH.exec(text);
  if (named !== null) return namedDay(named[2], named[1], named[3], today);
  const english = MONTH_DAY.exec(text);
  if (english !== null) return namedDay(english[1], english[2], english[3], today);
  const numbers = NUMBERS.exec(text);
  return numbers === null ? null : numbered(Number(numbers[1]), Number(numbers[2]), numbers[3], today);
}

function weekdayBefore(weekday: number, today: number, past: boolean): CalendarDay {
  const back = (new Date(today).getUTCDay() - weekday + 7) % 7;
  if (back > 0) return { day: today - back * DAY };
  return past ? { day: today - 7 * DAY } : { either: [today, today - 7 * DAY], weekday: true };
}

function namedDay(name = '', day = '', year: string | undefined, today: number): CalendarDay | null {
  const month = MONTHS.get(name);
  return month === undefined ? null : yearly(month + 1, Number(day), year, today);
}

function numbered(first: number, second: number, year: string | undefined, today: number): CalendarDay {
  const [dayFirst, monthFirst] = [yearly(second, first, year, today), yearly(first, second, year, today)];
  if (dayFirst === 'no-such-day') return monthFirst;
  if (monthFirst === 'no-such-day' || first === second) return dayFirst;
  return 'day' in dayFirst && 'day' in monthFirst
    ? { either: [dayFirst.day, monthFirst.day] }
    : 'no-such-day';
}

function yearly(
  month: number,
  day: number,
  year: string | undefined,
  today: number,
): { readonly day: number } | 'no-such-day' {
  if (year !== undefined) return dayOf(Number(year), month, day);
  const now = new Date(today).getUTCFullYear();
  const found = dayOf(now, month, day);
  return found !== 'no-such-day' && found.day <= today ? found : dayOf(now - 1, month, day);
}

function dayOf(year: number, month: number, day: number): { readonly day: number } | 'no-such-day' {
  const at = Date.UTC(year, month - 1, day);
  const again = new Date(at);
  const same = again.getUTCMonth() === month - 1 && again.getUTCDate() === day && year >= 1970;
  return same ? { day: at } : 'no-such-day';
}
