/** Literal words as a CloudWatch filter pattern, and the same test made here. */

/** Longest pattern that CloudWatch takes, in characters. Source: FilterLogEvents, API reference. */
const LONGEST_PATTERN = 1024;

/** What the lines of a search hold; everything is literal and keeps its case. */
export interface LogWords {
  /** All of them. */
  readonly words: readonly string[];
  /** None of them. */
  readonly without?: readonly string[];
  /** At least one of them, where there are no `words`: CloudWatch ignores optional terms beside others. */
  readonly any?: readonly string[];
}

/**
 * Each word in quotes, so that `GET /api` and `user-id` stay words and are no operators. A quote or a
 * backslash cannot be written inside such a term for sure, so a word is cut there and its pieces are
 * searched; `hasWords` then looks for the whole word. A word to leave out cannot be cut so, since its pieces alone
 * may stand in a line that is wanted. Null when there is nothing to filter by.
 */
export function filterPattern({ words, without = [], any = [] }: LogWords): string | null {
  const pieces = words.flatMap((word) => word.split(/["\\]/)).filter((part) => part.trim() !== '');
  const plain = (word: string): boolean => word.trim() !== '' && !/["\\]/.test(word);
  const choice = pieces.length === 0 && any.every(plain) ? any : [];
  const terms = [
    ...pieces.map((piece) => `"${piece}"`),
    ...choice.map((word) => `?"${word}"`),
    ...without.filter(plain).map((word) => `-"${word}"`),
  ];
  let pattern = '';
  for (const term of terms) {
    const longer = `${pattern}${pattern === '' ? '' : ' '}${term}`;
    if (longer.length <= LONGEST_PATTERN) pattern = longer;
  }
  return pattern === '' ? null : pattern;
}

export function hasWords(message: string, { words, without = [], any = [] }: LogWords): boolean {
  return (
    words.every((word) => message.includes(word)) &&
    !without.some((word) => message.includes(word)) &&
    (any.length === 0 || any.some((word) => message.includes(word)))
  );
}
