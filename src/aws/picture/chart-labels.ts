/** Words on a chart: what its lines are, and what happened. */
import type { Frame } from './frame.ts';
import { fitting, textHeight, textWidth, write } from './lettering.ts';
import type { LineChart } from './line-chart.ts';
import { block, type Colour, line } from './png.ts';

const INK: Colour = [0x33, 0x33, 0x33];
const MARK: Colour = [0x68, 0x70, 0x78];
/** Rows that the words of upright lines are spread over, so that two that are near do not hide each other. */
const ROWS = 4;
/** Letters below which a name in the legend says nothing. */
const FEWEST = 8;

interface Box {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

export function drawMarks({ marks = [], width }: LineChart, frame: Frame): void {
  const { canvas, size, left, right, top, bottom } = frame;
  const placed: Box[] = [];
  const places = marks.map(({ at }) => frame.x(at));
  for (const [index, { label }] of marks.entries()) {
    const x = places[index]!;
    line(canvas, [x, top], [x, bottom], { colour: MARK, thickness: 2, dash: 4 });
    const text = fitting(label, width / 4, size);
    const long = textWidth(text, size);
    // On the other side of its line where the border or another line is in the way.
    const isClear = (from: number) =>
      from >= left && from + long <= right && places.every((one) => one <= from || one >= from + long);
    const sides = [x + 6, x - 6 - long];
    const from = sides.find(isClear) ?? (x + 6 + long > right ? Math.max(left, x - 6 - long) : x + 6);
    const isFree = (row: number) =>
      placed.every((box) => box.row !== row || box.to < from || box.from > from + long);
    const row = [...Array(ROWS).keys()].find(isFree) ?? 0;
    placed.push({ row, from, to: from + long });
    write(canvas, text, from, top + 2 * size + row * (textHeight(size) + 2 * size), { colour: MARK, size });
  }
}

export function drawLegend({ lines, height }: LineChart, frame: Frame): void {
  const { canvas, size, left, right } = frame;
  const y = height - textHeight(size) - 5;
  // What is left over by a short name is for those that follow.
  const edge = 8 * size;
  const gap = 10 * size;
  let x = left;
  for (const [index, { label }] of lines.entries()) {
    const share = (right - x) / (lines.length - index) - edge - gap;
    const text = fitting(label, Math.max(share, textWidth('x', size) * FEWEST), size);
    if (text === '' || x + edge + textWidth(text, size) > right) return;
    block(canvas, x, y + size, 5 * size, frame.colour(index));
    write(canvas, text, x + edge, y, { colour: INK, size });
    x += edge + textWidth(text, size) + gap;
  }
}
