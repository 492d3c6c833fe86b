import { expect, test } from 'vitest';
import { checkPieces } from '../../src/core/cards/check-pieces.ts';
import type { Check } from '../../src/core/check.ts';
import type { Piece } from '../../src/core/document.ts';
import { say } from '../../src/core/sentence.ts';
import { speak } from '../../src/words/speak.ts';

const check = (level: Check['level'], text: string): Check => ({
  name: 'alarms',
  level,
  text: say('check.alarms.not-checked', { why: { es: text, en: text } }),
});
const lines = (pieces: readonly Piece[]) =>
  pieces.flatMap((each) =>
    each.piece === 'list' ? each.items.map(({ mark, text }) => `${mark} ${speak(text, 'en', 'plain')}`) : [],
  );

test('what is fine is counted above the buttons and told below them', () => {
  const fine = ['a', 'b', 'c', 'd'].map((text) => check('ok', text));
  const { above, below } = checkPieces([...fine, check('warning', 'cut'), check('not-checked', 'unread')]);
  expect(lines(above)).toEqual([
    expect.stringMatching(/^warning .*cut/),
    expect.stringMatching(/^warning .*unread/),
    expect.stringMatching(/^ok 4 checks are fine/),
  ]);
  expect(lines(below)).toHaveLength(4);
});

test('few checks stay together, and so does a stop with them', () => {
  const { above, below } = checkPieces([check('ok', 'a'), check('stop', 'b'), check('ok', 'c')]);
  expect(lines(above)).toHaveLength(3);
  expect(below).toEqual([]);
});
