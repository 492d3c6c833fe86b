import { expect, test } from 'vitest';
import { createFigureLine, FIGURES } from '../../src/app-figures.ts';
import { METRIC_NAMES } from '../../src/app-metric-names.ts';
import { createWaitingAge } from '../../src/app-watch.ts';
import { say } from '../../src/core/sentence.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { onEachEngine } from '../store/engines.ts';

test('the line of a minute has gauges as they are and counters by their growth', async () => {
  const metrics = createMetrics();
  const told: Record<string, unknown>[] = [];
  const nothing = () => undefined;
  const line = createFigureLine(metrics, {
    info: (fields) => told.push({ ...fields }),
    warn: nothing,
    error: nothing,
  });
  metrics.gauge('hydrous_outbox_waiting', 4);
  metrics.gauge('hydrous_incidents', 2, { state: 'open' });
  metrics.gauge('hydrous_event_loop_delay_seconds', 0.03, { quantile: '0.99' });
  metrics.count('hydrous_commands_total', { verb: 'status', outcome: 'answered' }, 3);
  metrics.count('hydrous_slack_calls_total', { method: 'chat.update', outcome: 'ok' }, 5);
  await line();
  metrics.count('hydrous_commands_total', { verb: 'scale', outcome: 'answered' });
  metrics.count('hydrous_slack_calls_total', { method: 'chat.update', outcome: 'ratelimited' }, 2);
  metrics.gauge('hydrous_outbox_waiting', 1);
  await line();
  expect(told[0]).toMatchObject({
    hydrous_outbox_waiting: 4,
    hydrous_incidents: { open: 2 },
    hydrous_event_loop_delay_seconds: { p99: 0.03 },
    hydrous_commands_total: 3,
    hydrous_slack_calls_total: { ok: 5, failed: 0 },
  });
  expect(told[1]).toMatchObject({
    hydrous_outbox_waiting: 1,
    hydrous_commands_total: 1,
    hydrous_slack_calls_total: { ok: 0, failed: 2 },
  });
  expect(told[0]).not.toHaveProperty('hydrous_outbox_parked');
});

test('it names only metrics that there are', () => {
  const known = METRIC_NAMES.map(({ name }) => name);
  expect(FIGURES.filter((name) => !known.includes(name))).toEqual([]);
});

test('a message waits from when it was first seen until something of it was sent', () => {
  let now = 0;
  const ageOf = createWaitingAge(() => now);
  expect(ageOf([{ id: 'a', sent: 0 }])).toBe(0);
  now = 60_000;
  expect(
    ageOf([
      { id: 'a', sent: 0 },
      { id: 'b', sent: 3 },
    ]),
  ).toBe(60_000);
  now = 90_000;
  expect(
    ageOf([
      { id: 'a', sent: 1 },
      { id: 'b', sent: 3 },
    ]),
  ).toBe(30_000);
  expect(ageOf([])).toBe(0);
});

onEachEngine('the figures of the store', (bench) => {
  test('count what waits', async () => {
    const store = bench.store();
    expect(await store.figures()).toEqual({
      operations: {},
      incidents: {},
      waiting: [],
      waitingCount: 0,
      parked: 0,
      inbox: 0,
      inboxAge: 0,
    });
    const text = say('slack.busy');
    for (const id of ['note:1', 'note:2']) await store.messages.say({ id, channel: 'C0OPS', text });
    const [message] = await store.messages.claim('me', 60_000, 1);
    await store.messages.later(message!.id, 'me', { delayMs: 0, unsure: false, parked: true });
    const topic = 'arn:aws:sns:us-east-1:123456789012:hydrous-alarms';
    await store.notifications.receive({ id: 'n1', topic, subject: null, message: '{}', publishedAt: 0 });
    await bench.raw('update notifications set received_at = received_at - 90000');
    const figures = await store.figures();
    expect(figures).toMatchObject({ waitingCount: 1, parked: 1, inbox: 1 });
    expect(figures.waiting).toEqual([{ id: 'note:2', sent: 0 }]);
    expect(figures.inboxAge).toBeGreaterThanOrEqual(90_000);
  });
});
