import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTimeText } from '../../src/core/time-range.ts';
import { readWindow } from '../../src/core/time-window.ts';
import { atWallClock, instantOf, wallClock, zoneOffset } from '../../src/core/zoned-time.ts';
import { keyOf } from '../commands/builders.ts';

/** Tuesday, 2026-11-24 07:16 UTC: 02:16 in Bogotá, 08:16 in Madrid, 12:46 in Kolkata. */
const NOW = Date.UTC(2026, 10, 24, 7, 16);
const ZONES = { bogota: 'America/Bogota', madrid: 'Europe/Madrid', kolkata: 'Asia/Kolkata' } as const;
type Zone = keyof typeof ZONES;
const LIMITS = { usual: 900_000, shortest: 1, longest: 400 * 86_400_000 };

/** `2026-11-24 02:16` in UTC, with seconds where they count. */
function shown(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ').replace(/:00$/, '');
}

function since(text: string, zone: Zone = 'bogota', now = NOW): string {
  const read = readWindow({ since: text }, now, ZONES[zone], LIMITS);
  if (!read.ok) return keyOf(read.refusal);
  const { from, until } = read.window;
  return until === now ? shown(from) : `${shown(from)} to ${shown(until)}`;
}

/** What each means is given in UTC. `b:`, `m:` and `k:` say the zone where it matters. */
const TABLE = `
90s | 2026-11-24 07:14:30
5m | 2026-11-24 07:11
15m | 2026-11-24 07:01
2h | 2026-11-24 05:16
1d | 2026-11-23 07:16
2w | 2026-11-10 07:16
1h30m | 2026-11-24 05:46
1h 30m | 2026-11-24 05:46
-2h | 2026-11-24 05:16
−2h | 2026-11-24 05:16
2h ago | 2026-11-24 05:16
30 min ago | 2026-11-24 06:46
last 2h | 2026-11-24 05:16
last 15 minutes | 2026-11-24 07:01
the last 15 minutes | 2026-11-24 07:01
last hour | 2026-11-24 06:16
the last hour | 2026-11-24 06:16
past week | 2026-11-17 07:16
5 minutes | 2026-11-24 07:11
5minutes | 2026-11-24 07:11
2 hours ago | 2026-11-24 05:16
1 hour and 30 minutes | 2026-11-24 05:46
an hour ago | 2026-11-24 06:16
half an hour | 2026-11-24 06:46
an hour and a half ago | 2026-11-24 05:46
hace 2 horas | 2026-11-24 05:16
Hace 2 Horas | 2026-11-24 05:16
hace una hora | 2026-11-24 06:16
hace una hora y media | 2026-11-24 05:46
hace 1 hora y 20 minutos | 2026-11-24 05:56
hace media hora | 2026-11-24 06:46
media hora | 2026-11-24 06:46
hace un cuarto de hora | 2026-11-24 07:01
hace 3 días | 2026-11-21 07:16
última hora | 2026-11-24 06:16
la última hora | 2026-11-24 06:16
últimos 20 minutos | 2026-11-24 06:56
las últimas 6 horas | 2026-11-24 01:16
today | b: 2026-11-24 05:00
hoy | m: 2026-11-23 23:00
hoy | k: 2026-11-23 18:30
yesterday | b: 2026-11-23 05:00
ayer | m: 2026-11-22 23:00
ayer | k: 2026-11-22 18:30
Anteayer | m: 2026-11-21 23:00
the day before yesterday | b: 2026-11-22 05:00
09:00 | b: 2026-11-23 14:00
09:00 | m: 2026-11-23 08:00
09:00 | k: 2026-11-24 03:30
02:00 | b: 2026-11-24 07:00
9:00 | k: 2026-11-24 03:30
9am | k: 2026-11-24 03:30
9:15 pm | b: 2026-11-24 02:15
12am | b: 2026-11-24 05:00
12pm | b: 2026-11-23 17:00
02:15:30 | b: 2026-11-24 07:15:30
at 14:00 | b: 2026-11-23 19:00
a las 14:00 | m: 2026-11-23 13:00
midnight | b: 2026-11-24 05:00
mediodía | m: 2026-11-23 11:00
07:00Z | b: 2026-11-24 07:00
07:00 UTC | m: 2026-11-24 07:00
07:20+02:00 | b: 2026-11-24 05:20
yesterday 14:00 | b: 2026-11-23 19:00
yesterday at 2pm | b: 2026-11-23 19:00
14:00 yesterday | b: 2026-11-23 19:00
yesterday noon | b: 2026-11-23 17:00
ayer 22:30 | b: 2026-11-24 03:30
ayer 22:30 | m: 2026-11-23 21:30
ayer a las 22:30 | k: 2026-11-23 17:00
hoy 08:00 | m: 2026-11-24 07:00
anteayer a las 9:05 | m: 2026-11-22 08:05
monday | b: 2026-11-23 05:00
el lunes a las 14:00 | m: 2026-11-23 13:00
viernes 23:00 | m: 2026-11-20 22:00
last tuesday | b: 2026-11-17 05:00
el martes pasado | m: 2026-11-16 23:00
2026-11-24 | b: 2026-11-24 05:00
2026-11-24 | m: 2026-11-23 23:00
2026-11-20 05:00 | b: 2026-11-20 10:00
2026-11-24T02:00 | b: 2026-11-24 07:00
2026-11-24T05:00:00Z | b: 2026-11-24 05:00
2026-11-24T05:00:00.250Z | k: 2026-11-24 05:00
2026-11-24T05:00:00+02:00 | b: 2026-11-24 03:00
2026-11-24 05:00:00,123 +0000 | b: 2026-11-24 05:00
[2026-11-24 05:00:00 +0000] | b: 2026-11-24 05:00
2026-11-24 05:00 UTC | m: 2026-11-24 05:00
24/Nov/2026:05:00:00 +0000 | m: 2026-11-24 05:00
24/11/2026 01:00 | b: 2026-11-24 06:00
24/11/2026 05:00 | m: 2026-11-24 04:00
24/11 | m: 2026-11-23 23:00
11/24/2026 | b: 2026-11-24 05:00
24 de noviembre | m: 2026-11-23 23:00
20 nov 14:00 | m: 2026-11-20 13:00
el 20 de noviembre a las 14:00 | m: 2026-11-20 13:00
Nov 20, 2026 | b: 2026-11-20 05:00
1764000000 | b: 2025-11-24 16:00
1795503600 | b: 2026-11-24 07:00
1795503600000 | b: 2026-11-24 07:00
14:00-14:30 | b: 2026-11-23 19:00 to 2026-11-23 19:30
14:00 - 14:30 | m: 2026-11-23 13:00 to 2026-11-23 13:30
2:00pm-2:30pm | m: 2026-11-23 13:00 to 2026-11-23 13:30
23:50-00:10 | m: 2026-11-23 22:50 to 2026-11-23 23:10
08:00-09:00 | m: 2026-11-24 07:00
2h..1h | 2026-11-24 05:16 to 2026-11-24 06:16
2h-1h | 2026-11-24 05:16 to 2026-11-24 06:16
from 14:00 to 14:30 | m: 2026-11-23 13:00 to 2026-11-23 13:30
de 14:00 a 14:30 | m: 2026-11-23 13:00 to 2026-11-23 13:30
entre las 14:00 y las 14:30 | m: 2026-11-23 13:00 to 2026-11-23 13:30
yesterday 14:00-15:00 | b: 2026-11-23 19:00 to 2026-11-23 20:00
ayer de 14:00 a 15:00 | b: time.unclear
2026-11-20T14:00-05:00 | m: 2026-11-20 19:00
2026-11-20 14:00-05:00 | time.range-or-zone
2026-11-20 14:00-15:00 | b: 2026-11-20 19:00 to 2026-11-20 20:00
2026-11-20 14:00 - 15:00 | b: 2026-11-20 19:00 to 2026-11-20 20:00
2026-11-20T05:00Z/2026-11-20T06:00Z | b: 2026-11-20 05:00 to 2026-11-20 06:00
around 14:05 | b: 2026-11-23 18:55 to 2026-11-23 19:15
sobre las 14:05 | m: 2026-11-23 12:55 to 2026-11-23 13:15
~14:05 | m: 2026-11-23 12:55 to 2026-11-23 13:15
5M | time.unit
5months | time.unclear
5 meses | time.unclear
100y | time.unclear
5 | time.bare-number
9 | time.bare-number
ayer a las 9 | time.bare-hour
1.5h | time.unclear
1m1h | time.unclear
30m30m | time.unclear
2026-02-30 | time.no-such-day
31/11 | time.no-such-day
25:00 | time.no-such-time
09:75 | time.no-such-time
13pm | time.no-such-time
05/06/2026 | time.either-day
5/6 14:00 | time.either-day
tuesday | b: time.weekday-today
martes 01:00 | b: time.weekday-today
anoche | time.vague
esta mañana | time.vague
tomorrow | time.unclear
mañana | time.unclear
14:00 CET | time.unclear
error | time.unclear
14:30-soon | time.unclear
10 to | time.unclear
-5 | time.unclear
2027-01-01 | grammar.window-future
hoy 23:00 | grammar.window-future
1h..2h | time.backwards
2026-11-24T05:00:00+19:00 | time.no-such-time
`
  .trim()
  .split('\n')
  .map((line) => line.split(' | ') as [string, string]);

