import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sparkline } from '../../src/core/sparkline.ts';

it.each([
  [[0, 1, 2, 3, 4, 5, 6, 7], 8, '▁▂▃▄▅▆▇█'],
  [[5, null, 10], 3, '▁ █'],
  [[3, 3, 3], 3, '▁▁▁'],
  [[0, 9, 0, 0], 2, '█▁'],
  [[null, null], 2, ''],
  [[], 5, ''],
])('%j in %i characters is %s', (values, width, line) => {
  expect(sparkline(values, width)).toBe(line);
});

it('with a floor the lowest bar is that and not the lowest value', () => {
  expect(sparkline([7, 7], 2, 0)).toBe('██');
});

it('is never wider than asked, and shows the highest value wherever it stands', () => {
  const value = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: null });
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 40 }),
      (values, width) => {
        const line = sparkline(values, width, 0);
        expect([...line].length).toBeLessThanOrEqual(width);
        if (values.some((each) => each !== null && each > 0)) expect(line).toContain('█');
      },
    ),
  );
});
