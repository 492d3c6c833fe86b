import { describe, expect, it } from 'vitest';
import { drawable, fitting } from '../../src/aws/picture/lettering.ts';
import { drawChart, type LineChart } from '../../src/aws/picture/line-chart.ts';
import { scaleOf, shortNumber, timeTicks } from '../../src/aws/picture/scale.ts';
import { colours, sizeOf } from '../png-colours.ts';

const HOUR = 3_600_000;
const UNTIL = Date.UTC(2026, 0, 2, 4);
const CHART: LineChart = {
  title: 'cpu',
  width: 900,
  height: 320,
  from: UNTIL - 3 * HOUR,
  until: UNTIL,
  lines: [],
  levels: [],
};
const every = (ms: number, value: (index: number) => number): [number, number][] =>
  Array.from({ length: Math.floor((3 * HOUR) / ms) }, (_, index) => [CHART.from + index * ms, value(index)]);

describe('letters', () => {
  it.each([
    ['Latencia p99 de producción', 'Latencia p99 de produccion'],
    ['≥ 80 % · µs', '>= 80 % - us'],
    ['日本🔥\n\u202e<!here>', '????' + '?<!here>'],
  ])('%j is drawn as %j', (text, drawn) => {
    expect(drawable(text)).toBe(drawn);
  });

  it('are cut to the width, and show it', () => {
    expect(fitting('hydrous-production', 60, 1)).toBe('hydr..tion');
    expect(fitting('hydrous', 60, 1)).toBe('hydrous');
    expect(fitting('x'.repeat(1_000_000), 1_000_000, 1)).toHaveLength(300);
    expect(fitting('hydrous', -5, 1)).toBe('');
  });
});

describe('axes', () => {
  it.each([
    [
      [3, 78],
      [0, 20, 40, 60, 80],
    ],
    [
      [-10, 10],
      [-10, -5, 0, 5, 10],
    ],
    [[], [0, 0.25, 0.5, 0.75, 1]],
  ])('of %j have round numbers', (values, ticks) => {
    expect(scaleOf(values).ticks).toEqual(ticks);
  });

  it.each([1e18, -1e18, 5e-324, 1e-13, 0.1 + 0.2])('end, whatever is measured: %d', (value) => {
    const { ticks, least, most } = scaleOf([value]);
    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.length).toBeLessThan(12);
    expect(most).toBeGreaterThan(least);
  });

  it.each([
    [1_536_000_000, '1.54G'],
    [20_000, '20k'],
    [0.08, '0.08'],
    [-2.5e13, '-25T'],
  ])('%d is written as %s', (value, text) => {
    expect(shortNumber(value)).toBe(text);
  });

  it('have round times of the clock of who looks', () => {
    const labels = (ahead: number) =>
      timeTicks(UNTIL - 3 * HOUR - 120_000, UNTIL, ahead, 7).map(({ label }) => label);
    expect(labels(0)).toEqual(['01:00', '01:30', '02:00', '02:30', '03:00', '03:30', '04:00']);
    expect(labels(-5 * HOUR)[0]).toBe('20:00');
    expect(labels(5.75 * HOUR)[0]).toBe('07:00');
    expect(timeTicks(UNTIL - 72 * HOUR, UNTIL, 0, 7).map(({ label }) => label)[1]).toBe('12-31 00:00');
    expect(timeTicks(UNTIL, UNTIL, 0, 7)).toHaveLength(1);
  });
});

describe('a picture', () => {
  it('of what is beyond all measure has its size all the same', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, 1e308, -1e308, 5e-324, 1e18];
    const png = drawChart({
      ...CHART,
      title: '🔥'.repeat(5_000),
      lines: [
        { label: '\u0000'.repeat(500), points: every(60_000, (at) => values[at % values.length]!) },
        {
          label: 'elsewhen',
          points: [
            [0, 1],
            [Number.NaN, 2],
            [8.64e15, 3],
          ],
          axis: 'right',
        },
      ],
      levels: [
        { value: 1e308, label: 'x' },
        { value: Number.NaN, label: '' },
      ],
      marks: Array.from({ length: 200 }, (_, at) => ({ at: UNTIL - at * 60_000, label: 'y'.repeat(at) })),
    });
    expect(sizeOf(png)).toEqual({ width: 900, height: 320 });
    expect(png.length).toBeLessThan(1024 * 1024);
  });

  it('joins values that are an hour apart, and leaves a gap where they stop', () => {
    const blue = (points: [number, number][]) =>
      colours(drawChart({ ...CHART, lines: [{ label: '', points }] })).get('1f77b4') ?? 0;
    expect(blue(every(HOUR, () => 5))).toBeGreaterThan(1_000);
    const all = every(60_000, () => 5);
    const gap = all.filter(([at]) => at < CHART.from + HOUR || at > CHART.from + 2 * HOUR);
    expect(blue(gap)).toBeLessThan(blue(all) * 0.75);
    expect(blue(gap)).toBeGreaterThan(blue(all) * 0.5);
    // A value that stands alone is seen.
    expect(blue([[CHART.from + HOUR, 5]])).toBeGreaterThan(blue([]) + 30);
  });
});
