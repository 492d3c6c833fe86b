/**
 * The clock on the wall and the instant it stands for, in any IANA zone. A wall time is ms as if the wall were in UTC.
 * When clocks jump forward some wall times never come: they mean the moment of the jump. When clocks go back some
 * come twice: the caller says which of the two it means.
 */
const DAY = 86_400_000;
const SECOND = 1_000;

/** Making one takes longer than using it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** True for names of the time zone database such as `America/Bogota`, and `UTC`; neither offsets nor abbreviations. */
export function isZone(zone: string): boolean {
  if (zone !== 'UTC' && !/^[A-Z][A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+$/.test(zone)) return false;
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** What the wall shows at an instant. Throws RangeError for a zone that nobody knows. */
export function wallAt(at: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(at);
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

/** The instant at which the wall shows this, ms. */
export function instantOf(wall: number, zone: string, which: 'first' | 'last'): number {
  const [before, after] = [offsetAt(wall - DAY, zone), offsetAt(wall + DAY, zone)];
  const fits = [wall - before, wall - after].filter((at) => wallAt(at, zone) === wall);
  if (fits.length > 0) return which === 'first' ? Math.min(...fits) : Math.max(...fits);
  return jumpBetween(wall - Math.max(before, after), wall - Math.min(before, after), zone);
}

/** How far the wall is ahead of UTC, ms. */
function offsetAt(at: number, zone: string): number {
  return wallAt(at, zone) - at;
}

/** The first ms with the later offset; `early` has the earlier one. */
function jumpBetween(early: number, late: number, zone: string): number {
  const old = offsetAt(early, zone);
  let [from, to] = [early, late];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (offsetAt(middle, zone) === old) from = middle;
    else to = middle;
  }
  return to;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}
