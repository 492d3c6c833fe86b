/** Approvals that somebody skipped in an emergency, and whether anybody has looked at it since. */

export interface BrokenGlass {
  readonly operation: string;
  /** Who may confirm it, and gave the reason. */
  readonly by: string;
  readonly reason: string;
  /** How many people might have approved. */
  readonly skipped: number;
  /** Until when it may be confirmed, by database time, ms. */
  readonly until: number;
  /** When it was confirmed, ms; null while it is only offered. */
  readonly brokenAt: number | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: number | null;
}

export interface GlassRecords {
  /** Offers it for `ms` by database time, in place of an earlier offer. False when it was confirmed before. */
  offer(glass: Pick<BrokenGlass, 'operation' | 'by' | 'reason' | 'skipped'>, ms: number): Promise<boolean>;
  get(operation: string): Promise<BrokenGlass | null>;
  /** True when `by` was offered it and the time is not over: it is broken now, once. */
  confirm(operation: string, by: string): Promise<boolean>;
  /** True when it was broken and nobody had reviewed it. */
  review(operation: string, by: string): Promise<boolean>;
  /** Those confirmed since `at`, and those confirmed ever that nobody has reviewed. */
  count(at: number): Promise<{ readonly broken: number; readonly open: number }>;
}
