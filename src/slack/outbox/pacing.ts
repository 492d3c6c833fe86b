/** When a message may go out: about one a second in a channel, edits within their workspace budget, and never inside a wait that Slack told. */
import type { Clock } from '../../core/ports/ambient.ts';

export type OutboxCall = 'chat.postMessage' | 'chat.update';

/** ms between two calls for one channel. Source: docs.slack.dev/apis/web-api/rate-limits, "1 per second per channel". */
export const CHANNEL_GAP = 1_000;
/** chat.update is tier 3, 50 a minute for the whole workspace: a burst, then about 45 a minute. */
const UPDATE_BURST = 15;
const UPDATES_PER_MS = 0.75 / 1_000;
/** A channel that was quiet for long needs no entry. */
const MOST_CHANNELS = 1_000;

export interface Pacing {
  /** ms until the call may be made; 0 = now. */
  waitFor(channel: string, call: OutboxCall): number;
  /** Notes that the call is made now. */
  used(channel: string, call: OutboxCall): void;
  /** Obeys a 429: posts are limited for each channel, edits for the workspace. */
  told(channel: string, call: OutboxCall, waitMs: number): void;
}

export function createPacing(clock: Clock): Pacing {
  const gaps = new Map<string, number>();
  const posts = new Map<string, number>();
  let updatesFrom = 0;
  let tokens = UPDATE_BURST;
  let filledAt = clock.now();

  function fill(now: number): void {
    // A clock that was set back must not take tokens away.
    tokens = Math.min(UPDATE_BURST, tokens + Math.max(0, now - filledAt) * UPDATES_PER_MS);
    filledAt = now;
  }

  return {
    waitFor(channel, call) {
      const now = clock.now();
      const until = [gaps.get(channel) ?? 0];
      if (call === 'chat.postMessage') until.push(posts.get(channel) ?? 0);
      else {
        fill(now);
        until.push(updatesFrom, tokens >= 1 ? 0 : now + (1 - tokens) / UPDATES_PER_MS);
      }
      return Math.max(0, Math.ceil(Math.max(...until) - now));
    },
    used(channel, call) {
      const now = clock.now();
      forgetPast(gaps, now);
      gaps.set(channel, now + CHANNEL_GAP);
      if (call === 'chat.update') {
        fill(now);
        tokens -= 1;
      }
    },
    told(channel, call, waitMs) {
      const until = clock.now() + waitMs;
      if (call === 'chat.update') updatesFrom = until;
      else {
        forgetPast(posts, clock.now());
        posts.set(channel, until);
      }
    },
  };
}

function forgetPast(gates: Map<string, number>, now: number): void {
  if (gates.size < MOST_CHANNELS) return;
  for (const [channel, until] of gates) if (until <= now) gates.delete(channel);
}