describe('times as people write them', () => {
  it.each(TABLE)('%s', (text, meaning) => {
    const zone = { b: 'bogota', m: 'madrid', k: 'kolkata' } as const;
    const named = /^([bmk]): (.*)$/.exec(meaning);
    if (named !== null) return expect(since(text, zone[named[1] as 'b'])).toBe(named[2]);
    // What needs no zone means the same in all of them.
    for (const each of Object.keys(ZONES) as Zone[]) expect(since(text, each)).toBe(meaning);
  });

  it('the table is as long as it should be', () => {
    expect(TABLE.length).toBeGreaterThan(140);
  });
});

describe('summer time', () => {
  const spring = Date.UTC(2026, 2, 29, 12);
  const autumn = Date.UTC(2026, 9, 25, 12);

  it('an hour that never was is refused, with the hour that came instead', () => {
    expect(since('02:30', 'madrid', spring)).toBe('time.skipped');
    expect(since('2026-03-29T02:30', 'madrid', spring)).toBe('time.skipped');
    expect(since('03:00', 'madrid', spring)).toBe('2026-03-29 01:00');
  });

  it('an hour that came twice is refused, with both of them ready to type', () => {
    const read = readWindow({ since: '02:30' }, autumn, ZONES.madrid, LIMITS);
    expect(read.ok ? null : read.refusal).toMatchObject({
      say: 'time.twice',
      values: { write: [{ code: '2026-10-25T02:30+02:00' }, { code: '2026-10-25T02:30+01:00' }] },
    });
    expect(since('2026-10-25T02:30+02:00', 'madrid', autumn)).toBe('2026-10-25 00:30');
    expect(since('2026-10-25T02:30+01:00', 'madrid', autumn)).toBe('2026-10-25 01:30');
  });

  it('a day begins with its first moment, also where midnight is skipped', () => {
    // Beirut puts its clocks forward at midnight: 2026-03-29 begins at 01:00.
    const day = instantOf(Date.UTC(2026, 2, 29), 'Asia/Beirut', 'first');
    expect(wallClock(day, 'Asia/Beirut')).toBe('2026-03-29 01:00:00');
    expect(since('yesterday', 'madrid', Date.UTC(2026, 9, 26, 12))).toBe('2026-10-24 22:00');
  });

  it('the day that was 25 hours long is whole', () => {
    const read = readTimeText('2026-10-25', 'since', { now: autumn, zone: ZONES.madrid });
    expect(read.says === 'day' && (read.until - read.from) / 3_600_000).toBe(25);
  });
});

