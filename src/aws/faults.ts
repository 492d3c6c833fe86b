/** What went wrong in a call of the AWS SDK, told by class, name, code and status, never by the text of a message. */
import { ServiceException } from '@smithy/core/client';
import { isThrottlingError } from '@smithy/core/retry';

/**
 * `not-sent`: no connection was ever made, so nothing can have happened. `lost`: sent, and the answer broke
 * off. `undecodable`: an answer came and it is not one of this service's.
 */
export type FaultKind =
  | 'denied'
  | 'credentials'
  | 'no-credentials'
  | 'clock'
  | 'unknown-call'
  | 'throttled'
  | 'client'
  | 'server'
  | 'undecodable'
  | 'timeout'
  | 'not-sent'
  | 'lost';

export interface Fault {
  readonly kind: FaultKind;
  /** Class or error name, for the log. */
  readonly name: string;
  readonly status: number | null;
  readonly requestId: string | null;
  /** What AWS said, cut; empty when the text is not AWS's own. */
  readonly why: string;
}

const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'NotAuthorized',
  'OptInRequired',
  'UnauthorizedOperation',
]);
const CREDENTIALS = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
]);
const CLOCK = new Set([
  'AuthFailure',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
]);
const UNKNOWN_CALL = new Set([
  'InvalidAction',
  'NotImplemented',
  'UnknownOperation',
  'UnknownOperationException',
]);
const NO_CREDENTIALS = new Set(['CredentialsProviderError', 'ProviderError', 'TokenProviderError']);
const NEVER_CONNECTED = new Set(['EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND']);

/** Longest piece of AWS's own text that is kept, in UTF-16 units. */
const LONGEST_WHY = 300;

export function faultOf(error: unknown): Fault {
  const seen = (typeof error === 'object' && error !== null ? error : {}) as {
    readonly name?: unknown;
    readonly code?: unknown;
    readonly syscall?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  };
  const name = typeof seen.name === 'string' ? seen.name : 'unknown';
  const status = seen.$metadata?.httpStatusCode ?? null;
  const requestId = seen.$metadata?.requestId ?? null;
  if (error instanceof ServiceException) {
    const why = error.message === 'UnknownError' || error.message === '' ? name : error.message;
    return { kind: serviceFault(error, status), name, status, requestId, why: why.slice(0, LONGEST_WHY) };
  }
  return { kind: localFault(name, seen, status, error), name, status, requestId, why: '' };
}

function serviceFault(error: ServiceException, status: number | null): FaultKind {
  if (DENIED.has(error.name)) return 'denied';
  if (CREDENTIALS.has(error.name)) return 'credentials';
  if (CLOCK.has(error.name)) return 'clock';
  if (UNKNOWN_CALL.has(error.name)) return 'unknown-call';
  if (isThrottlingError(error as Parameters<typeof isThrottlingError>[0])) return 'throttled';
  if ((status ?? 0) >= 500 || error.$fault === 'server') return 'server';
  // "Unknown" is the SDK's word for an error body without a code: a proxy's answer, or a redirect.
  return error.name === 'Unknown' ? 'undecodable' : 'client';
}

function localFault(
  name: string,
  seen: { readonly code?: unknown; readonly syscall?: unknown },
  status: number | null,
  error: unknown,
): FaultKind {
  if (name === 'OddAnswer') return 'undecodable';
  if (NO_CREDENTIALS.has(name)) return 'no-credentials';
  const code = typeof seen.code === 'string' ? seen.code : '';
  const connecting = seen.syscall === 'connect' || seen.syscall === 'getaddrinfo';
  // Node gives an AggregateError when every address of a host refused the connection.
  if (NEVER_CONNECTED.has(code) && (connecting || error instanceof AggregateError)) return 'not-sent';
  // The SDK's connection timeout has a name and no code; its request timeout has both.
  if (name === 'TimeoutError' && code === '') return 'not-sent';
  if (code === 'ETIMEDOUT') return connecting || error instanceof AggregateError ? 'not-sent' : 'timeout';
  if (name === 'AbortError') return 'timeout';
  if (status !== null && code === '') return 'undecodable';
  return 'lost';
}
