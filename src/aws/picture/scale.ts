/** Round numbers and times for the axes of a chart. */

export interface Scale {
  readonly least: number;
  readonly most: number;
  readonly ticks: readonly number[];
}

/** Beyond these a number is not drawn, or is nothing: what a metric says comes from outside, and an axis must end. */
const LARGEST = 1e18;
const SMALLEST = 1e-12;

/** False for what no axis can hold. */
export function isDrawable(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) <= LARGEST;
}

/** From 0 (or below) to a round number above everything. The values must be drawable. */
export function scaleOf(values: readonly number[]): Scale {
  let [lowest, highest] = [0, 0];
  for (const value of values) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  if (highest - lowest < SMALLEST) [lowest, highest] = [0, 1];
  const rough = (highest - lowest) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 3, 4, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const least = Math.floor(lowest / step) * step;
  const most = Math.ceil(highest / step) * step;
  const count = Math.round((most - least) / step);
  return { least, most, ticks: Array.from({ length: count + 1 }, (_, index) => least + index * step) };
}

const UNITS: readonly (readonly [size: number, letter: string])[] = [
  [1e15, 'P'],
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** `1.5G`, `20k`, `0.08` */
export function shortNumber(value: number): string {
  const [size, letter] = UNITS.find(([one]) => Math.abs(value) >= one) ?? [1, ''];
  return `${Number((value / size).toPrecision(3))}${letter}`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 30].map((days) => days * DAY),
];

export interface TimeTick {
  /** ms. */
  readonly at: number;
  readonly label: string;
}

/** At most `most` round times of a clock that is `ahead` of UTC; with the day where there is more than one. Times in ms. */
export function timeTicks(from: number, until: number, ahead: number, most: number): readonly TimeTick[] {
  const step = STEPS.find((one) => (until - from) / one <= most) ?? (until - from) / Math.max(1, most);
  if (!(step > 0)) return [];
  const first = Math.ceil((from + ahead) / step) * step - ahead;
  const count = Math.max(0, Math.floor((until - first) / step) + 1);
  return Array.from({ length: Math.min(count, most + 1) }, (_, index) => {
    const at = first + index * step;
    return { at, label: timeLabel(at + ahead, hasDays(from, until)) };
  });
}

/** True when the time of day alone would not tell which day it was. */
export function hasDays(from: number, until: number): boolean {
  return until - from > DAY;
}

function timeLabel(at: number, withDay: boolean): string {
  const text = new Date(at).toISOString();
  return withDay ? `${text.slice(5, 10)} ${text.slice(11, 16)}` : text.slice(11, 16);
}
