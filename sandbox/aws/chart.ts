/** Draws lines over time with axes, thresholds and a legend, as CloudWatch's widget images look. */
import { textHeight, textWidth, write } from './lettering.ts';
import { type Canvas, type Colour, createCanvas, line, pngOf } from './png.ts';

export interface ChartLine {
  readonly label: string;
  /** Time (ms) and value, oldest first. */
  readonly points: readonly (readonly [at: number, value: number])[];
}

export interface ChartLevel {
  readonly value: number;
  readonly label: string;
}

export interface Chart {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly until: number;
  readonly ahead?: number;
  readonly lines: readonly ChartLine[];
  readonly levels: readonly ChartLevel[];
  /** Upright lines; `at` in ms. */
  readonly marks?: readonly { readonly at: number; readonly label: string }[];
}

const WHITE: Colour = [255, 255, 255];
const INK: Colour = [0x33, 0x33, 0x33];
const GREY: Colour = [0xdd, 0xdd, 0xdd];
const MARK: Colour = [0x68, 0x70, 0x78];
const RED: Colour = [0xd6, 0x27, 0x28];
const LINES: readonly Colour[] = [
  [0x1f, 0x77, 0xb4],
  [0xff, 0x7f, 0x0e],
  [0x2c, 0xa0, 0x2c],
  [0x94, 0x67, 0xbd],
  [0x8c, 0x56, 0x4b],
];

/** Widest gap between two points that a line still crosses, in parts of the whole time. */
const GAP = 1 / 12;

interface Frame {
  readonly canvas: Canvas;
  readonly size: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  x(at: number): number;
  y(value: number): number;
}

export function drawChart(chart: Chart): Uint8Array {
  const canvas = createCanvas(chart.width, chart.height, WHITE);
  const size = chart.width >= 500 && chart.height >= 250 ? 2 : 1;
  const [least, most, step] = scaleOf(chart);
  const ticks = ticksOf(least, most, step);
  const widest = Math.max(...ticks.map((tick) => textWidth(shortNumber(tick), size)));
  const frame = frameOf(chart, canvas, size, widest, [least, most]);
  write(canvas, fitting(chart.title, chart.width - 8, size), 4, 4, { colour: INK, size });
  for (const tick of ticks) {
    const y = frame.y(tick);
    line(canvas, [frame.left, y], [frame.right, y], { colour: GREY });
    const label = shortNumber(tick);
    const x = frame.left - textWidth(label, size) - 4;
    write(canvas, label, x, y - textHeight(size) / 2, { colour: INK, size });
  }
  drawTimes(chart, frame);
  for (const [index, one] of chart.lines.entries()) drawLine(chart, frame, one, colourOf(index));
  for (const level of chart.levels) drawLevel(frame, level);
  for (const mark of chart.marks ?? []) drawMark(chart, frame, mark);
  drawLegend(chart, frame);
  if (chart.lines.every((one) => one.points.length === 0)) {
    const text = 'No data available';
    const x = (frame.left + frame.right - textWidth(text, size)) / 2;
    write(canvas, text, x, (frame.top + frame.bottom) / 2, { colour: INK, size });
  }
  return pngOf(canvas);
}

function colourOf(index: number): Colour {
  return LINES[index % LINES.length] ?? INK;
}

function frameOf(
  chart: Chart,
  canvas: Canvas,
  size: number,
  widest: number,
  [least, most]: readonly [number, number],
): Frame {
  const row = textHeight(size) + 4 * size;
  const left = widest + 8;
  const right = chart.width - 10;
  const top = row + 12;
  const bottom = chart.height - 2 * row - 6 * size;
  const span = Math.max(1, chart.until - chart.from);
  return {
    canvas,
    size,
    left,
    right,
    top,
    bottom,
    x: (at) => left + ((at - chart.from) / span) * (right - left),
    y: (value) => bottom - ((value - least) / (most - least)) * (bottom - top),
  };
}

