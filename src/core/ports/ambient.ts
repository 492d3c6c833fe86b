/** Time, ids, digests and logging as ports, so that core and flows stay free of them. */
export interface Clock {
  /** ms since the epoch on this machine. Leases and expiry use the store's time instead. */
  now(): number;
  /** Resolves after `ms`, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Ids {
  /** A new id such as `op-7kq2m9xd4t`: a prefix and 50 random bits in letters that are easy to read aloud. */
  next(prefix: 'op' | 'inc' | 'lock' | 'wait' | 'log' | 'turn'): string;
}

/** SHA-256 of a text, lower-case hex. */
export type Digest = (text: string) => string;

/** A short keyed digest of a variable's value: equal values of one name show as equal, and nothing else is told. */
export type Fingerprint = (name: string, value: string) => string;

/** Encrypts what must survive a restart and must not be read in the store. */
export interface Sealer {
  /** `context` names what the text belongs to; only with the same one is it opened. */
  seal(text: string, context: string): string;
  /** Null when it was sealed with another key or context, or was altered. */
  open(sealed: string, context: string): string | null;
}

export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}
