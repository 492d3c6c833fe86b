/** Words to leave out, told apart from options with one hyphen too few. */
import type { ValueToken } from './command-text.ts';
import { nearMisses } from './near-miss.ts';
import type { Reading } from './read-image.ts';
import { code, say } from './sentence.ts';

export interface SortedWords {
  readonly wanted: readonly ValueToken[];
  readonly without: readonly string[];
}

/** `options` are the names that the verb knows: `-level` is refused, since it may be one of them. */
export function sortWords(words: readonly ValueToken[], options: readonly string[]): Reading<SortedWords> {
  const wanted: ValueToken[] = [];
  const without: string[] = [];
  for (const word of words) {
    if (word.kind !== 'word') wanted.push(word);
    else if (word.minus === true) without.push(word.text);
    else if (word.quoted || !/^-[^\s-]/.test(word.text)) wanted.push(word);
    else {
      const bare = word.text.slice(1);
      // `-f` and `-n` come from other tools, `-level` lacks a hyphen.
      if (bare.length === 1 || options.includes(bare) || nearMisses(bare, options).length > 0) {
        const write = code(`-"${bare}"`);
        return { ok: false, refusal: say('logs.only-minus', { word: word.text, write }) };
      }
      without.push(bare);
    }
  }
  return { ok: true, value: { wanted, without: without.filter((text) => text.trim() !== '') } };
}
