/** Pieces that every message of AWS is read by: times, regions, accounts and texts within their limits. */
import { cleanText, cut } from './clean-text.ts';
import { type Fields, textField } from './json-fields.ts';
import { redact } from './redact.ts';

export interface DeliveredMessage {
  readonly message: string;
  readonly subject: string | null;
  /** Topic ARN. */
  readonly topic: string;
  /** When SNS published it, ms. */
  readonly publishedAt: number;
}

/** Something that claims to come from later than this after publishing would shut out all that follow, ms. */
const MOST_AHEAD_MS = 15 * 60_000;

/** At most `most` code points, cleaned; null where there is no such text. */
export function shortText(fields: Fields | null, name: string, most: number): string | null {
  const text = textField(fields, name);
  return text === null ? null : cut(cleanText(text.slice(0, most * 2)), most);
}

/** As `shortText`, with secrets taken out before it is cut: reasons and messages quote what programs said. */
export function safeText(fields: Fields | null, name: string, most: number): string | null {
  const text = textField(fields, name);
  return text === null ? null : cut(redact(cleanText(text.slice(0, most * 4))), most);
}

export function accountOf(text: string | null): string | null {
  return text !== null && /^\d{12}$/.test(text) ? text : null;
}

/** Display names such as "US East (Ohio)" are no codes; the code stands in every ARN. */
export function regionOf(arn: string | null): string | null {
  return regionCode(arn?.split(':')[3] ?? null);
}

export function regionCode(text: string | null): string | null {
  return text !== null && /^[a-z]{2}(?:-[a-z]{1,12}){1,3}-\d{1,2}$/.test(text) ? text : null;
}

/**
 * ms. CloudWatch writes offsets without a colon (`+0000`), which is no RFC 3339 date; RDS writes a blank for the `T`
 * and no zone and means UTC, where JavaScript reads local time. Anything odd is the time of publishing.
 */
export function timeOf(text: string | null, publishedAt: number): number {
  const plain = (text ?? '').trim().replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  const zoned = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,9})?$/.test(plain)
    ? `${plain.replace(' ', 'T')}Z`
    : plain;
  const at = Date.parse(zoned);
  return Number.isFinite(at) && at > 0 && at <= publishedAt + MOST_AHEAD_MS ? at : publishedAt;
}
