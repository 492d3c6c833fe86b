/** Two bots on one PostgreSQL, with one Slack and one AWS around them. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { type Bot, createBot } from '../../sandbox/bot.ts';
import type { SandboxOptions } from '../../sandbox/start.ts';
import { type OpenedStore, openStore } from '../../src/store/open-store.ts';
import { type House, openHouse } from '../faults/house.ts';
import { sharedDatabase } from '../shared-postgres.ts';

export interface Pair extends House {
  readonly bots: readonly [Bot, Bot];
  /** The shared store, seen past the bots. */
  readonly store: OpenedStore;
}

/** Slack's requests go to the two in turn, as behind a load balancer. */
async function openPair(databaseUrl: string, options: SandboxOptions = {}): Promise<Pair> {
  const settings = { DATABASE_URL: databaseUrl };
  const house = await openHouse({ ...options, settings });
  const folder = await mkdtemp(join(tmpdir(), 'hydrous-replica-'));
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  const second = createBot({ environment: { ...house.environment, HYDROUS_DATA: data, PORT: '0' } });
  const store = openStore({ url: databaseUrl, folder: data });

  async function close(): Promise<void> {
    await second.stop();
    await store.close();
    await house.close();
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await second.start();
    await store.start();
  } catch (error) {
    await close();
    throw error;
  }
  house.slack.deliverTo(house.bot.url, second.url);
  return { ...house, bots: [house.bot, second], store, close };
}

/** A pair on a fresh database for one test, which is skipped where there is no PostgreSQL. */
export async function inPair(
  context: TestContext,
  work: (pair: Pair) => Promise<void>,
  options: SandboxOptions = { aws: { speed: 60 } },
): Promise<void> {
  const database = await sharedDatabase();
  if ('absent' in database) return context.skip(database.absent);
  const pair = await openPair(database.url, options);
  try {
    await work(pair);
  } finally {
    await pair.close();
  }
}
