/**
 * A replica's worker that stands still at every call of its ports until it is let go on, so that it can be stopped,
 * overtaken or killed between any two of them. A killed one does nothing more, not even give back its lease.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import type { ChangeWriter } from '../../src/core/change.ts';
import type { Log } from '../../src/core/ports/ambient.ts';
import { createOperationWorker, type RunPorts } from '../../src/flows/run-operations.ts';

export interface Replica {
  readonly name: string;
  /** The call at which it stands, or that it is idle. */
  at(): string;
  /** How often its worker has begun to look for work. */
  rounds(): number;
  /** Lets it make so many calls, beginning a round of work if it is idle. */
  step(calls: number): Promise<void>;
  /** Lets it go on to the end of the round that it is in, or of a new one. */
  round(): Promise<void>;
  kill(): Promise<void>;
}

class Killed extends Error {}

/** `mishaps` gets what the worker logs as unexpected, which nothing here may cause. */
export function startReplica(
  name: string,
  ports: Omit<RunPorts, 'owner' | 'log'>,
  mishaps: (what: string) => void,
): Replica {
  let budget = 0;
  let dead = false;
  let rounds = 0;
  let working: Promise<unknown> | null = null;
  const waiting: { readonly what: string; go(): void; die(): void }[] = [];
  const flights = new Set<Promise<unknown>>();

  async function gate(what: string): Promise<void> {
    if (dead) throw new Killed();
    if (budget > 0) {
      budget -= 1;
      return;
    }
    await new Promise<void>((go, fail) => waiting.push({ what, go, die: () => fail(new Killed()) }));
  }

  async function fly<T>(call: () => Promise<T>): Promise<T> {
    if (dead) throw new Killed();
    const flight = call();
    const landed = flight.catch(() => undefined);
    flights.add(landed);
    try {
      return await flight;
    } finally {
      flights.delete(landed);
    }
  }

  /** `where`: before the call, or when its answer is under way, or both. */
  function gated<T extends object>(
    port: T,
    label: string,
    where: (method: string) => 'before' | 'both' | 'after',
  ): T {
    return new Proxy(port, {
      get(target, key, receiver) {
        const value: unknown = Reflect.get(target, key, receiver);
        const what = label === '' ? String(key) : `${label}.${String(key)}`;
        if (typeof value === 'object' && value !== null) return gated(value, what, where);
        if (typeof value !== 'function') return value;
        return async (...given: unknown[]) => {
          const stops = where(String(key));
          if (stops !== 'after') await gate(what);
          try {
            return await fly(() => value.apply(target, given));
          } finally {
            if (stops !== 'before') await gate(`answer of ${what}`);
          }
        };
      },
    });
  }

  const log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error(fields, message) {
      if (!(fields['err'] instanceof Killed)) mishaps(`${message}: ${String(fields['err'])}`);
    },
  };
  const { ecs, history, revisions, scaling, alarms } = ports.readers;
  const worker = createOperationWorker({
    ...ports,
    owner: name,
    log,
    store: gated(ports.store, '', (method) => (method === 'transaction' ? 'both' : 'before')),
    readers: {
      ...ports.readers,
      ...gated({ ecs, history, revisions, scaling, alarms }, '', () => 'before'),
    },
    // Nothing is between the last look at the clock and the sending, so the gate is at the answer only.
    writer: gated<ChangeWriter>(ports.writer, 'writer', () => 'after'),
  });

  /** Until it stands at a gate with nothing under way, or its round is over. */
  async function settled(): Promise<void> {
    for (;;) {
      if (flights.size > 0) await Promise.race(flights);
      await breathe();
      if (flights.size === 0 && (waiting.length > 0 || working === null)) return;
    }
  }

  function begin(): void {
    if (working !== null || dead) return;
    rounds += 1;
    working = worker
      .work(new AbortController().signal)
      .catch((error: unknown) => {
        if (!(error instanceof Killed)) mishaps(String(error));
      })
      .finally(() => {
        working = null;
      });
  }

  async function letGo(calls: number): Promise<void> {
    begin();
    budget = calls;
    while (budget > 0 && waiting.length > 0) {
      budget -= 1;
      waiting.shift()!.go();
    }
    await settled();
    budget = 0;
  }

  return {
    name,
    at: () => waiting[0]?.what ?? (working === null ? 'idle' : 'under way'),
    rounds: () => rounds,
    step: letGo,
    async round() {
      await letGo(Number.MAX_SAFE_INTEGER);
    },
    async kill() {
      dead = true;
      for (const each of waiting.splice(0)) each.die();
      await settled();
    },
  };
}
