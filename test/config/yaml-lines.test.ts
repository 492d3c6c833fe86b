import { describe, expect, test } from 'vitest';
import { readYaml } from '../../src/config/yaml-lines.ts';
import { VALID } from './builders.ts';

function mistakesOf(text: string): string[] {
  const read = readYaml(text);
  return read.ok ? [] : read.mistakes.map((mistake) => `${mistake.line}: ${mistake.text}`);
}

const BOMB = `a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
d: [*c, *c, *c, *c, *c, *c, *c, *c, *c]`;

describe('F2, F4, F14: what strict YAML refuses, with its line', () => {
  test.each([
    ['nothing', '', '1: the file is empty'],
    ['only a comment', '# nothing\n', '1: the file is empty'],
    ['a key twice', 'a: 1\nb: 2\na: 3', '3: not valid here: Map keys must be unique'],
    ['a tab as indentation', 'a:\n\tb: 1', '2: not valid here: Tabs are not allowed as indentation'],
    ['two documents', 'a: 1\n---\nb: 2', '2: a second document starts here'],
    ['a tag it does not know', 'a: 1\nb: !!js/function "x"', '2: not valid here: Unresolved tag'],
    ['a repeated value', 'a: &x 1\nb: *x', '2: "*x" repeats another value'],
    ['an alias bomb', BOMB, '2: "*a" repeats another value'],
    ['__proto__', 'a: 1\n__proto__: { admin: true }', '2: "__proto__" cannot be a key'],
    ['__proto__ deep inside', 'a:\n  - { b: { __proto__: {} } }', '2: "__proto__" cannot be a key'],
    ['constructor', 'constructor: {}', '1: "constructor" cannot be a key'],
    ['a merge key', 'a: 1\n<<: { b: 2 }', '2: "<<" cannot be a key'],
    ['a number as a key', '1: x', '1: "1" cannot be a key'],
    ['a list as a key', '? [a]\n: x', '1: "["a"]" cannot be a key'],
    ['an open bracket', 'a: [1, 2', '1: not valid here'],
  ])('%s', (_, text, expected) => {
    expect(mistakesOf(text)[0]).toContain(expected);
  });

  test('nothing leaked into the prototype of objects', () => {
    readYaml('__proto__: { admin: true }');
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});

describe('F3: input made to exhaust the reader is refused within a second', () => {
  test.each([
    ['20,000 brackets', '['.repeat(20_000)],
    ['200,000 dashes', '- '.repeat(100_000)],
    ['a megabyte', `a: ${'x'.repeat(1024 * 1024)}`],
    ['100,000 question marks', '? '.repeat(100_000)],
  ])('%s', (_, text) => {
    const before = performance.now();
    const mistakes = mistakesOf(text);
    expect(mistakes.length).toBeGreaterThan(0);
    expect(mistakes.length).toBeLessThan(10);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});

test('lines are known for keys, list items, and the nearest block of what is missing', () => {
  const read = readYaml(VALID);
  if (!read.ok) throw new Error('not read');
  expect(read.yaml.lineOf(['environments', 'production', 'service'])).toBe(14);
  expect(read.yaml.lineOf(['environments', 'production', 'nothing'])).toBe(11);
  expect(read.yaml.lineOf(['sns', 'topics', 0])).toBe(18);
  expect(read.yaml.lineOf([])).toBe(1);
});

test('a byte order mark and CRLF are read as if they were not there', () => {
  const read = readYaml(`\uFEFF${VALID.replaceAll('\n', '\r\n')}`);
  const plain = readYaml(VALID);
  expect(read.ok && plain.ok && read.yaml.value).toEqual(plain.ok && plain.yaml.value);
});
