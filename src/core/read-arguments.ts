/** Tokens read into the arguments that a verb declares. Nothing is guessed: what does not fit is named. */
import type { ArgumentSpec, Arguments, PositionalKind } from './arguments.ts';
import type { Token, ValueToken } from './command-text.ts';
import type { Environment } from './environment.ts';
import { isTypingMistake, nearMisses } from './near-miss.ts';
import { oddCharacter } from './odd-character.ts';
import type { Reading } from './read-image.ts';
import { takePairs } from './read-pairs.ts';
import { missing, optionCode, optionExample, readOption, readPositional } from './read-value.ts';
import { code, type Sentence, say } from './sentence.ts';
import { timeWords } from './time-tokens.ts';
import { sortWords } from './without-words.ts';

export type ReadArguments<Spec extends ArgumentSpec> =
  | { readonly ok: true; readonly values: Arguments<Spec> }
  | { readonly ok: false; readonly refusal: Sentence };

type Positional = readonly [name: string, kind: Exclude<PositionalKind, 'environment'>, required: boolean];

/** `changes`: the verb changes something, so that with several environments one must be named. */
export function readArguments<const Spec extends ArgumentSpec>(
  spec: Spec,
  tokens: readonly Token[],
  environments: readonly Environment[],
  changes: boolean,
): ReadArguments<Spec> {
  const values = new Map<string, unknown>();
  const plain = readOptions(spec, tokens, values);
  if (!plain.ok) return plain;
  const words = takePairs(spec, takeTail(spec, plain.value, values), values);
  if (!words.ok) return words;
  const sorted =
    spec.without === true
      ? sortWords(words.value, Object.keys(spec.options))
      : { ok: true as const, value: { wanted: words.value, without: [] } };
  if (!sorted.ok) return sorted;
  const { wanted } = sorted.value;
  const odd = wanted.find((word) => isOutOfPlace(word, spec.rest === true));
  if (odd !== undefined) return refused(outOfPlace(odd));

  const environmentName = Object.entries(spec.positional).find(([, one]) => one.kind === 'environment')?.[0];
  const positional: readonly Positional[] = Object.entries(spec.positional).flatMap(([name, one]) =>
    one.kind === 'environment' ? [] : [[name, one.kind, isRequired(one, values)] as const],
  );
  const named = environmentName === undefined ? null : takeEnvironment(wanted, environments);
  if (named !== null && !named.ok) return named;
  const pool = named === null ? wanted : named.value.others;
  const known = named === null ? [] : environments.map((one) => one.name);

  const lacking = positional.slice(pool.length).find(([, , required]) => required);
  if (lacking !== undefined) return refused(missing(lacking[1]));
  const left = pool.slice(positional.length);
  if (spec.rest !== true && left.length > 0) {
    const wrong = positional.length === 0 ? left[0] : pool.find((word) => isNear(word, known));
    if (wrong !== undefined && known.length > 0) return refused(unknownEnvironment(wrong.text, known));
  }
  const first = left[0];
  if (spec.rest === true && first !== undefined && named?.value.found === null) {
    const near =
      first.kind === 'word' && !first.quoted && known.find((one) => isTypingMistake(first.text, one));
    if (near) return refused(say('grammar.environment-near-word', { word: first.text, near: code(near) }));
  }
  const environment = named === null ? null : settle(named.value.found, environments, changes);

  for (const [at, [name, kind]] of positional.entries()) {
    const word = pool[at];
    if (word === undefined) continue;
    const read = readPositional(kind, word.text, environment?.ok ? environment.value : null);
    if (!read.ok) return isNear(word, known) ? refused(unknownEnvironment(word.text, known)) : read;
    values.set(name, read.value);
  }
  if (environment !== null && !environment.ok) {
    const near = pool.find((word) => isNear(word, known));
    return near === undefined ? environment : refused(unknownEnvironment(near.text, known));
  }
  if (spec.rest !== true && left.length > 0)
    return refused(say('grammar.extra', { words: left.map((word) => word.text) }));
  if (environmentName !== undefined) values.set(environmentName, environment?.value);
  if (spec.without === true) values.set('without', sorted.value.without);
  if (spec.rest === true)
    values.set(
      'rest',
      left.map((word) => word.text).filter((text) => text !== ''),
    );
  return { ok: true, values: declared(spec, values) };
}

function isRequired(
  { required, unless }: ArgumentSpec['positional'][string],
  values: ReadonlyMap<string, unknown>,
): boolean {
  return required === true && (unless === undefined || !values.has(unless));
}