/** From 0 (or below) to a round number above everything, and the step between two lines. */
function scaleOf(chart: Chart): readonly [least: number, most: number, step: number] {
  const values = [
    ...chart.lines.flatMap((one) => one.points.map(([, value]) => value)),
    ...chart.levels.map((level) => level.value),
  ];
  const highest = Math.max(0, ...values);
  const lowest = Math.min(0, ...values);
  const rough = (highest - lowest || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  return [Math.floor(lowest / step) * step, Math.ceil((highest || 1) / step) * step, step];
}

function ticksOf(least: number, most: number, step: number): readonly number[] {
  const count = Math.round((most - least) / step);
  return Array.from({ length: count + 1 }, (_, index) => least + index * step);
}

function drawTimes(chart: Chart, frame: Frame): void {
  const { canvas, size, left, right, bottom } = frame;
  line(canvas, [left, frame.top], [left, bottom], { colour: INK });
  line(canvas, [left, bottom], [right, bottom], { colour: INK });
  const count = Math.max(2, Math.floor((right - left) / textWidth('00:00   ', size)));
  for (let index = 0; index <= count; index += 1) {
    const at = chart.from + ((chart.until - chart.from) * index) / count;
    const label = new Date(at + (chart.ahead ?? 0)).toISOString().slice(11, 16);
    const x = Math.min(frame.x(at) - textWidth(label, size) / 2, chart.width - textWidth(label, size));
    line(canvas, [frame.x(at), bottom], [frame.x(at), bottom + 3], { colour: INK });
    write(canvas, label, Math.max(0, x), bottom + 5 * size, { colour: INK, size });
  }
}

function drawLine(chart: Chart, frame: Frame, { points }: ChartLine, colour: Colour): void {
  const longest = Math.max(GAP * (chart.until - chart.from), 1);
  const style = { colour, thickness: 2 };
  for (const [index, [at, value]] of points.entries()) {
    const [before, other] = points[index - 1] ?? [at, value];
    const from = at - before > longest ? ([at, value] as const) : ([before, other] as const);
    line(frame.canvas, [frame.x(from[0]), frame.y(from[1])], [frame.x(at), frame.y(value)], style);
  }
}

function drawLevel({ canvas, size, left, right, ...frame }: Frame, { value, label }: ChartLevel): void {
  const y = frame.y(value);
  line(canvas, [left, y], [right, y], { colour: RED, thickness: 2, dash: 6 });
  const text = fitting(label, right - left - 8, size);
  write(canvas, text, left + 6, y - textHeight(size) - 3, { colour: RED, size });
}

function drawMark(
  chart: Chart,
  { canvas, size, top, bottom, x }: Frame,
  { at, label }: { readonly at: number; readonly label: string },
): void {
  if (at < chart.from || at > chart.until) return;
  line(canvas, [x(at), top], [x(at), bottom], { colour: MARK, thickness: 2, dash: 4 });
  const text = fitting(label, chart.width / 4, size);
  // Near the right border it stands on the other side of its line.
  const left =
    x(at) + 4 + textWidth(text, size) > chart.width ? x(at) - 4 - textWidth(text, size) : x(at) + 4;
  write(canvas, text, left, top, { colour: MARK, size });
}

function drawLegend(chart: Chart, { canvas, size, left, right }: Frame): void {
  const y = chart.height - textHeight(size) - 5;
  let x = left;
  for (const [index, { label }] of chart.lines.entries()) {
    const text = fitting(label, right - x - 12 * size, size);
    if (text === '') return;
    for (let row = 0; row < 5 * size; row += 1) {
      const height = y + size + row;
      line(canvas, [x, height], [x + 5 * size, height], { colour: colourOf(index) });
    }
    write(canvas, text, x + 8 * size, y, { colour: INK, size });
    x += 8 * size + textWidth(text, size) + 10 * size;
  }
}

/** As much of the text as the width holds. */
function fitting(text: string, width: number, size: number): string {
  return text.slice(0, Math.max(0, Math.floor(width / textWidth('x', size))));
}

/** `1.5G`, `20k`, `0.08` */
function shortNumber(value: number): string {
  const steps: readonly (readonly [size: number, letter: string])[] = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ];
  const [size, letter] = steps.find(([one]) => Math.abs(value) >= one) ?? [1, ''];
  return `${Number((value / size).toPrecision(3))}${letter}`;
}
