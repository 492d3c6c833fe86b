/** One change, from Slack's request to AWS: what the metrics count, and how the log lines hang together. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { METRIC_NAMES } from '../../src/app-metric-names.ts';
import { eventually, type House, openHouse, payload } from '../faults/house.ts';

let house: House;
let operation = '';

beforeAll(async () => {
  house = await openHouse({ aws: { speed: 60 } });
  await house.slack.as('U0ANA').command('/hydrous', 'scale 3');
  const card = await house.operationIn(['pending']);
  operation = payload(card)['operation']!;
  await house.slack.as('U0BRUNO').click(card, 'approve');
  await house.operationIn(['succeeded']);
  await house.slack.as('U0ANA').command('/hydrous', 'nonsense');
}, 120_000);

afterAll(() => house?.close());

const lines = (): Record<string, unknown>[] =>
  house.bot.lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as Record<string, unknown>];
    } catch {
      return [];
    }
  });

async function scraped(): Promise<string> {
  return (await fetch(`${house.bot.url}/metrics`)).text();
}

async function figure(series: string): Promise<number> {
  const line = (await scraped()).split('\n').find((each) => each.startsWith(`${series} `));
  return Number(line?.split(' ').at(-1));
}

test('every line of a request bears its id, up to the call to AWS with the id that AWS gave it', () => {
  const asked = lines().find((line) => line['msg'] === 'change requested' && line['operation'] === operation);
  expect(asked?.['request']).toMatch(/^req-[0-9a-f]{12}$/);
  const reads = lines().filter(
    (line) => line['msg'] === 'aws call' && line['request'] === asked?.['request'],
  );
  expect(reads.map((line) => line['action'])).toContain('ecs:DescribeServices');
  for (const line of reads) expect(String(line['awsRequest']).length).toBeGreaterThan(8);
});

test('the call that changes AWS bears the operation, and so does what sent it', () => {
  const of = (message: string) =>
    lines().filter((line) => line['msg'] === message && line['operation'] === operation);
  expect(of('sending change to AWS')).toHaveLength(1);
  expect(of('aws call').map((line) => line['action'])).toEqual(['ecs:UpdateService']);
});

test('the decision bears the id of the click', () => {
  const decided = lines().find((line) => line['msg'] === 'operation decided');
  const asked = lines().find((line) => line['msg'] === 'change requested');
  expect(decided?.['request']).toMatch(/^req-/);
  expect(decided?.['request']).not.toBe(asked?.['request']);
});

test('the figures are there', async () => {
  await eventually('the second command is counted', async () => {
    return (await figure('hydrous_commands_total{verb="none",outcome="verb"}')) === 1;
  });
  expect(await figure('hydrous_commands_total{verb="scale",outcome="answered"}')).toBe(1);
  expect(await figure('hydrous_operations{state="succeeded"}')).toBe(1);
  expect(await figure('hydrous_store_up')).toBe(1);
  expect(await figure('hydrous_outbox_parked')).toBe(0);
  expect(await figure('hydrous_configuration_hash')).toBeGreaterThan(2 ** 20);
  expect(await figure('hydrous_slack_ack_seconds_count{kind="command"}')).toBe(2);
  expect(await figure('hydrous_slack_ack_seconds_count{kind="click"}')).toBe(1);
  expect(await figure('hydrous_slack_calls_total{method="chat.postMessage",outcome="ok"}')).toBeGreaterThan(
    0,
  );
  expect(await figure('hydrous_aws_calls_total{operation="ecs:UpdateService",outcome="ok"}')).toBe(1);
  expect(await figure('process_resident_memory_bytes')).toBeGreaterThan(2 ** 20);
  expect(await figure('hydrous_event_loop_delay_seconds{quantile="0.99"}')).toBeGreaterThan(0);
  expect(await scraped()).toMatch(
    /hydrous_build_info\{version="\d+\.\d+\.\d+",node="\d[^"]+",engine="sqlite"\} 1\n/,
  );
});

test('a notification says how old it was when it was kept', async () => {
  house.fire();
  await house.incidentIn('open');
  expect(await figure('hydrous_ingest_age_seconds_count')).toBeGreaterThan(0);
  expect(await figure('hydrous_incidents{state="open"}')).toBe(1);
});

test('what is shown is what the table names', async () => {
  const shown = [...(await scraped()).matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(
    ([, name, kind]) => `${name} ${kind}`,
  );
  expect(shown.sort()).toEqual(METRIC_NAMES.map(({ name, kind }) => `${name} ${kind}`).sort());
});

test('no line holds a token or the text of a command', () => {
  const all = house.bot.lines.join('\n');
  expect(all).not.toContain(house.environment['SLACK_BOT_TOKEN']);
  expect(all).not.toContain(house.environment['SLACK_SIGNING_SECRET']);
});
