import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isProblem, type ProblemKind } from '../../src/core/problem.ts';
import { type OpenedStore, openStore } from '../../src/store/open-store.ts';
import { withSpool } from '../../src/store/spool.ts';
import { queryOnce, startPostgres } from '../postgres.ts';
import { sharedDatabase } from '../shared-postgres.ts';
import { sampleNotification, sampleOperation } from './samples.ts';
import { startWire, type Wire } from './wire.ts';

async function timed(work: () => Promise<unknown>): Promise<{ kind: ProblemKind | null; ms: number }> {
  const begin = performance.now();
  try {
    await work();
    return { kind: null, ms: performance.now() - begin };
  } catch (error) {
    if (!isProblem(error)) throw error;
    return { kind: error.kind, ms: performance.now() - begin };
  }
}

async function answersAgain(store: OpenedStore): Promise<void> {
  await expect.poll(() => store.ready(), { timeout: 8_000, interval: 100 }).toBe(true);
}

describe('a wire to PostgreSQL that fails', () => {
  let folder = '';
  let database = '';
  let wire: Wire;
  let store: OpenedStore;

  beforeEach(async (context) => {
    const shared = await sharedDatabase();
    if ('absent' in shared) return context.skip(shared.absent);
    database = shared.url;
    folder = mkdtempSync(join(tmpdir(), 'hydrous-store-'));
    wire = await startWire(database);
    store = openStore({ url: wire.url, folder });
    await store.start();
    await store.operations.insert(sampleOperation(), 's-1');
  });
  afterEach(async () => {
    await store?.close();
    await wire?.close();
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });

  function approve(): Promise<unknown> {
    return store.transaction(async (records) => {
      await records.operations.move('op-aaaaaaaaaa', ['pending'], 'approved', {});
      await records.audit.append({ actor: 'U', event: 'e', subject: null, environment: null, data: {} });
    });
  }
  async function stateByItself(): Promise<unknown> {
    return (await queryOnce(database, 'select state from operations'))[0]?.['state'];
  }

  it('makes a commit ambiguous when its answer is lost, though it happened', async () => {
    wire.set({ kind: 'mute', after: 'commit' });
    const commit = await timed(approve);
    expect(commit.kind).toBe('ambiguous');
    expect(commit.ms).toBeLessThan(2_500);
    expect(await stateByItself()).toBe('approved');
    wire.set({ kind: 'none' });
    await answersAgain(store);
    expect(await store.operations.get('op-aaaaaaaaaa')).toMatchObject({ state: 'approved' });
  });

  it('makes a commit ambiguous when the connection ends there, though it did not happen', async () => {
    wire.set({ kind: 'drop', at: 'commit' });
    expect((await timed(approve)).kind).toBe('ambiguous');
    expect(await stateByItself()).toBe('pending');
    wire.set({ kind: 'none' });
    await answersAgain(store);
    expect((await timed(approve)).kind).toBeNull();
  });

  it('makes a single write ambiguous, and a read or an unfinished transaction just fail', async () => {
    wire.set({ kind: 'drop', at: 'insert into "leases"' });
    expect((await timed(() => store.leases.take('a', 'b', 1))).kind).toBe('ambiguous');
    wire.set({ kind: 'drop', at: 'update "audit_head"' });
    expect((await timed(approve)).kind).toBe('store-down');
    expect(await stateByItself()).toBe('pending');
    wire.set({ kind: 'none' });
    await answersAgain(store);
    wire.set({ kind: 'drop', at: 'from "operations"' });
    expect((await timed(() => store.operations.get('x'))).kind).toBe('store-down');
  });

  it('fails at once after two failures, and comes back by itself', async () => {
    wire.set({ kind: 'cut' });
    await timed(() => store.now());
    await timed(() => store.now());
    const took: number[] = [];
    for (let i = 0; i < 20; i += 1) {
      const refused = await timed(() => store.now());
      expect(refused.kind).toBe('store-down');
      took.push(refused.ms);
    }
    // Without asking the wire, which takes hundreds; a busy machine may hold up some of them.
    expect(took.sort((one, other) => one - other)[10]).toBeLessThan(50);
    wire.set({ kind: 'none' });
    await answersAgain(store);
  });

  it('spools notifications meanwhile and drains them without a duplicate', async () => {
    const spooled = withSpool(store, folder);
    const receive = (id: string, fields = {}) =>
      spooled.notifications.receive(sampleNotification({ id, ...fields }));
    expect(await receive('m-0')).toBe('new');
    wire.set({ kind: 'cut' });
    expect(await receive('m-0')).toBe('new');
    for (let i = 1; i < 150; i += 1) expect(await receive(`m-${i}`)).toBe('new');
    expect(await receive('m-7')).toBe('duplicate');
    expect(await receive('m-7', { message: 'other' })).toBe('conflict');
    expect(spooled.waiting()).toBe(150);
    expect((await timed(() => spooled.drain())).kind).toBe('store-down');
    await spooled.close();

    // The next process finds the file of the one before.
    wire.set({ kind: 'none' });
    store = openStore({ url: wire.url, folder });
    const next = withSpool(store, folder);
    await next.start();
    await answersAgain(next);
    expect(await Promise.all([next.drain(), next.drain()])).toEqual([150, 150]);
    expect(next.waiting()).toBe(0);
    expect(await next.notifications.receive(sampleNotification({ id: 'm-7' }))).toBe('duplicate');
    const claimed = await next.notifications.claim('a', 60_000, 999);
    expect(new Set(claimed.map((message) => message.id)).size).toBe(150);
    expect(claimed.find((message) => message.id === 'm-9')).toMatchObject(sampleNotification({ id: 'm-9' }));
    await next.close();
  });

  it('keeps one copy when the store took a notification and its answer was lost', async () => {
    const spooled = withSpool(store, folder);
    wire.set({ kind: 'mute', after: 'insert into "notifications"' });
    expect(await spooled.notifications.receive(sampleNotification())).toBe('new');
    wire.set({ kind: 'none' });
    await answersAgain(store);
    expect(await spooled.drain()).toBe(1);
    expect(await spooled.notifications.claim('a', 0, 9)).toHaveLength(1);
    await spooled.close();
  });

  it('starts without PostgreSQL and migrates when it comes', async () => {
    const shared = await sharedDatabase();
    if ('absent' in shared) throw new Error(shared.absent);
    const late = await startWire(shared.url);
    late.set({ kind: 'cut' });
    const waiting = openStore({ url: late.url, folder });
    await waiting.start();
    expect((await timed(() => waiting.operations.get('x'))).kind).toBe('store-down');
    late.set({ kind: 'none' });
    await answersAgain(waiting);
    expect(await waiting.operations.get('x')).toBeNull();
    await waiting.close();
    await late.close();
  });
});

