/**
 * CloudWatch Logs filter patterns: words, quoted phrases, `?or`, `-not`, `%regex%`.
 * Source: Amazon CloudWatch Logs User Guide, "Filter pattern syntax for metric filters, subscription filters,
 * filter log events, and Live Tail". JSON and space-delimited patterns are refused rather than misread.
 */

export type Matches = (message: string) => boolean;

const REFUSED = 'PatternError';

/** An error that says why the pattern is refused. */
function patternError(message: string): Error {
  return Object.assign(new Error(message), { name: REFUSED });
}

export function isPatternError(thrown: unknown): thrown is Error {
  return thrown instanceof Error && thrown.name === REFUSED;
}

interface Term {
  readonly role: 'must' | 'or' | 'not';
  readonly matches: Matches;
}

const MAX_PATTERN = 1024;
const TOKEN = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]*)%|([^\s"]+))/y;

/** An empty or missing pattern matches everything. Throws an error that `isPatternError` knows. */
export function compilePattern(pattern: string | undefined): Matches {
  const text = (pattern ?? '').trim();
  if (text.length > MAX_PATTERN) throw patternError('Filter pattern is longer than 1024 characters');
  if (text.startsWith('{') || text.startsWith('[')) {
    throw patternError('Invalid filter pattern: the sandbox knows no JSON or space-delimited patterns');
  }
  const terms = termsOf(text);
  const must = terms.filter((term) => term.role === 'must');
  const or = terms.filter((term) => term.role === 'or');
  const not = terms.filter((term) => term.role === 'not');
  return (message) =>
    must.every((term) => term.matches(message)) &&
    // Beside plain words the optional ones change nothing.
    (or.length === 0 || must.length > 0 || or.some((term) => term.matches(message))) &&
    !not.some((term) => term.matches(message));
}

function termsOf(text: string): readonly Term[] {
  const terms: Term[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) throw patternError('Invalid filter pattern');
    const [, sign = '', phrase, expression, word] = match;
    terms.push({
      role: sign === '?' ? 'or' : sign === '-' ? 'not' : 'must',
      matches: matcherOf(phrase, expression, word),
    });
  }
  return terms;
}

function matcherOf(
  phrase: string | undefined,
  expression: string | undefined,
  word: string | undefined,
): Matches {
  if (phrase !== undefined) {
    const literal = phrase.replaceAll(/\\(.)/g, '$1');
    return (message) => message.includes(literal);
  }
  if (expression !== undefined) {
    let regex: RegExp;
    try {
      regex = new RegExp(expression);
    } catch {
      throw patternError('Invalid filter pattern: invalid regular expression');
    }
    return (message) => regex.test(message);
  }
  const plain = word ?? '';
  if (!/^[\p{L}\p{N}_]+$/u.test(plain)) {
    throw patternError(`Invalid character(s) in term '${plain}'`);
  }
  return (message) => message.includes(plain);
}
