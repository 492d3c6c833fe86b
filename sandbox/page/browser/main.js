/** Starts the page: paints everything once, then what changed. */
import { paintConversation, paintHome, repaintMessages } from './conversation.js';
import { byId, replaceChildren } from './dom.js';
import { paintModal } from './modal.js';
import { paintPanel, paintPanelView } from './panel-view.js';
import { paintSidebar } from './sidebar.js';
import { store } from './store.js';
import { listen, sendAct } from './wire.js';
import { pageLanguage, setPageLanguage, word } from './words.js';

const app = byId('app');
const sidebar = byId('sidebar');
const conversation = byId('conversation');
const panel = byId('panel');
const scrim = byId('scrim');

/** A phone shows one of the three columns at a time. */
const isSmall = () => matchMedia('(max-width: 760px)').matches;

const on = {
  go,
  become,
  speak: (/** @type {'es' | 'en'} */ language) => {
    setPageLanguage(language);
    paintEverything();
  },
  toggleMenu: () => show(app.dataset['open'] === 'menu' ? '' : 'menu'),
  togglePanel: () => {
    if (isSmall()) return show(app.dataset['open'] === 'panel' ? '' : 'panel');
    app.classList.toggle('without-panel');
    localStorage.setItem('panel', app.classList.contains('without-panel') ? 'closed' : 'open');
  },
  fail: (/** @type {string} */ why) => announce(word('failed', { why })),
};

/** @param {string} place */
function go(place) {
  const wasHere = store.place === place;
  store.place = place;
  store.thread = null;
  store.unread.delete(place);
  localStorage.setItem('place', place);
  show('');
  if (!wasHere || place !== 'home') paintConversation(conversation, on);
  paintSidebar(sidebar, on);
  if (place === 'home') void sendAct({ act: 'home' }).catch(() => undefined);
  else conversation.querySelector('textarea')?.focus({ preventScroll: true });
}

/** @param {string} id */
function become(id) {
  store.me = id;
  localStorage.setItem('me', id);
  store.unread.clear();
  store.echoes = [];
  store.thread = null;
  show('');
  listen(painters);
}

/** @param {'' | 'menu' | 'panel'} what */
function show(what) {
  app.dataset['open'] = what;
  scrim.hidden = what === '';
}

/** @param {string} text */
function announce(text) {
  byId('announcer').textContent = text;
}

function paintEverything() {
  document.documentElement.lang = pageLanguage();
  scrim.setAttribute('aria-label', word('close'));
  paintSidebar(sidebar, on);
  paintConversation(conversation, on);
  paintPanel(panel);
  paintModal();
}

/** @type {import('./wire.js').Painters} */
const painters = {
  everything: paintEverything,
  message(key, isNew) {
    const channel = key.split(' ')[0] ?? '';
    if (channel === store.place) repaintMessages();
    else if (isNew) {
      store.unread.add(channel);
      paintSidebar(sidebar, on);
    }
  },
  gone: () => repaintMessages(),
  modals: paintModal,
  home: () => paintHome(conversation),
  channels: () => {
    paintSidebar(sidebar, on);
  },
  panel: () => paintPanelView(panel),
  connection: () => {
    const line = conversation.querySelector('.lost');
    line?.toggleAttribute('hidden', store.isConnected);
    if (line !== null && line !== undefined) replaceChildren(line, word('lost'));
  },
};

scrim.addEventListener('click', () => show(''));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && app.dataset['open'] !== '') show('');
});
if (localStorage.getItem('panel') === 'closed') app.classList.add('without-panel');
show('');
listen(painters);
