import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Document, type Piece, plain } from '../../src/core/document.ts';
import { code, mention, moment, type Sentence, say } from '../../src/core/sentence.ts';
import type { MessageBlock } from '../../src/slack/blocks/message-block.ts';
import { textLength } from '../../src/slack/blocks/message-block.ts';
import { createButtonSeal } from '../../src/slack/button-seal.ts';
import { LIMITS } from '../../src/slack/limits.ts';
import { render, renderPlainly } from '../../src/slack/render.ts';

const seal = createButtonSeal('secret');
const how = { locale: 'en', seal } as const;
const words = (text: string): Sentence => ({ es: text, en: text });
/** A sentence of ours that holds somebody else's text. */
const untrusted = (text: string): Sentence => say('slack.refused', { method: code(text), error: code(text) });

function blocksOf(pieces: readonly Piece[]): readonly MessageBlock[] {
  return render({ summary: words('summary'), pieces }, how).blocks;
}

function mrkdwnOf(blocks: readonly MessageBlock[]): readonly string[] {
  const texts: string[] = [];
  JSON.stringify(blocks, (_key, value: unknown) => {
    const element = value as { type?: string; text?: string } | null;
    if (element?.type === 'mrkdwn' && typeof element.text === 'string') texts.push(element.text);
    return value;
  });
  return texts;
}

