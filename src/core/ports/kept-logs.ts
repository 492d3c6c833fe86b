/** Log lines that are kept for a while, sealed. */

/** `result` of a search · `follow` a log that is being followed · `followed` one that has ended. */
export type KeptLogKind = 'result' | 'follow' | 'followed';

export interface KeptLog {
  readonly id: string;
  /** Slack user id of who asked; nobody else may see it. */
  readonly owner: string;
  readonly kind: KeptLogKind;
  readonly version: number;
  readonly sealed: string;
}

export interface KeptLogRecords {
  /** At version 1, for `lastsMs` by database time. */
  put(kept: Omit<KeptLog, 'version'>, lastsMs: number): Promise<void>;
  /** Null when it is unknown or its time is over. */
  get(id: string): Promise<KeptLog | null>;
  /** Compare-and-set on the version; false when it lost. */
  replace(kept: KeptLog): Promise<boolean>;
  /** How many logs a person follows now. */
  following(owner: string): Promise<number>;
  /** Deletes what is over, at most `limit` rows; gives how many. */
  forget(limit: number): Promise<number>;
}
