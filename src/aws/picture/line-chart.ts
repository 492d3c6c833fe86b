/** Draws lines over time with axes, thresholds and a legend, as CloudWatch's widget images look. */
import { drawLegend, drawMarks } from './chart-labels.ts';
import { chartFrame, type Frame } from './frame.ts';
import { fitting, textHeight, textWidth, write } from './lettering.ts';
import { block, type Colour, line, pngOf } from './png.ts';
import { hasDays, isDrawable, shortNumber, timeTicks } from './scale.ts';

export interface ChartLine {
  readonly label: string;
  /** Time (ms) and value, oldest first. */
  readonly points: readonly (readonly [at: number, value: number])[];
  /** The scale it is measured by; the left one when left out. */
  readonly axis?: 'right';
}

/** By the left scale. */
export interface ChartLevel {
  readonly value: number;
  readonly label: string;
}

/** Times in ms. */
export interface LineChart {
  readonly title: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly until: number;
  /** How far the clock on the time axis is ahead of UTC; UTC when left out. */
  readonly ahead?: number;
  readonly lines: readonly ChartLine[];
  readonly levels: readonly ChartLevel[];
  /** Upright lines. */
  readonly marks?: readonly { readonly at: number; readonly label: string }[];
}

const INK: Colour = [0x33, 0x33, 0x33];
const GREY: Colour = [0xdd, 0xdd, 0xdd];
const RED: Colour = [0xd6, 0x27, 0x28];

/** Widest gap between two points that a line still crosses, in parts of the whole time. */
const GAP = 1 / 12;
/** What CloudWatch writes, in every language, on a picture without a point. */
const NOTHING = 'No data available';

/** A PNG. What no axis can hold, and what lies outside of the time, is left out. */
export function drawChart(given: LineChart): Uint8Array {
  const chart = presentable(given);
  const frame = chartFrame(chart);
  const { canvas, size, left, right, top, bottom } = frame;
  write(canvas, fitting(chart.title, chart.width - 8, size), 4, 4, { colour: INK, size });
  drawValues(frame);
  drawTimes(chart, frame);
  for (const [index, one] of chart.lines.entries()) drawLine(chart, frame, one, frame.colour(index));
  for (const level of chart.levels) drawLevel(frame, level);
  drawMarks(chart, frame);
  drawLegend(chart, frame);
  if (chart.lines.every(({ points }) => points.length === 0)) {
    const x = (left + right - textWidth(NOTHING, size)) / 2;
    write(canvas, NOTHING, x, (top + bottom) / 2, { colour: INK, size });
  }
  return pngOf(canvas);
}

function presentable(chart: LineChart): LineChart {
  const { from, until } = chart;
  return {
    ...chart,
    lines: chart.lines.map((one) => ({
      ...one,
      points: one.points.filter(([at, value]) => at >= from && at <= until && isDrawable(value)),
    })),
    levels: chart.levels.filter(({ value }) => isDrawable(value)),
    marks: (chart.marks ?? []).filter(({ at }) => at >= from && at <= until),
  };
}

function drawValues({ canvas, size, left, right, scales, y }: Frame): void {
  for (const tick of scales.left.ticks) {
    line(canvas, [left, y(tick)], [right, y(tick)], { colour: GREY });
    const label = shortNumber(tick);
    const x = left - textWidth(label, size) - 4;
    write(canvas, label, x, y(tick) - textHeight(size) / 2, { colour: INK, size });
  }
  for (const tick of scales.right?.ticks ?? []) {
    line(canvas, [right, y(tick, 'right')], [right + 3, y(tick, 'right')], { colour: INK });
    const height = y(tick, 'right') - textHeight(size) / 2;
    write(canvas, shortNumber(tick), right + 6, height, { colour: INK, size });
  }
}

function drawTimes({ from, until, ahead = 0, width }: LineChart, frame: Frame): void {
  const { canvas, size, left, right, top, bottom } = frame;
  line(canvas, [left, top], [left, bottom], { colour: INK });
  line(canvas, [left, bottom], [right, bottom], { colour: INK });
  if (frame.scales.right !== null) line(canvas, [right, top], [right, bottom], { colour: INK });
  const widest = textWidth(hasDays(from, until) ? '01-31 00:00  ' : '00:00   ', size);
  const most = Math.max(1, Math.floor((right - left) / widest));
  for (const { at, label } of timeTicks(from, until, ahead, most)) {
    const x = Math.min(frame.x(at) - textWidth(label, size) / 2, width - textWidth(label, size));
    line(canvas, [frame.x(at), bottom], [frame.x(at), bottom + 3], { colour: INK });
    write(canvas, label, Math.max(0, x), bottom + 5 * size, { colour: INK, size });
  }
}

function drawLine(chart: LineChart, frame: Frame, { points, axis }: ChartLine, colour: Colour): void {
  const { canvas, size } = frame;
  const steps = points.slice(1).map(([at], index) => at - (points[index]?.[0] ?? at));
  // Values of an hour are one hour apart, however short the whole time is.
  const usual = steps.reduce((least, step) => Math.min(least, step), Number.POSITIVE_INFINITY);
  const longest = Math.max(GAP * (chart.until - chart.from), 1.5 * (steps.length === 0 ? 0 : usual));
  const isJoined = (index: number) => (steps[index] ?? Number.POSITIVE_INFINITY) <= longest;
  for (const [index, [at, value]] of points.entries()) {
    const spot = [frame.x(at), frame.y(value, axis)] as const;
    const next = points[index + 1];
    if (next !== undefined && isJoined(index))
      line(canvas, spot, [frame.x(next[0]), frame.y(next[1], axis)], { colour, thickness: size });
    // A value that stands alone would be a speck.
    else if (!isJoined(index - 1)) block(canvas, spot[0] - size, spot[1] - size, 3 * size, colour);
  }
}

function drawLevel({ canvas, size, left, right, top, ...frame }: Frame, { value, label }: ChartLevel): void {
  const y = frame.y(value);
  line(canvas, [left, y], [right, y], { colour: RED, thickness: 2, dash: 6 });
  const text = fitting(label, right - left - 8, size);
  const above = y - textHeight(size) - 3;
  write(canvas, text, left + 6, above < top ? y + 5 : above, { colour: RED, size });
}
