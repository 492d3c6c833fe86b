/** Lines that come on two roads, polled with ids and streamed without, told apart so that each is shown once. */
import type { TailLine } from './ports/log-tail.ts';

export interface Once<Line> {
  readonly news: readonly Line[];
  /** Keys that no line has met yet. */
  readonly left: readonly string[];
}

/** Time and a hash of the rest: two lines that are equal in all of it look the same to a reader too. */
export function lineKey({ at, stream, message }: TailLine): string {
  return `${at}:${hash(`${stream}\n${message}`)}`;
}

export function timeOfKey(key: string): number {
  return Number(key.slice(0, key.indexOf(':')));
}

/** The lines that did not come on the other road; each key stands for one line, so equal lines are counted. */
export function onlyNew<Line extends TailLine>(lines: readonly Line[], other: readonly string[]): Once<Line> {
  if (other.length === 0) return { news: lines, left: other };
  const met = new Map<string, number>();
  for (const key of other) met.set(key, (met.get(key) ?? 0) + 1);
  const news = lines.filter((line) => {
    const key = lineKey(line);
    const times = met.get(key) ?? 0;
    if (times > 0) met.set(key, times - 1);
    return times === 0;
  });
  return { news, left: [...met].flatMap(([key, times]) => Array<string>(times).fill(key)) };
}

/** 64 bits out of two halves of FNV-1a that begin differently. It guards nothing, it only tells lines apart. */
function hash(text: string): string {
  let [one, two] = [0x811c9dc5, 0x1b873593];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    two = Math.imul(two ^ unit, 0x85ebca6b) ^ (two >>> 13);
  }
  return `${(one >>> 0).toString(36)}${(two >>> 0).toString(36)}`;
}
