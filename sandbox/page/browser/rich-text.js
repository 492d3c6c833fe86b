/** The `rich_text` block. Its texts are never parsed: what looks like markup is shown as it is. */
import { h } from './dom.js';
import { emojiByName, textWithEmoji } from './emoji.js';
import { broadcast, channelMention, groupMention, link, slackDate, userMention } from './mentions.js';

/** @typedef {Readonly<Record<string, any>>} Json */

/** @param {Json} block */
export function renderRichText(block) {
  return h('div', { class: 'rich-text' }, ...list(block['elements']).map(part));
}

/** @param {Json} element @returns {Node} */
function part(element) {
  switch (element['type']) {
    case 'rich_text_section':
      return h('div', { class: 'rich-section' }, ...inlineNodes(element));
    case 'rich_text_quote':
      return h('blockquote', {}, ...inlineNodes(element));
    case 'rich_text_preformatted':
      return h('pre', { class: 'code-block' }, ...inlineNodes(element));
    case 'rich_text_list':
      return richList(element);
    default:
      return document.createTextNode('');
  }
}

/** @param {Json} element */
function richList(element) {
  const items = list(element['elements']).map((item) => h('li', {}, ...inlineNodes(item)));
  const level = Math.min(5, Number(element['indent'] ?? 0));
  const start = element['offset'] === undefined ? null : Number(element['offset']) + 1;
  const tag = element['style'] === 'ordered' ? 'ol' : 'ul';
  return h(tag, { class: `rich-list indent-${level}`, start }, ...items);
}

/** @param {Json} element @returns {Node[]} */
function inlineNodes(element) {
  return list(element['elements']).map(inlineNode);
}

/** @param {Json} element @returns {Node} */
function inlineNode(element) {
  switch (element['type']) {
    case 'text':
      // Unlike mrkdwn, a `:name:` in a rich text stays text; only pasted characters are drawn.
      return styledNode(textWithEmoji(String(element['text']), false), element['style']);
    case 'link': {
      const url = String(element['url']);
      return styledNode([link(url, String(element['text'] ?? url))], element['style']);
    }
    case 'emoji':
      return emojiByName(String(element['name'])) ?? document.createTextNode(`:${element['name']}:`);
    case 'user':
      return userMention(String(element['user_id']));
    case 'usergroup':
      return groupMention(String(element['usergroup_id']));
    case 'channel':
      return channelMention(String(element['channel_id']));
    case 'broadcast':
      return broadcast(String(element['range']));
    case 'date':
      return slackDate(
        Number(element['timestamp']),
        String(element['format']),
        String(element['fallback'] ?? ''),
      );
    default:
      return document.createTextNode('');
  }
}

/** @param {readonly Node[]} nodes @param {Json | undefined} style @returns {Node} */
function styledNode(nodes, style = {}) {
  /** @type {readonly [string, string][]} */
  const tags = [
    ['bold', 'strong'],
    ['italic', 'em'],
    ['strike', 's'],
    ['underline', 'u'],
    ['code', 'code'],
  ];
  let inside = nodes;
  for (const [name, tag] of tags) if (style[name] === true) inside = [h(tag, {}, ...inside)];
  const [only] = inside;
  if (inside.length === 1 && only !== undefined) return only;
  return h('span', {}, ...inside);
}

/** @param {unknown} value @returns {readonly Json[]} */
function list(value) {
  return Array.isArray(value) ? value : [];
}
