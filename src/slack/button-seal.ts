/**
 * A button's value is `<subject>.<mac>`: opaque to people, and bound to its action. Everything else (what the
 * subject is, who may decide on it) is read from the store at the click, never from the message.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { ButtonAction } from '../core/document.ts';

/** Base64url letters of the code: 132 bits, more than anybody can guess. */
const CODE_LENGTH = 22;
const VALUE = /^([A-Za-z0-9:_-]{1,100})\.([A-Za-z0-9_-]{22})$/;

export interface ButtonSeal {
  seal(action: ButtonAction, subject: string): string;
  /** The subject when the value was sealed for exactly this action with our key, else null. */
  open(action: ButtonAction, value: unknown): string | null;
}

/** `secret` is the signing secret, or the app-level token in Socket Mode; the key itself never leaves here. */
export function createButtonSeal(secret: string): ButtonSeal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'hydrous button values', 32));

  function code(action: ButtonAction, subject: string): string {
    return createHmac('sha256', key).update(`${action}:${subject}`).digest('base64url').slice(0, CODE_LENGTH);
  }

  return {
    seal: (action, subject) => `${subject}.${code(action, subject)}`,
    open(action, value) {
      const [, subject, given] = typeof value === 'string' ? (VALUE.exec(value) ?? []) : [];
      if (subject === undefined || given === undefined) return null;
      return timingSafeEqual(Buffer.from(given), Buffer.from(code(action, subject))) ? subject : null;
    },
  };
}
