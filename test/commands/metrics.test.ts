import { describe, expect, it } from 'vitest';
import type { CommandReaders } from '../../src/core/command.ts';
import type { MetricWish } from '../../src/core/ports/evidence.ts';
import { environment, failing, harness, NOW, readers, textOf } from './builders.ts';

const HOUR = 3_600_000;
const ALB =
  'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/hydrous-alb/50dc6c495c0c9188';
const groups: CommandReaders['targetGroups'] = {
  groups: async () => [
    {
      arn: 'tg',
      port: 8000,
      healthPath: '/api/health',
      healthCodes: '200',
      healthTimeout: 5,
      healthInterval: 30,
      loadBalancers: [ALB],
    },
  ],
};

/** Today 20, 30, 40 and so on, the day before half of it. */
function measuring(asked: MetricWish[] = []): Partial<CommandReaders> {
  return {
    targetGroups: groups,
    metrics: {
      async series(_, wishes, { from, until, period }) {
        asked.push(...wishes);
        const share = until < NOW ? 0.5 : 1;
        const length = Math.round((until - from) / period / 1_000);
        const values = Array.from({ length }, (_, at) => (20 + (at % 3) * 10) * share);
        return wishes.map(({ namespace, name, statistic }) => ({
          namespace,
          name,
          statistic,
          from,
          period,
          values: wishes.length > 1 && name === 'Evictions' ? values.map(() => null) : values,
        }));
      },
    },
    charts: { draw: async () => new Uint8Array([1, 2, 3]) },
  };
}

async function run(line: string, over: Partial<CommandReaders> = measuring(), locale: 'es' | 'en' = 'en') {
  const environments = [environment('production', { database: 'hydrous-db', cache: 'hydrous-redis' })];
  const document = await harness({ environments, readers: readers(over) }).run(line);
  return { document, text: textOf(document, locale) };
}

it('latest, lowest and highest stand beside the picture, with the day before', async () => {
  const { text, document } = await run('metrics cpu');
  expect(text).toContain('*CPU (average)*: 40 %');
  expect(text).toContain('20 % to 40 % · the day before 15 % (+100 %)');
  expect(document.pieces.map(({ piece }) => piece)).toContain('picture');
  expect((await run('metrics cpu', measuring(), 'es')).text).toContain('el día anterior 15 % (+100 %)');
});

it('counts are told for a minute, and their sum is compared', async () => {
  const { text } = await run('metrics requests --since 24h');
  expect(text).toContain('*Requests*: 8/min');
  expect(text).toContain('in all · the day before');
});

it.each([
  ['metrics latency', ['TargetResponseTime p50', 'TargetResponseTime p95', 'TargetResponseTime p99']],
  ['metrics memoria', ['MemoryUtilization Average', 'MemoryUtilization Maximum']],
  [
    'metrics errores',
    ['HTTPCode_Target_5XX_Count Sum', 'HTTPCode_ELB_5XX_Count Sum', 'HTTPCode_Target_4XX_Count Sum'],
  ],
])('%s asks CloudWatch for its own metrics', async (line, names) => {
  const asked: MetricWish[] = [];
  await run(line, measuring(asked));
  expect([...new Set(asked.map(({ name, statistic }) => `${name} ${statistic}`))]).toEqual(names);
  const balancer = asked.find(({ namespace }) => namespace === 'AWS/ApplicationELB');
  if (balancer !== undefined)
    expect(balancer.dimensions).toEqual({ LoadBalancer: 'app/hydrous-alb/50dc6c495c0c9188' });
});

it('deployments and incidents of that time are marked on it and told', async () => {
  const titles: (readonly string[])[] = [];
  const deployment = {
    arn: 'd',
    status: 'SUCCESSFUL',
    statusReason: null,
    createdAt: NOW - HOUR,
    startedAt: NOW - HOUR,
    finishedAt: NOW,
    targetRevision: {
      arn: 'r',
      taskDefinition: 'arn:aws:ecs:us-east-1:1:task-definition/hydrous:43',
      images: [],
    },
    breaker: null,
  };
  const old = { ...deployment, startedAt: NOW - 9 * HOUR };
  const { text } = await run('metrics cpu', {
    ...measuring(),
    history: { recent: async () => [deployment, old], describe: async () => deployment },
    charts: {
      async draw(_, { marks, ahead }) {
        expect(ahead).toBe(-5 * 3_600_000);
        titles.push(marks.map(({ label }) => label));
        return new Uint8Array([1]);
      },
    },
  });
  expect(titles).toEqual([['hydrous:43']]);
  expect(text).toContain('deployment of hydrous:43');
});

describe('what cannot be had is said, and the rest still stands', () => {
  const fail = () => Promise.reject(failing());
  it.each<[string, Partial<CommandReaders>, string, string]>([
    ['the picture', { charts: { draw: fail } }, '*Chart*: could not be read.', '*CPU (average)*: 40 %'],
    ['the figures', { metrics: { series: fail } }, '*Figures*: could not be read.', 'Chart of production'],
    [
      'the deployments',
      { history: { recent: fail, describe: fail } },
      '*Deployments*: could not be read.',
      '*CPU (average)*: 40 %',
    ],
    ['the incidents', { incidents: fail }, '*Incidents*: could not be read.', '*CPU (average)*: 40 %'],
    [
      'the load balancer',
      { targetGroups: { groups: fail } },
      '*Requests, errors and latency*: could not be read.',
      '*CPU (average)*: 40 %',
    ],
  ])('%s', async (_, over, gap, rest) => {
    const { text } = await run('metrics', { ...measuring(), ...over });
    expect(text).toContain(gap);
    expect(text).toContain(rest);
  });

  it('a time without values says so for each metric', async () => {
    const nothing = {
      ...measuring(),
      metrics: {
        series: async (
          _: unknown,
          wishes: readonly MetricWish[],
          { from, period }: { from: number; period: number },
        ) => wishes.map((wish) => ({ ...wish, from, period, values: [null, null] })),
      },
    };
    const { text, document } = await run('metrics cpu', nothing);
    expect(text).toContain('*CPU (average)*: no data in this time');
    expect(document.pieces.map(({ piece }) => piece)).not.toContain('picture');
  });
});

it.each([
  ['metrics chache', 'Did you mean /hydrous metrics cache?'],
  ['metrics cpu --since 30d', 'I search 15 days at most'],
  ['metrics producton', '/hydrous metrics production'],
])('%s is answered with what to type', async (line, words) => {
  expect((await run(line)).text).toContain(words);
});

it('a database or cache that hydrous.yml does not name is said', async () => {
  expect(textOf(await harness().run('metrics database'), 'en')).toContain('has no database in hydrous.yml');
  expect(textOf(await harness().run('metrics redis'), 'es')).toContain('no tiene caché');
});
