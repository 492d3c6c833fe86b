import { describe, expect, it } from 'vitest';
import { DAY, readDuration, readWindow, wallClock } from '../../src/core/time-window.ts';
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
  ])('%j', (asked, from, until) => {
    expect(readWindow(asked, NOW, BOGOTA, LIMITS)).toEqual({ ok: true, window: { from, until } });
  });

  it.each([
    [{ since: '8d' }, 'grammar.window-long'],
    [{ since: '100y' }, 'grammar.duration'],
    [{ since: '2026-02-30' }, 'grammar.duration'],
    [{ since: '2026-11-24T25:00' }, 'grammar.duration'],
    [{ since: '24/11/2026' }, 'grammar.duration'],
    [{ since: 'yesterday' }, 'grammar.duration'],
    [{ since: '9s' }, 'grammar.window-short'],
    [{ since: '2027-01-01' }, 'grammar.window-future'],
    [{ since: '1h', until: '2h' }, 'grammar.window-order'],
    [{ until: '5M' }, 'grammar.duration-unit'],
    [{ since: '-1m' }, 'grammar.duration-minus'],
    [{ since: '\u22121m' }, 'grammar.duration-minus'],
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
