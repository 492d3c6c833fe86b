/**
 * The clock on the wall and the instant it stands for, in any IANA zone. A wall time is ms as if the wall were in UTC.
 * When clocks jump forward some wall times never come; when they go back some come twice. Null, or a zone that nobody
 * knows, is UTC.
 */
const DAY = 86_400_000;
const SECOND = 1_000;

/** True for names of the time zone database such as `America/Bogota`, and `UTC`; neither offsets nor abbreviations. */
export function isZone(zone: string): boolean {
  return zone === 'UTC' || (/^[A-Z][A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+$/.test(zone) && formatOf(zone) !== null);
}

/** What the wall shows at an instant. */
export function wallAt(at: number, zone: string | null): number {
  const format = zone === null ? null : formatOf(zone);
  if (format === null) return at;
  const parts = format.formatToParts(at);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value ?? 0);
  const whole = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return whole + (((at % SECOND) + SECOND) % SECOND);
}

/** `2026-11-24 05:00:09` as the clock on the wall shows it. */
export function wallClock(at: number, zone: string | null): string {
  return new Date(wallAt(at, zone)).toISOString().slice(0, 19).replace('T', ' ');
}

/** How far the wall is ahead of UTC at an instant, ms. */
export function zoneOffset(at: number, zone: string | null): number {
  return wallAt(at, zone) - at;
}

/**
 * When the wall shows a time: `once`, never (`gap`, with the instant at which it jumped), or `twice`, with both
 * instants.
 */
export type AtWall =
  | { readonly shown: 'once'; readonly at: number }
  | { readonly shown: 'gap'; readonly jump: number }
  | { readonly shown: 'twice'; readonly first: number; readonly second: number };

export function atWallClock(wall: number, zone: string | null): AtWall {
  const [before, after] = [zoneOffset(wall - DAY, zone), zoneOffset(wall + DAY, zone)];
  const instants = [...new Set([wall - before, wall - after])]
    .filter((at) => wallAt(at, zone) === wall)
    .sort((a, b) => a - b);
  const [first, second] = instants;
  if (first === undefined) return { shown: 'gap', jump: jumpBetween(wall - after, wall - before, zone) };
  return second === undefined ? { shown: 'once', at: first } : { shown: 'twice', first, second };
}

/** The one instant that is meant: of a time that never comes the jump, of one that comes twice the one asked for. */
export function instantOf(wall: number, zone: string | null, which: 'first' | 'last'): number {
  const found = atWallClock(wall, zone);
  switch (found.shown) {
    case 'once':
      return found.at;
    case 'gap':
      return found.jump;
    case 'twice':
      return which === 'first' ? found.first : found.second;
  }
}

/** The instant after `low` and up to `high` at which the offset changes, which is a whole second everywhere. */
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

/** Formats are slow to make and a page of lines asks for the same one again and again. Null: nobody knows the zone. */
const FORMATS = new Map<string, Intl.DateTimeFormat | null>();
const MOST_FORMATS = 50;

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = FORMATS.get(zone);
  if (known !== undefined) return known;
  const made = formatFor(zone);
  if (FORMATS.size >= MOST_FORMATS) FORMATS.clear();
  FORMATS.set(zone, made);
  return made;
}

function formatFor(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch {
    return null;
  }
}
