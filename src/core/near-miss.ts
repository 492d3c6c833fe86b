/** What a mistyped word was most likely meant to be. It is only ever offered, never run. */

/** Longer words are no typing mistakes of ours, and comparing them costs time. */
const LONGEST = 40;

/** The known words nearest to this one: at most two letters away (one for short words), or begun with it. */
export function nearMisses(word: string, known: readonly string[]): readonly string[] {
  const lower = word.toLowerCase();
  if (lower === '' || lower.length > LONGEST) return [];
  const scored = known
    .map((each) => ({ each, score: score(lower, each.toLowerCase()) }))
    .filter((one): one is { each: string; score: number } => one.score !== null);
  const best = Math.min(...scored.map((one) => one.score));
  return scored.filter((one) => one.score === best).map((one) => one.each);
}

/** True when a letter or two separate them, without the kindness for abbreviations. */
export function isTypingMistake(word: string, known: string): boolean {
  const away = distance(word.toLowerCase().slice(0, LONGEST + 1), known.toLowerCase());
  return away > 0 && away <= allowed(known);
}

function score(word: string, known: string): number | null {
  const away = distance(word, known);
  if (away <= allowed(known)) return away;
  return word.length >= 3 && known.startsWith(word) ? 2 : null;
}

function allowed(known: string): number {
  if (known.length <= 2) return 0;
  return known.length <= 4 ? 1 : 2;
}

/** Damerau-Levenshtein, each pair of letters swapped at most once (optimal string alignment). */
function distance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      let least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) least = Math.min(least, before[j - 2]! + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[other.length]!;
}
