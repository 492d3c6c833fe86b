/** One channel's messages: grouped by sender, edited in place, threads under their first message. */
import { renderBlocks } from './blocks.js';
import { h, reconcile } from './dom.js';
import { emojiByName, textWithEmoji } from './emoji.js';
import { filePreview } from './files.js';
import { icon } from './icons.js';
import { renderMrkdwn } from './mrkdwn.js';
import { avatar } from './people.js';
import { moreActions } from './shortcuts.js';
import { keyOf, messagesIn, personById, readerTime, store, THREAD_START } from './store.js';
import { useIn } from './use.js';
import { sendAct } from './wire.js';
import { pageLanguage, word } from './words.js';

/** @import { Message } from '../../slack/state.ts' */

/** Messages of one sender within this time are grouped under one name, seconds. */
const GROUP_SECONDS = 300;

/** @param {HTMLElement} list @param {() => void} repaint */
export function paintMessages(list, repaint) {
  const all = messagesIn(store.place);
  const roots = all.filter(
    (one) => one.threadTs === null || one.broadcast || !all.some((root) => root.ts === one.threadTs),
  );
  const echoes = store.echoes.filter((one) => one.channel === store.place);
  /** @type {Node[]} */
  const nodes = [];
  /** @type {Message | null} */
  let before = null;
  let day = '';
  for (const item of [...roots, ...echoes].sort((one, other) => (timeOf(one) < timeOf(other) ? -1 : 1))) {
    const itemDay = dayOf(timeOf(item));
    if (itemDay !== day) {
      nodes.push(h('div', { class: 'day', role: 'separator' }, h('span', {}, itemDay)));
      day = itemDay;
      before = null;
    }
    if (!('ts' in item)) {
      nodes.push(echoLine(item.text));
      before = null;
      continue;
    }
    const replies = all.filter((one) => one.threadTs === item.ts && one !== item);
    nodes.push(keptNode(item, isFollowUp(item, before), repaint, replies, parentOf(item, all)));
    before = replies.length > 0 ? null : item;
  }
  if (nodes.length === 0) nodes.push(h('p', { class: 'empty' }, word('empty')));
  reconcile(list, nodes);
}

/** What was drawn last time, with everything it was drawn from. */
/** @type {Map<string, { readonly from: readonly unknown[], readonly node: HTMLElement }>} */
const drawn = new Map();

/** The message to whose thread this one belongs that was also sent to the channel. @param {Message} message @param {readonly Message[]} all */
function parentOf(message, all) {
  return message.broadcast ? (all.find((one) => one.ts === message.threadTs) ?? null) : null;
}

/**
 * The node of last time when nothing that it shows has changed, else a new one.
 * @param {Message} message
 * @param {boolean} isFollow
 * @param {() => void} repaint
 * @param {readonly Message[]} replies
 * @param {Message | null} parent
 */
function keptNode(message, isFollow, repaint, replies, parent) {
  const isOpen = store.thread === message.ts;
  const isWhole = store.wholeThreads.has(message.ts);
  const from = [message, isFollow, isOpen, isWhole, store.snapshot, pageLanguage(), parent, ...replies];
  const last = drawn.get(keyOf(message));
  const isSame = last?.from.length === from.length && from.every((one, index) => one === last.from[index]);
  if (last !== undefined && isSame) return last.node;
  const node = messageNode(message, isFollow, repaint, replies, parent);
  drawn.set(keyOf(message), { from, node });
  return node;
}

/** @param {Message | { readonly at: string }} item */
function timeOf(item) {
  return 'ts' in item ? item.ts : item.at;
}

/** @param {Message} message @param {Message | null} before */
function isFollowUp(message, before) {
  return (
    before !== null &&
    before.user === message.user &&
    before.audience === message.audience &&
    Number(message.ts) - Number(before.ts) < GROUP_SECONDS &&
    message.blocks.length === 0 &&
    before.blocks.length === 0
  );
}

/**
 * @param {Message} message
 * @param {boolean} isFollow  drawn without a name and a picture
 * @param {() => void} repaint
 * @param {readonly Message[]} replies
 * @param {Message | null} parent  set where a reply is shown in the channel as well
 * @returns {HTMLElement}
 */
