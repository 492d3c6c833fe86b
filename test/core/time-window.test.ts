import { describe, expect, it } from 'vitest';
import { DAY, readDuration, readWindow } from '../../src/core/time-window.ts';
import { wallClock } from '../../src/core/zoned-time.ts';
import { keyOf, NOW } from '../commands/builders.ts';

const MINUTE = 60_000;
const LIMITS = { usual: 15 * MINUTE, shortest: 10_000, longest: 7 * DAY };
const BOGOTA = 'America/Bogota';

it.each([
  ['90s', 90_000],
  ['15m', 15 * MINUTE],
  ['2h', 120 * MINUTE],
  ['7d', 7 * DAY],
  ['1w', 7 * DAY],
  ['1h30m', 90 * MINUTE],
  ['', null],
  ['5', null],
  ['5M', null],
  ['-5m', null],
  ['1.5h', null],
  ['5 m', null],
  ['30m1h', null],
  ['\u0665m', null],
  ['100y', null],
  ['5months', null],
])('the length %j is %j ms', (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});

describe('the window', () => {
  it.each([
    [{}, NOW - 15 * MINUTE, NOW],
    [{ since: '2h' }, NOW - 120 * MINUTE, NOW],
    [{ since: '2h', until: '1h' }, NOW - 120 * MINUTE, NOW - 60 * MINUTE],
    [{ until: '1h' }, NOW - 75 * MINUTE, NOW - 60 * MINUTE],
    [{ since: '2026-11-24T14:00Z' }, NOW - 60 * MINUTE, NOW],
    [{ since: '2026-11-24T09:00' }, NOW - 60 * MINUTE, NOW],
    [{ since: '2026-11-24 09:00:30' }, NOW - 59.5 * MINUTE, NOW],
    [{ since: '2026-11-24T16:00+02:00' }, NOW - 60 * MINUTE, NOW],
    [{ since: '2026-11-24' }, Date.UTC(2026, 10, 24, 5), NOW],
    [{ since: '2026-11-20', until: '2026-11-30' }, Date.UTC(2026, 10, 20, 5), NOW],
    [{ since: '2026-11-20', until: '2026-11-20' }, Date.UTC(2026, 10, 20, 5), Date.UTC(2026, 10, 21, 5) - 1],
    [{ around: '09:30' }, NOW - 40 * MINUTE, NOW - 20 * MINUTE],
    [{ around: '09:55' }, NOW - 15 * MINUTE, NOW],
  ])('%j', (asked, from, until) => {
    expect(readWindow(asked, NOW, BOGOTA, LIMITS)).toEqual({ ok: true, window: { from, until } });
  });

  it.each([
    [{ since: '8d' }, 'grammar.window-long'],
    [{ since: '100y' }, 'time.unclear'],
    [{ since: '2026-02-30' }, 'time.no-such-day'],
    [{ since: '2026-11-24T25:00' }, 'time.no-such-time'],
    [{ around: '14:05', since: '1h' }, 'time.around-alone'],
    [{ around: 'yesterday' }, 'time.around-what'],
    [{ since: '14:00-14:30', until: '1h' }, 'time.range-alone'],
    [{ until: '14:00-14:30' }, 'time.range-since'],
    [{ since: '9s' }, 'grammar.window-short'],
    [{ since: '2027-01-01' }, 'grammar.window-future'],
    [{ since: '1h', until: '2h' }, 'grammar.window-order'],
    [{ until: '5M' }, 'time.unit'],
  ])('%j is refused with %s', (asked, key) => {
    const read = readWindow(asked, NOW, BOGOTA, LIMITS);
    expect(read.ok ? 'accepted' : keyOf(read.refusal)).toBe(key);
  });
});

it('a clock on the wall follows the zone, its summer time included, and UTC where the zone is unknown', () => {
  expect(wallClock(NOW, BOGOTA)).toBe('2026-11-24 10:00:00');
  expect(wallClock(Date.UTC(2026, 6, 1, 22, 30), 'Europe/Madrid')).toBe('2026-07-02 00:30:00');
  expect(wallClock(NOW, 'Nowhere/Land')).toBe('2026-11-24 15:00:00');
});

it('a date in summer time is read in summer time', () => {
  const read = readWindow({ since: '2026-07-02' }, Date.UTC(2026, 6, 2, 12), 'Europe/Madrid', LIMITS);
  expect(read.ok && read.window.from).toBe(Date.UTC(2026, 6, 1, 22));
});
