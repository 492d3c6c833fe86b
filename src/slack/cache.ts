/** A small cache of answers with an age, a bound, and one call at a time for each key. Failures are never kept. */
import type { Clock } from '../core/ports/ambient.ts';

export interface Cache<T> {
  /** The kept value when it is young enough, else what `ask` gives; rejects as `ask` does. */
  get(key: string, ask: () => Promise<T>): Promise<T>;
  /** The last value however old, null when there never was one. */
  known(key: string): T | null;
}

/** `age` in ms; `most` entries, the oldest of which goes first. */
export function createCache<T>(options: {
  readonly age: number;
  readonly most: number;
  readonly clock: Clock;
}): Cache<T> {
  const kept = new Map<string, { readonly value: T; readonly at: number }>();
  const asking = new Map<string, Promise<T>>();

  async function asked(key: string, ask: () => Promise<T>): Promise<T> {
    // The age counts from the question: the answer may be as old as that.
    const at = options.clock.now();
    const value = await ask();
    kept.delete(key);
    kept.set(key, { value, at });
    for (const oldest of kept.keys()) {
      if (kept.size <= options.most) break;
      kept.delete(oldest);
    }
    return value;
  }

  return {
    get(key, ask) {
      const entry = kept.get(key);
      if (entry !== undefined && options.clock.now() - entry.at < options.age)
        return Promise.resolve(entry.value);
      const running = asking.get(key);
      if (running !== undefined) return running;
      const promise = asked(key, ask).finally(() => asking.delete(key));
      asking.set(key, promise);
      return promise;
    },
    known: (key) => kept.get(key)?.value ?? null,
  };
}
