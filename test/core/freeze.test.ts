import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FreezeRules, type FreezeWindow, frozenAt, nextFreeze } from '../../src/core/freeze.ts';
import { instantOf, isZone, wallAt } from '../../src/core/zoned-time.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONES = [
  'UTC',
  'America/Bogota',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
];
const at = (text: string): number => Date.parse(text);
const wall = (text: string): number => Date.parse(`${text}Z`);
const week = (over: Partial<FreezeWindow> = {}): FreezeWindow => ({
  name: 'weekend',
  every: 'week',
  from: 4 * DAY + 16 * HOUR,
  to: 8 * HOUR,
  zone: 'America/Bogota',
  ...over,
});
const deny = (...windows: FreezeWindow[]): FreezeRules => ({ deny: windows, allow: [] });
const iso = (ms: number | null | undefined): string | null =>
  ms == null ? null : new Date(ms).toISOString();

describe('the wall and the instant', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00:00.000Z', 'the moment of the jump forward'],
    ['Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00:00.000Z', 'the first time after it'],
    ['Europe/Berlin', '2026-03-29T01:59', '2026-03-29T00:59:00.000Z', 'the last time before it'],
    ['America/New_York', '2026-03-08T02:15', '2026-03-08T07:00:00.000Z', 'the moment of the jump forward'],
    ['Australia/Lord_Howe', '2026-10-04T02:10', '2026-10-03T15:30:00.000Z', 'a jump of half an hour'],
    ['America/Bogota', '2026-11-24T10:00', '2026-11-24T15:00:00.000Z', 'no jumps at all'],
  ])('%s %s is %s: %s', (zone, local, instant) => {
    expect([iso(instantOf(wall(local), zone, 'first')), iso(instantOf(wall(local), zone, 'last'))]).toEqual([
      instant,
      instant,
    ]);
  });

  test.each([
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'],
  ])('%s %s comes twice', (zone, local, first, last) => {
    expect(iso(instantOf(wall(local), zone, 'first'))).toBe(first);
    expect(iso(instantOf(wall(local), zone, 'last'))).toBe(last);
  });

  test('whatever the instant, its wall time leads back to it, first or last', () => {
    const instant = fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2035-01-01T00:00Z') });
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (now, zone) => {
        const shown = wallAt(now, zone);
        expect([instantOf(shown, zone, 'first'), instantOf(shown, zone, 'last')]).toContain(now);
      }),
      { numRuns: 150 },
    );
  });

  test.each(['+05:00', 'EST', 'Mars/Olympus', 'bogota', ''])('%s is no zone', (zone) => {
    expect(isZone(zone)).toBe(false);
  });
});

describe('a freeze', () => {
  test.each([
    ['Friday 15:59', '2026-11-27T20:59:00Z', null],
    ['Friday 16:00', '2026-11-27T21:00:00Z', '2026-11-30T13:00:00.000Z'],
    ['Sunday noon', '2026-11-29T17:00:00Z', '2026-11-30T13:00:00.000Z'],
    ['Monday 07:59', '2026-11-30T12:59:59.999Z', '2026-11-30T13:00:00.000Z'],
    ['Monday 08:00', '2026-11-30T13:00:00Z', null],
  ])('over the weekend in Bogotá, on %s', (_, now, opens) => {
    const frozen = frozenAt(deny(week()), [], at(now));
    expect(frozen === null ? null : iso(frozen.opens)).toBe(opens);
  });

  test.each([
    ['clocks jump forward', '2026-03-28T12:00:00Z', '2026-03-30T06:00:00.000Z'],
    ['clocks go back', '2026-10-24T12:00:00Z', '2026-10-26T07:00:00.000Z'],
  ])('ends at 08:00 on the wall in Berlin when %s in it', (_, now, opens) => {
    expect(iso(frozenAt(deny(week({ zone: 'Europe/Berlin' })), [], at(now))?.opens)).toBe(opens);
  });

  test('every night holds through the hour that comes twice, and an allowed hour only counts once', () => {
    const night = week({
      name: 'night',
      every: 'day',
      from: 22 * HOUR,
      to: 2.5 * HOUR,
      zone: 'Europe/Berlin',
    });
    expect(iso(frozenAt(deny(night), [], at('2026-10-25T00:45:00Z'))?.opens)).toBe(
      '2026-10-25T01:30:00.000Z',
    );
    const hour = week({ every: 'day', from: 2 * HOUR, to: 3 * HOUR, zone: 'Europe/Berlin' });
    const allowing = { deny: [], allow: [hour] };
    expect(frozenAt(allowing, [], at('2026-10-25T00:15:00Z'))).not.toBeNull();
    expect(frozenAt(allowing, [], at('2026-10-24T00:15:00Z'))).toBeNull();
  });

  test('denying beats allowing, and the opening skips windows that follow each other', () => {
    const holidays = week({
      name: 'holidays',
      every: 'once',
      from: wall('2026-11-30T08:00'),
      to: wall('2026-12-02T00:00'),
    });
    const office = week({ name: 'office', every: 'day', from: 9 * HOUR, to: 17 * HOUR });
    const rules = { deny: [week(), holidays], allow: [office] };
    const frozen = frozenAt(rules, [], at('2026-11-29T17:00:00Z'));
    expect(frozen?.names).toEqual(['weekend']);
    expect(iso(frozen?.opens)).toBe('2026-12-02T14:00:00.000Z');
    expect(iso(frozenAt(rules, [], at('2026-12-02T05:30:00Z'))?.opens)).toBe('2026-12-02T14:00:00.000Z');
  });

  test('of windows without a gap never opens, and says so', () => {
    const rest = week({ name: 'rest', from: 8 * HOUR, to: 4 * DAY + 16 * HOUR });
    expect(frozenAt(deny(week(), rest), [], at('2026-11-29T17:00:00Z'))?.opens).toBeNull();
  });

  test('the next one is the nearest that has not begun', () => {
    expect(iso(nextFreeze(deny(week()), at('2026-11-24T15:00:00Z'))?.from)).toBe('2026-11-27T21:00:00.000Z');
  });

  test('whatever the windows, what opens is open and nothing before it was', () => {
    const minutes = (most: number) => fc.integer({ min: 0, max: most }).map((n) => n * 15 * 60_000);
    const window = fc
      .record({
        every: fc.constantFrom('week' as const, 'day' as const),
        from: minutes(95),
        length: fc.integer({ min: 1, max: 90 }).map((n) => n * 15 * 60_000),
        zone: fc.constantFrom(...ZONES),
      })
      .map(({ every, from, length, zone }): FreezeWindow => {
        const period = every === 'week' ? 7 * DAY : DAY;
        return { name: 'some', every, from, to: (from + length) % period, zone };
      });
    const windows = fc.array(window, { maxLength: 3 });
    const now = fc.integer({ min: at('2026-03-20T00:00Z'), max: at('2026-11-10T00:00Z') });
    fc.assert(
      fc.property(windows, windows, now, (denied, allow, moment) => {
        const rules = { deny: denied, allow };
        const frozen = frozenAt(rules, [], moment);
        if (frozen?.opens == null) return;
        expect(frozen.opens).toBeGreaterThan(moment);
        expect(frozenAt(rules, [], frozen.opens)).toBeNull();
        const between = moment + (frozen.opens - moment) / 2;
        for (const point of [between, frozen.opens - 1]) expect(frozenAt(rules, [], point)).not.toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});
