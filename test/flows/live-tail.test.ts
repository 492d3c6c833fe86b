/** A log that is followed over Live Tail: the simulated AWS over HTTP, the bot's own adapter, a real store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { randomIds } from '../../src/ambient.ts';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import { createCaller } from '../../src/aws/call.ts';
import { createClients } from '../../src/aws/clients.ts';
import { createLogTail } from '../../src/aws/log-tail.ts';
import type { Invocation } from '../../src/core/command.ts';
import { EVERYTHING } from '../../src/core/log-filter.ts';
import { FOLLOW_MS } from '../../src/core/log-follow.ts';
import { createFollowLogs, type FollowLogs } from '../../src/flows/follow-logs.ts';
import { createSealer } from '../../src/sealer.ts';
import { type OpenedStore, openStore } from '../../src/store/open-store.ts';
import { textOf } from '../commands/builders.ts';
import { PRODUCTION } from './house.ts';
import { ANA } from './logs-house.ts';

const GROUP = PRODUCTION.logGroup;
const STREAM = 'ecs/hydrous-container/a';
/** ms. */
const PATIENCE = 12_000;

let simulated: SimulatedAws;
let aws: Aws;
let store: OpenedStore;
let folder: string;
let follow: FollowLogs;
/** ms that the bot's clock is ahead. */
let ahead = 0;
/** Id of the log that was begun last. */
let newest = '';
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = { now: () => Date.now() + ahead, sleep: (ms: number) => sleep(ms) };

const replica = (owner: string): FollowLogs =>
  createFollowLogs({
    store,
    logs: aws.logs,
    tail: aws.logTail,
    environments: [PRODUCTION],
    sealer: createSealer('a secret of the tests'),
    ids: {
      next(prefix) {
        newest = randomIds.next(prefix);
        return newest;
      },
    },
    clock,
    owner,
    log: quiet,
    nudge: () => undefined,
    lookMs: 0,
  });

beforeAll(async () => {
  simulated = await startAws();
  for (const [name, value] of Object.entries(awsEnvironment(simulated.url))) vi.stubEnv(name, value);
  folder = mkdtempSync(join(tmpdir(), 'hydrous-live-'));
  store = openStore({ url: null, folder });
  await store.start();
});
afterAll(async () => {
  await store.close();
  await simulated.close();
  rmSync(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
});
beforeEach(() => {
  ahead = 0;
  // Its limiter must not see the clock go back.
  aws = createAws({ clock, log: quiet });
  follow = replica('one');
});
afterEach(async () => {
  simulated.faults.clear();
  // Whatever a test left open ends by its time.
  ahead = FOLLOW_MS * 2;
  await until(async () => tails() === 0 && (await store.keptLogs.following(ANA.user)) === 0);
  aws.close();
});

const write = (message: string) => simulated.world.logs.write(GROUP, STREAM, message);
const tails = () => simulated.world.logs.tails.size;
const looks = () => simulated.calls.count('FilterLogEvents');

/** Works on, as the loop of the bot does, until it is so. */
async function until(fits: () => Promise<boolean>, ...others: FollowLogs[]): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!(await fits())) {
    if (Date.now() > end) throw new Error('it did not come in time');
    for (const one of [follow, ...others]) await one.work();
    await sleep(50);
  }
}

/** A word of its own keeps apart what the tests, and the simulated tasks, write. */
async function begin(word: string): Promise<string> {
  const now = Date.now();
  const asked = {
    environment: PRODUCTION.name,
    group: GROUP,
    window: { from: now, until: now },
    filter: { ...EVERYTHING, words: [word] },
    task: null,
    zone: 'UTC',
  };
  await follow.begin({ result: 'follow', asked, streams: null }, { member: ANA, via: 'slash' } as Invocation);
  return newest;
}
const card = async (id: string): Promise<string> => textOf((await follow.card(id))!, 'en');
const shows = (id: string, text: string) => async () => (await card(id)).includes(text);
/** Streams, and has looked once beside the stream for what came before it. */
async function streamed(word: string): Promise<string> {
  const id = await begin(word);
  await until(async () => tails() === 1);
  await until(async () => {
    const before = looks();
    for (let turn = 0; turn < 3; turn += 1) await follow.work();
    return looks() === before;
  });
  return id;
}