function messageNode(message, isFollow, repaint, replies, parent = null) {
  const isPrivate = message.audience !== null;
  const classes = ['message', isPrivate ? 'ephemeral' : '', isFollow ? 'is-follow' : ''].join(' ').trim();
  const who = senderOf(message);
  return h(
    'article',
    {
      class: classes,
      'data-testid': isPrivate ? 'ephemeral' : 'message',
      'data-key': keyOf(message),
      'aria-label': `${who.name}, ${clock(message.ts)}`,
    },
    h(
      'div',
      { class: 'gutter' },
      isFollow ? h('time', { class: 'gutter-time' }, clock(message.ts)) : avatar(who),
    ),
    h(
      'div',
      { class: 'message-body' },
      isPrivate ? h('div', { class: 'only-you' }, icon('eye'), word('onlyYou')) : null,
      isFollow
        ? null
        : h(
            'header',
            { class: 'message-head' },
            h('strong', { class: 'sender' }, who.name),
            who.isApp ? h('span', { class: 'app-tag' }, word('app')) : null,
            h('time', { class: 'time', datetime: isoOf(message.ts) }, clock(message.ts)),
          ),
      parent === null ? null : parentLine(parent),
      ...contentNodes(message),
      reactionsNode(message),
      threadNode(message, replies, repaint),
    ),
    isPrivate
      ? null
      : h(
          'div',
          { class: 'message-tools' },
          message.threadTs === null ? replyButton(message, repaint) : null,
          moreActions(message),
        ),
  );
}

/** Leads from a reply in the channel to the message that it answers. @param {Message} parent */
function parentLine(parent) {
  const lead = () =>
    document.querySelector(`[data-key="${keyOf(parent)}"]`)?.scrollIntoView({ block: 'start' });
  return h(
    'p',
    { class: 'parent-line', 'data-testid': 'also-in-channel' },
    `${word('alsoInChannel')} `,
    h('button', { type: 'button', class: 'parent-link', onclick: lead }, ...textWithEmoji(shortText(parent))),
  );
}

