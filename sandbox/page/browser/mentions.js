/** What stands between `<` and `>` in mrkdwn, and the same things in rich text. */
import { h } from './dom.js';
import { personById, readerTime, store } from './store.js';

/** Only these may be followed; anything else stays text. */
const SAFE_LINK = /^(https?:\/\/|mailto:)/iu;

/**
 * @param {string} url
 * @param {readonly Node[] | string} label
 * @returns {Node}
 */
export function link(url, label) {
  const children = typeof label === 'string' ? [label] : label;
  if (!SAFE_LINK.test(url)) return h('span', {}, ...children);
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' }, ...children);
}

/** @param {string} id */
export function userMention(id) {
  const person = personById(id);
  const isMe = id === store.me;
  return h('span', { class: isMe ? 'mention mention-me' : 'mention' }, `@${person?.realName ?? id}`);
}

/** @param {string} id */
export function channelMention(id) {
  const channel = store.channels.find((one) => one.id === id);
  return h('span', { class: 'mention' }, `#${channel?.name ?? id}`);
}

/** @param {string} id */
export function groupMention(id) {
  return h('span', { class: 'mention' }, `@${store.snapshot?.groups[id] ?? id}`);
}

/** @param {string} range  `here`, `channel` or `everyone`: everybody is notified */
export function broadcast(range) {
  return h('span', { class: 'mention mention-all' }, `@${range}`);
}

/** @type {Readonly<Record<string, Intl.DateTimeFormatOptions>>} */
const DATE_PARTS = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

/**
 * A time in the reader's own zone and language.
 * @param {number} seconds since the epoch
 * @param {string} format with tokens such as `{date_short_pretty}` and `{time}`
 * @param {string} fallback
 */
export function slackDate(seconds, format, fallback) {
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return h('span', {}, fallback);
  const text = format.replace(/\{(\w+)\}/gu, (whole, token) => datePart(at, token) ?? whole);
  return h('time', { datetime: at.toISOString(), title: fallback }, text);
}

/** @param {Date} at @param {string} token */
function datePart(at, token) {
  const { locale, timeZone } = readerTime();
  if (token === 'ago') return ago(at, locale);
  const pretty = token.endsWith('_pretty');
  const options = DATE_PARTS[token.replace(/_pretty$/u, '')];
  if (options === undefined) return null;
  if (pretty) {
    const near = nearDay(at, locale, timeZone);
    if (near !== null) return near;
  }
  return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(at);
}

/** @param {Date} at @param {string} locale @param {string} timeZone */
function nearDay(at, locale, timeZone) {
  /** @param {Date} date */
  const dayOf = (date) =>
    Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(date));
  const days = Math.round((dayOf(at) - dayOf(new Date())) / 86_400_000);
  if (Number.isNaN(days) || Math.abs(days) > 1) return null;
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

/** @param {Date} at @param {string} locale */
function ago(at, locale) {
  const minutes = Math.round((at.getTime() - Date.now()) / 60_000);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 48
    ? relative.format(hours, 'hour')
    : relative.format(Math.round(hours / 24), 'day');
}
