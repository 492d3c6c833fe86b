/** What Slack says against a block, and the checks that every kind of block shares. */
import { type Fields, isFields, lengthOf, textOf } from './json.ts';
import { LIMITS } from './limits.ts';

/** Collects complaints the way Slack words them: `must be less than 151 characters [json-pointer:/blocks/0/text]`. */
export interface Complaints {
  readonly all: readonly string[];
  /** Text characters seen so far, for the limit over the whole message. */
  readonly characters: number;
  say(pointer: string, message: string): void;
  count(text: string): void;
}

export function createComplaints(): Complaints {
  const all: string[] = [];
  let characters = 0;
  return {
    all,
    get characters() {
      return characters;
    },
    say(pointer, message) {
      all.push(`${message} [json-pointer:${pointer}]`);
    },
    count(text) {
      characters += lengthOf(text);
    },
  };
}

/** A string of 1 to `max` characters; a missing one is a complaint only when `required`. */
export function checkString(
  value: unknown,
  pointer: string,
  max: number,
  complaints: Complaints,
  required = true,
): void {
  if (value === undefined || value === null) {
    if (required) complaints.say(pointer, 'missing required field');
    return;
  }
  if (typeof value !== 'string') {
    complaints.say(pointer, 'must be a string');
    return;
  }
  if (required && value === '') {
    complaints.say(pointer, 'must be more than 0 characters');
    return;
  }
  if (lengthOf(value) > max) complaints.say(pointer, `must be less than ${max + 1} characters`);
}

/** A text object of the allowed types. Empty text is refused, as Slack refuses it. */
export function checkText(
  value: unknown,
  pointer: string,
  max: number,
  complaints: Complaints,
  types: 'plain' | 'any' = 'plain',
  required = true,
): void {
  if (value === undefined || value === null) {
    if (required) complaints.say(pointer, 'missing required field: text');
    return;
  }
  if (!isFields(value)) {
    complaints.say(pointer, 'must be a text object');
    return;
  }
  const allowed = types === 'plain' ? ['plain_text'] : ['plain_text', 'mrkdwn'];
  if (!allowed.includes(textOf(value['type']))) {
    complaints.say(`${pointer}/type`, `must be one of: ${allowed.join(', ')}`);
    return;
  }
  checkKeys(
    value,
    pointer,
    value['type'] === 'mrkdwn' ? ['text', 'verbatim'] : ['text', 'emoji'],
    complaints,
  );
  checkString(value['text'], `${pointer}/text`, max, complaints);
  complaints.count(textOf(value['text']));
}

/** Slack refuses fields it does not know; `type` and `block_id` may always be there. */
export function checkKeys(
  value: Fields,
  pointer: string,
  known: readonly string[],
  complaints: Complaints,
): void {
  for (const key of Object.keys(value)) {
    if (key === 'type' || key === 'block_id' || known.includes(key)) continue;
    complaints.say(pointer, `invalid additional property: ${key}`);
  }
}

/** An array of `min` to `max` entries, each handed to `each` with its own pointer. */
export function checkList(
  value: unknown,
  pointer: string,
  bounds: { readonly min: number; readonly max: number },
  complaints: Complaints,
  each: (entry: Fields, pointer: string) => void,
): void {
  if (!Array.isArray(value)) {
    complaints.say(pointer, 'must be an array');
    return;
  }
  if (value.length < bounds.min) complaints.say(pointer, `no less than ${bounds.min} items required`);
  if (value.length > bounds.max) complaints.say(pointer, `no more than ${bounds.max} items allowed`);
  for (const [index, entry] of value.entries()) {
    if (isFields(entry)) each(entry, `${pointer}/${index}`);
    else complaints.say(`${pointer}/${index}`, 'must be an object');
  }
}

export function checkConfirm(value: unknown, pointer: string, complaints: Complaints): void {
  if (value === undefined) return;
  if (!isFields(value)) {
    complaints.say(pointer, 'must be an object');
    return;
  }
  checkText(value['title'], `${pointer}/title`, LIMITS.confirmTitle, complaints);
  checkText(value['text'], `${pointer}/text`, LIMITS.confirmText, complaints, 'any');
  checkText(value['confirm'], `${pointer}/confirm`, LIMITS.confirmButton, complaints, 'plain', false);
  checkText(value['deny'], `${pointer}/deny`, LIMITS.confirmButton, complaints, 'plain', false);
  checkStyle(value['style'], `${pointer}/style`, complaints);
}

export function checkStyle(value: unknown, pointer: string, complaints: Complaints): void {
  if (value === undefined || value === 'primary' || value === 'danger') return;
  complaints.say(pointer, 'must be one of: primary, danger');
}
