import { expect, it, test } from 'vitest';
import { createWatch } from '../../src/app-watch.ts';
import { readHydrousFile } from '../../src/config/hydrous-file.ts';
import { createMindConfiguration } from '../../src/flows/mind-configuration.ts';
import { VALID } from '../config/builders.ts';
import { onEachEngine } from '../store/engines.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 30, 9);

onEachEngine('F16: replicas with different configurations', (bench) => {
  let now = START;
  const warned: string[] = [];
  const replica = (configurationHash: string) =>
    createMindConfiguration({
      store: bench.store(),
      clock: { now: () => now, sleep: async () => undefined },
      log: { info: () => undefined, warn: (_, message) => void warned.push(message), error: () => undefined },
      configurationHash,
      channels: { operations: 'C0OPS' },
      nudge: () => undefined,
    });
  const told = async () =>
    (await bench.raw("select id from messages where id like 'note:configuration:%'")).length;

  it('are told to the channel once a day, after the time that a rollout of the bot may take', async () => {
    now = START;
    warned.length = 0;
    const [old, fresh, other] = [replica('aaaa'), replica('bbbb'), replica('aaaa')];
    const look = async (minutes: number) => {
      now += minutes * MINUTE;
      for (const work of [old, fresh, other]) await work();
    };
    await look(0);
    await look(14);
    expect([await told(), warned]).toEqual([0, []]);
    await look(1);
    await look(1);
    expect(await told()).toBe(1);
    expect(warned[0]).toBe('another replica runs with another configuration');
    await look(24 * 60);
    expect(await told()).toBe(2);

    // The old ones are gone: the new one has the lease, and nothing more is said.
    await bench.store().leases.release('configuration', 'aaaa');
    now += 24 * 60 * MINUTE;
    expect(await fresh()).toBe(MINUTE);
    now += 24 * 60 * MINUTE;
    await fresh();
    expect(await told()).toBe(2);
  });
});

test('F16: the digest in the metrics is another one for another rule, and the same for another comment', async () => {
  const digest = async (text: string): Promise<string | undefined> => {
    const read = readHydrousFile(text, 'hydrous.yml');
    if (!read.ok) throw new Error(read.mistakes.join('\n'));
    const nothing = () => undefined;
    const log = { info: nothing, warn: nothing, error: nothing };
    const { metrics } = createWatch({ log, configuration: read.configuration });
    return /^hydrous_configuration_hash (\d+)$/m.exec(await metrics.render())?.[1];
  };
  const own = await digest(VALID);
  expect(own).toMatch(/^\d+$/);
  expect(await digest(`# the same\n${VALID}`)).toBe(own);
  expect(await digest(VALID.replace('C0OPS', 'C0OTHER'))).not.toBe(own);
});
