/**
 * Whether a regular expression from the guide may be run on text that strangers write. What is refused could
 * take time that grows faster than the square of the text: a repeat or a choice inside a repeat, many open repeats, a look around
 * (which hides repeats from this check), a back reference.
 */

/** Longest source, in characters. */
const LONGEST = 300;
/** Repeats up to this count are taken as bounded. */
const BOUNDED = 100;
const MOST_OPEN = 2;

const TOKEN =
  /\\(?:[1-9]|k<)|\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!])|\((?:\?(?::|<[A-Za-z]\w*>))?|\)|[*+?]\??|\{\d+(?:,\d*)?\}\??|[\s\S]/g;

/** Null when the pattern is fine, else what is wrong with it, in English and for the person who wrote it. */
export function patternMistake(source: string): string | null {
  if (source === '') return 'is empty';
  if (source.length > LONGEST) return `has ${source.length} characters; keep it under ${LONGEST}`;
  try {
    new RegExp(source, 'iu');
  } catch {
    return 'is no regular expression';
  }
  return repeatMistake(source.match(TOKEN) ?? []);
}

function repeatMistake(tokens: readonly string[]): string | null {
  /** For each open group, whether something inside it repeats. */
  const groups: boolean[] = [false];
  let open = 0;
  /** Whether the thing just read holds a repeat itself. */
  let inner = false;
  for (const token of tokens) {
    if (/^\(\?<?[=!]/.test(token)) return 'looks ahead or behind; write what must stand there instead';
    if (/^\\(?:[1-9]|k<)/.test(token)) return 'refers back to a group; write the text twice instead';
    const most = mostRepeats(token);
    if (token.startsWith('(')) groups.push(false);
    // Two ways through a repeated choice can be many ways through the text.
    else if (token === '|') groups[groups.length - 1] = true;
    else if (token === ')') {
      inner = groups.pop() ?? false;
      if (inner) groups[groups.length - 1] = true;
    } else if (most === null) inner = false;
    else if (most > 1) {
      if (inner) return 'repeats something that itself repeats or chooses; write it out instead';
      if (most > BOUNDED) open += 1;
      groups[groups.length - 1] = true;
      inner = true;
    }
  }
  return open > MOST_OPEN
    ? `has ${open} open repeats; use at most ${MOST_OPEN}, and {1,${BOUNDED}} for the others`
    : null;
}

/** How often a quantifier may repeat; null for anything else. */
function mostRepeats(token: string): number | null {
  if (/^[*+]\??$/.test(token)) return Number.POSITIVE_INFINITY;
  if (/^\?\??$/.test(token)) return 1;
  const range = /^\{(\d+)(,(\d*))?\}\??$/.exec(token);
  if (range === null) return null;
  if (range[2] === undefined) return Number(range[1]);
  return range[3] === '' ? Number.POSITIVE_INFINITY : Number(range[3]);
}
