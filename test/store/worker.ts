/**
 * A process of its own on a shared store: `worker.ts <task> <place as JSON> <name> [start, ms since the epoch]`.
 * Prints one JSON line when it ends, or in the tasks `write` and `hold` one word after each commit.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../../src/core/ports/store.ts';
import { isProblem } from '../../src/core/problem.ts';
import { openStore } from '../../src/store/open-store.ts';
import { sampleNotification } from './samples.ts';

export interface HammerReport {
  readonly approved: number;
  readonly received: number;
  readonly claimed: readonly string[];
  readonly messages: readonly string[];
  readonly fences: readonly number[];
  readonly errors: readonly string[];
}

const [task, place, name = '', startAt = '0'] = process.argv.slice(2);
const store = openStore(JSON.parse(place ?? ''));
await sleep(Math.max(0, Number(startAt) - Date.now()));
await store.start();

if (task === 'hammer') process.stdout.write(`${JSON.stringify(await hammer(store, name))}\n`);
else if (task === 'write') await write(store, name);
else if (task === 'hold') await hold(store);
await store.close();

/** Tries for 40 operations, 40 notifications, 40 messages and one lease, as the other processes do. */
async function hammer(records: Store, owner: string): Promise<HammerReport> {
  const claimed: string[] = [];
  const messages: string[] = [];
  const fences: number[] = [];
  const errors: string[] = [];
  let approved = 0;
  let received = 0;
  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      errors.push(String(error));
    }
  }
  for (let i = 0; i < 40; i += 1) {
    await attempt(async () => {
      const won = await records.transaction(async (tx) => {
        const operation = await tx.operations.move(`op-${i}`, ['pending'], 'approved', {
          decidedBy: [owner],
        });
        if (operation === null) return false;
        await tx.audit.append({
          actor: owner,
          event: 'approved',
          subject: `op-${i}`,
          environment: null,
          data: {},
        });
        await tx.messages.say({ id: `note:${i}`, channel: `C${i % 20}`, text: { es: 'sí', en: 'yes' } });
        return true;
      });
      if (won) approved += 1;
    });
    await attempt(async () => {
      if ((await records.notifications.receive(sampleNotification({ id: `m-${i}` }))) === 'new')
        received += 1;
    });
    await attempt(async () => {
      const fence = await records.leases.take('watch', owner, 15);
      if (fence !== null) fences.push(fence);
    });
  }
  for (let idle = 0; idle < 5; ) {
    const before = claimed.length + messages.length;
    await attempt(async () => {
      for (const notification of await records.notifications.claim(owner, 60_000, 3)) {
        claimed.push(notification.id);
        await records.notifications.finish(notification.id, 'handled');
      }
    });
    await attempt(async () => {
      for (const message of await records.messages.claim(owner, 60_000, 3)) {
        messages.push(message.id);
        const { channel, wanted } = message;
        await records.messages.sent(message.id, owner, { ts: '1.1', channel, wanted, digest: '' });
      }
    });
    if (claimed.length + messages.length > before) idle = 0;
    else {
      idle += 1;
      await sleep(20);
    }
  }
  return { approved, received, claimed, messages, fences, errors };
}

/** Writes pairs of rows until it is killed, and says each one that was committed. */
async function write(records: Store, round: string): Promise<void> {
  for (let i = 0; ; i += 1) {
    const id = `${round}-${i}`;
    await records.transaction(async (tx) => {
      await tx.notifications.receive(sampleNotification({ id }));
      await tx.audit.append({ actor: 'writer', event: 'wrote', subject: id, environment: null, data: {} });
    });
    process.stdout.write(`${id}\n`);
  }
}

/** Stops in the middle of a transaction that holds the end of the audit trail, and goes on when it is let. */
async function hold(records: Store): Promise<void> {
  try {
    await records.transaction(async (tx) => {
      await tx.audit.append({ actor: 'paused', event: 'e', subject: null, environment: null, data: {} });
      process.stdout.write('holding\n');
      await sleep(50);
      process.kill(process.pid, 'SIGSTOP');
      await sleep(200);
    });
    process.stdout.write('committed\n');
  } catch (error) {
    process.stdout.write(isProblem(error) ? `${error.kind}\n` : `${String(error)}\n`);
  }
}
