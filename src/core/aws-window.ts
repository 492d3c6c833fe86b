/** Maintenance and backup windows as AWS writes them: UTC, weekly `sun:05:00-sun:05:30` or daily `03:12-03:42`. */
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const WINDOW = /^(?:([a-z]{3}):)?(\d\d):(\d\d)-(?:([a-z]{3}):)?(\d\d):(\d\d)$/i;

export interface WindowTimes {
  /** ms. */
  readonly from: number;
  readonly until: number;
}

/** The window that is open now, else the next one; null for a text that is none. */
export function nextWindow(text: string, now: number): WindowTimes | null {
  const [, startDay, startHour, startMinute, endDay, endHour, endMinute] = WINDOW.exec(text) ?? [];
  if (startHour === undefined || (startDay === undefined) !== (endDay === undefined)) return null;
  const week = startDay !== undefined;
  const [first, last] = [dayOf(startDay), dayOf(endDay)];
  if (first === -1 || last === -1) return null;
  const period = week ? 7 * DAY : DAY;
  const start = first * DAY + minutes(startHour, startMinute) * MINUTE;
  const length = (last * DAY + minutes(endHour, endMinute) * MINUTE - start + period) % period;
  // 1970-01-04 was the first Sunday.
  const origin = week ? 3 * DAY : 0;
  const turns = Math.floor((now - origin - start) / period);
  const latest = origin + start + turns * period;
  const from = latest + length > now ? latest : latest + period;
  return { from, until: from + length };
}

function dayOf(name: string | undefined): number {
  return name === undefined ? 0 : DAYS.indexOf(name.toLowerCase() as (typeof DAYS)[number]);
}

function minutes(hour: string | undefined, minute: string | undefined): number {
  return Number(hour) * 60 + Number(minute);
}
