/** The clock on the wall of an IANA zone, in both directions, with the hours that summer time skips and repeats. */

const SECOND = 1_000;
const DAY = 86_400_000;

/** `2026-11-24 05:00:09` as the clock on the wall shows it in an IANA zone; UTC when there is none or nobody knows it. */
export function wallClock(at: number, zone: string | null): string {
  const { year, month, day, hour, minute, second } = partsAt(at, zone);
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

/** How far the wall clock is ahead of UTC at a moment, ms. */
export function zoneOffset(at: number, zone: string | null): number {
  if (zone === null) return 0;
  return Date.parse(`${wallClock(at, zone).replace(' ', 'T')}Z`) - Math.floor(at / SECOND) * SECOND;
}

/**
 * The moment at which the clock shows a time: `once`, never (`gap`, with the moment at which it jumped), or
 * `twice`, with both moments.
 */
export type AtWall =
  | { readonly shown: 'once'; readonly at: number }
  | { readonly shown: 'gap'; readonly jump: number }
  | { readonly shown: 'twice'; readonly first: number; readonly second: number };

/** `plain` is the time on the wall written as if it were UTC, ms. */
export function atWallClock(plain: number, zone: string | null): AtWall {
  const [before, after] = [zoneOffset(plain - DAY, zone), zoneOffset(plain + DAY, zone)];
  const moments = [...new Set([plain - before, plain - after])]
    .filter((at) => at + zoneOffset(at, zone) === plain)
    .sort((a, b) => a - b);
  const [first, second] = moments;
  if (first === undefined) return { shown: 'gap', jump: jumpBetween(plain - after, plain - before, zone) };
  return second === undefined ? { shown: 'once', at: first } : { shown: 'twice', first, second };
}

/** The first moment of a day; `plain` is its midnight as if it were UTC. Some zones jump over midnight itself. */
export function startOfDay(plain: number, zone: string | null): number {
  const found = atWallClock(plain, zone);
  switch (found.shown) {
    case 'once':
      return found.at;
    case 'gap':
      return found.jump;
    case 'twice':
      return found.first;
  }
}

/** The moment after `low` and up to `high` at which the offset changes. */
function jumpBetween(low: number, high: number, zone: string | null): number {
  const old = zoneOffset(low, zone);
  let [from, until] = [Math.floor(low / SECOND), Math.ceil(high / SECOND)];
  while (until - from > 1) {
    const middle = Math.floor((from + until) / 2);
    if (zoneOffset(middle * SECOND, zone) === old) from = middle;
    else until = middle;
  }
  return until * SECOND;
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

function partsAt(at: number, zone: string | null): Readonly<Record<Part, string>> {
  const found = { year: '00', month: '00', day: '00', hour: '00', minute: '00', second: '00' };
  for (const { type, value } of formatOf(zone).formatToParts(at))
    if (type in found) found[type as Part] = value;
  return found;
}

/** Formats are slow to make and a page of lines asks for the same one again and again. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 50;

function formatOf(zone: string | null): Intl.DateTimeFormat {
  const name = zone ?? 'UTC';
  const known = FORMATS.get(name);
  if (known !== undefined) return known;
  const made = formatFor(name);
  if (FORMATS.size >= MOST_FORMATS) FORMATS.clear();
  FORMATS.set(name, made);
  return made;
}

function formatFor(zone: string): Intl.DateTimeFormat {
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
    return new Intl.DateTimeFormat('en-US', { ...wanted, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...wanted, timeZone: 'UTC' });
  }
}
