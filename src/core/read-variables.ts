/** What follows `env set` and `env unset`. No refusal repeats a value, nor a word that may be a piece of one. */
import type { Reading } from './read-image.ts';
import { code, type Sentence, say } from './sentence.ts';

/** Stands for a value in a command line that is kept. */
export const MASK = '***';

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,254}$/;
/** So that a card shows every one. */
const MOST = 20;

export function readVariables(words: readonly string[]): Reading<Readonly<Record<string, string>>> {
  if (words.length === 0) return refused(say('env.no-pairs'));
  if (words.length > MOST) return refused(say('env.many', { most: MOST }));
  const values = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals === -1) return refused(say('env.form'));
    const name = word.slice(0, equals);
    if (!NAME.test(name)) return refused(say('env.name', { name: name.slice(0, 40) }));
    if (values.has(name)) return refused(say('env.twice', { name: code(name) }));
    values.set(name, word.slice(equals + 1));
  }
  const masked = [...values].filter(([, value]) => value === MASK).map(([name]) => code(name));
  if (masked.length > 0) return refused(say('env.masked', { names: masked }));
  return { ok: true, value: Object.fromEntries(values) };
}

export function readVariableNames(words: readonly string[]): Reading<readonly string[]> {
  if (words.length === 0) return refused(say('env.no-names'));
  if (words.length > MOST) return refused(say('env.many', { most: MOST }));
  for (const [at, word] of words.entries()) {
    // Somebody may have meant `set`: what stands behind the equals sign is not repeated.
    if (!NAME.test(word)) return refused(say('env.name', { name: word.replace(/=.*$/s, '=…').slice(0, 40) }));
    if (words.indexOf(word) !== at) return refused(say('env.twice', { name: code(word) }));
  }
  return { ok: true, value: words };
}

function refused(refusal: Sentence): { readonly ok: false; readonly refusal: Sentence } {
  return { ok: false, refusal };
}
