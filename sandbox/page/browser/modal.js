/** Modals: the topmost view of the person's stack, with its inputs and the errors beside them. */
import { renderBlocks } from './blocks.js';
import { byId, h } from './dom.js';
import { icon } from './icons.js';
import { enteredIn } from './inputs.js';
import { store } from './store.js';
import { sendAct } from './wire.js';
import { word } from './words.js';

/** @import { View } from '../../slack/state.ts' */

/** @type {{ readonly dialog: HTMLDialogElement, readonly hash: string } | null} */
let open = null;

/** Shows the topmost view, or nothing. A view that did not change keeps what was typed into it. */
export function paintModal() {
  const view = store.modals.at(-1) ?? null;
  if (view !== null && open?.hash === view.hash) return;
  const previous = open;
  open = null;
  previous?.dialog.close();
  previous?.dialog.remove();
  if (view === null) return;
  const dialog = /** @type {HTMLDialogElement} */ (
    h('dialog', { class: 'dialog modal', 'data-testid': 'modal' })
  );
  const form = h(
    'form',
    { method: 'dialog', novalidate: true, class: 'modal-form' },
    ...modalParts(view, dialog),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submit(view, dialog);
  });
  dialog.append(form);
  // Escape closes the modal in Slack too; the bot may want to hear of it.
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    void sendAct({ act: 'close', view: view.id });
  });
  byId('dialogs').append(dialog);
  open = { dialog, hash: view.hash };
  dialog.showModal();
}

/** @param {View} view @param {HTMLDialogElement} dialog @returns {HTMLElement[]} */
function modalParts(view, dialog) {
  const body = /** @type {Readonly<Record<string, any>>} */ (view.body);
  const close = () => void sendAct({ act: 'close', view: view.id });
  const use = async (/** @type {string} */ action, /** @type {string | undefined} */ chosen) => {
    await sendAct({ act: 'click-view', view: view.id, action, chosen }).catch(() =>
      showConnectionError(dialog),
    );
  };
  return [
    h(
      'header',
      { class: 'dialog-head' },
      h('h2', { class: 'dialog-title' }, String(body['title']?.['text'] ?? '')),
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': word('close'), onclick: close },
        icon('close'),
      ),
    ),
    h('div', { class: 'dialog-body' }, ...renderBlocks(body['blocks'] ?? [], use)),
    h('p', { class: 'input-error form-error', role: 'alert', hidden: true }),
    h(
      'footer',
      { class: 'dialog-foot' },
      h(
        'button',
        { type: 'button', class: 'button', 'data-testid': 'modal-close', onclick: close },
        String(body['close']?.['text'] ?? word('cancel')),
      ),
      ...(body['submit']
        ? [
            h(
              'button',
              { type: 'submit', class: 'button button-primary', 'data-testid': 'modal-submit' },
              String(body['submit']['text']),
            ),
          ]
        : []),
    ),
  ];
}

/** @param {View} view @param {HTMLDialogElement} dialog */
async function submit(view, dialog) {
  /** @type {Record<string, string | string[]>} */
  const entered = {};
  for (const block of dialog.querySelectorAll('[data-block]')) {
    const control = block.querySelector('.control, .choices');
    if (control !== null) entered[block.getAttribute('data-block') ?? ''] = enteredIn(control);
  }
  dialog.classList.add('is-busy');
  try {
    const answer = await sendAct({ act: 'submit', view: view.id, entered });
    showErrors(dialog, answer.errors);
  } catch {
    showConnectionError(dialog);
  } finally {
    dialog.classList.remove('is-busy');
  }
}

/** @param {HTMLDialogElement} dialog @param {Readonly<Record<string, string>>} errors */
function showErrors(dialog, errors) {
  for (const block of dialog.querySelectorAll('[data-block]')) {
    const text = errors[block.getAttribute('data-block') ?? ''];
    block.classList.toggle('has-error', text !== undefined);
    showError(block.querySelector('.input-error'), text);
  }
  showError(dialog.querySelector('.form-error'), errors['']);
  const first = dialog.querySelector('.has-error .control, .has-error input');
  if (first instanceof HTMLElement) first.focus();
}

/** @param {Element | null} place @param {string | undefined} text */
function showError(place, text) {
  if (place === null) return;
  place.textContent = text ?? '';
  place.toggleAttribute('hidden', text === undefined);
}

/** @param {HTMLDialogElement} dialog */
function showConnectionError(dialog) {
  showErrors(dialog, { '': word('connection') });
}
