/** How many words after an option belong to its time: `--since ayer a las 22:30 error` is a time and a word. */
import type { Token, ValueToken } from './command-text.ts';
import { readTimeText } from './time-range.ts';

/** Words of the longest time: `between the day before yesterday at 14:00 and 15:00`. */
const MOST_WORDS = 10;
/** Only whether it reads as a time counts here, so any moment will do; this one has every clock behind it. */
const STAND = { now: Date.UTC(2026, 0, 15, 23, 59, 59), zone: null };

/** The words after `first` that make the longest text that says a time. None when it is quoted or `first` is enough. */
export function timeWords(first: ValueToken, after: readonly Token[]): readonly string[] {
  if (first.kind !== 'word' || first.quoted) return [];
  const words: string[] = [];
  for (const token of after.slice(0, MOST_WORDS)) {
    if (token.kind !== 'word' || token.quoted) break;
    words.push(token.text);
  }
  for (let count = words.length; count > 0; count -= 1) {
    const some = words.slice(0, count);
    if (isTime([first.text, ...some].join(' '))) return some;
  }
  return [];
}

/** A time that exists nowhere or could be two is one all the same: its refusal says more than a word too many would. */
function isTime(text: string): boolean {
  const read = readTimeText(text, '', STAND);
  return read.says !== 'refused' || !('say' in read.why) || read.why.say !== 'time.unclear';
}