/** Puts the free text at the end into `values` and gives the words before it. */
function takeTail(
  { tail = [] }: ArgumentSpec,
  words: readonly ValueToken[],
  values: Map<string, unknown>,
): readonly ValueToken[] {
  const at = words.findIndex(
    (word) => word.kind === 'word' && !word.quoted && tail.includes(word.text.toLowerCase()),
  );
  if (at === -1) return words;
  values.set(
    'tail',
    words
      .slice(at + 1)
      .map(({ text }) => text)
      .join(' ')
      .trim(),
  );
  return words.slice(0, at);
}

/** Only declared names become properties, so that no text from outside ever names one. */
function declared<Spec extends ArgumentSpec>(
  spec: Spec,
  values: ReadonlyMap<string, unknown>,
): Arguments<Spec> {
  const names = [
    ...Object.keys(spec.positional),
    ...Object.keys(spec.options),
    ...Object.keys(spec.pairs ?? {}),
    'rest',
    'without',
    'tail',
  ];
  return Object.fromEntries(names.map((name) => [name, values.get(name)])) as Arguments<Spec>;
}

/** Puts the options into `values` and gives the words that are left. */
function readOptions(
  spec: ArgumentSpec,
  tokens: readonly Token[],
  values: Map<string, unknown>,
): Reading<readonly ValueToken[]> {
  const options = new Map(Object.entries(spec.options));
  const words: ValueToken[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    if (token.kind !== 'option') {
      words.push(token);
      continue;
    }
    const option = options.get(token.name);
    if (option === undefined) return refused(unknownOption(token.name, [...options.keys()]));
    const named = optionCode(token.name);
    if (values.has(token.name)) return refused(say('grammar.option-twice', { option: named }));
    if (option.kind === 'flag') {
      if (token.value !== null) return refused(say('grammar.option-flag', { option: named }));
      values.set(token.name, true);
      continue;
    }
    const next = tokens[at + 1];
    const value = token.value ?? (next === undefined || next.kind === 'option' ? null : next);
    if (token.value === null) at += 1;
    const example = code(optionExample(token.name, option.kind));
    if (value === null || value.text.trim() === '')
      return refused(say('grammar.option-value', { option: named, example }));
    if (option.kind === 'time') {
      const more = timeWords(value, tokens.slice(at + 1));
      at += more.length;
      values.set(token.name, [value.text, ...more].join(' '));
      continue;
    }
    const read = readOption(token.name, option.kind, value);
    if (!read.ok) return read;
    values.set(token.name, read.value);
  }
  return { ok: true, value: words };
}

function unknownOption(name: string, known: readonly string[]): Sentence {
  return say('grammar.option-unknown', {
    option: optionCode(name),
    near: nearMisses(name, known).map(optionCode),
    known: known.map(optionCode),
  });
}

/** Mentions belong to free text only, and a single dash is most likely an option from another tool. */
function isOutOfPlace(word: ValueToken, rest: boolean): boolean {
  if (word.kind !== 'word') return !rest;
  return !word.quoted && /^-[a-z]/i.test(word.text);
}

function outOfPlace(word: ValueToken): Sentence {
  return word.kind === 'word'
    ? say('grammar.one-dash', { word: code(word.text) })
    : say('grammar.mention-here', { text: word.text });
}

function takeEnvironment(
  words: readonly ValueToken[],
  environments: readonly Environment[],
): Reading<{ readonly found: Environment | null; readonly others: readonly ValueToken[] }> {
  const byName = new Map(environments.map((one) => [one.name, one]));
  const isName = (word: ValueToken): boolean => word.kind === 'word' && !word.quoted && byName.has(word.text);
  const names = words.filter(isName).map((word) => word.text);
  if (names.length > 1) return refused(say('grammar.environment-twice', { names: names.map(code) }));
  const found = byName.get(names[0] ?? '') ?? null;
  return { ok: true, value: { found, others: words.filter((word) => !isName(word)) } };
}

function settle(
  found: Environment | null,
  environments: readonly Environment[],
  changes: boolean,
): Reading<Environment> {
  const names = environments.map((one) => code(one.name));
  const chosen = found ?? (changes && environments.length > 1 ? undefined : environments[0]);
  return chosen === undefined
    ? refused(say('grammar.environment-needed', { names }))
    : { ok: true, value: chosen };
}

function isNear(word: ValueToken, known: readonly string[]): boolean {
  return word.kind === 'word' && !word.quoted && nearMisses(word.text, known).length > 0;
}

function unknownEnvironment(word: string, known: readonly string[]): Sentence {
  const near = nearMisses(word, known).map(code);
  return say('grammar.environment-unknown', { word, near, names: known.map(code), odd: oddCharacter(word) });
}

function refused(refusal: Sentence): { readonly ok: false; readonly refusal: Sentence } {
  return { ok: false, refusal };
}
