/** What to do about a message that Slack did not take. */
import type { SlackFailure } from '../problems.ts';

export type Verdict =
  | { readonly verdict: 'retry'; readonly delayMs: number; readonly unsure: boolean }
  /** Slack was told nothing wrong by us, but will never take it: an operator has to look. */
  | { readonly verdict: 'park' }
  /** The blocks were refused: the plainest form may pass. */
  | { readonly verdict: 'plainly' }
  /** The message to edit, or the thread to answer in, is gone. */
  | { readonly verdict: 'gone' };

const PARKED: ReadonlySet<string> = new Set([
  'account_inactive',
  'channel_not_found',
  'invalid_auth',
  'is_archived',
  'missing_scope',
  'no_permission',
  'not_authed',
  'not_in_channel',
  'org_login_required',
  'restricted_action',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
]);
const BLOCKS_REFUSED: ReadonlySet<string> = new Set([
  'block_mismatch',
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
]);
const GONE: ReadonlySet<string> = new Set([
  'cant_update_message',
  'edit_window_closed',
  'message_not_found',
  'streaming_state_conflict',
  'thread_not_found',
]);

/** ms. */
const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 60_000;
/** A refusal that is not listed above may pass; one that stays is not worth asking about for ever. */
const MOST_REFUSALS = 8;

/** `random` is between 0 and 1, so that replicas do not come back together. */
export function verdictOn(failure: SlackFailure, attempts: number, random: number): Verdict {
  switch (failure.failure) {
    case 'rate-limited':
      return { verdict: 'retry', delayMs: failure.waitMs, unsure: false };
    case 'lost':
      return { verdict: 'retry', delayMs: backoff(attempts, random), unsure: true };
    case 'refused':
      if (GONE.has(failure.code)) return { verdict: 'gone' };
      if (BLOCKS_REFUSED.has(failure.code)) return { verdict: 'plainly' };
      if (PARKED.has(failure.code) || attempts >= MOST_REFUSALS) return { verdict: 'park' };
      return { verdict: 'retry', delayMs: backoff(attempts, random), unsure: false };
  }
}

/** Doubles from 1 s to 1 min, with up to half of it taken off at random. */
export function backoff(attempts: number, random: number): number {
  const whole = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.min(10, Math.max(0, attempts - 1)));
  return Math.round(whole * (1 - random / 2));
}
