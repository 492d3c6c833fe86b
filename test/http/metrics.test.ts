import { expect, test } from 'vitest';
import { createMetrics } from '../../src/http/metrics.ts';

test('counters, gauges and histograms are shown in the text format', async () => {
  const metrics = createMetrics();
  metrics.describe('hydrous_posts_total', 'counter', 'Posts\nto Slack');
  metrics.count('hydrous_posts_total', { call: 'chat.update' });
  metrics.count('hydrous_posts_total', { call: 'chat.update' }, 2);
  metrics.gauge('hydrous_outbox_oldest_age_seconds', 1.5);
  metrics.observe('hydrous_ack_seconds', 0.02);
  metrics.observe('hydrous_ack_seconds', 60);
  const text = await metrics.render();
  expect(text).toContain(
    '# HELP hydrous_posts_total Posts\\nto Slack\n# TYPE hydrous_posts_total counter\nhydrous_posts_total{call="chat.update"} 3\n',
  );
  expect(text).toContain(
    '# TYPE hydrous_outbox_oldest_age_seconds gauge\nhydrous_outbox_oldest_age_seconds 1.5\n',
  );
  expect(text).toContain('hydrous_ack_seconds_bucket{le="0.01"} 0\n');
  expect(text).toContain('hydrous_ack_seconds_bucket{le="0.025"} 1\n');
  expect(text).toContain('hydrous_ack_seconds_bucket{le="+Inf"} 2\n');
  expect(text).toContain('hydrous_ack_seconds_sum 60.02\nhydrous_ack_seconds_count 2\n');
});

test('a label value cannot break out of its line', async () => {
  const metrics = createMetrics();
  metrics.count('x_total', { what: 'a"} 1\nforged 2\\' });
  expect(await metrics.render()).toBe('# TYPE x_total counter\nx_total{what="a\\"} 1\\nforged 2\\\\"} 1\n');
});

test('label values without end do not fill the memory', async () => {
  const metrics = createMetrics();
  for (let value = 0; value < 2_000; value += 1) metrics.count('x_total', { value: String(value) });
  const lines = (await metrics.render()).split('\n');
  expect(lines.length).toBeLessThan(1_010);
  expect(lines).toContain('x_total{other="true"} 1000');
});

test('a gauge that cannot be read does not hide the others', async () => {
  const metrics = createMetrics();
  metrics.onRender(async () => {
    throw new Error('store is away');
  });
  metrics.onRender(() => metrics.gauge('fresh', 7));
  expect(await metrics.render()).toContain('fresh 7\n');
});
