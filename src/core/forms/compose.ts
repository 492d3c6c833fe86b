/** Entered values put together into a command line that is read back as exactly these values. */
import type { FormLine } from '../form.ts';
import type { Sentence } from '../sentence.ts';

/** A word that may stand as it is: nothing in it is a quote, a dash in front, an option or a pair. */
const BARE = /^[A-Za-z0-9@/][A-Za-z0-9@:./_+,-]*$/;
const DOUBLE = /["\u201c\u201d\u201e\u201f]/g;

/** In double quotes. Backslashes at the end stay outside, where they do not escape the closing quote. */
export function quoted(text: string): string {
  const [, body = '', tail = ''] = /^([\s\S]*?)(\\*)$/.exec(text) ?? [];
  return `"${body.replace(DOUBLE, '\\$&')}"${tail}`;
}

/** As it is where it can be; a word that reads like an environment's name is quoted, so that it is none. */
export function word(text: string, environments: readonly string[]): string {
  return BARE.test(text) && !environments.includes(text) ? text : quoted(text);
}

/** `NAME="…"`, bare where it can be. */
export function pair(name: string, value: string): string {
  return `${name}=${BARE.test(value) ? value : quoted(value)}`;
}

/** The words that are there, a space between them, then the reason. */
export function lineFrom(words: readonly (string | null | undefined)[], reason: string | undefined): string {
  const line = words.filter((one) => one !== null && one !== undefined && one !== '').join(' ');
  return reason === undefined ? line : `${line} --reason ${quoted(reason)}`;
}

export function composed(field: string, line: string, shown = line): FormLine {
  return { ok: true, line, shown, field };
}

export function wrong(field: string, sentence: Sentence): FormLine {
  return { ok: false, errors: { [field]: sentence } };
}
