/** Block Kit as elements of the page. Interactive elements call back; nothing here talks to the server. */
import { confirmFirst } from './confirm.js';
import { h } from './dom.js';
import { textWithEmoji } from './emoji.js';
import { inputBlock, liveControl } from './inputs.js';
import { link } from './mentions.js';
import { renderMrkdwn } from './mrkdwn.js';
import { renderRichText } from './rich-text.js';

/** @typedef {Readonly<Record<string, any>>} Json */

/** @typedef {string | string[] | undefined} Chosen */
/** @typedef {{ readonly value: string, readonly text: string }} Offer */

/**
 * What happens when a person uses an element, and where the options of an external select come from.
 * @typedef {((action: string, chosen: Chosen) => Promise<void>) & { suggest: (action: string, typed: string) => Promise<Offer[]> }} Use
 */

/**
 * @param {readonly Json[]} blocks
 * @param {Use} use
 * @returns {HTMLElement[]}
 */
export function renderBlocks(blocks, use) {
  return blocks.map((block) => {
    const element = renderBlock(block, use);
    element.classList.add('block');
    return element;
  });
}

/** @param {Json} block @param {Use} use @returns {HTMLElement} */
function renderBlock(block, use) {
  switch (block['type']) {
    case 'header':
      return h('h3', { class: 'block-header' }, ...plainText(block['text']));
    case 'section':
      return section(block, use);
    case 'context':
      return h('div', { class: 'block-context' }, ...list(block['elements']).map(contextElement));
    case 'actions':
      return h(
        'div',
        { class: 'block-actions' },
        ...list(block['elements']).map((one) => control(block, one, use)),
      );
    case 'divider':
      return h('hr', { class: 'block-divider' });
    case 'image':
      return imageBlock(block);
    case 'rich_text':
      return renderRichText(block);
    case 'input':
      return inputBlock(block, use);
    default:
      return h('div', { class: 'block-context' }, `[${String(block['type'])}]`);
  }
}

/** @param {Json} block @param {Use} use */
function section(block, use) {
  const body = h(
    'div',
    { class: 'section-body' },
    block['text'] ? h('div', { class: 'section-text' }, ...textObject(block['text'])) : null,
    block['fields']
      ? h(
          'div',
          { class: 'section-fields' },
          ...list(block['fields']).map((field) => h('div', { class: 'section-field' }, ...textObject(field))),
        )
      : null,
  );
  const accessory = block['accessory'];
  if (!accessory) return h('div', { class: 'block-section' }, body);
  const side =
    accessory['type'] === 'image' ? image(accessory, 'accessory-image') : control(block, accessory, use);
  return h('div', { class: 'block-section with-accessory' }, body, side);
}

/** @param {Json} element */
function contextElement(element) {
  if (element['type'] === 'image') return image(element, 'context-image');
  return h('span', { class: 'context-text' }, ...textObject(element));
}

/** @param {Json} block */
function imageBlock(block) {
  const title = block['title'] ? h('figcaption', {}, ...plainText(block['title'])) : null;
  return h('figure', { class: 'block-image' }, title, image(block, 'image'));
}

/** Pictures from elsewhere are not loaded: the page says where they are instead. @param {Json} source @param {string} className */
function image(source, className) {
  const alt = String(source['alt_text'] ?? '');
  const file = source['slack_file']?.['id'];
  if (typeof file === 'string')
    return h('img', { class: className, src: `/files/${encodeURIComponent(file)}`, alt });
  return h('span', { class: `${className} image-elsewhere` }, link(String(source['image_url'] ?? ''), alt));
}

/** @param {Json | undefined} text @returns {Node[]} */
export function textObject(text) {
  if (text?.['type'] === 'mrkdwn') return renderMrkdwn(String(text['text']), text['verbatim'] === true);
  return plainText(text);
}

/** Plain text is never parsed; only `:names:` become emoji, unless the bot says otherwise. @param {Json | undefined} text */
export function plainText(text) {
  return textWithEmoji(String(text?.['text'] ?? ''), text?.['emoji'] !== false);
}

/** @param {Json} block @param {Json} element @param {Use} use @returns {HTMLElement} */
function control(block, element, use) {
  const action = `${block['block_id']}/${element['action_id']}`;
  if (element['type'] === 'button') return button(element, action, use);
  return liveControl(element, action, use, (chosen) => {
    void confirmFirst(element['confirm']).then((yes) => (yes ? use(action, chosen) : undefined));
  });
}

/** @param {Json} element @param {string} action @param {Use} use */
function button(element, action, use) {
  const style = element['style'] ? `button-${element['style']}` : '';
  const label = String(element['text']?.['text'] ?? '');
  const control = h(
    'button',
    {
      type: 'button',
      class: `button ${style}`,
      'data-testid': `button-${label}`,
      'data-action': element['action_id'],
      'aria-label': element['accessibility_label'],
      onclick: async () => {
        if (typeof element['url'] === 'string') window.open(element['url'], '_blank', 'noopener,noreferrer');
        if (!(await confirmFirst(element['confirm']))) return;
        control.classList.add('is-busy');
        control.setAttribute('aria-busy', 'true');
        await use(action, undefined).finally(() => {
          control.classList.remove('is-busy');
          control.removeAttribute('aria-busy');
        });
      },
    },
    ...plainText(element['text']),
  );
  return control;
}

/** @param {unknown} value @returns {readonly Json[]} */
function list(value) {
  return Array.isArray(value) ? value : [];
}
