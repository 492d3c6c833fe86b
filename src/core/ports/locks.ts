/** Locks, and requests that wait for a freeze to end. */
import type { Lock } from '../lock.ts';
import type { Locale, Member } from '../member.ts';

export interface LockRecords {
  /** Those in force by database time, the oldest first. */
  of(environment: string): Promise<readonly Lock[]>;
  /** In force or just over; null when it was ended. */
  get(id: string): Promise<Lock | null>;
  /** False when another lock of its kind is in force than the one it replaces. */
  put(lock: Lock, replaces: string | null): Promise<boolean>;
  /** False when it was ended before. */
  end(id: string): Promise<boolean>;
  /** Counts one more reminder from `nagged`; false when somebody else has counted it. */
  countNag(id: string, nagged: number): Promise<boolean>;
}

/** `offered` a button shows it · `waiting` somebody pressed it · `done` it was planned again · `cancelled`. */
export type OpeningState = 'offered' | 'waiting' | 'done' | 'cancelled';

/** A command line that a freeze refused, kept to be planned again when the freeze is over. */
export interface Opening {
  readonly id: string;
  readonly environment: string;
  readonly state: OpeningState;
  readonly requester: Member;
  readonly line: string;
  readonly channel: string;
  readonly locale: Locale;
  readonly zone: string | null;
  readonly incident: string | null;
  readonly createdAt: number;
}

export interface OpeningRecords {
  /** Also forgets what was offered and never taken, after weeks. */
  insert(opening: Opening): Promise<void>;
  get(id: string): Promise<Opening | null>;
  /** Compare-and-set; false when it lost. */
  move(id: string, from: OpeningState, to: OpeningState): Promise<boolean>;
  /** Oldest first. */
  waiting(environment: string): Promise<readonly Opening[]>;
}
