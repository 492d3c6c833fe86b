import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMrkdwn } from '../../../src/core/clean-text.ts';
import { isForbidden, readCommandText } from '../../../src/core/command-text.ts';
import { lineFrom, pair, quoted, word } from '../../../src/core/forms/compose.ts';

/** What people can enter: anything but what a command may not hold, weighted towards what is hard to quote. */
const ENTERED = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        "'",
        '\\',
        '“',
        '”',
        '‘',
        '’',
        ' ',
        '=',
        '-',
        '—',
        '<',
        '>',
        '&',
        '|',
        '@',
        '`',
        '*',
      ),
      fc.constantFrom('&lt;', '<@U1|x>', '--reason', '\\"', 'production', 'a'),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join('').trim())
  .filter((text) => text !== '' && !isForbidden(text));

function readBack(line: string) {
  const read = readCommandText(escapeMrkdwn(line), 'slack');
  if (!read.ok) throw new Error(`refused: ${line}`);
  return read.tokens;
}

test('whatever is entered is read back as exactly that, as a word, as a value and as a reason', () => {
  fc.assert(
    fc.property(ENTERED, ENTERED, (text, reason) => {
      const line = lineFrom(['deploy', word(text, ['production']), pair('KEY', text)], reason);
      const [first, second, option, value] = readBack(line);
      expect(first).toMatchObject({ kind: 'word', text });
      expect(second).toMatchObject({ kind: 'word', text: `KEY=${text}` });
      expect(option).toMatchObject({ kind: 'option', name: 'reason', value: null });
      expect(value).toMatchObject({ kind: 'word', text: reason, quoted: true });
    }),
    { numRuns: 500 },
  );
});

test('what looks like an environment is quoted, so that it is none', () => {
  expect(word('production', ['production'])).toBe('"production"');
  expect(word('v1.11.0', ['production'])).toBe('v1.11.0');
  expect(readBack(`deploy ${word('production', ['production'])}`)).toMatchObject([{ quoted: true }]);
});

test('quotes of a phone and backslashes at the end survive', () => {
  expect(readBack(`x ${quoted('say “hi” \\')}`)).toMatchObject([{ text: 'say “hi” \\' }]);
  expect(readBack(`x ${quoted('\\')}`)).toMatchObject([{ text: '\\' }]);
});

test('nothing is written for what was left empty', () => {
  expect(lineFrom(['scale', '3', null, undefined, ''], undefined)).toBe('scale 3');
});
