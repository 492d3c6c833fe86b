/** Taking away what is old. */
import type { Forgettable } from '../retention.ts';

export interface RetentionRecords {
  /** Deletes at most `limit` that are over and older than `ageMs` by database time; gives how many. Inside a transaction. */
  forget(what: Forgettable, ageMs: number, limit: number): Promise<number>;
}

export interface KeptPicture {
  /** Slack's file id. */
  readonly file: string;
  readonly name: string;
}

export interface PictureRecords {
  keep(picture: KeptPicture): Promise<void>;
  /** Those that were kept `ageMs` ago or longer, oldest first. */
  old(ageMs: number, limit: number): Promise<readonly KeptPicture[]>;
  forget(file: string): Promise<void>;
}
