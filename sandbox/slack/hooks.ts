/** The record of every call, and named points at which a test may act, for example kill the bot. */
import type { Fields } from './json.ts';

export interface Call {
  /** A Web API method, `response_url` or `upload`. */
  readonly method: string;
  readonly args: Fields;
  /** ms since the epoch. */
  readonly at: number;
  /** HTTP status of the answer; `pending` while it is worked on. */
  status: number | 'pending' | 'dropped';
  /** What was answered, when it was JSON. */
  answer: Fields;
}

export type Hook = (call: Call) => void | Promise<void>;

export interface Hooks {
  /** The last 5,000 calls, oldest first. */
  readonly calls: readonly Call[];
  /** Runs before a method takes effect. The returned function takes the hook away. */
  before(method: string, hook: Hook): () => void;
  /** Runs when a method has taken effect and the bot does not know yet. */
  after(method: string, hook: Hook): () => void;
}

interface HookRunner extends Hooks {
  record(method: string, args: Fields, at: number): Call;
  run(when: 'before' | 'after', call: Call): Promise<void>;
}

const KEPT_CALLS = 5000;

export function createHooks(): HookRunner {
  const calls: Call[] = [];
  const hooks = new Set<{
    readonly when: 'before' | 'after';
    readonly method: string;
    readonly hook: Hook;
  }>();

  function add(when: 'before' | 'after', method: string, hook: Hook): () => void {
    const entry = { when, method, hook };
    hooks.add(entry);
    return () => hooks.delete(entry);
  }

  return {
    calls,
    before: (method, hook) => add('before', method, hook),
    after: (method, hook) => add('after', method, hook),
    record(method, args, at) {
      const call: Call = { method, args, at, status: 'pending', answer: {} };
      calls.push(call);
      if (calls.length > KEPT_CALLS) calls.shift();
      return call;
    },
    async run(when, call) {
      for (const entry of [...hooks]) {
        if (entry.when === when && (entry.method === call.method || entry.method === '*')) {
          await entry.hook(call);
        }
      }
    },
  };
}
