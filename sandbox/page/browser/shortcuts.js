/** The shortcuts that the app declares: behind "More actions" of a message, and beside the composer. */
import { h } from './dom.js';
import { icon } from './icons.js';
import { store } from './store.js';
import { sendAct } from './wire.js';
import { word } from './words.js';

/** @import { Message } from '../../slack/state.ts' */
/** @import { Shortcut } from '../../slack/manifest.ts' */

/** Null when the app declares none for messages. @param {Message} message */
export function moreActions(message) {
  const place = { channel: message.channel, ts: message.ts };
  return menuOf('message', word('moreActions'), 'more', place);
}

/** Null when the app declares none that belong to no message. */
export function globalShortcuts() {
  return menuOf('global', word('shortcuts'), 'shortcuts', {});
}

/** @param {Shortcut['type']} type @param {string} label @param {string} testId @param {Readonly<Record<string, string>>} place */
function menuOf(type, label, testId, place) {
  const declared = (store.snapshot?.shortcuts ?? []).filter((one) => one.type === type);
  if (declared.length === 0) return null;
  const menu = h('div', { class: 'menu', role: 'menu', hidden: true });
  const close = () => menu.toggleAttribute('hidden', true);
  const toggle = () => menu.toggleAttribute('hidden');
  for (const { name, callbackId, description } of declared) {
    const act = () => {
      close();
      void sendAct({ act: 'shortcut', callback: callbackId, ...place }).catch(() => undefined);
    };
    menu.append(
      h(
        'button',
        {
          type: 'button',
          role: 'menuitem',
          class: 'menu-item',
          'data-testid': `shortcut-${callbackId}`,
          onclick: act,
        },
        name,
        h('small', { class: 'menu-note' }, description),
      ),
    );
  }
  return h(
    'div',
    {
      class: 'menu-place',
      onkeydown: (/** @type {KeyboardEvent} */ event) => (event.key === 'Escape' ? close() : undefined),
    },
    h(
      'button',
      {
        type: 'button',
        class: 'icon-button more',
        'data-testid': testId,
        title: label,
        'aria-label': label,
        onclick: toggle,
      },
      icon('more'),
    ),
    menu,
  );
}