test('each piece becomes its block', () => {
  const blocks = blocksOf([
    { piece: 'heading', text: words('Deploy v1') },
    { piece: 'text', text: words('*bold* words') },
    { piece: 'fields', fields: [{ label: words('Image'), value: words('v1') }] },
    {
      piece: 'list',
      items: [
        { mark: 'ok', text: words('one') },
        { mark: 'stop', text: words('two') },
      ],
    },
    { piece: 'code', lines: ['a <b>', '```', '\u001b[31mred\u001b[0m'] },
    { piece: 'divider' },
    { piece: 'context', text: words('small') },
    {
      piece: 'buttons',
      buttons: [{ action: 'approve', subject: 'op-1', label: words('Approve'), style: 'primary' }],
    },
  ]);
  expect(blocks).toEqual([
    { type: 'header', text: { type: 'plain_text', text: 'Deploy v1', emoji: true } },
    { type: 'section', text: { type: 'mrkdwn', text: '*bold* words', verbatim: true } },
    { type: 'section', fields: [{ type: 'mrkdwn', text: '*Image*\nv1', verbatim: true }] },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: ':white_check_mark: one\n:no_entry: two', verbatim: true },
    },
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a <b>\n```\nred' }] }],
    },
    { type: 'divider' },
    { type: 'context', elements: [{ type: 'mrkdwn', text: 'small', verbatim: true }] },
    {
      type: 'actions',
      block_id: 'hydrous:actions',
      elements: [
        {
          type: 'button',
          action_id: 'approve',
          text: { type: 'plain_text', text: 'Approve', emoji: true },
          value: seal.seal('approve', 'op-1'),
          style: 'primary',
        },
      ],
    },
  ]);
});

test('two buttons of one action go to blocks of their own, with ids that differ', () => {
  const button = { action: 'undo', subject: 'op-1', label: words('Undo') } as const;
  const blocks = blocksOf([{ piece: 'buttons', buttons: [button, { ...button, subject: 'op-2' }] }]);
  expect(blocks.map((block) => (block.type === 'actions' ? block.block_id : null))).toEqual([
    'hydrous:actions',
    'hydrous:actions:2',
  ]);
});

test('a confirmation is cut to what Slack takes', () => {
  const long = words('x'.repeat(500));
  const [block] = blocksOf([
    {
      piece: 'buttons',
      buttons: [
        {
          action: 'abort',
          subject: 'op-1',
          label: long,
          confirm: { title: long, text: long, yes: long, no: long },
        },
      ],
    },
  ]);
  if (block?.type !== 'actions') throw new Error('no actions');
  const [button] = block.elements;
  expect(
    [button?.text, button?.confirm?.title, button?.confirm?.text, button?.confirm?.deny].map(
      (text) => text?.text.length,
    ),
  ).toEqual([75, 100, 300, 30]);
});

test('an empty document still says something', () => {
  const { text, blocks } = render({ summary: words(''), pieces: [] }, how);
  expect(text).not.toBe('');
  expect(blocks).toHaveLength(1);
});

test('no piece becomes an empty text, which Slack refuses', () => {
  const empty = words('  ');
  const blocks = blocksOf([
    { piece: 'heading', text: empty },
    { piece: 'text', text: empty },
    { piece: 'context', text: empty },
    { piece: 'list', items: [] },
    { piece: 'fields', fields: [] },
    { piece: 'code', lines: ['', ' ', '\u200b'] },
  ]);
  expect(blocks).toEqual(render(plain(words('summary')), how).blocks);
});

const text = fc.string({ unit: 'binary', maxLength: 400 });
const piece: fc.Arbitrary<Piece> = fc.oneof(
  text.map((each): Piece => ({ piece: 'heading', text: untrusted(each) })),
  text.map((each): Piece => ({ piece: 'text', text: untrusted(each) })),
  text.map((each): Piece => ({ piece: 'context', text: untrusted(each) })),
  fc.array(text, { maxLength: 30 }).map((lines): Piece => ({ piece: 'code', lines })),
  fc.array(text, { maxLength: 30 }).map(
    (each): Piece => ({
      piece: 'fields',
      fields: each.map((value) => ({ label: untrusted(value), value: untrusted(value) })),
    }),
  ),
  fc.array(text, { maxLength: 60 }).map(
    (each): Piece => ({
      piece: 'list',
      items: each.map((item) => ({ mark: 'ok', text: untrusted(item) })),
    }),
  ),
);

test('T27 for any text, no unescaped < and no stray & leaves in mrkdwn', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), text, (pieces, summary) => {
      const document: Document = { summary: untrusted(summary), pieces };
      for (const message of [render(document, how), renderPlainly(document, how)])
        for (const shown of [message.text, ...mrkdwnOf(message.blocks)]) {
          expect(shown).not.toMatch(/[<>]/);
          expect(shown).not.toMatch(/&(?!amp;|lt;|gt;)/);
        }
    }),
    { numRuns: 200 },
  );
});

test.each(['<!channel>', '<@U0BOSS>', '<https://evil.example|Log in>', '<!subteam^S0X>', '*<x>*'])(
  'T27 %s in a value, in a code line and in a summary mentions and links nobody',
  (evil) => {
    const document: Document = {
      summary: untrusted(evil),
      pieces: [
        { piece: 'text', text: untrusted(evil) },
        { piece: 'code', lines: [evil] },
      ],
    };
    const { text: fallback, blocks } = render(document, how);
    for (const shown of [fallback, ...mrkdwnOf(blocks)]) expect(shown).not.toContain('<');
    expect(blocks.at(-1)?.type).toBe('rich_text');
  },
);

test('T28 whatever the size, a message is valid and keeps its buttons', () => {
  const buttons: Piece = {
    piece: 'buttons',
    buttons: [{ action: 'approve', subject: 'op-1', label: words('Approve') }],
  };
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
      const blocks = blocksOf([...pieces, buttons]);
      expect(blocks.length).toBeLessThanOrEqual(LIMITS.blocks);
      expect(blocks.reduce((sum, block) => sum + textLength(block), 0)).toBeLessThanOrEqual(
        LIMITS.messageText,
      );
      expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(LIMITS.messageJson + 100);
      expect(blocks.at(-1)?.type).toBe('actions');
    }),
    { numRuns: 100 },
  );
});

test('T28 what was cut is said with its number, where the cut is', () => {
  const lines = Array.from({ length: 10_000 }, (_, index) => `line ${index} ${'x'.repeat(40)}`);
  const blocks = blocksOf([
    { piece: 'code', lines },
    { piece: 'context', text: words('the last words') },
    { piece: 'buttons', buttons: [{ action: 'view-logs', subject: 'inc-1', label: words('View logs') }] },
  ]);
  const shown = blocks.flatMap((block) =>
    block.type === 'rich_text' ? (block.elements[0]?.elements[0]?.text.split('\n') ?? []) : [],
  );
  const notice = blocks.at(-2);
  expect(notice).toEqual({
    type: 'context',
    elements: [
      { type: 'mrkdwn', text: `Cut: ${10_001 - shown.length} more do not fit here.`, verbatim: true },
    ],
  });
});

test('a long text is split at its lines, and never inside a mention or an entity', () => {
  const line = (index: number): string => `${index} <@U0ANN> &amp; &lt;x&gt; ${'word '.repeat(10)}`;
  const long = words(Array.from({ length: 80 }, (_, index) => line(index)).join('\n'));
  const parts = mrkdwnOf(blocksOf([{ piece: 'text', text: long }]));
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) {
    expect(Array.from(part).length).toBeLessThanOrEqual(LIMITS.sectionText);
    expect(part.split('<').length).toBe(part.split('>').length);
    expect(part).not.toMatch(/&(?!amp;|lt;|gt;)/);
  }
});

test('length is counted in code points, as Slack does', () => {
  const [block] = blocksOf([{ piece: 'heading', text: words('😀'.repeat(150)) }]);
  expect(block).toMatchObject({ type: 'header', text: { text: '😀'.repeat(150) } });
});

test('our own templates keep their mentions and dates', () => {
  const sentence = say('slack.refused', {
    method: code('x'),
    error: code(JSON.stringify([mention('U0ANN'), moment(0)])),
  });
  expect(render(plain(sentence), how).text).not.toContain('<');
  expect(render(plain(words('<@U0ANN>')), how).text).toBe('<@U0ANN>');
});