/** The first line of a message, without the marks that only a drawn one needs. @param {Message} message */
function shortText(message) {
  const [line = ''] = message.text.split('\n');
  const plain = line.replaceAll(/<[^<>|]*\|([^<>]*)>|<[^<>]*>|[*_`]/gu, '$1').trim();
  const entities = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };
  const text = plain.replaceAll(/&(?:lt|gt|amp);/gu, (entity) => entities[/** @type {'&lt;'} */ (entity)]);
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}

/** @param {Message} message @returns {Node[]} */
function contentNodes(message) {
  const use = useIn({ act: 'click', channel: message.channel, ts: message.ts });
  const edited = message.edited === null ? null : h('span', { class: 'edited' }, word('edited'));
  if (message.blocks.length === 0) {
    const text = message.text === '' ? [] : renderMrkdwn(message.text);
    return [
      h('div', { class: 'text' }, ...text, ...(edited === null ? [] : [' ', edited])),
      ...attachmentNodes(message, use),
      ...fileNodes(message),
    ];
  }
  return [
    h('div', { class: 'blocks' }, ...renderBlocks(message.blocks, use)),
    ...attachmentNodes(message, use),
    ...fileNodes(message),
    ...(edited === null ? [] : [edited]),
  ];
}

/** @param {Message} message @param {import('./blocks.js').Use} use */
function attachmentNodes(message, use) {
  return message.attachments.map((one) => {
    const attachment = /** @type {Readonly<Record<string, any>>} */ (one);
    const node = h(
      'div',
      { class: 'attachment' },
      attachment['text'] ? h('div', {}, ...renderMrkdwn(String(attachment['text']))) : null,
      ...renderBlocks(attachment['blocks'] ?? [], use),
    );
    const color = String(attachment['color'] ?? '');
    if (/^#[0-9a-f]{6}$/iu.test(color)) node.style.borderLeftColor = color;
    return node;
  });
}

/** @param {Message} message */
function fileNodes(message) {
  return message.files.map((id) => filePreview(id));
}

/** @param {Message} message */
function reactionsNode(message) {
  if (message.reactions.length === 0) return null;
  return h(
    'div',
    { class: 'reactions' },
    ...message.reactions.map(({ name, users }) =>
      h('span', { class: 'reaction' }, emojiByName(name) ?? `:${name}:`, ` ${users.length}`),
    ),
  );
}

/** @param {Message} message @param {readonly Message[]} replies @param {() => void} repaint */
function threadNode(message, replies, repaint) {
  const isOpen = store.thread === message.ts;
  if (replies.length === 0 && !isOpen) return null;
  const isWhole = isOpen || store.wholeThreads.has(message.ts);
  const shown = isWhole ? replies : replies.slice(-1);
  return h(
    'section',
    { class: 'thread', 'data-testid': 'thread' },
    replies.length > 1 ? threadToggle(message, replies.length, isWhole, repaint) : null,
    ...shown.map((reply) => messageNode(reply, false, repaint, [])),
    isOpen ? threadComposer(message, repaint) : null,
  );
}

/** All replies, or only the last one. @param {Message} message @param {number} count @param {boolean} isWhole @param {() => void} repaint */
function threadToggle(message, count, isWhole, repaint) {
  const toggle = () => {
    if (isWhole) store.wholeThreads.delete(message.ts);
    else store.wholeThreads.add(message.ts);
    repaint();
  };
  return h(
    'button',
    {
      type: 'button',
      class: 'thread-count',
      'data-testid': 'thread-toggle',
      'aria-expanded': isWhole ? 'true' : 'false',
      onclick: toggle,
    },
    icon('reply'),
    word(isWhole ? 'hideReplies' : 'replies', { n: count }),
  );
}

/** @param {Message} message @param {() => void} repaint */
function threadComposer(message, repaint) {
  const input = /** @type {HTMLInputElement} */ (
    h('input', {
      class: 'control',
      type: 'text',
      placeholder: word('writeThread'),
      'aria-label': word('writeThread'),
      'data-testid': 'thread-composer',
      value: store.threadDraft,
    })
  );
  const leave = () => {
    store.thread = null;
    store.threadDraft = THREAD_START;
    repaint();
  };
  const form = h('form', { class: 'thread-composer' }, input, h('button', { class: 'button' }, word('send')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    leave();
    if (text === '') return;
    void sendAct({ act: 'type', text, channel: message.channel, thread: message.ts }).catch(() => undefined);
  });
  input.addEventListener('input', () => {
    store.threadDraft = input.value;
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') leave();
  });
  queueMicrotask(() => input.focus());
  return form;
}

/** @param {Message} message @param {() => void} repaint */
function replyButton(message, repaint) {
  const open = () => {
    store.thread = store.thread === message.ts ? null : message.ts;
    repaint();
  };
  return h(
    'button',
    {
      type: 'button',
      class: 'icon-button reply',
      title: word('reply'),
      'aria-label': word('reply'),
      onclick: open,
    },
    icon('reply'),
  );
}

/** @param {string} text */
function echoLine(text) {
  return h('div', { class: 'echo', 'data-testid': 'echo' }, `${word('youTyped')} `, h('code', {}, text));
}

/** @param {Message} message */
function senderOf(message) {
  if (message.user === store.snapshot?.slackbot) return { id: message.user, name: 'Slackbot', isApp: false };
  const person = personById(message.user);
  const isApp = message.user === store.snapshot?.app.user;
  return { id: message.user, name: person?.realName ?? message.user, isApp };
}

/** @param {string} ts */
function isoOf(ts) {
  return new Date(Number(ts) * 1000).toISOString();
}

/** @param {string} ts */
function clock(ts) {
  const { locale, timeZone } = readerTime();
  const options = /** @type {const} */ ({ hour: 'numeric', minute: '2-digit', timeZone });
  return new Intl.DateTimeFormat(locale, options).format(new Date(Number(ts) * 1000));
}

/** @param {string} ts */
function dayOf(ts) {
  const { locale, timeZone } = readerTime();
  const format = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'full' });
  const day = format.format(new Date(Number(ts) * 1000));
  if (day === format.format(new Date())) return word('today');
  return day === format.format(new Date(Date.now() - 86_400_000)) ? word('yesterday') : day;
}
