/** Modals: the topmost view of the person's stack, with its inputs and the errors beside them. */
import { renderBlocks } from './blocks.js';
import { byId, h } from './dom.js';
import { icon } from './icons.js';
import { putInto } from './inputs.js';
import { store } from './store.js';
import { enteredBelow, useIn } from './use.js';
import { sendAct } from './wire.js';
import { word } from './words.js';

/** @import { View } from '../../slack/state.ts' */

/** @type {{ readonly dialog: HTMLDialogElement, readonly hash: string, readonly id: string } | null} */
let open = null;

/** What was typed into views that another one hides or that were drawn anew, by view id. */
/** @type {Map<string, Readonly<Record<string, string | string[]>>>} */
const drafts = new Map();

/** Shows the topmost view, or nothing. A view that did not change keeps what was typed into it. */
export function paintModal() {
  const view = store.modals.at(-1) ?? null;
  if (view !== null && open?.hash === view.hash) return;
  const previous = open;
  open = null;
  if (previous !== null) drafts.set(previous.id, enteredBelow(previous.dialog));
  for (const id of drafts.keys()) if (!store.modals.some((one) => one.id === id)) drafts.delete(id);
  const place = previous !== null && previous.id === view?.id ? placeIn(previous.dialog) : null;
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
  open = { dialog, hash: view.hash, id: view.id };
  putBack(dialog, drafts.get(view.id) ?? {});
  dialog.showModal();
  if (place !== null) returnTo(dialog, place);
}

/** Slack keeps what was typed where block id and action id stay the same. @param {HTMLElement} dialog @param {Readonly<Record<string, string | string[]>>} entered */
function putBack(dialog, entered) {
  for (const control of dialog.querySelectorAll('[data-state]')) {
    const kept = entered[control.getAttribute('data-state') ?? ''];
    if (kept !== undefined) putInto(control, kept);
  }
}

/** Where the person was: how far down, and in which control. @param {HTMLElement} dialog */
function placeIn(dialog) {
  const focused = document.activeElement?.closest('[data-state]')?.getAttribute('data-state') ?? '';
  return { top: dialog.querySelector('.dialog-body')?.scrollTop ?? 0, focused };
}

/** @param {HTMLElement} dialog @param {{ readonly top: number, readonly focused: string }} place */
function returnTo(dialog, place) {
  const body = dialog.querySelector('.dialog-body');
  if (body !== null) body.scrollTop = place.top;
  const control = dialog.querySelector(`[data-state="${CSS.escape(place.focused)}"]`);
  if (control instanceof HTMLElement) control.focus({ preventScroll: true });
}

/** @param {View} view @param {HTMLDialogElement} dialog @returns {HTMLElement[]} */
function modalParts(view, dialog) {
  const body = /** @type {Readonly<Record<string, any>>} */ (view.body);
  const close = () => void sendAct({ act: 'close', view: view.id });
  const use = useIn(
    { act: 'click-view', view: view.id },
    () => enteredBelow(dialog),
    () => showConnectionError(dialog),
  );
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
  const entered = enteredBelow(dialog);
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
