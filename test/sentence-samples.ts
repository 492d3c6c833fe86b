/** Sample values for every sentence, read off the interfaces that declare them. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Sentence, Value } from '../src/core/sentence.ts';

const FOLDER = new URL('../src/core/sentences/', import.meta.url);

export interface Declared {
  readonly key: string;
  /** Type of each value as written, for example `Mention | null`. */
  readonly values: Readonly<Record<string, string>>;
}

const ENTRY = /^ {2}'([a-z][a-z0-9.-]*)':\s*(\w+|\{[^}]*\});/gm;
const INTERFACE = /^(?:export )?interface (\w+) (\{[^}]*\})/gm;
/** `[R in Reasons as `incidents.note.${R}`]: { … }`: one shape for many keys. */
const MAPPED = /\bas `([a-z.-]+)\$\{\w+\}`\]:\s*(\{[^}]*\})/g;

/** `keys` are those that the words have: a shape for many keys does not list them. */
export function declaredSentences(keys: readonly string[]): Declared[] {
  const texts = readdirSync(FOLDER).map((file) => readFileSync(new URL(file, FOLDER), 'utf8'));
  return texts.flatMap((text) => declaredIn(text, keys));
}

export function declaredIn(text: string, keys: readonly string[]): Declared[] {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const named = new Map([...bare.matchAll(INTERFACE)].map(([, name, shape]) => [name!, shape!]));
  const single = [...bare.matchAll(ENTRY)].map(([, key, shape]) => ({
    key: key!,
    values: fieldsOf(named.get(shape!) ?? shape!),
  }));
  const known = new Set(single.map(({ key }) => key));
  const mapped = [...bare.matchAll(MAPPED)].flatMap(([, prefix, shape]) =>
    keys
      .filter((key) => key.startsWith(prefix!) && !known.has(key))
      .map((key) => ({ key, values: fieldsOf(shape!) })),
  );
  return [...single, ...mapped];
}

function fieldsOf(shape: string): Record<string, string> {
  if (shape === 'Nothing') return {};
  const fields = [...shape.matchAll(/([a-zA-Z]+)\??:\s*([^;]+);?/g)];
  return Object.fromEntries(fields.map(([, name, type]) => [name!, type!.replace(/[}\s]+$/, '').trim()]));
}

/** One of a kind, several of it, and nothing that may be absent: each may have words of its own. */
export const VARIANTS = ['one', 'many', 'none'] as const;
/** `empty` is `none` with empty lists too, which many callers never give. */
export type Variant = (typeof VARIANTS)[number] | 'empty';

export function sampleSentence({ key, values }: Declared, variant: Variant): Sentence {
  const sampled = Object.entries(values).map(([name, type]) => [name, sampleValue(type, variant)]);
  return { say: key, values: Object.fromEntries(sampled) } as unknown as Sentence;
}

function sampleValue(type: string, variant: Variant): Value {
  const options = type.split(/\|(?![^(]*\))/).map((option) => option.trim());
  const absent = variant === 'none' || variant === 'empty';
  if (absent && options.includes('null')) return null;
  const kind = options.find((option) => option !== 'null')!;
  const list = /^readonly \(?([^[\]()]+)\)?\[\]$/.exec(kind)?.[1];
  if (list === undefined) return single(kind, variant);
  const length = { one: 1, many: 3, none: 1, empty: 0 }[variant];
  return Array.from({ length }, () => single(list.split('|')[0]!.trim(), variant)) as Value;
}

function single(kind: string, variant: Variant): Value {
  switch (kind) {
    case 'string':
      return 'Qxtext';
    case 'number':
      return { one: 1, many: 7, none: 0, empty: 0 }[variant];
    case 'Mention':
      return { mention: 'U0QX' };
    case 'Channel':
      return { channel: 'C0QX' } as unknown as Value;
    case 'Link':
      return { link: 'https://qx.slack.com/archives/C0QX/p1' } as unknown as Value;
    case 'Moment':
      return { moment: Date.UTC(2026, 10, 9) };
    case 'Span':
      return { span: 90_000 };
    case 'Code':
      return { code: 'Qxcode' };
    case 'Sentence':
      return { es: 'Qxphrase', en: 'Qxphrase' };
    default: {
      const literal = /^'([^']*)'$/.exec(kind)?.[1];
      if (literal !== undefined) return literal;
      throw new Error(`there is no sample for a value of type ${kind}`);
    }
  }
}
