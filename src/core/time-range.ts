/** Two points in time in one text: `14:00-14:30`, `2h..1h`, `around 14:05`. */
import { code, type Sentence, say } from './sentence.ts';
import { readClock } from './time-clock.ts';
import { EXAMPLES, readPoint, type Standpoint, type TimePoint } from './time-point.ts';
import { folded } from './time-words.ts';

/** What a text about time says; ms since the epoch. `until` of a day is the first moment of the next one. */
export type TimeText =
  | { readonly says: 'moment'; readonly at: number }
  | { readonly says: 'day'; readonly from: number; readonly until: number }
  | { readonly says: 'range'; readonly from: number; readonly until: number }
  | { readonly says: 'around'; readonly at: number }
  | { readonly says: 'refused'; readonly why: Sentence };

const AROUND = /^(?:around|about|circa|near|~|a eso de|alrededor de|sobre|hacia|cerca de)\s*(?=\S)/;
const SEPARATORS: readonly RegExp[] = [
  /^(?:from|desde|between|entre|de) (.+?) (?:to|until|till|and|hasta|a|y) (.+)$/,
  /^(.+?) ?\.\.\.? ?(.+)$/,
  /^(.+?) ?[/] ?(\d{4}-.+)$/,
  /^(.+?) (?:-|to|until|hasta|a) (.+)$/,
  /^(.+:\d\d(?:[ap]m)?) ?- ?(\d{1,2}:\d\d.*)$/,
  /^((?:\d+[smhdw])+) ?- ?((?:\d+[smhdw])+)$/,
];
const DAY = 86_400_000;

/** Reads the whole text or refuses it: `option` is where it was written, without dashes. */
export function readTimeText(text: string, option: string, stand: Standpoint): TimeText {
  const single = readPoint(text, stand);
  if (single !== null) return said(single);
  const plain = folded(text);
  const around = AROUND.exec(plain);
  if (around !== null) {
    const point = readPoint(plain.slice(around[0].length), stand);
    if (point?.point === 'moment') return { says: 'around', at: point.at };
    if (point?.point === 'refused') return said(point);
  }
  let why: Sentence | null = null;
  for (const separator of SEPARATORS) {
    const found = separator.exec(plain);
    const range = found === null ? null : rangeOf(found[1] ?? '', found[2] ?? '', stand);
    if (range !== null && range.says !== 'refused') return range;
    if (range !== null) why ??= range.why;
  }
  return refused(why ?? say('time.unclear', { option: code(`--${option}`), word: text, write: EXAMPLES() }));
}

function rangeOf(first: string, second: string, stand: Standpoint): TimeText | null {
  const from = readPoint(first, stand);
  if (from === null) return null;
  if (from.point === 'refused') return said(from);
  const clock = readClock(second);
  if (clock !== null && typeof clock === 'object' && from.point === 'moment')
    return untilClock(from.at, second, stand);
  const until = readPoint(second, stand);
  if (until === null) return null;
  if (until.point === 'refused') return said(until);
  const [begin, end] = [from.at, until.point === 'day' ? until.until : until.at];
  if (end <= begin) return refused(say('time.backwards'));
  return { says: 'range', from: begin, until: end };
}

/** The end belongs to the beginning: `23:50-00:10` goes over midnight, `yesterday 14:00-15:00` stays there. */
function untilClock(from: number, second: string, { zone }: Standpoint): TimeText | null {
  const until = readPoint(second, { now: from + DAY, zone });
  if (until === null) return null;
  return until.point === 'moment' ? { says: 'range', from, until: until.at } : said(until);
}

function said(point: Exclude<TimePoint, null>): TimeText {
  switch (point.point) {
    case 'moment':
      return { says: 'moment', at: point.at };
    case 'day':
      return { says: 'day', from: point.at, until: point.until };
    case 'refused':
      return refused(point.why);
  }
}

function refused(why: Sentence): TimeText {
  return { says: 'refused', why };
}
