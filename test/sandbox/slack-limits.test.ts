import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fields } from '../../sandbox/slack/json.ts';
import type { Slack } from '../../sandbox/slack/server.ts';
import { callApi, post, startTestSlack } from './slack-harness.ts';

let slack: Slack;
beforeAll(async () => {
  slack = await startTestSlack();
});
afterAll(() => slack.close());

const letters = (count: number) => 'x'.repeat(count);
const plain = (text: string): Fields => ({ type: 'plain_text', text });
const mrkdwn = (text: string): Fields => ({ type: 'mrkdwn', text });
const section = (text: string): Fields => ({ type: 'section', text: mrkdwn(text) });
const button = (more: Fields = {}): Fields => ({
  type: 'button',
  text: plain('Go'),
  action_id: 'go',
  ...more,
});
const actions = (...elements: readonly Fields[]): Fields => ({ type: 'actions', elements });
const rich = (...elements: readonly Fields[]): Fields => ({ type: 'rich_text', elements });
const many = <Item>(count: number, item: (index: number) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, index) => item(index));
const confirm = (more: Fields): Fields => ({
  title: plain('Sure?'),
  text: plain('Really?'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...more,
});

/** What just fits, what is just too much, and where Slack points at it. */
const TABLE: readonly (readonly [
  name: string,
  fits: readonly Fields[],
  refused: readonly Fields[],
  pointer: string,
])[] = [
  ['50 blocks', many(50, () => ({ type: 'divider' })), many(51, () => ({ type: 'divider' })), '/blocks'],
  ['section text of 3000', [section(letters(3000))], [section(letters(3001))], '/blocks/0/text/text'],
  [
    'emoji as one character each',
    [section('😀'.repeat(3000))],
    [section('😀'.repeat(3001))],
    '/blocks/0/text/text',
  ],
  [
    'header text of 150',
    [{ type: 'header', text: plain(letters(150)) }],
    [{ type: 'header', text: plain(letters(151)) }],
    '/blocks/0/text/text',
  ],
  [
    'headers in plain text',
    [{ type: 'header', text: plain('x') }],
    [{ type: 'header', text: mrkdwn('x') }],
    '/blocks/0/text/type',
  ],
  ['non-empty text', [section('x')], [section('')], '/blocks/0/text/text'],
  [
    '10 fields',
    [{ type: 'section', fields: many(10, () => mrkdwn('x')) }],
    [{ type: 'section', fields: many(11, () => mrkdwn('x')) }],
    '/blocks/0/fields',
  ],
  [
    'fields of 2000',
    [{ type: 'section', fields: [mrkdwn(letters(2000))] }],
    [{ type: 'section', fields: [mrkdwn(letters(2001))] }],
    '/blocks/0/fields/0/text',
  ],
  ['sections with something in them', [section('x')], [{ type: 'section' }], '/blocks/0'],
  [
    '10 context elements',
    [{ type: 'context', elements: many(10, () => mrkdwn('x')) }],
    [{ type: 'context', elements: many(11, () => mrkdwn('x')) }],
    '/blocks/0/elements',
  ],
  [
    '25 actions',
    [actions(...many(25, (index) => button({ action_id: `a${index}` })))],
    [actions(...many(26, (index) => button({ action_id: `a${index}` })))],
    '/blocks/0/elements',
  ],
  [
    'button text of 75',
    [actions(button({ text: plain(letters(75)) }))],
    [actions(button({ text: plain(letters(76)) }))],
    '/blocks/0/elements/0/text/text',
  ],
  [
    'button value of 2000',
    [actions(button({ value: letters(2000) }))],
    [actions(button({ value: letters(2001) }))],
    '/blocks/0/elements/0/value',
  ],
  [
    'two button styles',
    [actions(button({ style: 'danger' }))],
    [actions(button({ style: 'warning' }))],
    '/blocks/0/elements/0/style',
  ],
  [
    'action ids of 255',
    [actions(button({ action_id: letters(255) }))],
    [actions(button({ action_id: letters(256) }))],
    '/blocks/0/elements/0/action_id',
  ],
  [
    'different action ids',
    [actions(button(), button({ action_id: 'no' }))],
    [actions(button(), button())],
    '/blocks/0/elements/1/action_id',
  ],
  [
    'different block ids',
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'b' },
    ],
    [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ],
    '/blocks/1/block_id',
  ],
  [
    'confirm titles of 100',
    [actions(button({ confirm: confirm({ title: plain(letters(100)) }) }))],
    [actions(button({ confirm: confirm({ title: plain(letters(101)) }) }))],
    '/blocks/0/elements/0/confirm/title/text',
  ],
  [
    'confirm buttons of 30',
    [actions(button({ confirm: confirm({ deny: plain(letters(30)) }) }))],
    [actions(button({ confirm: confirm({ deny: plain(letters(31)) }) }))],
    '/blocks/0/elements/0/confirm/deny/text',
  ],
  [
    'images with alternative text',
    [{ type: 'image', image_url: 'https://x/y.png', alt_text: 'x' }],
    [{ type: 'image', image_url: 'https://x/y.png' }],
    '/blocks/0/alt_text',
  ],
  [
    'preformatted text',
    [rich({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'x' }] })],
    [rich({ type: 'rich_text_preformatted', elements: [{ type: 'emoji', name: 'x' }] })],
    '/blocks/0/elements/0/elements/0/type',
  ],
  [
    'list styles',
    [
      rich({
        type: 'rich_text_list',
        style: 'bullet',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
      }),
    ],
    [
      rich({
        type: 'rich_text_list',
        style: 'dash',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] }],
      }),
    ],
    '/blocks/0/elements/0/style',
  ],
  [
    'non-empty rich text',
    [rich({ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] })],
    [rich({ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] })],
    '/blocks/0/elements/0/elements/0/text',
  ],
  ['known fields', [section('x')], [{ ...section('x'), color: 'red' }], '/blocks/0'],
  [
    'emoji only in plain text',
    [section('x')],
    [{ type: 'section', text: { ...mrkdwn('x'), emoji: true } }],
    '/blocks/0/text',
  ],
  ['no alert in a message', [section('x')], [{ type: 'alert', text: plain('x') }], '/blocks/0/type'],
];

