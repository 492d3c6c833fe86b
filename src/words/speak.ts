/** Turns a sentence into text in one language, for Slack (mrkdwn), a terminal (plain) or a file (markdown). */
import { cleanText, cut, escapeMarkdown, escapeMrkdwn } from '../core/clean-text.ts';
import type { Locale } from '../core/member.ts';
import type { Sentence, Value } from '../core/sentence.ts';
import { duration } from './durations.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import type { Words } from './words.ts';

export type Ink = 'slack' | 'plain' | 'markdown';

const LANGUAGES: Readonly<Record<Locale, Words>> = { es, en };

/** The longest untrusted value inside a sentence, in code points: a tag, a name, a word; not a document. */
const LONGEST_VALUE = 600;

/** Gives the sentence as text. Untrusted strings in it are cleaned, cut and escaped here, once. */
export function speak(sentence: Sentence, locale: Locale, ink: Ink): string {
  if (!('say' in sentence)) return sentence[locale];
  const { say: key, values } = sentence as unknown as {
    readonly say: string;
    readonly values: Record<string, Value>;
  };
  const word = (LANGUAGES[locale] as Record<string, ((spoken: object) => string) | undefined>)[key];
  // A row written by a newer release may hold a key that this one does not know.
  if (word === undefined) return key;
  return word(
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, say(value, locale, ink)])),
  );
}

function say(value: Value, locale: Locale, ink: Ink): string | number | null | readonly string[] {
  if (value === null || typeof value === 'number') return value;
  if (typeof value === 'string') return safe(value, ink);
  if (Array.isArray(value)) return value.map((each) => String(say(each as Value, locale, ink) ?? ''));
  if ('mention' in value) return mentionOf(safeId(value.mention), ink);
  if ('moment' in value)
    return ink === 'slack' ? slackDate(value.moment) : new Date(value.moment).toISOString();
  if ('span' in value) return duration(value.span);
  if ('channel' in value)
    return ink === 'slack' ? `<#${safeId(value.channel)}>` : `#${safeId(value.channel)}`;
  if ('link' in value) return linked(value.link, ink);
  if ('code' in value) return coded(value.code, ink);
  return speak(value as Sentence, locale, ink);
}

function coded(text: string, ink: Ink): string {
  switch (ink) {
    // Nothing is formatted inside code, and what people copy must hold no hidden marks.
    case 'slack':
      return `\`${escapeMrkdwn(safe(text, 'plain')).replaceAll('`', 'ˋ')}\``;
    case 'markdown':
      return `\`${safe(text, 'plain').replaceAll('`', 'ˋ')}\``;
    case 'plain':
      return safe(text, ink);
  }
}

function safe(text: string, ink: Ink): string {
  const clean = cut(cleanText(text).replace(/[\n\t]+/g, ' '), LONGEST_VALUE);
  switch (ink) {
    case 'slack':
      return escapeMrkdwn(unformatted(clean));
    case 'markdown':
      return escapeMarkdown(clean);
    case 'plain':
      return clean;
  }
}

/** Keeps marks inside a word (`hydrous_db`) and disarms those that would start or end bold, italics or code. */
function unformatted(text: string): string {
  return text
    .replaceAll('`', 'ˋ')
    .replace(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu, (mark) => `\u2060${mark}\u2060`);
}

/** Ids of user groups begin with an S. Source: docs.slack.dev, "Mentioning groups". */
function mentionOf(id: string, ink: Ink): string {
  if (ink !== 'slack') return `@${id}`;
  return id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`;
}

/** Only an address that cannot end the markup it stands in. */
function linked(address: string, ink: Ink): string {
  if (!/^https:\/\/[A-Za-z0-9.-]+\/[A-Za-z0-9/_-]*$/.test(address)) return '';
  return ink === 'slack' ? `<${address}|↗>` : address;
}

function safeId(id: string): string {
  return id.replace(/[^A-Z0-9]/gi, '');
}

/** Slack renders it in the zone and language of each reader. Source: docs.slack.dev, date formatting. */
function slackDate(at: number): string {
  const fallback = new Date(at).toISOString().replace('T', ' ').slice(0, 16);
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${fallback} UTC>`;
}
