/** What a lock says by itself as time passes: that it is still held, and that its time is over. */
import type { Environment } from '../core/environment.ts';
import { type Lock, lookInMs, nagAt } from '../core/lock.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { FollowUp } from '../core/ports/follow-ups.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { code, mention, type Sentence, say, span } from '../core/sentence.ts';
import { lockNote } from './gates.ts';

export interface MindLocksPorts {
  readonly store: Store;
  readonly environments: readonly Environment[];
  readonly channel: string;
  readonly owner: string;
  readonly log: Log;
  readonly nudge: () => void;
}

const AT_ONCE = 10;
const LEASE_MS = 30_000;
const AGAIN_MS = 15_000;

/** `work` gives how many locks were looked at. Throws only when the store is away. */
export function createMindLocks(ports: MindLocksPorts): { work(): Promise<number> } {
  const { store, owner, log } = ports;

  async function carry(due: FollowUp): Promise<void> {
    try {
      const again = await look(ports, due.subject);
      if (again === null) await store.followUps.finish(due, owner);
      else await store.followUps.later(due, owner, again);
    } catch (error) {
      if (isProblem(error, 'store-down')) throw error;
      log.error({ lock: due.subject, err: error }, 'a lock could not be looked at');
      await store.followUps.later(due, owner, AGAIN_MS);
    }
  }

  return {
    async work() {
      const due = await store.followUps.claim('lock', owner, LEASE_MS, AT_ONCE);
      for (const each of due) await carry(each);
      if (due.length > 0) ports.nudge();
      return due.length;
    },
  };
}

/** Gives in how many ms it is to be looked at again; null when it is gone. */
async function look(ports: MindLocksPorts, id: string): Promise<number | null> {
  const { store } = ports;
  const lock = await store.locks.get(id);
  // An environment that left the file is nobody's concern any more.
  if (lock === null || !ports.environments.some(({ name }) => name === lock.environment)) return null;
  const now = await store.now();
  if (lock.until !== null && lock.until <= now) {
    await endOf(ports, lock);
    return null;
  }
  if (lock.kind === 'freeze' || nagAt(lock) > now) return lookInMs(lock, now);
  await nag(ports, lock, now);
  return lookInMs({ ...lock, nagged: lock.nagged + 1 }, now);
}

async function endOf({ store, channel }: MindLocksPorts, lock: Lock): Promise<void> {
  const { id, environment, kind, owner } = lock;
  const isFreeze = kind === 'freeze';
  const text = isFreeze
    ? say('note.freeze-over', { environment })
    : say('note.lock-over', { by: mention(owner), environment });
  await store.transaction(async (records) => {
    if (!(await records.locks.end(id))) return;
    const event = isFreeze ? 'unfrozen' : 'unlocked';
    await records.audit.append({ actor: 'hydrous', event, subject: id, environment, data: { over: true } });
    await records.messages.say({ id: `${lockNote(id)}:end`, channel, text });
  });
}

/** Counted and said together: of two replicas one reminds, and a restart reminds nobody twice. */
async function nag({ store, channel }: MindLocksPorts, lock: Lock, now: number): Promise<void> {
  const { id, nagged } = lock;
  await store.transaction(async (records) => {
    if (!(await records.locks.countNag(id, nagged))) return;
    const text = nagText(lock, now);
    await records.messages.say({ id: `${lockNote(id)}:nag:${nagged + 1}`, channel, text });
  });
}

function nagText({ kind, owner, environment, reason, since }: Lock, now: number): Sentence {
  const told = {
    by: mention(owner),
    environment,
    age: span(Math.max(0, now - since)),
    line: code(`/hydrous unlock ${environment}`),
  };
  return kind === 'after-rollback'
    ? say('note.rollback-nag', told)
    : say('note.lock-nag', { ...told, reason });
}