describe('whatever is typed', () => {
  const zones = fc.constantFrom(
    'UTC',
    'America/Bogota',
    'Europe/Madrid',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'America/St_Johns',
  );
  const moments = fc
    .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) })
    .map((at) => at - (at % 1_000));

  it('the clock of a zone leads back to its moment, or to one of two', () => {
    fc.assert(
      fc.property(moments, zones, (at, zone) => {
        const found = atWallClock(at + zoneOffset(at, zone), zone);
        expect(
          found.shown === 'once' ? [found.at] : found.shown === 'twice' ? [found.first, found.second] : [],
        ).toContain(at);
      }),
      { numRuns: 300 },
    );
  });

  it('a clock alone is never in the future and never older than a day and an hour', () => {
    const clocks = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    fc.assert(
      fc.property(moments, zones, clocks, (now, zone, [hour, minute]) => {
        const text = `${hour}:${String(minute).padStart(2, '0')}`;
        const read = readTimeText(text, 'since', { now, zone });
        if (read.says !== 'moment') return expect(read.says).toBe('refused');
        expect(read.at).toBeLessThanOrEqual(now);
        expect(now - read.at).toBeLessThanOrEqual(25 * 3_600_000);
        expect(wallClock(read.at, zone).slice(11, 16)).toBe(text.padStart(5, '0'));
      }),
      { numRuns: 300 },
    );
  });

  it('a length in words is the same as its short form', () => {
    const units = [
      ['h', 'hours', 'horas'],
      ['m', 'minutes', 'minutos'],
      ['s', 'seconds', 'segundos'],
      ['d', 'days', 'días'],
    ] as const;
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.constantFrom(...units), (amount, [short, en, es]) => {
        const forms = [
          `${amount}${short}`,
          `${amount} ${en} ago`,
          `hace ${amount} ${es}`,
          `last ${amount} ${en}`,
          `-${amount}${short}`,
        ];
        expect(new Set(forms.map((form) => since(form))).size).toBe(1);
      }),
    );
  });

  it('nothing throws, and what is understood has a beginning before its end', () => {
    const pieces = fc.constantFrom(
      'ayer',
      'hace',
      '2',
      'h',
      '14:00',
      '-',
      '..',
      ' ',
      'last',
      '2026-11-24',
      'T',
      '+02:00',
      'a las',
      '99',
      'am',
      '/',
      'lunes',
      '\u0665',
      '<@U1>',
      '(',
      '%',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 60 }),
          fc.array(pieces, { maxLength: 8 }).map((some) => some.join(' ')),
        ),
        zones,
        (text, zone) => {
          const read = readWindow({ since: text }, NOW, zone, LIMITS);
          if (read.ok) expect(read.window.from).toBeLessThanOrEqual(read.window.until);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('a long hostile text is read in no time', () => {
    for (const text of [
      '1h'.repeat(900),
      '-'.repeat(2_000),
      'a las '.repeat(300),
      '5 '.repeat(900),
      `${'1 a'.repeat(600)}!`,
    ]) {
      const started = performance.now();
      since(text);
      expect(performance.now() - started).toBeLessThan(1_000);
    }
  });
});
