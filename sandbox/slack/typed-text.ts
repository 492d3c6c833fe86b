/** What Slack makes of the characters a person types, before anybody sees them. */
import type { State } from './state.ts';

/** `&`, `<` and `>` become entities: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeTyped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Escapes, then turns `@handle`, `#channel` and web addresses into Slack's sequences, as it does for a command
 * declared with `should_escape: true` and for every message.
 */
export function encodeTyped(text: string, state: State): string {
  const people = new Map([...state.people.values()].map((one) => [one.name, one.id]));
  const groups = new Map([...state.groups.values()].map((one) => [one.handle, one.id]));
  const channels = new Map([...state.channels.values()].map((one) => [one.name, one.id]));
  return escapeTyped(text)
    .replace(/(?<![\w@])@([a-z0-9._-]+)/gu, (whole, name: string) => {
      const person = people.get(name);
      if (person !== undefined) return `<@${person}|${name}>`;
      const group = groups.get(name);
      return group === undefined ? whole : `<!subteam^${group}|@${name}>`;
    })
    .replace(/(?<![\w#&])#([a-z0-9_-]+)/gu, (whole, name: string) => {
      const channel = channels.get(name);
      return channel === undefined ? whole : `<#${channel}|${name}>`;
    })
    .replace(/(?<!\S)https?:\/\/[^\s<>|]+/gu, (url) => `<${url}>`);
}
