/** The times of saved answers, in whatever form they were written, as the SDK gives them. */

/** Fields that hold a time in the answers that are replayed. */
const TIME_KEY = /(?:At|Time|Date|Timestamp|Timestamps)$/;

/** Numbers below this are seconds since the epoch, above it milliseconds. */
const SECONDS_BELOW = 100_000_000_000;

/** ms; null for what is no time. RDS writes `2026-03-02 10:05:00` without a zone and means UTC. */
export function savedTime(value: unknown): number | null {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0)
    return value < SECONDS_BELOW ? Math.round(value * 1_000) : value;
  if (typeof value !== 'string') return null;
  if (/^\d{9,13}(?:\.\d{1,9})?$/.test(value)) return savedTime(Number(value));
  const found =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s?(Z|UTC|[+-]\d\d:?\d\d)?)?$/.exec(
      value.trim(),
    );
  if (found === null) return null;
  const [, day, time = '00:00:00', zone = 'Z'] = found;
  const offset = zone === 'UTC' ? 'Z' : zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  const at = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(at) ? null : at;
}

/** The same answer with dates where the SDK gives dates. Numbers that are no times stay. */
export function withDates(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => withDates(each, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withDates(each, name)]));
  const at = TIME_KEY.test(key) ? savedTime(value) : null;
  return at === null ? value : new Date(at);
}
