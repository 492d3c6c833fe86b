import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isProblem } from '../../src/core/problem.ts';
import { openStore } from '../../src/store/open-store.ts';
import { onEachEngine } from './engines.ts';
import { sampleIncident, sampleNotification, sampleOperation } from './samples.ts';

onEachEngine('a transaction', (bench) => {
  it('commits a state change, its audit row and its outbox row together', async () => {
    const store = bench.store();
    await store.operations.insert(sampleOperation(), 's-1');
    const moved = await store.transaction(async (records) => {
      const operation = await records.operations.move('op-aaaaaaaaaa', ['pending'], 'approved', {});
      await records.audit.append({ actor: 'U', event: 'e', subject: null, environment: null, data: {} });
      await records.messages.want({ kind: 'operation', subject: 'op-aaaaaaaaaa', channel: 'C0OPS' });
      return operation;
    });
    expect(await store.operations.get('op-aaaaaaaaaa')).toEqual(moved);
    expect((await store.audit.verify()).rows).toBe(1);
    expect(await store.messages.get('operation:op-aaaaaaaaaa')).not.toBeNull();
  });

  it('leaves nothing when it fails, and passes the error on', async () => {
    const store = bench.store();
    const work = store.transaction(async (records) => {
      await records.operations.insert(sampleOperation(), 's-1');
      await records.votes.insert({
        operation: 'op-aaaaaaaaaa',
        person: 'U',
        decision: 'approve',
        reason: null,
      });
      await records.audit.append({ actor: 'U', event: 'e', subject: null, environment: null, data: {} });
      await records.incidents.save(sampleIncident());
      await records.notifications.receive(sampleNotification());
      await records.messages.want({ kind: 'operation', subject: 'op-aaaaaaaaaa', channel: 'C0OPS' });
      await records.leases.take('service', 'a', 60_000);
      throw new Error('boom');
    });
    await expect(work).rejects.toThrow('boom');
    expect(await store.operations.get('op-aaaaaaaaaa')).toBeNull();
    expect(await store.audit.verify()).toEqual({ rows: 0, broken: null });
    expect(await store.incidents.get('inc-aaaaaaaaaa')).toBeNull();
    expect(await store.notifications.receive(sampleNotification())).toBe('new');
    expect(await store.messages.get('operation:op-aaaaaaaaaa')).toBeNull();
    expect(await store.leases.take('service', 'b', 60_000)).toBe(1);
  });

  it('refuses the handle from outside instead of waiting for itself', async () => {
    const store = bench.store();
    const words = 'only the records that it was given';
    await expect(store.transaction(() => store.operations.get('x'))).rejects.toThrow(words);
    await expect(store.transaction(() => store.now())).rejects.toThrow(words);
    await expect(store.transaction(() => store.transaction(async () => 1))).rejects.toThrow(words);
    expect(await store.operations.get('x')).toBeNull();
  });

  it('lets work that it started and that outlives it use the store', async () => {
    const store = bench.store();
    let later: Promise<unknown> = Promise.resolve();
    await store.transaction(async () => {
      later = new Promise((resolve) => setTimeout(resolve, 20)).then(() => store.now());
    });
    await expect(later).resolves.toBeGreaterThan(0);
  });

  it('runs beside others without mixing with them', async () => {
    const store = bench.store();
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        store.transaction(async (records) => {
          await records.notifications.receive(sampleNotification({ id: `m-${i}` }));
          await new Promise((resolve) => setTimeout(resolve, 1));
          if (i % 2 === 1) throw new Error('odd');
        }),
      ),
    );
    expect(results.filter((result) => result.status === 'rejected')).toHaveLength(10);
    expect(await store.notifications.claim('a', 0, 99)).toHaveLength(10);
  });

  it('says what time the database has', async () => {
    expect(Math.abs((await bench.store().now()) - Date.now())).toBeLessThan(5_000);
  });

  it('is ready once started, and not after it was closed or before it was started', async () => {
    const idle = openStore(bench.place);
    expect(await idle.ready()).toBe(false);
    await expect(idle.now()).rejects.toSatisfy((error) => isProblem(error, 'store-down'));
    await idle.start();
    expect(await idle.ready()).toBe(true);
    await idle.close();
    expect(await idle.ready()).toBe(false);
  });
});

it('makes the folder and the files of the embedded database readable by nobody else', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'hydrous-store-'));
  const folder = join(parent, 'data');
  const store = openStore({ url: null, folder });
  await store.start();
  await store.leases.take('a', 'b', 1);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const file of ['hydrous.db', 'hydrous.db-wal']) {
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  }
  await store.close();
  rmSync(parent, { recursive: true });
});

it('refuses to start when the folder cannot be made, and when the file is no database', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'hydrous-store-'));
  writeFileSync(join(parent, 'file'), '');
  writeFileSync(join(parent, 'hydrous.db'), 'this is no database, whatever its name says'.repeat(50));
  for (const folder of [join(parent, 'file'), parent]) {
    const store = openStore({ url: null, folder });
    await expect(store.start()).rejects.toSatisfy((error) => isProblem(error, 'store-down'));
    expect(await store.ready()).toBe(false);
    await store.close();
  }
  rmSync(parent, { recursive: true });
});
