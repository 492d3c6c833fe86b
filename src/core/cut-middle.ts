/** A long log line made short without losing what says most: how it begins, and how it ends. Pure. */
import { cut } from './clean-text.ts';
import { parseFields } from './json-fields.ts';

/** Of a text inside a JSON line, in UTF-16 units; a stack trace names the failure at its end. */
const HEAD = 300;
const END = 1_500;
const DEEPEST = 6;

/** At most `most` code points. JSON stays JSON where its long texts can be shortened enough. */
export function cutMiddle(message: string, most: number): string {
  if (message.length <= most) return message;
  const json = message.startsWith('{') ? parseFields(message) : null;
  if (json !== null) {
    const short = JSON.stringify(shortened(json, 0));
    if (short.length <= most) return short;
  }
  const lines = message.split('\n');
  if (lines.length === 1 || json !== null) return cut(message, most);
  const head = message.slice(0, Math.floor(most / 4));
  const end = message.slice(-Math.floor(most / 2));
  // Whole lines only: half of one may look like something else.
  const until = head.lastIndexOf('\n');
  const from = end.indexOf('\n');
  return cut(`${until === -1 ? head : head.slice(0, until)}\n…${from === -1 ? '' : end.slice(from)}`, most);
}

function shortened(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return shortText(value);
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((each) => shortened(each, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shortened(each, depth + 1)]));
}

function shortText(text: string): string {
  if (text.length <= HEAD + END) return text;
  const [head, end] = [text.slice(0, HEAD), text.slice(-END)];
  const from = end.indexOf('\n');
  return `${head}\n…${from === -1 ? '' : end.slice(from)}`;
}
