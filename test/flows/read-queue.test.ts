import { expect, it } from 'vitest';
import type { AlarmQueue, QueuedMessage } from '../../src/core/ports/queue.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { createReadQueue } from '../../src/flows/read-queue.ts';
import { storeDown } from '../../src/store/store-problems.ts';
import { alarmMessage, TOPIC } from '../core/alarm-fixtures.ts';
import { deploymentEvent, lambdaEnvelope, PLAIN_TEXT, snsEnvelope } from '../core/notification-fixtures.ts';
import { type Bench, onEachEngine } from '../store/engines.ts';
import { awsTime, incidentHouse } from './incident-house.ts';

const fired = alarmMessage({ StateChangeTime: awsTime(-30) });

/** A queue that gives what is in it until it is removed, and counts. */
function fakeQueue(account: string | null = '123456789012') {
  const kept: { message: QueuedMessage; receives: number }[] = [];
  const hidden: number[] = [];
  const queue: AlarmQueue = {
    name: `arn:aws:sqs:us-east-1:${account ?? ''}:alarms`,
    account,
    receive: async () =>
      kept.map((each) => {
        each.receives += 1;
        return { ...each.message, receives: each.receives };
      }),
    hide: async (_, seconds) => {
      hidden.push(seconds);
    },
    remove: async ({ id }) => {
      kept.splice(
        kept.findIndex(({ message }) => message.id === id),
        1,
      );
    },
  };
  let number = 0;
  return {
    queue,
    hidden,
    left: () => kept.length,
    send(...bodies: readonly string[]) {
      for (const body of bodies) {
        const id = `q${number++}`;
        kept.push({ message: { id, receipt: id, body, receives: 0, sentAt: Date.now() }, receives: 0 });
      }
    },
  };
}

function reading(bench: Bench, fake = fakeQueue(), store: Store = bench.store()) {
  const warnings: string[] = [];
  const house = incidentHouse(bench.store());
  const work = createReadQueue({
    queue: fake.queue,
    store,
    topics: [TOPIC],
    channels: { operations: 'C0OPS' },
    clock: {
      now: Date.now,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, Math.min(ms, 5));
          signal?.addEventListener('abort', () => {
            clearTimeout(timer);
            resolve();
          });
        }),
    },
    log: { info: () => undefined, warn: (_, message) => void warnings.push(message), error: () => undefined },
    count: () => undefined,
    nudge: () => undefined,
  }).work;
  const signal = new AbortController().signal;
  return { ...fake, house, warnings, poll: () => work(signal) };
}

onEachEngine('the queue', (bench) => {
  it('brings envelopes of listed topics, and alarms and events of our account without one', async () => {
    const { send, poll, left, house } = reading(bench);
    send(snsEnvelope(fired), lambdaEnvelope(fired), fired, deploymentEvent('SERVICE_DEPLOYMENT_FAILED'));
    expect(await poll()).toBe(0);
    expect(left()).toBe(0);
    while ((await house.receive.work()) > 0);
    const rows = await bench.raw('SELECT id, topic FROM notifications ORDER BY id');
    // The same MessageId in the first two, so they are one.
    expect(rows).toHaveLength(3);
    expect(new Set(rows.map(({ topic }) => topic))).toEqual(
      new Set([TOPIC, 'arn:aws:sqs:us-east-1:123456789012:alarms']),
    );
    const found = await house.incidents();
    expect(found.map(({ fired: times }) => times)).toEqual([1, 1]);
  });

  it('a message that came over HTTPS before is known', async () => {
    const { send, poll, left, house } = reading(bench);
    await house.deliver(fired, 'e1c5a0b4-7f3a-5b0e-9a55-0f1d2c3b4a59');
    send(snsEnvelope(fired));
    await poll();
    expect(left()).toBe(0);
    expect(await bench.raw('SELECT id FROM notifications')).toHaveLength(1);
  });

  it.each([
    ['text without an envelope', PLAIN_TEXT],
    ['another topic', snsEnvelope(fired, { TopicArn: 'arn:aws:sns:us-east-1:999999999999:other' })],
    ['an alarm of another account', fired.replaceAll('123456789012', '999999999999')],
    ['a confirmation', snsEnvelope('You have chosen', { Type: 'SubscriptionConfirmation', Token: 'x' })],
  ])('%s is tried five times, then set aside and said once', async (_, body) => {
    const { send, poll, left, hidden, house } = reading(bench);
    send(body);
    for (let time = 1; time <= 4; time += 1) await poll();
    expect(left()).toBe(1);
    expect(hidden).toEqual([2, 4, 8, 16]);
    expect(await bench.raw('SELECT id FROM notifications')).toEqual([]);
    await poll();
    expect(left()).toBe(0);
    expect(await bench.raw('SELECT id, state FROM notifications')).toEqual([
      { id: 'sqs:q0', state: 'quarantined' },
    ]);
    const note = await bench.store().messages.get('note:quarantined:sqs:q0');
    expect(note).toMatchObject({ channel: 'C0OPS' });
    expect(await house.events()).toEqual(['notification-quarantined']);
    expect(await house.receive.work()).toBe(0);
  });

  it('without an account in its address it takes nothing that has no envelope', async () => {
    const { send, poll, left } = reading(bench, fakeQueue(null));
    send(fired, snsEnvelope(fired));
    await poll();
    expect(left()).toBe(1);
  });

  it('a message stays until it is committed, and the others go on', async () => {
    const store: Store = {
      ...bench.store(),
      notifications: {
        ...bench.store().notifications,
        receive: async (notification) => {
          if (notification.id === 'away') throw storeDown('on purpose');
          return bench.store().notifications.receive(notification);
        },
      },
    };
    const { send, poll, left, warnings } = reading(bench, fakeQueue(), store);
    send(snsEnvelope(fired, { MessageId: 'away' }), snsEnvelope(fired, { MessageId: 'here' }));
    expect(await poll()).toBeGreaterThan(0);
    expect(left()).toBe(1);
    expect(warnings).toEqual(['a queued message stays']);
  });

  it('work that takes long keeps the message from others meanwhile', async () => {
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const store: Store = {
      ...bench.store(),
      notifications: {
        ...bench.store().notifications,
        receive: async (notification) => {
          await slow;
          return bench.store().notifications.receive(notification);
        },
      },
    };
    const { send, poll, left, hidden } = reading(bench, fakeQueue(), store);
    send(snsEnvelope(fired));
    const polling = poll();
    while (hidden.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    release();
    await polling;
    expect(hidden.slice(0, 3)).toEqual([60, 60, 60]);
    expect(left()).toBe(0);
  });

  it('waits a little when the queue cannot be read', async () => {
    const fake = fakeQueue();
    const broken = {
      ...fake,
      queue: { ...fake.queue, receive: () => Promise.reject(new Error('no')) },
    };
    const { poll, warnings } = reading(bench, broken);
    expect(await poll()).toBe(5_000);
    expect(warnings).toEqual(['the alarm queue cannot be read']);
  });
});
