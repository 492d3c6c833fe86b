import { describe, expect, it } from 'vitest';
import type { CommandReaders } from '../../src/core/command.ts';
import type { CostView } from '../../src/core/ports/costs.ts';
import { environment, failing, harness, NOW, readers, textOf } from './builders.ts';

const view = (over: Partial<CostView> = {}): CostView => ({
  currency: 'USD',
  days: Array.from({ length: 30 }, () => 3),
  services: [
    { service: 'Amazon Elastic Container Service', amount: 40 },
    { service: 'Amazon Relational Database Service', amount: 15 },
    { service: 'Amazon ElastiCache', amount: 12 },
  ],
  readAt: NOW - 3_600_000,
  ...over,
});
const asked: number[] = [];
const account = (spent: CostView, forecast = 92): Partial<CommandReaders> => ({
  costs: {
    async spent(days) {
      asked.push(days);
      return spent;
    },
    forecast: async () => ({ currency: 'USD', amount: forecast, readAt: NOW }),
  },
});

async function costsOf(over: Partial<CommandReaders>, line = 'costs', locale: 'es' | 'en' = 'en') {
  const environments = [environment('production', { database: 'hydrous-db', cache: 'hydrous-redis' })];
  return textOf(await harness({ environments, readers: readers(over) }).run(line), locale);
}

it('by service, as a month, against what the guide expects, and that asking is paid for', async () => {
  const text = await costsOf(account(view()));
  expect(text).toContain('[ok] *90.00 USD* in all, 91.25 a month');
  expect(text).toContain('within what the guide expects (65 to 100)');
  expect(text).toContain('[ok] *Forecast*: 92.00 USD for the next 30 days');
  expect(text).toContain('Amazon Elastic Container Service: 40.00 USD (44 %)');
  expect(text).toContain('costs 0.01 USD, so the answer is kept for a day');
  expect(await costsOf(account(view()), 'costs', 'es')).toContain('Costos de la cuenta, últimos 30 días');
});

it('more than the guide expects is marked with how much', async () => {
  const text = await costsOf(account(view({ days: Array.from({ length: 30 }, () => 5) }), 150));
  expect(text).toContain('[warning] *150.00 USD* in all, 152.08 a month');
  expect(text).toContain('*52 above* what the guide expects');
});

it('the days that were asked for are whole ones', async () => {
  await costsOf(account(view()), 'costs --since 7d');
  expect(asked.at(-1)).toBe(7);
});

describe('advice comes only where the figures call for it', () => {
  const busy = (value: number): Partial<CommandReaders> => ({
    metrics: {
      series: async (_, wishes, { from, period }) =>
        wishes.map((wish) => ({ ...wish, from, period, values: [value] })),
    },
  });

  it('quiet tasks and caches, and what is paid for all the time', async () => {
    const text = await costsOf({ ...account(view()), ...busy(11) });
    expect(text).toContain('never passed 11 % of CPU and 11 % of memory: fit their size');
    expect(text).toContain('Database and cache cost 27 USD a month');
    expect(text).toContain('Fargate costs 41 USD a month: consider a Savings Plan');
  });

  it('nothing for busy ones that scale and cost little', async () => {
    const text = await costsOf({ ...account(view({ services: [] })), ...busy(70) });
    expect(text).not.toContain('To spend less');
  });

  it('fixed or missing autoscaling', async () => {
    const fixed = { scaling: { bounds: async () => ({ min: 2, max: 2, policies: 0, suspended: false }) } };
    expect(await costsOf({ ...account(view()), ...fixed })).toContain('fixed at 2 tasks');
    expect(await costsOf({ ...account(view()), scaling: { bounds: async () => null } })).toContain(
      'has no autoscaling',
    );
  });
});

describe('what cannot be read is said', () => {
  const fail = () => Promise.reject(failing());
  it.each<[string, Partial<CommandReaders>, string]>([
    [
      'the spending',
      { costs: { spent: fail, forecast: async () => null } },
      '*Spending*: could not be read.',
    ],
    [
      'the forecast',
      { costs: { spent: async () => view(), forecast: fail } },
      '*Forecast*: could not be read.',
    ],
    ['the use', { metrics: { series: fail } }, '*Use of production*: could not be read.'],
  ])('%s', async (_, over, words) => {
    expect(await costsOf({ ...account(view()), ...over })).toContain(words);
  });

  it('an account that is too young for a forecast is no trouble', async () => {
    const young = { costs: { spent: async () => view(), forecast: async () => null } };
    expect(await costsOf(young)).toContain('AWS has too little history yet');
  });
});
