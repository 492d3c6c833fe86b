/** Where people type. Enter sends, Shift+Enter breaks the line, the arrow up brings back what was sent. */
import { h } from './dom.js';
import { icon } from './icons.js';
import { globalShortcuts } from './shortcuts.js';
import { store } from './store.js';
import { sendAct } from './wire.js';
import { word } from './words.js';

const START = '/hydrous ';
const SUGGESTIONS = ['help', 'status', 'deploy v1.11.0', 'rollback', 'logs --level error', 'history'];

/** @type {string[]} */
const sent = [];

/** @param {string} placeName @param {(why: string) => void} onFailure */
export function composer(placeName, onFailure) {
  const label = word('write', { channel: placeName });
  const input = /** @type {HTMLTextAreaElement} */ (
    h('textarea', {
      class: 'composer-input',
      rows: 1,
      'aria-label': label,
      placeholder: label,
      'data-testid': 'composer',
    })
  );
  input.value = START;
  const grow = () => {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
  };
  const fill = (/** @type {string} */ text) => {
    input.value = text;
    grow();
    input.focus();
    input.setSelectionRange(text.length, text.length);
  };
  const send = () => {
    const text = input.value.trim();
    if (text === '' || text === START.trim()) return;
    sent.push(text);
    if (text.startsWith('/')) {
      store.echoes.push({ channel: store.place, at: String(Date.now() / 1000), text });
    }
    fill(START);
    sendAct({ act: 'type', text, channel: store.place }).catch((error) => onFailure(String(error.message)));
  };
  input.addEventListener('input', grow);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && (input.value === START || input.value === '')) {
      event.preventDefault();
      fill(sent.at(-1) ?? START);
    }
  });
  const form = h(
    'form',
    { class: 'composer' },
    h(
      'div',
      { class: 'suggestions', 'aria-label': word('try'), role: 'group' },
      ...SUGGESTIONS.map((one) =>
        h('button', { type: 'button', class: 'suggestion', onclick: () => fill(START + one) }, one),
      ),
    ),
    h(
      'div',
      { class: 'composer-row' },
      globalShortcuts(),
      input,
      h(
        'button',
        { class: 'send', 'aria-label': word('send'), title: word('send'), 'data-testid': 'send' },
        icon('send'),
      ),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  return form;
}
