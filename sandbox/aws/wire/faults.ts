/** Faults on purpose, and named points at which a test may act (for example kill the bot). */
import { isOperation } from './calls.ts';

export type Fault =
  /** Waits, then answers as usual. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Answers with this error and applies nothing; 400 unless told. */
  | { readonly kind: 'error'; readonly name: string; readonly message?: string; readonly status?: number }
  /** ThrottlingException (`Throttling` in query services), HTTP 400. */
  | { readonly kind: 'throttle' }
  /** Applies the request, then closes the connection without a reply. */
  | { readonly kind: 'reply-lost' }
  /** Closes the connection before anything was applied. */
  | { readonly kind: 'drop' }
  /** HTTP 200 with no body; nothing is applied. */
  | { readonly kind: 'empty' }
  /** Applies the request and changes the text of the successful reply: fields the SDK does not know, odd answers. */
  | { readonly kind: 'rewrite'; change(reply: string): string }
  /** Answers with this output in place of the account's own; undefined leaves the call to the account, a throw is the error. */
  | { readonly kind: 'answer'; output(call: PointCall): object | undefined };

export interface PointCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export type Hook = (call: PointCall) => void | Promise<void>;

export interface FaultBoard {
  /** `operation` is `UpdateService`, `ecs.UpdateService` or `*`; `times` requests suffer, all when left out. Gives a function that takes it back. */
  set(operation: string, fault: Fault, options?: { readonly times?: number }): () => void;
  /** Awaited after the request was read and recorded, before it is applied. */
  before(operation: string, hook: Hook): () => void;
  /** Awaited after the request was applied, before the reply leaves. */
  after(operation: string, hook: Hook): () => void;
  /** Removes all faults and hooks. */
  clear(): void;
}

export interface FaultSwitch extends FaultBoard {
  /** The fault that this request must suffer; counts it as used. */
  take(service: string, operation: string): Fault | null;
  run(point: 'before' | 'after', call: PointCall): Promise<void>;
}

export function createFaults(): FaultSwitch {
  const faults = new Set<{ operation: string; fault: Fault; left: number }>();
  const hooks = {
    before: new Set<{ operation: string; hook: Hook }>(),
    after: new Set<{ operation: string; hook: Hook }>(),
  };
  const addHook = (point: 'before' | 'after', operation: string, hook: Hook) => {
    const entry = { operation, hook };
    hooks[point].add(entry);
    return () => void hooks[point].delete(entry);
  };
  return {
    set(operation, fault, options) {
      const entry = { operation, fault, left: options?.times ?? Number.POSITIVE_INFINITY };
      faults.add(entry);
      return () => void faults.delete(entry);
    },
    before: (operation, hook) => addHook('before', operation, hook),
    after: (operation, hook) => addHook('after', operation, hook),
    clear() {
      faults.clear();
      hooks.before.clear();
      hooks.after.clear();
    },
    take(service, operation) {
      for (const entry of faults) {
        if (!isOperation(entry.operation, service, operation)) continue;
        entry.left -= 1;
        if (entry.left <= 0) faults.delete(entry);
        return entry.fault;
      }
      return null;
    },
    async run(point, call) {
      for (const entry of [...hooks[point]]) {
        if (isOperation(entry.operation, call.service, call.operation)) await entry.hook(call);
      }
    },
  };
}