describe('a log that is followed over Live Tail', () => {
  it('brings a line without another look, once, and shows no secret of it', async () => {
    const id = await streamed('kestrel');
    const before = looks();
    write('INFO: kestrel one <!channel> password=hunter2 ```');
    await until(shows(id, 'kestrel one'));
    expect(looks()).toBe(before);
    expect(JSON.stringify(await follow.card(id))).not.toContain('hunter2');
    // The next look meets the line again.
    ahead = 20_000;
    await until(async () => looks() > before);
    expect((await card(id)).match(/kestrel \w+/g)?.filter((text) => text === 'kestrel one')).toHaveLength(1);
    expect(await card(id)).toContain('1 line ');
  });

  it('polls on, without loss and without doubling, when the stream breaks', async () => {
    const id = await streamed('plover');
    write('INFO: plover one');
    await until(shows(id, 'plover one'));
    for (const tail of simulated.world.logs.tails) tail.fail();
    write('INFO: plover two');
    await until(shows(id, 'plover two'));
    expect(tails()).toBe(0);
    write('INFO: plover three');
    await until(shows(id, 'plover three'));
    expect((await card(id)).match(/plover (?:one|two|three)/g)).toEqual([
      'plover three',
      'plover two',
      'plover one',
    ]);
    expect(await card(id)).toContain('3 lines ');
  });

  it('only polls where the stream is denied, and asks for it once', async () => {
    simulated.faults.set('StartLiveTail', { kind: 'error', name: 'AccessDeniedException' });
    const before = simulated.calls.count('StartLiveTail');
    const id = await begin('dunlin');
    write('INFO: dunlin one');
    await until(shows(id, 'dunlin one'));
    write('INFO: dunlin two');
    await until(shows(id, 'dunlin two'));
    expect(await card(id)).toContain('2 lines ');
    expect(simulated.calls.count('StartLiveTail')).toBe(before + 1);
  });

  it('says when it was shown a sample', async () => {
    const id = await streamed('knot');
    for (let at = 0; at < 700; at += 1) write(`INFO: knot ${at}`);
    await until(shows(id, 'CloudWatch shows a sample'));
    expect(await card(id)).toContain('500 lines a second');
  });

  it('closes the stream at once when it is stopped, and when its time is over', async () => {
    const stopped = await streamed('ruff');
    await follow.stop(stopped, ANA);
    for (let turn = 0; turn < 100 && tails() > 0; turn += 1) await sleep(10);
    expect(tails()).toBe(0);
    const over = await streamed('ruff');
    ahead = FOLLOW_MS;
    await until(shows(over, 'its time was up'));
    for (let turn = 0; turn < 100 && tails() > 0; turn += 1) await sleep(10);
    expect(tails()).toBe(0);
  });

  it('is streamed by the replica that has taken it over, and by no other', async () => {
    const id = await streamed('stint');
    write('INFO: stint one');
    await until(shows(id, 'stint one'));
    // As when the lease of a process that hangs is over.
    await store.followUps.later({ kind: 'follow', subject: id, wanted: 1, attempts: 1 }, 'one', 0);
    const other = replica('two');
    for (let turn = 0; turn < 200 && tails() < 2; turn += 1) {
      await other.work();
      await sleep(20);
    }
    expect(tails()).toBe(2);
    await until(async () => tails() === 1, other);
    write('INFO: stint two');
    await until(shows(id, 'stint two'), other);
    expect((await card(id)).match(/stint (?:one|two)/g)).toEqual(['stint two', 'stint one']);
    ahead = FOLLOW_MS;
    await until(shows(id, 'its time was up'), other);
  });
});

it('counts a stream that falls silent as broken', async () => {
  const clients = createClients({});
  const tail = createLogTail(clients, createCaller(), 300);
  const read = async () => {
    for await (const { lines } of tail.updates(PRODUCTION, { words: ['x'] }, new AbortController().signal))
      expect(lines).toEqual([]);
  };
  await expect(read()).rejects.toMatchObject({ kind: 'unreachable' });
  clients.close();
});
