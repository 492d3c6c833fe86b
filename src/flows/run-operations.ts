/** The worker that carries operations from approved to their end, one replica at a time for each service. */
import type { Environment } from '../core/environment.ts';
import { leaseOf } from '../core/lanes.ts';
import type { Operation, OperationState } from '../core/operation.ts';
import { advance, type ExecutePorts } from './execute-operation.ts';

export interface RunPorts extends ExecutePorts {
  readonly environments: readonly Environment[];
  /** Name of this replica, unique while it lives. */
  readonly owner: string;
  /** Around the work for one operation, so that its log lines say whose they are. */
  readonly forOperation?: <T>(operation: string, work: () => Promise<T>) => Promise<T>;
}

const RUNNABLE: readonly OperationState[] = ['approved', 'executing', 'unknown'];
/** How many are looked at in one round. */
const MOST = 50;
/** Longer than one step can take (a read and a write of at most 10 s each), so that a live owner never loses it. */
const LEASE_MS = 30_000;
/** An operation that stayed `unknown` this long is left to people, ms. */
const FORGET_UNKNOWN_MS = 24 * 60 * 60 * 1000;

export interface OperationWorker {
  /** Advances every operation whose time has come; gives the ms until the next one wants attention. */
  work(signal: AbortSignal): Promise<number>;
}

export function createOperationWorker(ports: RunPorts): OperationWorker {
  const dueAt = new Map<string, number>();
  const { clock } = ports.readers;
  const forOperation = ports.forOperation ?? ((_, work) => work());

  async function step(operation: Operation): Promise<void> {
    const environment = ports.environments.find((each) => each.name === operation.environment);
    if (environment === undefined) return;
    const lease = leaseOf(environment.name, operation.kind);
    if ((await ports.store.leases.take(lease, ports.owner, LEASE_MS)) === null) {
      dueAt.set(operation.id, clock.now() + 1_000);
      return;
    }
    try {
      // What the list showed may be old by now: the lease holder reads again.
      const current = await ports.store.operations.get(operation.id);
      if (current === null || !RUNNABLE.includes(current.state)) {
        dueAt.delete(operation.id);
        return;
      }
      const advanced = await forOperation(current.id, () => advance(ports, current, environment));
      if (advanced.next === 'done') dueAt.delete(operation.id);
      else dueAt.set(operation.id, clock.now() + advanced.waitMs);
    } finally {
      await ports.store.leases.release(lease, ports.owner);
    }
  }

  return {
    async work(signal) {
      const { list } = ports.store.operations;
      // Apart, and the newest first: those that stay unknown for good must never fill the list and stop all others.
      const [moving, unknown] = await Promise.all([
        list({ states: ['approved', 'executing'], limit: MOST, oldestFirst: true }),
        list({ states: ['unknown'], limit: MOST }),
      ]);
      const operations = [...moving, ...unknown];
      const alive = operations.filter((each) => !isForgotten(each, clock.now()));
      for (const id of dueAt.keys()) if (!alive.some((each) => each.id === id)) dueAt.delete(id);
      const due = alive.filter((each) => (dueAt.get(each.id) ?? 0) <= clock.now());
      const results = await Promise.allSettled(due.map((each) => (signal.aborted ? undefined : step(each))));
      for (const [index, result] of results.entries()) {
        if (result.status === 'fulfilled') continue;
        const id = due[index]?.id ?? '';
        ports.log.error({ operation: id, err: result.reason }, 'operation could not be advanced');
        dueAt.set(id, clock.now() + 2_000);
      }
      const next = Math.min(...[...dueAt.values()].map((at) => at - clock.now()), 1_000);
      return Math.max(50, next);
    },
  };
}

function isForgotten(operation: Operation, now: number): boolean {
  return operation.state === 'unknown' && now - operation.createdAt > FORGET_UNKNOWN_MS;
}