describe('a message', () => {
  it.each(TABLE)('may have %s and no more', async (_, fits, refused, pointer) => {
    expect((await post(slack, { text: 'x', blocks: fits })).body['ok']).toBe(true);
    const { body } = await post(slack, { text: 'x', blocks: refused });
    expect(body['error']).toBe('invalid_blocks');
    const messages = (body['response_metadata'] as { messages: string[] }).messages;
    expect(messages.join('\n')).toContain(`[json-pointer:${pointer}]`);
    expect(messages[0]).toMatch(/^\[ERROR\] /u);
  });

  it.each([
    ['no text at all', { text: '' }, 'no_text'],
    ['a text of 40,001', { text: letters(40_001) }, 'msg_too_long'],
    ['blocks that are no list', { text: 'x', blocks: {} }, 'invalid_blocks_format'],
    [
      '13,201 characters over all blocks',
      { text: 'x', blocks: many(5, () => section(letters(2641))) },
      'msg_blocks_too_long',
    ],
    ['metadata without a type', { text: 'x', metadata: { event_payload: {} } }, 'invalid_metadata_format'],
    ['metadata without a payload', { text: 'x', metadata: { event_type: 'a' } }, 'invalid_metadata_format'],
    [
      'metadata of 9 kB',
      { text: 'x', metadata: { event_type: 'a', event_payload: { a: letters(9000) } } },
      'metadata_too_large',
    ],
    ['an unknown channel', { text: 'x', channel: 'C0NOPE' }, 'channel_not_found'],
    ['a thread that is not there', { text: 'x', thread_ts: '1.000001' }, 'thread_not_found'],
  ])('with %s is refused', async (_, args, error) => {
    expect((await post(slack, args)).body['error']).toBe(error);
  });

  it('is stored only when it was accepted', async () => {
    const before = slack.state.messages('C0OPS').length;
    await post(slack, { text: 'x', blocks: [section('')] });
    expect(slack.state.messages('C0OPS')).toHaveLength(before);
  });

  it('of 4,001 characters may be posted but not put into an edit', async () => {
    const { body } = await post(slack, { text: letters(4001) });
    const edit = await callApi(slack, 'chat.update', {
      channel: 'C0OPS',
      ts: body['ts'],
      text: letters(4001),
    });
    expect(edit.body['error']).toBe('msg_too_long');
  });

  it('of rich text only cannot become another kind of message', async () => {
    const blocks = [rich({ type: 'rich_text_section', elements: [{ type: 'text', text: 'x' }] })];
    const { body } = await post(slack, { text: 'x', blocks });
    const target = { channel: 'C0OPS', ts: body['ts'], text: 'x' };
    const edit = await callApi(slack, 'chat.update', { ...target, blocks: [section('x')] });
    expect(edit.body['error']).toBe('block_mismatch');
    expect((await callApi(slack, 'chat.update', { ...target, blocks })).body['ok']).toBe(true);
  });
});

describe('a modal', () => {
  const modal = (more: Fields): Fields => ({
    type: 'modal',
    title: plain('Title'),
    blocks: [section('x')],
    ...more,
  });
  const input = { type: 'input', label: plain('Why'), element: { type: 'plain_text_input', action_id: 'a' } };

  it.each([
    ['a title of 25', modal({ title: plain(letters(25)) }), '/view/title/text'],
    ['a submit button of 25', modal({ submit: plain(letters(25)) }), '/view/submit/text'],
    ['an input but no submit button', modal({ blocks: [input] }), '/view/submit'],
    [
      '3,001 characters of private metadata',
      modal({ private_metadata: letters(3001) }),
      '/view/private_metadata',
    ],
    ['101 blocks', modal({ blocks: many(101, () => ({ type: 'divider' })) }), '/view/blocks'],
    [
      'an option value of 151',
      modal({
        submit: plain('Go'),
        blocks: [
          {
            ...input,
            element: {
              type: 'static_select',
              action_id: 'a',
              options: [{ text: plain('x'), value: letters(151) }],
            },
          },
        ],
      }),
      '/view/blocks/0/element/options/0/value',
    ],
  ])('with %s is refused', async (_, view, pointer) => {
    const { body } = await callApi(slack, 'views.open', { trigger_id: 'any', view });
    expect(body['error']).toBe('invalid_arguments');
    expect(JSON.stringify(body)).toContain(`[json-pointer:${pointer}]`);
  });

  it('needs a trigger of the last three seconds', async () => {
    const { body } = await callApi(slack, 'views.open', { trigger_id: 'made-up', view: modal({}) });
    expect(body['error']).toBe('invalid_trigger_id');
  });
});
