import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommandText } from '../../src/core/command-text.ts';
import { keyOf } from '../commands/builders.ts';

function word(text: string, quoted = false) {
  return { kind: 'word', text, quoted } as const;
}

function tokensOf(text: string) {
  const read = readCommandText(text);
  if (!read.ok) throw new Error(keyOf(read.refusal));
  return read.tokens;
}

describe('what phones and Slack do to a text is undone once', () => {
  it.each([
    ['entities', 'logs &lt;b&gt; a&amp;b', [word('<b>'), word('a&b')]],
    ['an entity of an entity stays one', 'logs &amp;lt;', [word('&lt;')]],
    [
      'a link with a label is what the person saw',
      'logs <https://example.com/a|example.com/a>',
      [word('example.com/a')],
    ],
    [
      'a bare link is its address',
      'logs <https://example.com/?a=1&amp;b=2>',
      [word('https://example.com/?a=1&b=2')],
    ],
    ['decoded text is never read as markup', 'logs &lt;@U1&gt;', [word('<@U1>')]],
    ['a mention', 'logs <@U123|bob>', [{ kind: 'mention', text: '@bob', user: 'U123' }]],
    ['a channel', 'logs <#C1|general>', [{ kind: 'reference', text: '#general' }]],
    ['a group', 'logs <!subteam^S1|@dev>', [{ kind: 'reference', text: '@dev' }]],
    ['a mention inside quotes is text', 'logs "ask <@U123|bob> now"', [word('ask @bob now', true)]],
    ['curly quotes', 'logs \u201ca b\u201d \u2018c d\u2019', [word('a b', true), word('c d', true)]],
    ['an apostrophe inside a word', "logs can't stop", [word("can't"), word('stop')]],
    ['a quote inside other quotes', `logs '" | stats count()'`, [word('" | stats count()', true)]],
    ['an escaped quote', 'logs "say \\"hi\\""', [word('say "hi"', true)]],
    ['wide and hard spaces', 'logs\u00a0a\u3000b\u2009c', [word('a'), word('b'), word('c')]],
    ['a dash that stands alone', 'logs a \u2014 b', [word('a'), word('\u2014'), word('b')]],
  ])('%s', (_, text, tokens) => {
    expect(tokensOf(text)).toEqual(tokens);
  });

  it.each([
    ['--since 2h', [{ kind: 'option', name: 'since', value: null }, word('2h')]],
    ['--since=2h', [{ kind: 'option', name: 'since', value: word('2h') }]],
    ['\u2014since 2h', [{ kind: 'option', name: 'since', value: null }, word('2h')]],
    ['\u2013\u2013since=2h', [{ kind: 'option', name: 'since', value: word('2h') }]],
    [
      '--Reason=\u201cno \u2014 not now\u201d',
      [{ kind: 'option', name: 'reason', value: word('no — not now', true) }],
    ],
    [
      '--by=<@U1|bob>',
      [{ kind: 'option', name: 'by', value: { kind: 'mention', text: '@bob', user: 'U1' } }],
    ],
    ['"--since"', [word('--since', true)]],
    ['--since=', [{ kind: 'option', name: 'since', value: word('') }]],
  ])('the option %j', (text, tokens) => {
    expect(tokensOf(`logs ${text}`)).toEqual(tokens);
  });
});

describe('what could deceive a reader is refused by its code point', () => {
  it.each([
    ['\u202e', 'U+202E'],
    ['\u200b', 'U+200B'],
    ['\u2066', 'U+2066'],
    ['\u00ad', 'U+00AD'],
    ['\u2028', 'U+2028'],
    ['\u0007', 'U+0007'],
    ['\u3164', 'U+3164'],
    ['\u{e0041}', 'U+E0041'],
    ['\ud800', 'U+D800'],
    ['1\ufe0f', 'U+FE0F'],
  ])('%j', (character, point) => {
    const read = readCommandText(`deploy v${character}1`);
    expect(read).toMatchObject({
      ok: false,
      refusal: { say: 'grammar.character', values: { point: { code: point } } },
    });
  });

  it('an emoji keeps the marks that belong to it', () => {
    expect(tokensOf('reject op-aaaa \u2764\ufe0f \ud83d\udc68\u200d\ud83d\udcbb')).toHaveLength(3);
  });

  it('a quote that is never closed is refused', () => {
    expect(readCommandText('deploy "v1')).toMatchObject({ refusal: { say: 'grammar.quote-open' } });
  });
});

it('nothing at all is help, and so are --help and -h', () => {
  for (const text of ['', '  ', '--help', '\u2014help', '--h'])
    expect(readCommandText(text)).toMatchObject({ ok: true, verb: 'help' });
});

it('never throws, whatever is typed', () => {
  const odd = fc.constantFrom(
    '<',
    '>',
    '|',
    '"',
    '\u201c',
    "'",
    '=',
    '--',
    '\u2014',
    '&lt;',
    '<@U1>',
    '\\',
    ' ',
    'a',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(odd).map((parts) => parts.join('')),
  );
  fc.assert(fc.property(text, (one) => void readCommandText(one)));
});
