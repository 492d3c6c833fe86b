/** Which request or operation is being worked on, so that each log line and each call to AWS says whose it is. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';

export interface Trace {
  /** `req-…`: one command, click or form of a person. */
  readonly request?: string;
  /** Id of the operation that is carried out. */
  readonly operation?: string;
}

const current = new AsyncLocalStorage<Trace>();

/** Empty outside of any work. */
export function traceNow(): Trace {
  return current.getStore() ?? {};
}

/** What `work` logs and calls, also later and in other files, bears the trace, added to the one around it. */
export function within<T>(trace: Trace, work: () => T): T {
  return current.run({ ...traceNow(), ...trace }, work);
}

/** The same request gives the same id on every replica. `source` names the request and may hold its signature. */
export function requestId(source: string): string {
  return `req-${createHash('sha256').update(source).digest('hex').slice(0, 12)}`;
}
