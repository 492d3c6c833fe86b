import { describe, expect, it } from 'vitest';
import type { CommandReaders } from '../../src/core/command.ts';
import type { ProbeAnswer } from '../../src/core/ports/evidence.ts';
import { environment, failing, harness, NOW, readers, textOf } from './builders.ts';

const PROBED = { healthUrl: 'https://api.example.com/api/health', frontendOrigin: 'https://app.example.com' };
const answer = (over: Partial<ProbeAnswer> = {}): ProbeAnswer => ({
  status: 200,
  headers: { 'access-control-allow-origin': 'https://app.example.com' },
  failure: null,
  took: 23,
  ...over,
});
const database = (status: string): Partial<CommandReaders> => ({
  databases: {
    events: async () => [],
    state: async () => ({
      id: 'hydrous-db',
      status,
      engine: 'postgres',
      size: 'db.t3.micro',
      host: null,
      port: null,
      pending: [],
      storage: 20,
    }),
  },
});

async function healthOf(over: Partial<CommandReaders> = {}, locale: 'es' | 'en' = 'en'): Promise<string> {
  const environments = [environment('production', PROBED)];
  const base = { probe: async () => answer() };
  return textOf(
    await harness({ environments, readers: readers({ ...base, ...over }) }).run('health'),
    locale,
  );
}

it('the verdict comes first, with what it rests on', async () => {
  const [verdict] = (await healthOf()).split('\n');
  expect(verdict).toBe('*production answers well*: the API answers 200 in 23 ms and 2 of 2 targets healthy');
  expect(await healthOf({}, 'es')).toContain(
    '*production responde bien*: la API contesta 200 en 23 ms y 2 de 2',
  );
});

describe('what is wrong is in the verdict, in words', () => {
  const unhealthy = async () => [
    { id: '1', state: 'healthy', reason: null, description: null },
    { id: '2', state: 'unhealthy', reason: 'Target.Timeout', description: null },
  ];
  it.each<[string, Partial<CommandReaders>, string, string]>([
    [
      'a refused connection',
      { probe: async () => answer({ status: null, failure: 'ECONNREFUSED' }) },
      'the API does not answer',
      '*API*: refuses the connection',
    ],
    [
      'an error',
      { probe: async () => answer({ status: 503 }) },
      'the API answers HTTP 503',
      '[stop] *API*: HTTP 503',
    ],
    [
      'an origin that is refused',
      { probe: async () => answer({ headers: {} }) },
      '(CORS)',
      'without `access-control-allow-origin`',
    ],
    [
      'another origin',
      {
        probe: async () => answer({ headers: { 'access-control-allow-origin': 'https://old.example.com' } }),
      },
      '(CORS)',
      'only https://old.example.com',
    ],
    [
      'an unhealthy target',
      { targets: { health: unhealthy } },
      '1 of 2 targets healthy',
      'does not answer the health check in time',
    ],
    [
      'a stopped database',
      database('stopped'),
      'hydrous-db is stopped',
      '[stop] *Database*: hydrous-db stopped',
    ],
  ])('%s', async (_, over, verdict, line) => {
    const text = await healthOf(over);
    expect(text.split('\n')[0]).toContain('production has trouble');
    expect(text.split('\n')[0]).toContain(verdict);
    expect(text).toContain(line);
  });

  it('a redirect is no health and leads somewhere', async () => {
    const moved = answer({ status: 301, headers: { location: 'https://api.example.com/v2' } });
    expect(await healthOf({ probe: async () => moved })).toContain('leads to https://api.example.com/v2');
  });

  it('an API that is down tells nothing of CORS', async () => {
    const text = await healthOf({ probe: async () => answer({ status: 503, headers: {} }) });
    expect(text).toContain('whether it accepts https://app.example.com is not known');
    expect(text.split('\n')[0]).not.toContain('CORS');
  });
});

describe('a part that cannot be read is named, and never counts as well', () => {
  const fail = () => Promise.reject(failing());
  const { ecs } = readers();
  it.each<[string, Partial<CommandReaders>, string]>([
    ['the service', { ecs: { ...ecs, service: fail } }, 'Service'],
    ['the tasks', { ecs: { ...ecs, tasks: fail } }, 'Tasks'],
    ['the targets', { targets: { health: fail } }, 'Load balancer'],
    ['the database', { databases: { state: fail, events: fail } }, 'Database'],
    ['the cache', { caches: { state: fail, events: fail } }, 'Cache'],
  ])('%s', async (_, over, part) => {
    const text = await healthOf(over);
    expect(text.split('\n')[0]).toBe(`*production*: what could be read is fine; not read: ${part}`);
    expect(text).toContain(`[warning] *${part}*: could not be read.`);
  });
});

it('nothing configured to ask is said, and is no mistake', async () => {
  const text = textOf(await harness().run('health'), 'en');
  expect(text).toContain('`healthUrl` is missing');
  expect(text).toContain('production answers well');
});

it('of many tasks only those that need a look are shown one by one', async () => {
  const { ecs } = readers();
  const [task] = await ecs.tasks({} as never, 'RUNNING');
  const tasks = Array.from({ length: 200 }, (_, at) => ({
    ...task!,
    id: `task${at}`,
    startedAt: NOW - (at + 1) * 60_000,
    healthStatus: at < 7 ? 'UNHEALTHY' : 'HEALTHY',
  }));
  const text = await healthOf({ ecs: { ...ecs, tasks: async () => tasks } });
  expect(text).toContain('[stop] *Health*: 193 healthy tasks · 7 unhealthy · the oldest for 3 h 20 min');
  expect(text.match(/Task task/g)).toHaveLength(5);
  expect(text).toContain('and 2 more');
  expect(text.split('\n')[0]).toContain('7 unhealthy tasks');
});
