import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { isProblem } from '../../src/core/problem.ts';
import { type OpenedStore, openStore } from '../../src/store/open-store.ts';
import { type Bench, onEachEngine } from './engines.ts';
import { sampleOperation } from './samples.ts';
import type { HammerReport } from './worker.ts';

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

interface Worker {
  readonly child: ChildProcess;
  /** All that it printed, once it has ended. */
  readonly output: Promise<string>;
  /** Resolves when it has printed that many bytes. */
  printed(bytes: number): Promise<void>;
}

function startWorker(bench: Bench, task: string, name: string, startAt = 0): Worker {
  const args = [WORKER, task, JSON.stringify(bench.place), name, String(startAt)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  const arrivals = new Set<() => void>();
  child.stdout?.on('data', (bytes) => {
    text += bytes;
    for (const arrived of arrivals) arrived();
  });
  return {
    child,
    output: new Promise((resolve) => child.once('close', () => resolve(text))),
    printed: (bytes) =>
      new Promise((resolve) => {
        function check(): void {
          if (text.length < bytes) return;
          arrivals.delete(check);
          resolve();
        }
        arrivals.add(check);
        check();
      }),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

onEachEngine('several processes', (bench) => {
  it('share the work of three without doing anything twice', async () => {
    const store = bench.store();
    for (let i = 0; i < 40; i += 1) {
      await store.operations.insert(sampleOperation({ id: `op-${i}`, environment: `e${i}` }), `s-${i}`);
    }
    const startAt = Date.now() + 700;
    const names = ['a', 'b', 'c'];
    const outputs = await Promise.all(
      names.map((name) => startWorker(bench, 'hammer', name, startAt).output),
    );
    const reports = outputs.map((output): HammerReport => JSON.parse(output));

    expect(reports.flatMap((report) => report.errors)).toEqual([]);
    expect(sum(reports.map((report) => report.approved))).toBe(40);
    expect(sum(reports.map((report) => report.received))).toBe(40);
    for (const kind of ['claimed', 'messages'] as const) {
      const done = reports.flatMap((report) => report[kind]);
      expect([kind, done.length, new Set(done).size]).toEqual([kind, 40, 40]);
    }
    const holders = new Map<number, Set<string>>();
    reports.forEach((report, i) => {
      for (const fence of report.fences) {
        holders.set(fence, (holders.get(fence) ?? new Set()).add(names[i]!));
      }
    });
    expect(holders.size).toBeGreaterThan(0);
    expect([...holders.values()].every((owners) => owners.size === 1)).toBe(true);
    expect(await store.audit.verify()).toEqual({ rows: 40, broken: null });
  }, 40_000);

  it('may migrate at the same time', async () => {
    const known = await bench.raw('select name, sha from schema_migrations order by name');
    expect(known.length).toBeGreaterThan(0);
    await Promise.all(['a', 'b', 'c'].map((name) => startWorker(bench, 'migrate', name).output));
    expect(await bench.raw('select name, sha from schema_migrations order by name')).toEqual(known);
  });

  it('lose no row that was acknowledged when a writer is killed, again and again', async () => {
    const acknowledged: string[] = [];
    const rounds = bench.engine === 'sqlite' ? 10 : 3;
    for (let round = 0; round < rounds; round += 1) {
      const writer = startWorker(bench, 'write', `r${round}`);
      await writer.printed(60 + Math.floor(Math.random() * 300));
      writer.child.kill('SIGKILL');
      const lines = (await writer.output).split('\n');
      // The last piece is empty, or a line that was cut.
      acknowledged.push(...lines.slice(0, -1));
    }
    const rows = await bench.raw('select id from notifications');
    const stored = new Set(rows.map((row) => row['id']));
    expect(acknowledged.length).toBeGreaterThan(rounds * 5);
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    // Each transaction wrote a pair, so that a half one would show.
    expect(await bench.store().audit.verify()).toEqual({ rows: rows.length, broken: null });
  }, 40_000);

  // On the embedded engine a paused process keeps the lock of the file; it is for one process on one host.
  if (bench.engine === 'sqlite') return;
  it('are not held up by one that is paused in a transaction, whose write is then lost', async () => {
    const store: OpenedStore = openStore(bench.place);
    await store.start();
    const paused = startWorker(bench, 'hold', 'p');
    await paused.printed('holding\n'.length);
    await expect
      .poll(
        () =>
          store.audit
            .append({ actor: 'other', event: 'e', subject: null, environment: null, data: {} })
            .then(() => 'appended')
            .catch((error: unknown) => (isProblem(error, 'store-down') ? 'waiting' : String(error))),
        { timeout: 12_000, interval: 50 },
      )
      .toBe('appended');
    paused.child.kill('SIGCONT');
    expect(await paused.output).toBe('holding\nstore-down\n');
    expect((await store.audit.recent({ limit: 9 })).map((entry) => entry.actor)).toEqual(['other']);
    await store.close();
  });
});
