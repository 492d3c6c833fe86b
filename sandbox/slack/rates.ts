/** Slack's rate limits as token buckets: https://docs.slack.dev/apis/web-api/rate-limits */
import { type Fields, textOf } from './json.ts';

/** Calls a minute of each tier. Slack tolerates bursts; a whole minute's worth at once is let through here. */
const TIERS = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;

export type Rate = keyof typeof TIERS | 'post' | 'free';

/** One message a second in each channel, and a few at once. */
const POST_BURST = 4;
const POSTS_A_MINUTE = 60;

export interface Rates {
  /** Takes one call. Returns null when it may go on, else the seconds to wait. */
  take(method: string, rate: Rate, args: Fields): number | null;
}

interface Bucket {
  tokens: number;
  at: number;
}

export function createRates(now: () => number): Rates {
  const buckets = new Map<string, Bucket>();

  function takeFrom(name: string, capacity: number, perMinute: number): number | null {
    const at = now();
    const bucket = buckets.get(name) ?? { tokens: capacity, at };
    bucket.tokens = Math.min(capacity, bucket.tokens + ((at - bucket.at) * perMinute) / 60_000);
    bucket.at = at;
    buckets.set(name, bucket);
    if (bucket.tokens < 1) return Math.max(1, Math.ceil(((1 - bucket.tokens) * 60) / perMinute));
    bucket.tokens -= 1;
    return null;
  }

  return {
    take(method, rate, args) {
      if (rate === 'free') return null;
      if (rate === 'post') {
        return takeFrom(`${method} ${textOf(args['channel'])}`, POST_BURST, POSTS_A_MINUTE);
      }
      return takeFrom(method, TIERS[rate], TIERS[rate]);
    },
  };
}

/** Nothing is ever refused: for tests that measure something else. */
export const NO_RATES: Rates = { take: () => null };
