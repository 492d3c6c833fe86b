import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';

test('the embedded store frees what a process that died had claimed, when the next one starts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hydrous-take-over-'));
  const first = openStore({ url: null, folder });
  await first.start();
  await first.messages.want({ kind: 'operation', subject: 'op-1', channel: 'C0OPS' });
  expect(await first.messages.claim('first', 60_000, 5)).toHaveLength(1);
  expect(await first.leases.take('service:production', 'first', 60_000)).not.toBeNull();
  await first.close();

  const second = openStore({ url: null, folder });
  await second.start();
  expect(await second.messages.claim('second', 60_000, 5)).toHaveLength(0);
  await second.takeOver();
  expect(await second.messages.claim('second', 60_000, 5)).toHaveLength(1);
  expect(await second.leases.take('service:production', 'second', 60_000)).not.toBeNull();
  await second.close();
  rmSync(folder, { recursive: true });
});
