import { describe, expect, test } from 'vitest';
import { ETA_SAMPLES, etaOf } from '../../src/core/eta.ts';
import { say } from '../../src/core/sentence.ts';
import { speak } from '../../src/words/speak.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

function took(...lengths: readonly number[]) {
  return lengths.map((ms) => ({ state: 'succeeded' as const, startedAt: 5_000, endedAt: 5_000 + ms }));
}

describe('how long a change usually takes', () => {
  test.each([
    [
      'the middle of three',
      took(3 * MINUTE + 12_000, 20 * MINUTE, 2 * MINUTE),
      { low: 3, high: 4, unit: 'min' },
    ],
    ['the mean of the two in the middle', took(2 * MINUTE, 4 * MINUTE), { low: 3, high: 3, unit: 'min' }],
    ['tens of seconds', took(41 * SECOND, 47 * SECOND), { low: 40, high: 50, unit: 's' }],
    ['never nothing', took(2 * SECOND, 3 * SECOND), { low: 10, high: 10, unit: 's' }],
    ['tens of minutes', took(33 * MINUTE, 33 * MINUTE), { low: 30, high: 40, unit: 'min' }],
    ['hours', took(150 * MINUTE, 150 * MINUTE), { low: 2, high: 3, unit: 'h' }],
  ])('is %s', (_, past, eta) => {
    expect(etaOf(past)).toEqual(eta);
  });

  test('is not said from one change, nor from those that failed or never began', () => {
    const [one] = took(3 * MINUTE);
    expect(etaOf([])).toBeNull();
    expect(etaOf([one!])).toBeNull();
    expect(etaOf([one!, { ...one!, state: 'failed' }])).toBeNull();
    expect(etaOf([one!, { ...one!, startedAt: null }, { ...one!, endedAt: null }])).toBeNull();
  });

  test('looks at the newest only', () => {
    const old = took(...Array.from({ length: 40 }, () => 60 * MINUTE));
    const recent = took(...Array.from({ length: ETA_SAMPLES }, () => 3 * MINUTE));
    expect(etaOf([...recent, ...old])).toEqual({ low: 3, high: 3, unit: 'min' });
  });

  test('is a short line in both languages', () => {
    const text = say('rollout.eta', { low: 3, high: 4, unit: 'min', since: null });
    expect(speak(text, 'es', 'plain')).toBe('Suele tardar 3–4 min');
    expect(speak(text, 'en', 'plain')).toBe('Usually 3–4 min');
  });
});
