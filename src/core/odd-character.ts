import { codePoint } from './command-text.ts';

/** The first character outside ASCII with its code point, as `а (U+0430)`: it may look like a letter that it is not. */
export function oddCharacter(text: string): string | null {
  const odd = Array.from(text).find((character) => character > '~' || character < ' ');
  return odd === undefined ? null : `${odd} (${codePoint(odd)})`;
}
