import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArgumentSpec } from '../../src/core/arguments.ts';
import { readCommandText } from '../../src/core/command-text.ts';
import { readArguments } from '../../src/core/read-arguments.ts';
import { COMMANDS, environment, keyOf } from '../commands/builders.ts';

const ENVIRONMENTS = [environment('production'), environment('staging')];
const LOGS = {
  positional: { environment: { kind: 'environment' } },
  options: {
    since: { kind: 'duration' },
    level: { kind: 'level' },
    by: { kind: 'person' },
    all: { kind: 'flag' },
  },
  rest: true,
} as const satisfies ArgumentSpec;

function read<const Spec extends ArgumentSpec>(spec: Spec, text: string, changes = false) {
  const command = readCommandText(`verb ${text}`);
  if (!command.ok) throw new Error(keyOf(command.refusal));
  return readArguments(spec, command.tokens, ENVIRONMENTS, changes);
}

describe('words stand in any order where they cannot be confused', () => {
  it.each(['staging a "b c" --since 2h', 'a staging --since=2h "b c"', '--since 2h a "b c" staging'])(
    '%j',
    (text) => {
      const given = read(LOGS, text);
      expect(given).toMatchObject({ ok: true, values: { since: 7_200_000, rest: ['a', 'b c'] } });
      if (given.ok) expect(given.values.environment.name).toBe('staging');
    },
  );

  it('a verb that reads takes the first environment when none is named', () => {
    const given = read(LOGS, 'x');
    expect(given.ok && given.values.environment.name).toBe('production');
  });

  it('what was not given is undefined, and a flag is true', () => {
    expect(read(LOGS, '--all')).toMatchObject({ values: { all: true, since: undefined, level: undefined } });
  });
});

describe('options are typed', () => {
  it.each([
    ['--level WARN', { level: 'warning' }],
    ['--by <@U0ANA|ana>', { by: 'U0ANA' }],
    ['--by @U0ANA', { by: 'U0ANA' }],
    ['--since 1h30m', { since: 5_400_000 }],
  ])('%j', (text, values) => {
    expect(read(LOGS, text)).toMatchObject({ ok: true, values });
  });

  it.each([
    ['--level loud', 'grammar.level'],
    ['--by ana', 'grammar.person'],
    ['--by <#C1|x>', 'grammar.person'],
    ['--since', 'grammar.option-value'],
    ['--since --all', 'grammar.option-value'],
    ['--since=', 'grammar.option-value'],
    ['--since ""', 'grammar.option-value'],
    ['--since 5', 'grammar.duration-unit'],
    ['--all=1', 'grammar.option-flag'],
    ['--all --all', 'grammar.option-twice'],
    ['--snice 2h', 'grammar.option-unknown'],
    ['--tostring', 'grammar.option-unknown'],
    ['-f', 'grammar.one-dash'],
    ['production staging', 'grammar.environment-twice'],
    ['productoin error', 'grammar.environment-near-word'],
  ])('%j is refused with %s', (text, key) => {
    const given = read(LOGS, text);
    expect(given.ok ? 'accepted' : keyOf(given.refusal)).toBe(key);
  });

  it('an unknown option is answered with the near one and with all there are', () => {
    expect(read(LOGS, '--snice 2h')).toMatchObject({
      refusal: { values: { near: [{ code: '--since' }], known: [{ code: '--since' }, {}, {}, {}] } },
    });
  });
});

describe('images', () => {
  const spec = {
    positional: { image: { kind: 'image', required: true }, environment: { kind: 'environment' } },
    options: {},
  } as const satisfies ArgumentSpec;

  it.each([
    ['_', 'tag'],
    ['v1.0-rc.1_x', 'tag'],
    ['t'.repeat(128), 'tag'],
    ['hydrous:v1', 'tag'],
    [`sha256:${'0'.repeat(64)}`, 'digest'],
    [`hydrous:v1@sha256:${'0'.repeat(64)}`, 'digest'],
    [`123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous@sha256:${'0'.repeat(64)}`, 'digest'],
    ['revision:1', 'revision'],
  ])('%s is a %s', (text, by) => {
    expect(read(spec, `${text} production`, true)).toMatchObject({ ok: true, values: { image: { by } } });
  });

  it.each([
    ['.v1', 'grammar.tag'],
    ['""', 'grammar.tag'],
    ['docker.io/library/hydrous:v1', 'grammar.other-repository'],
    ['ghcr.io/hydrous:v1', 'grammar.other-registry'],
    ['123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous', 'grammar.tag'],
    ['hydrous@sha256:12', 'grammar.digest'],
    ['revision:0', 'grammar.revision'],
    ['revision:1.5', 'grammar.revision'],
    ['revision:99999999999', 'grammar.revision'],
  ])('%s is refused with %s', (text, key) => {
    const given = read(spec, `${text} production`, true);
    expect(given.ok ? 'accepted' : keyOf(given.refusal)).toBe(key);
  });
});

it('no text makes a command throw, accept a fraction, or touch a prototype', () => {
  const part = fc.constantFrom(
    ...['production', 'staging', 'v1', '3', '-3', '1e3', '--reason', '--reason=x', '--since', '2h', '"a b"'],
    ...[
      '--__proto__=1',
      '__proto__',
      'constructor',
      '<@U1|bob>',
      '<#C1>',
      'revision:4',
      'op-7kq2m9xd4t',
      '--zero',
    ],
  );
  const parts = fc.array(fc.oneof({ weight: 4, arbitrary: part }, { weight: 1, arbitrary: fc.string() }), {
    maxLength: 6,
  });
  const before = Object.getOwnPropertyNames(Object.prototype);
  fc.assert(
    fc.property(fc.constantFrom(...COMMANDS), parts, (command, words) => {
      const text = readCommandText(`${command.verb} ${words.join(' ')}`);
      if (!text.ok) return;
      const given = readArguments(command.arguments, text.tokens, ENVIRONMENTS, command.changes);
      if (!given.ok) return;
      const values: Record<string, unknown> = given.values;
      expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
      if (values['count'] !== undefined) expect(Number.isSafeInteger(values['count'])).toBe(true);
    }),
    { numRuns: 2_000 },
  );
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
});
