import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { alarmMessage } from '../core/alarm-fixtures.ts';
import { onEachEngine } from '../store/engines.ts';
import { awsTime, incidentHouse } from './incident-house.ts';

const fired = (seconds = -30) => alarmMessage({ StateChangeTime: awsTime(seconds) });
const recovered = (seconds = -10) =>
  alarmMessage({
    NewStateValue: 'OK',
    OldStateValue: 'ALARM',
    StateChangeTime: awsTime(seconds),
    NewStateReason:
      'Threshold Crossed: 1 out of the last 1 datapoints [2.0 (02/03/26 10:08:00)] was not less than the threshold (2.0).',
  });

onEachEngine('receiving alarms', (bench) => {
  it('one alarm is one incident with a card, an audit row and a line in its thread', async () => {
    const house = incidentHouse(bench.store());
    await house.deliver(fired());
    expect(await house.receive.work()).toBe(1);
    const [incident] = await house.incidents();
    expect(incident).toMatchObject({
      environment: 'production',
      state: 'open',
      alarmState: 'ALARM',
      fired: 1,
    });
    expect(await bench.store().messages.get(`incident:${incident?.id}`)).toMatchObject({
      channel: 'C0INC',
      card: { kind: 'incident', subject: incident?.id },
      wanted: 1,
    });
    expect(await bench.store().messages.get(`note:${incident?.id}:1`)).toMatchObject({
      note: { parent: `incident:${incident?.id}`, broadcast: false },
    });
    expect(await house.events()).toEqual(['incident-opened']);
    expect(await house.receive.work()).toBe(0);
    expect(house.errors).toEqual([]);
  });

  it('an OK ends it, and a new alarm soon after takes the same card', async () => {
    const house = incidentHouse(bench.store());
    for (const message of [fired(-30), recovered(-20), fired(-10)]) await house.deliver(message);
    await house.receive.work();
    const incidents = await house.incidents();
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ state: 'open', fired: 2, version: 3 });
    expect(await house.events()).toEqual(['incident-opened', 'incident-resolved', 'incident-reopened']);
    const recovery = await bench.store().messages.get(`note:${incidents[0]?.id}:2`);
    expect(recovery?.note?.broadcast).toBe(true);
  });

  it('an ALARM that arrives after its OK changes nothing', async () => {
    const house = incidentHouse(bench.store());
    await house.deliver(fired(-60));
    await house.deliver(recovered(-10));
    await house.deliver(fired(-30));
    await house.receive.work();
    expect(await house.incidents()).toMatchObject([{ state: 'resolved', fired: 1 }]);
  });

  it('an OK that arrives before its ALARM still ends it', async () => {
    const house = incidentHouse(bench.store());
    await house.deliver(recovered(-10));
    await house.receive.work();
    expect(await house.incidents()).toEqual([]);
    await house.deliver(fired(-60));
    await house.receive.work();
    expect(await house.incidents()).toMatchObject([{ state: 'resolved', alarmState: 'OK', fired: 1 }]);
    expect(await house.events()).toEqual(['incident-opened', 'incident-resolved']);
  });

  it('a recovery of an alarm that never fired is silent', async () => {
    const house = incidentHouse(bench.store());
    await house.deliver(recovered());
    await house.deliver(alarmMessage({ NewStateValue: 'INSUFFICIENT_DATA', StateChangeTime: awsTime(-5) }));
    expect(await house.receive.work()).toBe(2);
    expect(await house.incidents()).toEqual([]);
    expect(await house.receive.work()).toBe(0);
  });

  it.each([
    ['plain text', 'plain text'],
    ['null', 'null'],
    ['an empty list', '[]'],
    ['ten thousand open brackets', '['.repeat(10_000)],
    ['a NUL and half a character', '\u0000\ud800'],
    ['an alarm in a state that is none', '{"AlarmName":"x","NewStateValue":"WORSE"}'],
  ])('shows %s as it came', async (_name, message) => {
    const house = incidentHouse(bench.store());
    await house.deliver(message);
    await house.receive.work();
    expect(await house.incidents()).toMatchObject([
      { alarm: null, environment: null, state: 'open', fired: 1 },
    ]);
    await house.deliver(message);
    await house.receive.work();
    expect(await house.incidents()).toMatchObject([{ fired: 2 }]);
    expect(house.errors).toEqual([]);
  });

  it('two processes on one inbox make one incident of each alarm', async () => {
    const one = incidentHouse(bench.store(), {}, 'one');
    const other = incidentHouse(bench.store(), {}, 'other');
    for (let index = 0; index < 30; index += 1) {
      const name = `hydrous-production-${index % 5}`;
      const arn = `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;
      await one.deliver(
        alarmMessage({ AlarmName: name, AlarmArn: arn, StateChangeTime: awsTime(index - 60) }),
      );
    }
    const workUntilEmpty = async (house: typeof one) => {
      while ((await house.receive.work()) > 0);
    };
    await Promise.all([workUntilEmpty(one), workUntilEmpty(other)]);
    expect(await one.incidents()).toHaveLength(5);
    expect([...one.errors, ...other.errors]).toEqual([]);
  });
});

describe('a notification that cannot be handled', () => {
  onEachEngine('is set aside', (bench) => {
    it('after five tries, said once, and the others go on', async () => {
      const house = incidentHouse(brokenFor(bench.store(), 'poison'));
      await house.deliver(fired(), 'good');
      await house.deliver(
        alarmMessage({
          AlarmName: 'poison',
          AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:poison',
        }),
        'bad',
      );
      for (let attempt = 0; attempt < 7; attempt += 1) {
        await house.receive.work();
        await bench.raw('UPDATE notifications SET lease_until = 0');
      }
      expect(await house.incidents()).toHaveLength(1);
      expect(house.errors).toHaveLength(5);
      expect(await bench.raw("SELECT state FROM notifications WHERE id = 'bad'")).toEqual([
        { state: 'quarantined' },
      ]);
      expect(await bench.store().messages.get('note:quarantined:bad')).toMatchObject({ channel: 'C0OPS' });
      expect(await house.events()).toContain('notification-quarantined');
    });
  });
});

/** A store that fails on every incident of one alarm. */
function brokenFor(store: Store, alarm: string): Store {
  return {
    ...store,
    transaction: (work) =>
      store.transaction((records) =>
        work({
          ...records,
          incidents: {
            ...records.incidents,
            latest: async (fingerprint) => {
              if (fingerprint.endsWith(alarm)) throw new Error('on purpose');
              return records.incidents.latest(fingerprint);
            },
          },
        }),
      ),
  };
}
