/** Talking to the sandbox: the live stream in, acts and panel buttons out. */
import { keyOf, store } from './store.js';

/**
 * @import { Snapshot } from '../stream.ts'
 * @import { Change } from '../../slack/state.ts'
 * @import { ActAnswer } from '../act.ts'
 * @import { Bilingual } from '../panel.ts'
 */

/**
 * @typedef {{
 *   everything: () => void,
 *   message: (key: string, isNew: boolean) => void,
 *   gone: (key: string) => void,
 *   modals: () => void,
 *   home: () => void,
 *   channels: () => void,
 *   panel: () => void,
 *   connection: () => void,
 * }} Painters
 */

/** @type {EventSource | null} */
let source = null;

/** Listens as the chosen person, instead of whoever it was before. @param {Painters} paint */
export function listen(paint) {
  source?.close();
  const stream = new EventSource(`/page/events?as=${encodeURIComponent(store.me)}`);
  source = stream;
  stream.addEventListener('snapshot', (event) => {
    takeSnapshot(JSON.parse(event.data));
    store.isConnected = true;
    paint.everything();
    paint.connection();
  });
  stream.addEventListener('change', (event) => takeChange(JSON.parse(event.data), paint));
  stream.addEventListener('panel', (event) => {
    store.panel = JSON.parse(event.data);
    paint.panel();
  });
  stream.addEventListener('error', () => {
    if (source !== stream) return;
    store.isConnected = false;
    paint.connection();
  });
}

/** @param {Snapshot} snapshot */
function takeSnapshot(snapshot) {
  store.snapshot = snapshot;
  store.messages = new Map(snapshot.messages.map((one) => [keyOf(one), one]));
  store.modals = /** @type {typeof store.modals} */ (snapshot.modals);
  store.home = /** @type {typeof store.home} */ (snapshot.home);
  store.channels = [...snapshot.channels];
  const isKnown = store.place === 'home' || store.channels.some((one) => one.id === store.place);
  if (!isKnown) store.place = store.channels[0]?.id ?? 'home';
}

/**
 * @param {Change} change
 * @param {Painters} paint
 */
function takeChange(change, paint) {
  switch (change.change) {
    case 'message': {
      const key = keyOf(change.message);
      const isNew = !store.messages.has(key);
      store.messages.set(key, change.message);
      paint.message(key, isNew);
      return;
    }
    case 'gone':
      store.messages.delete(keyOf(change.message));
      paint.gone(keyOf(change.message));
      return;
    case 'modals':
      store.modals = change.views;
      paint.modals();
      return;
    case 'home':
      store.home = change.view;
      paint.home();
      return;
    case 'channel': {
      const { id, name, isDirect, isShared, members } = change.channel;
      const others = store.channels.filter((one) => one.id !== id);
      store.channels = [...others, { id, name, isDirect, isShared, members: members.length }];
      paint.channels();
      return;
    }
  }
}

/**
 * @param {Readonly<Record<string, unknown>>} body
 * @returns {Promise<ActAnswer>} Throws an Error with the reason when it cannot be done.
 */
export function sendAct(body) {
  return post('/page/act', { as: store.me, ...body });
}

/** @param {string} id @returns {Promise<Bilingual>} */
export function pressPanel(id) {
  return post('/page/panel', { press: id });
}

/**
 * @param {string} path
 * @param {Readonly<Record<string, unknown>>} body
 */
async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(String(answer.error));
  return answer;
}
