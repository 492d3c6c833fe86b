/** What any thrown value becomes on the wire. */
import { errorTraits } from './schema.ts';

/** An error by name, for faults and for errors that a client package has no class for. */
export function wireError(name: string, message: string, status = 400): Error {
  const $fault = status >= 500 ? 'server' : 'client';
  return Object.assign(new Error(message), { name, status, $fault });
}

export interface WireFault {
  readonly code: string;
  readonly queryCode: string;
  readonly status: number;
  readonly message: string;
  /** True when the caller is to blame, so that a client must not retry. */
  readonly sender: boolean;
}

export function wireFault(module: object, thrown: unknown): WireFault {
  if (!(thrown instanceof Error)) {
    return {
      code: 'InternalFailure',
      queryCode: 'InternalFailure',
      status: 500,
      message: String(thrown),
      sender: false,
    };
  }
  const extra = thrown as Error & { readonly $fault?: unknown; readonly status?: unknown };
  const traits = errorTraits(module, thrown.name);
  const known = extra.$fault === 'client' || extra.$fault === 'server';
  if (!known) {
    // A programming mistake in the sandbox: said aloud with its stack, since a test would otherwise see only a 500.
    return {
      code: 'InternalFailure',
      queryCode: 'InternalFailure',
      status: 500,
      message: thrown.stack ?? thrown.message,
      sender: false,
    };
  }
  const sender = extra.$fault === 'client';
  return {
    code: thrown.name,
    queryCode: traits.queryCode ?? thrown.name,
    status: typeof extra.status === 'number' ? extra.status : (traits.status ?? (sender ? 400 : 500)),
    message: thrown.message,
    sender,
  };
}
