/** Where things stand on a chart. */
import { textHeight, textWidth } from './lettering.ts';
import type { LineChart } from './line-chart.ts';
import { type Canvas, type Colour, createCanvas } from './png.ts';
import { type Scale, scaleOf, shortNumber } from './scale.ts';

/** All in pixels, from the upper left corner on. */
export interface Frame {
  readonly canvas: Canvas;
  /** Of a dot of a letter. */
  readonly size: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly scales: { readonly left: Scale; readonly right: Scale | null };
  x(at: number): number;
  y(value: number, axis?: 'right'): number;
  /** Of the line with this number. */
  colour(index: number): Colour;
}

const LINES: readonly Colour[] = [
  [0x1f, 0x77, 0xb4],
  [0xff, 0x7f, 0x0e],
  [0x2c, 0xa0, 0x2c],
  [0x94, 0x67, 0xbd],
  [0x8c, 0x56, 0x4b],
  [0xe3, 0x77, 0xc2],
  [0x17, 0xbe, 0xcf],
  [0xbc, 0xbd, 0x22],
];

export function chartFrame(chart: LineChart): Frame {
  const { width, height, from, until } = chart;
  const size = width >= 500 && height >= 250 ? 2 : 1;
  const scales = scalesOf(chart);
  const row = textHeight(size) + 4 * size;
  const left = widest(scales.left, size) + 8;
  const right = width - 10 - (scales.right === null ? 0 : widest(scales.right, size));
  const top = row + 12;
  const bottom = height - 2 * row - 6 * size;
  const span = Math.max(1, until - from);
  return {
    canvas: createCanvas(width, height),
    size,
    left,
    right,
    top,
    bottom,
    scales,
    x: (at) => left + ((at - from) / span) * (right - left),
    y(value, axis) {
      const { least, most } = (axis === 'right' ? scales.right : null) ?? scales.left;
      return bottom - ((value - least) / (most - least)) * (bottom - top);
    },
    colour: (index) => LINES[index % LINES.length]!,
  };
}

/** The right scale is there only where a line is measured by it. */
function scalesOf({ lines, levels }: LineChart): Frame['scales'] {
  const valuesOf = (axis: 'right' | undefined) =>
    lines.filter((one) => one.axis === axis).flatMap(({ points }) => points.map(([, value]) => value));
  const isDouble = lines.some(({ axis }) => axis === 'right');
  return {
    left: scaleOf([...valuesOf(undefined), ...levels.map(({ value }) => value)]),
    right: isDouble ? scaleOf(valuesOf('right')) : null,
  };
}

function widest({ ticks }: Scale, size: number): number {
  return Math.max(...ticks.map((tick) => textWidth(shortNumber(tick), size)));
}
