/** The question that Slack asks before a click counts. */
import { textObject } from './blocks.js';
import { byId, h } from './dom.js';
import { word } from './words.js';

/**
 * @param {Readonly<Record<string, any>> | undefined} confirm
 * @returns {Promise<boolean>} true at once when nothing is to be asked
 */
export function confirmFirst(confirm) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    const dialog = /** @type {HTMLDialogElement} */ (
      h('dialog', { class: 'dialog confirm', 'data-testid': 'confirm' })
    );
    const style = confirm['style'] === 'danger' ? 'button-danger' : 'button-primary';
    const answer = (/** @type {boolean} */ yes) => () => {
      dialog.close(yes ? 'yes' : 'no');
    };
    dialog.append(
      h('h2', { class: 'dialog-title' }, ...textObject(confirm['title'])),
      h('div', { class: 'dialog-body' }, ...textObject(confirm['text'])),
      h(
        'div',
        { class: 'dialog-foot' },
        h(
          'button',
          { type: 'button', class: 'button', 'data-testid': 'confirm-no', onclick: answer(false) },
          String(confirm['deny']?.['text'] ?? word('cancel')),
        ),
        h(
          'button',
          { type: 'button', class: `button ${style}`, 'data-testid': 'confirm-yes', onclick: answer(true) },
          String(confirm['confirm']?.['text'] ?? word('yes')),
        ),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    byId('dialogs').append(dialog);
    dialog.showModal();
  });
}
