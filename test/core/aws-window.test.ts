import { describe, expect, test } from 'vitest';
import { nextWindow } from '../../src/core/aws-window.ts';

/** A Monday. */
const NOW = Date.UTC(2026, 10, 30, 12, 0);
const shown = (text: string, now = NOW) => {
  const found = nextWindow(text, now);
  return found === null
    ? null
    : `${new Date(found.from).toISOString().slice(0, 16)}/${new Date(found.until).toISOString().slice(0, 16)}`;
};

describe('windows of AWS', () => {
  test.each([
    ['sun:05:00-sun:05:30', '2026-12-06T05:00/2026-12-06T05:30'],
    ['mon:11:45-mon:12:15', '2026-11-30T11:45/2026-11-30T12:15'],
    ['mon:11:00-mon:12:00', '2026-12-07T11:00/2026-12-07T12:00'],
    ['sat:23:30-sun:00:30', '2026-12-05T23:30/2026-12-06T00:30'],
    ['Tue:00:00-tue:01:00', '2026-12-01T00:00/2026-12-01T01:00'],
    ['03:12-03:42', '2026-12-01T03:12/2026-12-01T03:42'],
    ['11:50-12:20', '2026-11-30T11:50/2026-11-30T12:20'],
    ['23:45-00:15', '2026-11-30T23:45/2026-12-01T00:15'],
  ])('%s is open now or next', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test('one over midnight is still open after it', () => {
    expect(shown('23:45-00:15', Date.UTC(2026, 10, 30, 0, 5))).toBe('2026-11-29T23:45/2026-11-30T00:15');
  });

  test.each(['', 'soon', 'sun:05:00-05:30', 'xyz:05:00-sun:05:30'])('%j is no window', (text) => {
    expect(nextWindow(text, NOW)).toBeNull();
  });
});
