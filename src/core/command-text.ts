/**
 * The text after `/hydrous`, read into a verb and tokens. Phones and Slack change what people type (long dashes,
 * curly quotes, links, entities); that is undone here, once. What could deceive a reader is refused, never dropped.
 */

import { code, type Sentence, say } from './sentence.ts';
import { type Atom, decoded, readAtoms } from './slack-markup.ts';

export type ValueToken =
  /** `minus`: a hyphen stands in front of its quotes. */
  | { readonly kind: 'word'; readonly text: string; readonly quoted: boolean; readonly minus?: true }
  | { readonly kind: 'mention'; readonly text: string; readonly user: string }
  /** A channel, a group or `@channel`: no argument is one. */
  | { readonly kind: 'reference'; readonly text: string };

export type Token =
  | ValueToken
  | {
      readonly kind: 'option';
      /** Lower case, without dashes. */
      readonly name: string;
      /** What stood after `=`, null when nothing did. */
      readonly value: ValueToken | null;
    };

export type CommandText =
  | { readonly ok: true; readonly verb: string; readonly tokens: readonly Token[] }
  | { readonly ok: false; readonly refusal: Sentence };

/** Characters; Slack itself would pass on far more. */
export const LONGEST_COMMAND = 2_000;

/**
 * Control, format, bidirectional and zero-width characters, line separators, halves of surrogate pairs. The marks
 * that join or colour an emoji are left alone where they follow one.
 */
const FORBIDDEN =
  /(?!(?<=\p{Extended_Pictographic}\p{Emoji_Modifier}?\ufe0f?)[\ufe0f\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

/** `slack` texts carry Slack's entities and markup; `plain` ones come from a terminal and stand as they are. */
export function readCommandText(text: string, from: 'slack' | 'plain' = 'slack'): CommandText {
  if (text.length > LONGEST_COMMAND) {
    return refused(say('grammar.too-long', { length: text.length, most: LONGEST_COMMAND }));
  }
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden !== null) return refused(forbiddenSentence(text, forbidden.index));
  const tokens = readTokens(readAtoms(text, from));
  if (tokens === null) return refused(say('grammar.quote-open'));
  const [first, ...rest] = tokens;
  if (first === undefined) return { ok: true, verb: 'help', tokens: [] };
  if (first.kind !== 'option') return { ok: true, verb: first.text.toLowerCase(), tokens: rest };
  return { ok: true, verb: first.name === 'h' ? 'help' : first.name, tokens: rest };
}

/** A line as it is kept, in Slack's entities, as people would see it. */
export function shownLine(line: string): string {
  return decoded(line);
}

/** Whether a line that holds this text would be refused for one of its characters. */
export function isForbidden(text: string): boolean {
  return FORBIDDEN.test(text);
}

/** `U+202E` of the character that starts at `index`. */
export function codePoint(text: string, index = 0): string {
  return `U+${(text.codePointAt(index) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function refused(refusal: Sentence): CommandText {
  return { ok: false, refusal };
}

function forbiddenSentence(text: string, index: number): Sentence {
  if (text[index] === '\n' || text[index] === '\r') return say('grammar.line-break');
  // What follows an equals sign may be a secret.
  const before = text.slice(0, index).replace(/=.*$/, '=…').slice(-20).trim();
  return say('grammar.character', {
    point: code(codePoint(text, index)),
    before: before === '' ? null : before,
  });
}

/** A word while it is being read. */
interface Draft {
  text: string;
  /** Where in `text` the first quote opened, null when none did. */
  quotedAt: number | null;
  /** Where the last mention or reference stands in `text`. */
  special: { readonly token: Exclude<ValueToken, { kind: 'word' }>; readonly at: number } | null;
}

const DOUBLE_QUOTES = '"\u201c\u201d\u201e\u201f';
const SINGLE_QUOTES = "'\u2018\u2019\u201a\u201b";

function quotesLike(mark: string): string {
  if (mark === '') return '';
  if (DOUBLE_QUOTES.includes(mark)) return DOUBLE_QUOTES;
  return SINGLE_QUOTES.includes(mark) ? SINGLE_QUOTES : '';
}

/** Null when a quote was opened and never closed. A quote counts at the start of a word or right after `=`. */
function readTokens(atoms: readonly Atom[]): readonly Token[] | null {
  const tokens: Token[] = [];
  let draft: Draft | null = null;
  let open = '';
  for (let at = 0; at < atoms.length; at += 1) {
    const atom = atoms[at]!;
    if (open === '' && typeof atom === 'string' && /^\p{Zs}$/u.test(atom)) {
      if (draft !== null) tokens.push(finish(draft));
      draft = null;
      continue;
    }
    draft ??= { text: '', quotedAt: null, special: null };
    if (typeof atom !== 'string') {
      draft.special = { token: atom, at: draft.text.length };
      draft.text += atom.text;
    } else if (open === '') {
      const opens: boolean = draft.text === '' || draft.text === '-' || draft.text.endsWith('=');
      open = opens ? quotesLike(atom) : '';
      if (open === '') draft.text += atom;
      else draft.quotedAt ??= draft.text.length;
    } else if (open.includes(atom)) {
      open = '';
    } else {
      const next = atoms[at + 1];
      const escaped = atom === '\\' && typeof next === 'string' && open.includes(next);
      if (escaped) at += 1;
      draft.text += escaped ? next : atom;
    }
  }
  if (open !== '') return null;
  if (draft !== null) tokens.push(finish(draft));
  return tokens;
}

/** Two hyphens, or what a phone makes of them: — – ― ‒ −, alone or with one more dash. */
const OPTION_START =
  /^(?:--|[\u2012-\u2015\u2212][\u2012-\u2015\u2212-]?|-[\u2012-\u2015\u2212])(?=[\p{L}_])/u;

function finish(draft: Draft): Token {
  const start = draft.quotedAt === 0 || isMinus(draft) ? null : OPTION_START.exec(draft.text);
  if (start === null) return valueFrom(draft, 0);
  const equals = draft.text.indexOf('=');
  const name = draft.text.slice(start[0].length, equals === -1 ? undefined : equals).toLowerCase();
  return { kind: 'option', name, value: equals === -1 ? null : valueFrom(draft, equals + 1) };
}

/** `-"GET /health"`: the hyphen stands before the quotes. */
function isMinus({ text, quotedAt }: Draft): boolean {
  return quotedAt === 1 && text.startsWith('-');
}

function valueFrom(draft: Draft, from: number): ValueToken {
  const text = draft.text.slice(from);
  const special = draft.special;
  const alone = special !== null && special.at === from && special.token.text === text;
  if (alone && draft.quotedAt === null) return special.token;
  if (from === 0 && isMinus(draft)) return { kind: 'word', text: text.slice(1), quoted: true, minus: true };
  return { kind: 'word', text, quoted: draft.quotedAt !== null };
}
