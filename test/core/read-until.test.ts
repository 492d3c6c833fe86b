import { describe, expect, test } from 'vitest';
import { readUntil } from '../../src/core/read-until.ts';

/** Tuesday 24 November 2026, 10:00 in Bogotá. */
const NOW = Date.UTC(2026, 10, 24, 15);
const read = (text: string, zone: string | null = 'America/Bogota', now = NOW): string | null => {
  const at = readUntil(text, now, zone);
  return at === null ? null : new Date(at).toISOString();
};

describe('a time to come', () => {
  test.each([
    ['2h', '2026-11-24T17:00:00.000Z'],
    ['18:00', '2026-11-24T23:00:00.000Z'],
    ['09:00', '2026-11-25T14:00:00.000Z'],
    ['Fri 16:00', '2026-11-27T21:00:00.000Z'],
    ['viernes 16:00', '2026-11-27T21:00:00.000Z'],
    ['miércoles', '2026-11-25T05:00:00.000Z'],
    ['Tue 10:00', '2026-12-01T15:00:00.000Z'],
    ['martes a las 10:01', '2026-11-24T15:01:00.000Z'],
    ['mañana 08:00', '2026-11-25T13:00:00.000Z'],
    ['tomorrow 08:00', '2026-11-25T13:00:00.000Z'],
    ['2026-12-23', '2026-12-23T05:00:00.000Z'],
    ['2026-12-23T08:30', '2026-12-23T13:30:00.000Z'],
    ['2026-12-23 08:30', '2026-12-23T13:30:00.000Z'],
  ])('%s', (text, at) => {
    expect(read(text)).toBe(at);
  });

  test('is in UTC for somebody without a zone', () => {
    expect(read('18:00', null)).toBe('2026-11-24T18:00:00.000Z');
  });

  test('is the later one when the clock shows it twice, and the jump when it never comes', () => {
    expect(read('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T01:30:00.000Z');
    expect(read('02:30', 'Europe/Berlin', Date.UTC(2026, 2, 28, 23))).toBe('2026-03-29T01:00:00.000Z');
  });

  test.each([
    '',
    'soon',
    'someday 08:00',
    '25:00',
    '08:61',
    '2026-02-30',
    '0s',
    'Mon 08:00 sharp',
    'market',
    '-2h',
    'until',
  ])('is not %s', (text) => {
    expect(read(text)).toBeNull();
  });
});
