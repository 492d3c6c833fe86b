/** Quiet about an alarm for a while. It belongs to the alarm: it outlives the incident, and ends by itself. */
export interface Silence {
  readonly by: string;
  readonly at: number;
  /** ms. */
  readonly until: number;
}

/** What a button asks for, ms. */
export const SILENCE_MS = 2 * 60 * 60_000;
/** The longest silence, ms: what nobody hears of for longer is better taken away. */
export const LONGEST_SILENCE_MS = 7 * 24 * 60 * 60_000;

export function isSilent(silence: Silence | null | undefined, now: number): boolean {
  return silence != null && silence.until > now;
}
