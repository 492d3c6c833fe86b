/** Turns a sentence into text in one language, for Slack (mrkdwn) or for a terminal (plain). */
import { cleanText, cut, escapeMrkdwn } from '../core/clean-text.ts';
import type { Locale } from '../core/member.ts';
import type { Sentence, Value } from '../core/sentence.ts';
import { duration } from './durations.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import type { Words } from './words.ts';

export type Ink = 'slack' | 'plain';

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
  if ('mention' in value)
    return ink === 'slack' ? `<@${safeId(value.mention)}>` : `@${safeId(value.mention)}`;
  if ('moment' in value)
    return ink === 'slack' ? slackDate(value.moment) : new Date(value.moment).toISOString();
  if ('span' in value) return duration(value.span);
  if ('channel' in value)
    return ink === 'slack' ? `<#${safeId(value.channel)}>` : `#${safeId(value.channel)}`;
  if ('code' in value)
    return ink === 'slack' ? `\`${safe(value.code, ink).replaceAll('`', 'ˋ')}\`` : safe(value.code, ink);
  return speak(value as Sentence, locale, ink);
}

function safe(text: string, ink: Ink): string {
  const clean = cut(cleanText(text).replace(/[\n\t]+/g, ' '), LONGEST_VALUE);
  return ink === 'slack' ? escapeMrkdwn(unformatted(clean)) : clean;
}

/** Keeps marks inside a word (`hydrous_db`) and disarms those that would start or end bold, italics or code. */
function unformatted(text: string): string {
  return text
    .replaceAll('`', 'ˋ')
    .replace(/(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu, (mark) => `\u2060${mark}\u2060`);
}

function safeId(id: string): string {
  return id.replace(/[^A-Z0-9]/gi, '');
}

/** Slack renders it in the zone and language of each reader. Source: docs.slack.dev, date formatting. */
function slackDate(at: number): string {
  const fallback = new Date(at).toISOString().replace('T', ' ').slice(0, 16);
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${fallback} UTC>`;
}
