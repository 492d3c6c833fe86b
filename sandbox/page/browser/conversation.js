/** The middle: head of the channel, messages or Home tab, and the composer. */
import { renderBlocks } from './blocks.js';
import { composer } from './composer.js';
import { h, replaceChildren } from './dom.js';
import { icon } from './icons.js';
import { paintMessages } from './messages.js';
import { isAppPlace } from './sidebar.js';
import { store } from './store.js';
import { enteredBelow, useIn } from './use.js';
import { word } from './words.js';

/** @type {HTMLElement | null} */
let list = null;

/**
 * @param {HTMLElement} conversation
 * @param {{ go: (place: string) => void, toggleMenu: () => void, togglePanel: () => void, fail: (why: string) => void }} on
 */
export function paintConversation(conversation, on) {
  list = h('div', { class: 'messages', role: 'log', tabindex: 0, 'data-testid': 'messages' });
  const isHome = store.place === 'home';
  replaceChildren(
    conversation,
    head(on),
    h('p', { class: 'lost', role: 'alert', 'data-testid': 'lost', hidden: store.isConnected }, word('lost')),
    isAppPlace() ? tabs(on.go) : null,
    isHome ? h('div', { class: 'home', 'data-testid': 'home' }) : list,
    isHome ? null : composer(placeName(), on.fail),
  );
  if (isHome) paintHome(conversation);
  else repaintMessages();
}

export function repaintMessages() {
  if (list === null || store.place === 'home') return;
  const here = list;
  const wasAtEnd =
    here.childElementCount === 0 || here.scrollHeight - here.scrollTop - here.clientHeight < 120;
  const top = here.scrollTop;
  paintMessages(here, repaintMessages);
  here.scrollTop = wasAtEnd ? here.scrollHeight : top;
}

/** @param {HTMLElement} conversation */
export function paintHome(conversation) {
  const home = conversation.querySelector('.home');
  if (home === null) return;
  const view = store.home;
  if (view === null) {
    replaceChildren(home, h('p', { class: 'empty' }, word('emptyHome')));
    return;
  }
  const use = useIn({ act: 'click-view', view: view.id }, () => enteredBelow(home));
  const blocks = /** @type {Readonly<Record<string, any>>} */ (view.body)['blocks'];
  replaceChildren(home, h('div', { class: 'blocks' }, ...renderBlocks(blocks ?? [], use)));
}

/** @param {{ toggleMenu: () => void, togglePanel: () => void }} on */
function head(on) {
  const channel = store.channels.find((one) => one.id === store.place);
  const note =
    channel === undefined || channel.isDirect
      ? ''
      : [word('members', { n: channel.members }), channel.isShared ? word('shared') : '']
          .filter(Boolean)
          .join(' · ');
  return h(
    'header',
    { class: 'head' },
    h(
      'button',
      {
        type: 'button',
        class: 'icon-button only-small',
        'aria-label': word('menu'),
        'data-testid': 'menu',
        onclick: on.toggleMenu,
      },
      icon('menu'),
    ),
    h(
      'div',
      { class: 'head-text' },
      h('h1', { class: 'head-name' }, isAppPlace() ? null : icon('hash'), headName()),
      note === '' ? null : h('span', { class: 'head-note' }, note),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        title: word('showPanel'),
        'aria-label': word('showPanel'),
        'data-testid': 'panel-toggle',
        onclick: on.togglePanel,
      },
      icon('panel'),
    ),
  );
}

/** @param {(place: string) => void} go */
function tabs(go) {
  const direct = `D${store.me.slice(1)}`;
  return h(
    'div',
    { class: 'tabs', role: 'tablist' },
    tab('home', word('home'), 'home', go),
    tab('messages', word('messages'), direct, go),
  );
}

/** @param {string} id @param {string} label @param {string} place @param {(place: string) => void} go */
function tab(id, label, place, go) {
  return h(
    'button',
    {
      type: 'button',
      role: 'tab',
      class: 'tab',
      'data-testid': `tab-${id}`,
      'aria-selected': store.place === place ? 'true' : 'false',
      onclick: () => go(place),
    },
    label,
  );
}

function headName() {
  if (isAppPlace()) return 'Hydrous';
  return store.channels.find((one) => one.id === store.place)?.name ?? '';
}

function placeName() {
  return isAppPlace() ? 'Hydrous' : `#${headName()}`;
}
