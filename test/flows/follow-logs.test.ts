import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Invocation } from '../../src/core/command.ts';
import { Problem } from '../../src/core/problem.ts';
import { say } from '../../src/core/sentence.ts';
import { keyOf, textOf } from '../commands/builders.ts';
import { ANA, BRUNO, type LogsHouse, openLogsHouse, T0 } from './logs-house.ts';

let house: LogsHouse;
beforeEach(async () => {
  house = await openLogsHouse();
});
afterEach(() => house.close());

async function begin(words: readonly string[] = []): Promise<string> {
  const { filter, ...asked } = house.asked({ window: { from: T0, until: T0 } });
  const invocation = { member: ANA, via: 'slash' } as Invocation;
  const ask = { result: 'follow' as const, asked: { ...asked, filter: { ...filter, words } }, streams: null };
  expect(keyOf((await house.follow.begin(ask, invocation)).summary)).toBe('logs.follow-started');
  const [row] = await house.store.followUps.claim('follow', 'nobody', 0, 1);
  return row!.subject;
}
const card = async (id: string): Promise<string> => textOf((await house.card('follow', id))!, 'en');

describe('a log that is followed', () => {
  it('shows each line once, newest first, also those that arrive late', async () => {
    const id = await begin();
    expect(await card(id)).toContain('No line has come yet');
    house.write('INFO: one', 1_000);
    await house.pass(4_000);
    house.write('INFO: two', 5_000);
    house.write('INFO: late', 500);
    await house.pass(4_000);
    await house.pass(4_000);
    expect((await card(id)).match(/INFO: \w+/g)).toEqual(['INFO: two', 'INFO: one', 'INFO: late']);
    expect(await card(id)).toContain('3 lines · read');
  });

  it('asks again only for what is new and what may come late', async () => {
    await begin(['boom']);
    await house.pass(60_000);
    await house.pass(4_000);
    const [first, second] = house.queries;
    expect([first?.from, first?.words]).toEqual([T0, ['boom']]);
    expect(second?.from).toBe(T0 + 60_000 - 20_000);
  });

  it('says when more comes than it can read', async () => {
    const id = await begin();
    for (let at = 0; at < 1_200; at += 1) house.write(`INFO: ${at}`, at);
    await house.pass(4_000);
    expect(await card(id)).toContain('this is a sample');
  });

  it('edits its message when something came, and else only now and then', async () => {
    await begin();
    for (let look = 0; look < 6; look += 1) await house.pass(4_000);
    house.write('INFO: x', 25_000);
    await house.pass(4_000);
    expect(await house.wanted()).toEqual(['follow U0ANA 2']);
    await house.pass(4_000);
    expect(await house.wanted()).toEqual(['follow U0ANA 3']);
  });

  it('ends by itself when its time is over', async () => {
    const id = await begin();
    await house.pass(10 * 60_000);
    expect(await card(id)).toContain('its time was up');
    expect(await house.pass(4_000)).toBe(0);
    expect(await house.store.keptLogs.following(ANA.user)).toBe(0);
  });

  it('ends on the button of its owner, and of nobody else', async () => {
    const id = await begin();
    expect(keyOf((await house.follow.stop(id, BRUNO)).summary)).toBe('logs.not-yours');
    expect(keyOf((await house.follow.stop(id, ANA)).summary)).toBe('logs.follow-stopped');
    expect(keyOf((await house.follow.stop(id, ANA)).summary)).toBe('logs.follow-was-over');
    house.write('INFO: after', 1_000);
    await house.pass(4_000);
    expect(await card(id)).toContain('Stopped');
    expect(await card(id)).not.toContain('after');
    expect(await house.pass(4_000)).toBe(0);
  });

  it('goes on after a restart where it stood', async () => {
    const id = await begin();
    house.write('INFO: before', 1_000);
    await house.pass(4_000);
    const after = house.again();
    house.write('INFO: after', 5_000);
    await house.pass(4_000);
    await after.work();
    expect((await card(id)).match(/INFO: \w+/g)).toEqual(['INFO: after', 'INFO: before']);
  });

  it('bears a look that fails, and ends with the reason when it will not get better', async () => {
    const id = await begin();
    house.fail(new Problem('throttled', say('slack.rate-limited'), 'in this test'));
    await house.pass(4_000);
    expect(await card(id)).toContain('goes on until');
    house.fail(new Problem('not-permitted', say('slack.unreachable'), 'in this test'));
    await house.pass(4_000);
    expect(await card(id)).toContain('Ended');
    expect(await house.pass(4_000)).toBe(0);
  });

  it('is one of two at most for a person, and none on the command line', async () => {
    await begin();
    await begin();
    const ask = { result: 'follow' as const, asked: house.asked(), streams: null };
    const say = async (via: 'slash' | 'cli') =>
      keyOf((await house.follow.begin(ask, { member: ANA, via } as Invocation)).summary);
    expect([await say('slash'), await say('cli')]).toEqual(['logs.follow-many', 'logs.follow-elsewhere']);
  });
});
