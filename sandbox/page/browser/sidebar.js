/** Left: workspace, channels, the app, the switch of who you are. */
import { h, replaceChildren } from './dom.js';
import { icon } from './icons.js';
import { avatar, peopleSwitch } from './people.js';
import { store } from './store.js';
import { pageLanguage, word } from './words.js';

/**
 * @param {HTMLElement} sidebar
 * @param {{ go: (place: string) => void, become: (id: string) => void, speak: (language: 'es' | 'en') => void }} on
 */
export function paintSidebar(sidebar, on) {
  const channels = store.channels.filter((one) => !one.isDirect);
  const app = store.snapshot?.app;
  replaceChildren(
    sidebar,
    h(
      'header',
      { class: 'workspace' },
      h('div', {}, h('strong', {}, 'Hydrous'), h('span', { class: 'workspace-note' }, word('team'))),
      languageSwitch(on.speak),
    ),
    h(
      'nav',
      { class: 'places', 'aria-label': word('channels') },
      h('h2', { class: 'side-title' }, word('channels')),
      ...channels.map((channel) =>
        h(
          'button',
          {
            type: 'button',
            class: store.unread.has(channel.id) ? 'place is-unread' : 'place',
            'data-testid': `channel-${channel.id}`,
            'aria-current': store.place === channel.id ? 'page' : null,
            onclick: () => on.go(channel.id),
          },
          icon('hash'),
          h('span', { class: 'place-name' }, channel.name),
          store.unread.has(channel.id)
            ? h('span', { class: 'unread-dot', title: word('newMessages') })
            : null,
        ),
      ),
      h('h2', { class: 'side-title' }, word('apps')),
      app === undefined
        ? null
        : h(
            'button',
            {
              type: 'button',
              class: 'place place-app',
              'data-testid': 'channel-app',
              'aria-current': isAppPlace() ? 'page' : null,
              onclick: () => on.go('home'),
            },
            avatar({ id: app.user, name: app.name }),
            h('span', { class: 'place-name' }, app.name),
          ),
    ),
    peopleSwitch(on.become),
  );
}

/** The Home tab and the direct messages are one place with two tabs. */
export function isAppPlace() {
  return store.place === 'home' || store.channels.some((one) => one.id === store.place && one.isDirect);
}

/** @param {(language: 'es' | 'en') => void} speak */
function languageSwitch(speak) {
  return h(
    'div',
    { class: 'language', role: 'group', 'aria-label': word('language') },
    .../** @type {const} */ (['es', 'en']).map((one) =>
      h(
        'button',
        {
          type: 'button',
          'data-testid': `language-${one}`,
          'aria-pressed': pageLanguage() === one ? 'true' : 'false',
          onclick: () => speak(one),
        },
        one,
      ),
    ),
  );
}
