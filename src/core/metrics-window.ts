import type { Window } from './time-window.ts';
import { DAY } from './time-window.ts';

const HOUR = DAY / 24;

/**
 * Seconds that each value stands for: fine enough to see a minute in three hours, and never more values than a
 * chart is wide. CloudWatch keeps minutes for 15 days. Source: CloudWatch User Guide, "Metrics retention".
 */
export function periodFor({ from, until }: Window): number {
  const length = until - from;
  if (length <= 3 * HOUR) return 60;
  if (length <= DAY) return 300;
  return length <= 7 * DAY ? 1_800 : 3_600;
}

/** The same hours so many whole days before. */
export function dayBefore({ from, until }: Window): Window & { readonly days: number } {
  const days = Math.max(1, Math.ceil((until - from) / DAY));
  return { from: from - days * DAY, until: until - days * DAY, days };
}
