/** What a failed Web API call means. By error class and code only: Slack's prose and pages are never read or shown. */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { Problem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';

/**
 * `rate-limited` Slack did nothing · `refused` Slack did nothing and said why · `lost` no usable answer came:
 * it may have been done.
 */
export type SlackFailure =
  | { readonly failure: 'rate-limited'; readonly waitMs: number }
  | { readonly failure: 'refused'; readonly code: string; readonly scope: string | null }
  | { readonly failure: 'lost'; readonly why: 'http' | 'network' | 'odd-answer' };

/** ms. What Slack tells is obeyed inside these bounds, so that a broken header neither hammers nor waits for ever. */
export const SHORTEST_WAIT = 1_000;
export const LONGEST_WAIT = 600_000;

/** Codes with which Slack says itself that it does not know how far it came. Source: docs.slack.dev, chat.postMessage errors. */
const UNDECIDED: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
]);

export function slackFailure(error: unknown): SlackFailure {
  if (error instanceof WebAPIRateLimitedError)
    return { failure: 'rate-limited', waitMs: boundedWait(error.retryAfter) };
  if (error instanceof WebAPIPlatformError) return platformFailure(error);
  if (error instanceof WebAPIHTTPError) return { failure: 'lost', why: 'http' };
  if (error instanceof WebAPIRequestError) return { failure: 'lost', why: 'network' };
  // The SDK lets the reading of a body throw whatever fetch throws, for example at its time limit.
  return { failure: 'lost', why: 'network' };
}

/** Takes the seconds of a `Retry-After` header in any shape; gives ms between 1 s and 10 min. */
export function boundedWait(seconds: number): number {
  if (!Number.isFinite(seconds)) return SHORTEST_WAIT * 10;
  return Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, Math.ceil(seconds * 1000)));
}

function platformFailure(error: WebAPIPlatformError): SlackFailure {
  const { data } = error;
  // A body that is no JSON comes here with the whole page as its "error".
  if (typeof data.error !== 'string' || !/^[a-z0-9_]{1,80}$/.test(data.error))
    return { failure: 'lost', why: 'odd-answer' };
  if (data.error === 'ratelimited' || data.error === 'rate_limited')
    return { failure: 'rate-limited', waitMs: boundedWait(data.response_metadata?.retryAfter ?? Number.NaN) };
  if (UNDECIDED.has(data.error)) return { failure: 'lost', why: 'odd-answer' };
  const scope = 'needed' in data && typeof data['needed'] === 'string' ? data['needed'] : null;
  return { failure: 'refused', code: data.error, scope };
}

/** The failure of a call that changed nothing in Slack, as a Problem. `method` is the Web API method's name. */
export function slackProblem(method: string, error: unknown): Problem {
  const failure = slackFailure(error);
  const log = `Slack ${method} failed`;
  switch (failure.failure) {
    case 'rate-limited':
      return new Problem('throttled', say('slack.rate-limited'), log, { cause: error });
    case 'lost':
      return new Problem(
        'unreachable',
        say(failure.why === 'odd-answer' ? 'slack.odd-answer' : 'slack.unreachable'),
        log,
        { cause: error },
      );
    case 'refused':
      return refusedProblem(method, failure, log, error);
  }
}

function refusedProblem(
  method: string,
  failure: Extract<SlackFailure, { failure: 'refused' }>,
  log: string,
  cause: unknown,
): Problem {
  const text = `${log}: ${failure.code}`;
  switch (failure.code) {
    case 'missing_scope':
    case 'not_allowed_token_type':
    case 'plan_upgrade_required': {
      const scope = failure.scope === null ? null : code(failure.scope);
      return new Problem('not-permitted', say('slack.not-permitted', { scope }), text, { cause });
    }
    case 'token_revoked':
    case 'token_expired':
    case 'invalid_auth':
    case 'not_authed':
    case 'account_inactive':
      return new Problem('not-permitted', say('slack.token-refused'), text, { cause });
    default:
      return new Problem(
        'refused',
        say('slack.refused', { method: code(method), error: code(failure.code) }),
        text,
        { cause },
      );
  }
}
