import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { createCaller } from '../../src/aws/call.ts';
import { type Clients, createClients } from '../../src/aws/clients.ts';
import { createCostReader } from '../../src/aws/costs.ts';
import type { CostReader } from '../../src/core/ports/costs.ts';

const DAY = 86_400_000;
let aws: SimulatedAws;
let clients: Clients;
let now: number;
let costs: CostReader;

beforeAll(async () => {
  aws = await startAws();
  Object.assign(process.env, awsEnvironment(aws.url));
  clients = createClients({});
});
afterAll(async () => {
  clients.close();
  await aws.close();
});
beforeEach(() => {
  now = Date.now();
  aws.calls.clear();
  aws.faults.clear();
  costs = createCostReader(clients, createCaller(), { now: () => now, sleep: async () => undefined });
});

it('gives whole days before today by service, the most expensive first', async () => {
  const { days, services, currency } = await costs.spent(30);
  expect(days).toHaveLength(30);
  expect(currency).toBe('USD');
  expect(services[0]?.service).toBe('Amazon Elastic Container Service');
  const all = services.reduce((sum, { amount }) => sum + amount, 0);
  expect(days.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(all, 6);
  const [asked] = aws.calls.of('GetCostAndUsage');
  const today = new Date(now).toISOString().slice(0, 10);
  expect(asked?.input).toMatchObject({ TimePeriod: { End: today }, Granularity: 'DAILY' });
});

it('forecasts the next 30 days', async () => {
  expect(await costs.forecast()).toMatchObject({ currency: 'USD', amount: expect.closeTo(90, 0) });
});

describe('each question is paid for', () => {
  it('so an answer is kept for a day, also for those who ask at the same time', async () => {
    await Promise.all([costs.spent(30), costs.spent(30)]);
    const first = await costs.spent(30);
    await costs.spent(7);
    expect(aws.calls.count('GetCostAndUsage')).toBe(2);
    expect(first.readAt).toBe(now);
    now -= DAY;
    await costs.spent(30);
    expect(aws.calls.count('GetCostAndUsage')).toBe(3);
  });

  it('and a failure is not kept', async () => {
    aws.faults.set('GetCostAndUsage', { kind: 'error', name: 'AccessDeniedException' }, { times: 1 });
    await expect(costs.spent(30)).rejects.toMatchObject({ kind: 'not-permitted' });
    expect((await costs.spent(30)).days).toHaveLength(30);
  });
});

it.each([
  ['GetCostAndUsage', () => costs.spent(30)],
  ['GetCostForecast', () => costs.forecast()],
] as const)('an answer of %s without what was asked for is odd, not nothing', async (call, ask) => {
  aws.faults.set(call, { kind: 'empty' });
  await expect(ask()).rejects.toMatchObject({ kind: 'odd-answer' });
});

it('an account too young for a forecast has none', async () => {
  aws.faults.set('GetCostForecast', { kind: 'error', name: 'DataUnavailableException' });
  expect(await costs.forecast()).toBeNull();
});
