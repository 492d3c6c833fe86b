/** Something to do later for an incident or an operation, remembered until it is done. */

/**
 * `chart` draws the chart of an incident · `verify` looks whether the fix that an operation was has helped ·
 * `remind` says that an incident still waits · `unsilence` looks at an incident when its silence ends.
 * `end-suspension` lets autoscaling work again when the time of a suspension is over ·
 * `lock` reminds of a lock or ends it · `opening` plans again what waited for a freeze to end ·
 * `follow` looks for new lines of a log that is followed ·
 * `approvers` reminds those who can still decide on a request · `glass-review` asks for the review of a skipped
 * approval, `glass-week` counts them.
 */
export type FollowUpKind =
  | 'chart'
  | 'verify'
  | 'remind'
  | 'unsilence'
  | 'end-suspension'
  | 'lock'
  | 'opening'
  | 'follow'
  | 'approvers'
  | 'glass-review'
  | 'glass-week';

export interface FollowUp {
  readonly kind: FollowUpKind;
  /** Operation id for `verify`, `end-suspension`, `approvers` and `glass-review`, a week for `glass-week`, id of the lock or of what waits, else incident id. */
  readonly subject: string;
  /** How often it was asked for; what was asked while it was being done is not lost. */
  readonly wanted: number;
  /** Tries so far, this one included. */
  readonly attempts: number;
}

export interface FollowUpRecords {
  /** Asks for it in `delayMs` by database time; asked again, the newest delay counts. */
  want(kind: FollowUpKind, subject: string, delayMs: number): Promise<void>;
  /** Claims the due ones of a kind for `leaseMs`, oldest first. */
  claim(kind: FollowUpKind, owner: string, leaseMs: number, limit: number): Promise<readonly FollowUp[]>;
  /** Keeps a claim for another `leaseMs`; false when it is not this owner's any more. */
  renew(followUp: FollowUp, owner: string, leaseMs: number): Promise<boolean>;
  /** Comes back after `delayMs`. */
  later(followUp: FollowUp, owner: string, delayMs: number): Promise<void>;
  /** Done: it is forgotten, or done again when it was asked for meanwhile. */
  finish(followUp: FollowUp, owner: string): Promise<void>;
}
