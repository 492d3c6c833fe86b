/** Words such as `cpu=512`: taken out of the line by name, and read as the number that the name wants. */
import type { ArgumentSpec, PairKind } from './arguments.ts';
import type { ValueToken } from './command-text.ts';
import { nearMisses } from './near-miss.ts';
import type { Reading } from './read-image.ts';
import { code, type Sentence, say } from './sentence.ts';

const PAIR = /^([a-z][a-z-]*)=(.*)$/is;
const EXAMPLES: Readonly<Record<PairKind, string>> = {
  count: '2',
  percent: '60',
  cpu: '512',
  memory: '1024',
};
const LARGEST = 1_000_000;

/** Puts the pairs into `values` and gives the words that are left. */
export function takePairs(
  spec: ArgumentSpec,
  words: readonly ValueToken[],
  values: Map<string, unknown>,
): Reading<readonly ValueToken[]> {
  if (spec.pairs === undefined) return { ok: true, value: words };
  const kinds = new Map(Object.entries(spec.pairs));
  const left: ValueToken[] = [];
  for (const word of words) {
    const [, name, text] = (word.kind === 'word' ? PAIR.exec(word.text) : null) ?? [];
    if (name === undefined || text === undefined) {
      left.push(word);
      continue;
    }
    const key = name.toLowerCase();
    const kind = kinds.get(key);
    if (kind === undefined) return refused(unknown(key, [...kinds.keys()]));
    if (values.has(key)) return refused(say('grammar.pair-twice', { name: code(key) }));
    const value = readPair(kind, text.trim().toLowerCase());
    if (value === null) {
      const example = code(`${key}=${EXAMPLES[kind]}`);
      return refused(say('grammar.pair-value', { name: code(key), value: text, example }));
    }
    values.set(key, value);
  }
  return { ok: true, value: left };
}

/** Null for what is no such number; never rounded. */
function readPair(kind: PairKind, text: string): number | null {
  switch (kind) {
    case 'count':
      return whole(text);
    case 'percent': {
      const percent = whole(text.replace(/\s?%$/, ''));
      return percent !== null && percent >= 1 && percent <= 100 ? percent : null;
    }
    case 'cpu':
      return whole(text) ?? times(/^(\d{0,3}(?:\.\d{1,3})?)\s?vcpus?$/.exec(text)?.[1], 1024);
    case 'memory':
      return (
        whole(text.replace(/\s?mi?b?$/, '')) ??
        times(/^(\d{0,4}(?:\.\d{1,3})?)\s?gi?b?$/.exec(text)?.[1], 1024)
      );
  }
}

function whole(text: string): number | null {
  return /^(?:0|[1-9]\d{0,6})$/.test(text) && Number(text) <= LARGEST ? Number(text) : null;
}

function times(text: string | undefined, factor: number): number | null {
  if (text === undefined || text === '' || text === '.') return null;
  const product = Number(text) * factor;
  return Number.isInteger(product) && product > 0 && product <= LARGEST ? product : null;
}

function unknown(name: string, known: readonly string[]): Sentence {
  const near = nearMisses(name, known).map((one) => code(`${one}=`));
  return say('grammar.pair-unknown', {
    name: code(`${name}=`),
    near,
    known: known.map((one) => code(`${one}=`)),
  });
}

function refused(refusal: Sentence): { readonly ok: false; readonly refusal: Sentence } {
  return { ok: false, refusal };
}
