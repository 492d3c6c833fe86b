/**
 * Slack's mrkdwn: https://docs.slack.dev/messaging/formatting-message-text
 * What stands between angle brackets is found first, then code, then bold, italic and strike; entities are
 * decoded once, at the very end, so that escaped text can never become a mention or a link.
 */
import { h } from './dom.js';
import { textWithEmoji } from './emoji.js';
import { broadcast, channelMention, groupMention, link, slackDate, userMention } from './mentions.js';

/** Stands for one part that is already decided. Taken out of the text before anything is read. */
const HELD = '\uE000';

/** @typedef {{ readonly held: (() => Node)[] }} Context */

/**
 * @param {string} text
 * @param {boolean} verbatim  true: bare web addresses stay text
 * @returns {Node[]}
 */
export function renderMrkdwn(text, verbatim = false) {
  /** @type {Node[]} */
  const nodes = [];
  const parts = text.replaceAll(HELD, '').split(/```\n?([\s\S]+?)```/u);
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1)
      nodes.push(h('pre', { class: 'code-block' }, ...codeNodes(part.replace(/\n$/u, ''))));
    else nodes.push(...lines(part, verbatim));
  }
  return nodes;
}

/** Quotes are whole lines that begin with an (escaped) `>`. @param {string} text @param {boolean} verbatim */
function lines(text, verbatim) {
  /** @type {Node[]} */
  const nodes = [];
  /** @type {string[]} */
  let quoted = [];
  const flush = () => {
    if (quoted.length > 0) nodes.push(h('blockquote', {}, ...inline(quoted.join('\n'), verbatim)));
    quoted = [];
  };
  /** @type {string[]} */
  let plain = [];
  const flushPlain = () => {
    if (plain.length > 0) nodes.push(...inline(plain.join('\n'), verbatim));
    plain = [];
  };
  for (const line of text.split('\n')) {
    const quote = /^(?:&gt;|>)\s?(.*)$/u.exec(line);
    if (quote === null) {
      flush();
      plain.push(line);
    } else {
      flushPlain();
      quoted.push(quote[1] ?? '');
    }
  }
  flush();
  flushPlain();
  return nodes;
}

/** @param {string} text @param {boolean} verbatim @returns {Node[]} */
function inline(text, verbatim) {
  /** @type {Context} */
  const context = { held: [] };
  const hold = (/** @type {() => Node} */ make) => {
    context.held.push(make);
    return HELD;
  };
  const held = text.replace(/`([^`\n]+)`|<([^<>\n]+)>|https?:\/\/[^\s<>|`"']+/gu, (whole, code, sequence) => {
    if (code !== undefined) return hold(() => h('code', {}, ...codeNodes(code)));
    if (sequence !== undefined) return hold(() => sequenceNode(sequence, whole));
    if (verbatim) return whole;
    const url = /[.,;:!?)*_~]+$/u.exec(whole);
    const bare = url === null ? whole : whole.slice(0, url.index);
    return hold(() => link(decodeEntities(bare), decodeEntities(bare))) + (url?.[0] ?? '');
  });
  return styled(held, context);
}

/** @type {readonly (readonly [RegExp, string])[]} */
const STYLES = [
  [/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*?\S)\*(?![\p{L}\p{N}*])/u, 'strong'],
  [/(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*?\S)_(?![\p{L}\p{N}_])/u, 'em'],
  [/(?<![\p{L}\p{N}~])~(?=\S)([^~\n]*?\S)~(?![\p{L}\p{N}~])/u, 's'],
];

/** @param {string} text @param {Context} context @returns {Node[]} */
function styled(text, context) {
  /** @type {{ readonly index: number, readonly whole: string, readonly inner: string, readonly tag: string } | null} */
  let first = null;
  for (const [pattern, tag] of STYLES) {
    const match = pattern.exec(text);
    if (match === null || (first !== null && first.index <= match.index)) continue;
    first = { index: match.index, whole: match[0], inner: match[1] ?? '', tag };
  }
  if (first === null) return leaves(text, context);
  // Held parts are handed out from left to right, so the text before comes first.
  const before = leaves(text.slice(0, first.index), context);
  const inside = h(first.tag, {}, ...styled(first.inner, context));
  return [...before, inside, ...styled(text.slice(first.index + first.whole.length), context)];
}

/** @param {string} text @param {Context} context @returns {Node[]} */
function leaves(text, context) {
  return text.split(HELD).flatMap((part, index) => {
    const make = index === 0 ? undefined : context.held.shift();
    const held = make === undefined ? [] : [make()];
    return [...held, ...textWithEmoji(decodeEntities(part))];
  });
}

/** Code is shown as it is; only what stands in angle brackets still counts. @param {string} text */
function codeNodes(text) {
  return text
    .split(/(<[^<>\n]+>)/u)
    .map((part, index) =>
      index % 2 === 1 ? sequenceNode(part.slice(1, -1), part) : document.createTextNode(decodeEntities(part)),
    );
}

/**
 * @param {string} sequence  what stands between the angle brackets
 * @param {string} whole  shown when it means nothing
 * @returns {Node}
 */
function sequenceNode(sequence, whole) {
  const bar = sequence.indexOf('|');
  const target = bar === -1 ? sequence : sequence.slice(0, bar);
  const label = bar === -1 ? '' : decodeEntities(sequence.slice(bar + 1));
  if (/^@[A-Z0-9]+$/u.test(target)) return userMention(target.slice(1));
  if (/^#[A-Z0-9]+$/u.test(target)) return channelMention(target.slice(1));
  const group = /^!subteam\^([A-Z0-9]+)$/u.exec(target);
  if (group !== null) return groupMention(group[1] ?? '');
  if (/^!(here|channel|everyone)$/u.test(target)) return broadcast(target.slice(1));
  const date = /^!date\^(-?\d+)\^([^^]*)(\^.*)?$/u.exec(target);
  if (date !== null) return slackDate(Number(date[1]), decodeEntities(date[2] ?? ''), label);
  const url = decodeEntities(target);
  if (/^(https?:\/\/|mailto:)\S+$/iu.test(url)) return link(url, label || url);
  return document.createTextNode(decodeEntities(whole));
}

/** Once, in one pass: `&amp;lt;` becomes `&lt;`, never `<`. @param {string} text */
function decodeEntities(text) {
  return text.replace(
    /&(amp|lt|gt);/gu,
    (_, name) => ({ amp: '&', lt: '<', gt: '>' })[/** @type {'amp'} */ (name)],
  );
}