it('never shows the password of the address in a failure', async () => {
  for (const url of ['postgres://bot:hunter2secret@127.0.0.1:1/x', 'postgres://bot:hunter2secret@[bad:1/x']) {
    const said: string[] = [];
    const log = { info() {}, warn: (fields: unknown) => said.push(JSON.stringify(fields)), error() {} };
    const store = openStore({ url, folder: '', log });
    await store.start();
    const failure = await store.now().catch((error: unknown) => error);
    expect(isProblem(failure, 'store-down')).toBe(true);
    expect(said).toHaveLength(1);
    expect(`${said} ${JSON.stringify(failure)} ${String(failure)}`).not.toContain('hunter2secret');
    await store.close();
  }
});

it('gives up on a frozen PostgreSQL in 2.5 s, then at once, and recovers when it goes on', async (context) => {
  const postgres = await startPostgres({ own: true });
  if ('absent' in postgres) return context.skip(postgres.absent);
  const store = openStore({ url: await postgres.url(), folder: '' });
  await store.start();
  await Promise.all([store.now(), store.now(), store.now()]);
  const frozen = await postgres.pids();
  expect(frozen.length).toBeGreaterThan(3);
  try {
    for (const pid of frozen) process.kill(pid, 'SIGSTOP');
    const first = await Promise.all([1, 2, 3, 4, 5, 6].map(() => timed(() => store.operations.get('x'))));
    for (const { kind, ms } of first) {
      expect(kind).toBe('store-down');
      expect(ms).toBeLessThan(2_500);
    }
    const next = await timed(() => store.transaction((records) => records.leases.take('a', 'b', 1)));
    expect(next.kind).toBe('store-down');
    expect(next.ms).toBeLessThan(200);
  } finally {
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
  }
  await answersAgain(store);
  expect(await store.leases.take('a', 'b', 60_000)).toBe(1);
  await store.close();
  await postgres.stop();
});
