/** The SDK's errors as Problems: once for a read, and once for a write, where a lost answer is another thing. */
import { Problem } from '../core/problem.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { type Fault, faultOf } from './faults.ts';

/** Turns an error that a caller expects into its Problem; undefined leaves it to the general rules. */
export type Known = (error: unknown) => Problem | undefined;

/** A read that failed. Nothing can have changed. */
export function readProblem(action: string, error: unknown, known?: Known): Problem {
  if (error instanceof Problem) return error;
  const fault = faultOf(error);
  return known?.(error) ?? refusal(action, fault) ?? silence(action, fault);
}

/**
 * A write that failed: either AWS surely did nothing, or it is `ambiguous`. A 5xx and an unreadable answer
 * count as ambiguous too, since either may follow a change that was made.
 */
export function writeProblem(action: string, error: unknown, known?: Known): Problem {
  if (error instanceof Problem) return error;
  const fault = faultOf(error);
  const clear = known?.(error) ?? refusal(action, fault);
  if (clear !== undefined) return clear;
  if (fault.kind === 'not-sent') return silence(action, fault);
  return problem('ambiguous', say('aws.ambiguous', { action: code(action) }), action, fault);
}

/**
 * True when the endpoint shows that it has no such call at all: an unknown operation, or an error page that
 * is not one of AWS's answers. Older endpoints and stand-ins answer calls they lack with an HTML page.
 */
export function lacksCall(error: unknown): boolean {
  const fault = faultOf(error);
  if (fault.kind === 'unknown-call') return true;
  return fault.kind === 'undecodable' && [404, 405, 500, 501].includes(fault.status ?? 0);
}

/** For reads that have a fallback: an endpoint without the call counts as one that does not permit it. */
export function callMissing(action: string): Known {
  return (error) =>
    lacksCall(error)
      ? problem('not-permitted', say('aws.call-unknown', { action: code(action) }), action, faultOf(error))
      : undefined;
}

/** AWS answered, and surely did nothing. */
function refusal(action: string, fault: Fault): Problem | undefined {
  const named = { action: code(action) };
  switch (fault.kind) {
    case 'denied':
      return problem(
        'not-permitted',
        say('aws.not-permitted', { ...named, why: fault.why }),
        action,
        fault,
        fault.why,
      );
    case 'credentials':
      return problem('not-permitted', say('aws.credentials-expired', named), action, fault);
    case 'no-credentials':
      return problem('not-permitted', say('aws.no-credentials'), action, fault);
    case 'clock':
      return problem('not-permitted', say('aws.clock-skew'), action, fault);
    case 'unknown-call':
      return problem('not-permitted', say('aws.call-unknown', named), action, fault);
    case 'throttled':
      return problem('throttled', say('aws.throttled', named), action, fault);
    case 'client':
      return problem('refused', say('aws.refused', { ...named, why: fault.why }), action, fault, fault.why);
    case 'server':
    case 'undecodable':
    case 'timeout':
    case 'not-sent':
    case 'lost':
      return undefined;
  }
}

/** No answer, or none that can be trusted. */
function silence(action: string, fault: Fault): Problem {
  const named = { action: code(action) };
  if (fault.kind === 'timeout') return problem('unreachable', say('aws.timeout', named), action, fault);
  if (fault.kind === 'server' || (fault.kind === 'undecodable' && (fault.status ?? 0) >= 500)) {
    return problem('unreachable', say('aws.server-fault', named), action, fault);
  }
  if (fault.kind === 'undecodable') return problem('odd-answer', say('aws.odd-answer', named), action, fault);
  return problem('unreachable', say('aws.unreachable', named), action, fault);
}

/** The SDK's own error is not kept as the cause: its text may quote a body, and its fields hold the request. */
function problem(
  kind: Problem['kind'],
  sentence: Sentence,
  action: string,
  fault: Fault,
  why?: string,
): Problem {
  const facts = [
    fault.name,
    fault.status === null ? null : `HTTP ${fault.status}`,
    fault.requestId === null ? null : `request ${fault.requestId}`,
  ].filter((fact) => fact !== null);
  return new Problem(kind, sentence, `${action}: ${facts.join(', ')}${why === undefined ? '' : `: ${why}`}`);
}
