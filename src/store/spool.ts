/**
 * Keeps notifications while PostgreSQL is away, in a local file, so that an alarm that was answered with 200 is
 * never lost. What changes production is not spooled: it fails.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../core/ports/ambient.ts';
import type { Notification, NotificationRecords, Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { digestOf } from './notifications.ts';
import type { OpenedStore } from './open-store.ts';
import { openDatabase } from './sqlite.ts';
import { storeDown } from './store-problems.ts';

/** A storm may last as long as the outage; beyond this the sender must keep its messages. */
const MOST = 50_000;
const BATCH = 100;

export interface Spool {
  readonly notifications: NotificationRecords;
  /** Moves what was spooled into the store and returns how many. Throws the store's Problem while it is away. */
  drain(): Promise<number>;
  /** How many wait. */
  waiting(): number;
}

/**
 * The store with its inbox behind a spool; `close` ends both. With the embedded engine there is nothing to bridge,
 * and no file.
 */
export function withSpool(store: OpenedStore, folder: string, log: Log | null = null): OpenedStore & Spool {
  if (store.engine === 'sqlite') return { ...store, drain: async () => 0, waiting: () => 0 };
  const database = openDatabase(folder, 'spool.db');
  database.exec('create table if not exists facts (id text primary key, digest text, body text) strict');
  async function close(): Promise<void> {
    database.close();
    await store.close();
  }
  return { ...store, ...spoolBefore(store, database, log), close };
}

function spoolBefore(store: Store, database: DatabaseSync, log: Log | null): Spool {
  const file = factFile(database);

  async function receive(notification: Notification) {
    try {
      return await store.notifications.receive(notification);
    } catch (error) {
      // Also when the answer was lost: the store knows the message by its id when it is drained.
      if (!isProblem(error, 'store-down') && !isProblem(error, 'ambiguous')) throw error;
      return file.keep(notification);
    }
  }

  async function drain(): Promise<number> {
    let moved = 0;
    for (;;) {
      const batch = file.oldest(BATCH);
      for (const notification of batch) {
        const outcome = await store.notifications.receive(notification);
        if (outcome === 'conflict') {
          log?.error(
            { notification: notification.id },
            'a spooled notification conflicts with the stored one',
          );
        }
        file.forget(notification.id);
        moved += 1;
      }
      if (batch.length < BATCH) return moved;
    }
  }

  let draining: Promise<number> | null = null;
  return {
    notifications: { ...store.notifications, receive },
    drain() {
      draining ??= drain().finally(() => {
        draining = null;
      });
      return draining;
    },
    waiting: file.count,
  };
}

function factFile(database: DatabaseSync) {
  const insert = database.prepare('insert into facts values (?, ?, ?) on conflict do nothing returning id');
  const known = database.prepare('select digest from facts where id = ?');
  const first = database.prepare('select body from facts order by rowid limit ?');
  const remove = database.prepare('delete from facts where id = ?');
  const counted = database.prepare('select count(*) as waiting from facts');

  function count(): number {
    return Number(counted.get()?.['waiting'] ?? 0);
  }
  return {
    count,
    keep(notification: Notification): 'new' | 'duplicate' | 'conflict' {
      const digest = digestOf(notification);
      const stored = known.get(notification.id);
      if (stored !== undefined) return stored['digest'] === digest ? 'duplicate' : 'conflict';
      if (count() >= MOST) throw storeDown('the spool is full');
      insert.all(notification.id, digest, JSON.stringify(notification));
      return 'new';
    },
    oldest: (limit: number): Notification[] => first.all(limit).map((row) => JSON.parse(String(row['body']))),
    forget(id: string): void {
      remove.run(id);
    },
  };
}
