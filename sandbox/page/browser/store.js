/** What the page knows, as the stream tells it, and what the viewer is looking at. */

/**
 * @import { Snapshot, ChannelView } from '../stream.ts'
 * @import { PanelView } from '../panel.ts'
 * @import { Message, View } from '../../slack/state.ts'
 * @import { Person } from '../../slack/workspace.ts'
 */

/**
 * A line that only this page remembers: the command that was just typed.
 * @typedef {{ readonly channel: string, readonly at: string, readonly text: string }} Echo
 */

/**
 * @typedef {object} Store
 * @property {Snapshot | null} snapshot
 * @property {string} me
 * @property {string} place  a channel id, or `home` for the app's Home tab
 * @property {Map<string, Message>} messages
 * @property {readonly View[]} modals
 * @property {View | null} home
 * @property {ChannelView[]} channels
 * @property {PanelView | null} panel
 * @property {Set<string>} unread
 * @property {string | null} thread  ts of the message whose thread is open for an answer
 * @property {Set<string>} wholeThreads  ts of the messages whose replies are all shown, not only the last
 * @property {string} threadDraft  what is being typed there
 * @property {Echo[]} echoes
 * @property {boolean} isConnected
 */

/** In a thread the bot listens only when it is mentioned. */
export const THREAD_START = '@hydrous ';

/** @type {Store} */
export const store = {
  snapshot: null,
  me: localStorage.getItem('me') ?? 'U0ANA',
  place: localStorage.getItem('place') ?? 'C0OPS',
  messages: new Map(),
  modals: [],
  home: null,
  channels: [],
  panel: null,
  unread: new Set(),
  thread: null,
  wholeThreads: new Set(),
  threadDraft: THREAD_START,
  echoes: [],
  isConnected: false,
};

/** @param {Message} message */
export function keyOf(message) {
  return `${message.channel} ${message.ts}`;
}

/** The messages of a channel, oldest first. @param {string} channel */
export function messagesIn(channel) {
  return [...store.messages.values()]
    .filter((one) => one.channel === channel)
    .sort((one, other) => (one.ts < other.ts ? -1 : 1));
}

/** @param {string} id @returns {Person | null} */
export function personById(id) {
  return store.snapshot?.people.find((one) => one.id === id) ?? null;
}

export function me() {
  return store.snapshot?.me ?? null;
}

/** The reader's locale and zone, in which Slack shows times. */
export function readerTime() {
  const person = me();
  return { locale: person?.locale ?? 'es', timeZone: person?.zone ?? 'UTC' };
}
