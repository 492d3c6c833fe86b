/** Literal words as a CloudWatch filter pattern, and the same test made here. */

/** Longest pattern that CloudWatch takes, in characters. Source: FilterLogEvents, API reference. */
const LONGEST_PATTERN = 1024;

/**
 * Each word in quotes, so that `GET /api` and `user-id` stay words and are no operators. A quote or a
 * backslash cannot be written inside such a term for sure, so a word is cut there and its pieces are
 * searched; `hasWords` then looks for the whole word. Null when there is nothing to filter by.
 */
export function filterPattern(words: readonly string[]): string | null {
  let pattern = '';
  for (const piece of words.flatMap((word) => word.split(/["\\]/)).filter((part) => part.trim() !== '')) {
    const longer = `${pattern}${pattern === '' ? '' : ' '}"${piece}"`;
    if (longer.length > LONGEST_PATTERN) continue;
    pattern = longer;
  }
  return pattern === '' ? null : pattern;
}

export function hasWords(message: string, words: readonly string[]): boolean {
  return words.every((word) => message.includes(word));
}
