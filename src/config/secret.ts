import { inspect } from 'node:util';

const HIDDEN = '<secret>';

/** A text that is never printed: every way of turning it into text gives `<secret>`, except `reveal()`. */
export interface Secret {
  /** The value itself. Call it where it is handed to the library that needs it, nowhere else. */
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

export function secret(value: string): Secret {
  const hidden: Secret = {
    reveal: () => value,
    toString: () => HIDDEN,
    toJSON: () => HIDDEN,
  };
  // `console.log`, template strings and assertion messages each look for another method.
  Object.defineProperty(hidden, inspect.custom, { value: () => HIDDEN });
  Object.defineProperty(hidden, Symbol.toPrimitive, { value: () => HIDDEN });
  return Object.freeze(hidden);
}
