/** The tables of locks and of what waits for an opening. Times are database ms. */
import type { LockKind } from '../core/lock.ts';
import type { OpeningState } from '../core/ports/locks.ts';

export interface LocksTable {
  environment: string;
  kind: LockKind;
  id: string;
  owner: string;
  /** JSON of what is not queried. */
  body: string;
  since: number;
  until: number | null;
  nagged: number;
}

export interface OpeningsTable {
  id: string;
  environment: string;
  state: OpeningState;
  /** JSON of what is not queried. */
  body: string;
  created_at: number;
}
