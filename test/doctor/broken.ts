/** The shape of a broken set-up. */
import type { House, Wish } from './house.ts';

export interface Broken extends Wish {
  readonly name: string;
  /** Name of the row that must tell of it. */
  readonly check: string;
  readonly says: RegExp;
  readonly todo: RegExp;
  /** What is broken in the world; gives back what mends it, where `House.mend` does not. */
  readonly harm?: (house: House) => undefined | (() => void) | Promise<() => void>;
  /** Settings that are known only once the house stands. */
  readonly settings?: (house: House) => Readonly<Record<string, string | undefined>>;
}

/** Exchanges a piece of the configuration, which must be there. */
export function exchanging(piece: string, by: string): (text: string) => string {
  return (text) => {
    if (!text.includes(piece)) throw new Error(`the configuration has no ${piece}`);
    return text.replaceAll(piece, by);
  };
}
