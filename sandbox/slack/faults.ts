/** Everything that may go wrong between the bot and Slack, as switches for each method. */
import type { Fields } from './json.ts';

export type Fault =
  /** Answered with this status; nothing was done. `body` may be HTML, half a JSON, anything. */
  | {
      readonly fault: 'status';
      readonly status: number;
      readonly body?: string;
      readonly contentType?: string;
    }
  /** 429. `retryAfter` goes out as it is: seconds, a date, nonsense, or no header at all for null. */
  | { readonly fault: 'rate-limited'; readonly retryAfter: string | null }
  /** `ok: false` with this error code; nothing was done. */
  | { readonly fault: 'error'; readonly error: string; readonly more?: Fields }
  /** The connection breaks before anything was done. */
  | { readonly fault: 'drop' }
  /** Everything is done, and then the connection breaks instead of an answer. */
  | { readonly fault: 'drop-reply' }
  /** Everything is done at once, the answer comes `ms` later. */
  | { readonly fault: 'slow-reply'; readonly ms: number }
  /** Nothing is done for `ms`, then all goes well. */
  | { readonly fault: 'delay'; readonly ms: number };

export interface FaultRule {
  /** How many calls it hits; without it, all of them until cleared. */
  readonly times?: number;
  /** Only calls with such arguments. */
  readonly where?: (args: Fields) => boolean;
}

export interface Faults {
  /** `method` is a Web API method, `response_url`, `upload`, `api` for every Web API method, or `*` for everything. */
  set(method: string, fault: Fault, rule?: FaultRule): void;
  /** Clears one method's faults, or all of them. */
  clear(method?: string): void;
  /** The fault that hits this call, counted down. */
  next(method: string, args: Fields): Fault | null;
}

interface Switch {
  readonly method: string;
  readonly fault: Fault;
  readonly where: ((args: Fields) => boolean) | undefined;
  left: number;
}

export function createFaults(): Faults {
  let switches: Switch[] = [];
  return {
    set(method, fault, rule = {}) {
      switches.push({ method, fault, where: rule.where, left: rule.times ?? Number.POSITIVE_INFINITY });
    },
    clear(method) {
      switches = method === undefined ? [] : switches.filter((one) => one.method !== method);
    },
    next(method, args) {
      const hit = switches.find((one) => covers(one.method, method) && (one.where?.(args) ?? true));
      if (hit === undefined) return null;
      hit.left -= 1;
      if (hit.left <= 0) switches = switches.filter((one) => one !== hit);
      return hit.fault;
    },
  };
}

function covers(wanted: string, method: string): boolean {
  return wanted === method || wanted === '*' || (wanted === 'api' && method.includes('.'));
}
