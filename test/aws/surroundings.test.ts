import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import { diffOf } from '../../src/aws/revision-diff.ts';
import { touchedBy } from '../../src/core/revision-diff.ts';
import { clock, environment, silent } from './fake-aws.ts';

let simulated: SimulatedAws;
let client: Aws;
beforeAll(async () => {
  simulated = await startAws({ speed: 20 });
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_')))
    delete process.env[name];
  Object.assign(process.env, awsEnvironment(simulated.url));
  client = createAws({ clock, log: silent });
});
afterEach(() => simulated.faults.clear());
afterAll(async () => {
  client.close();
  await simulated.close();
});

const guarded = { ...environment, database: 'guarded-db', cache: 'guarded-redis' };
const answers = (operation: string, output: object) =>
  simulated.faults.set(operation, { kind: 'answer', output: () => output });

describe('a database', () => {
  it('is told with its state and its events, newest first', async () => {
    answers('rds.DescribeDBInstances', {
      DBInstances: [
        {
          DBInstanceIdentifier: 'guarded-db',
          DBInstanceStatus: 'rebooting',
          Engine: 'postgres',
          DBInstanceClass: 'db.t3.micro',
          AllocatedStorage: 20,
          Endpoint: { Address: 'guarded-db.example', Port: 5432 },
          PendingModifiedValues: { DBInstanceClass: 'db.t3.small' },
        },
      ],
    });
    answers('rds.DescribeEvents', {
      Events: [
        { Message: 'DB instance shutdown', Date: new Date(1_000) },
        { Message: 'DB instance restarted', Date: new Date(2_000) },
        { Message: 'without a time' },
      ],
    });
    expect(await client.databases.state(guarded)).toEqual({
      id: 'guarded-db',
      status: 'rebooting',
      engine: 'postgres',
      size: 'db.t3.micro',
      host: 'guarded-db.example',
      port: 5432,
      pending: ['DBInstanceClass'],
      storage: 20,
    });
    expect(await client.databases.events(guarded, 0)).toEqual([
      { at: 2_000, message: 'DB instance restarted' },
      { at: 1_000, message: 'DB instance shutdown' },
    ]);
  });

  it.each<[string, () => void, string]>([
    ['that is not there', () => undefined, 'not-found'],
    [
      'that nobody may see',
      () =>
        simulated.faults.set('rds.DescribeDBInstances', { kind: 'error', name: 'AccessDenied', status: 403 }),
      'not-permitted',
    ],
    ['in an answer without it', () => answers('rds.DescribeDBInstances', { DBInstances: [] }), 'odd-answer'],
    [
      'in an empty answer',
      () => simulated.faults.set('rds.DescribeDBInstances', { kind: 'empty' }),
      'odd-answer',
    ],
  ])('%s is a problem, never a healthy one', async (_name, prepare, kind) => {
    prepare();
    await expect(client.databases.state(guarded)).rejects.toMatchObject({ kind });
  });

  it('is none where none is configured', async () => {
    expect(await client.databases.state({ ...guarded, database: null })).toBeNull();
    expect(await client.databases.events({ ...guarded, database: null }, 0)).toEqual([]);
  });
});

describe('a cache', () => {
  const cluster = { CacheClusters: [{ CacheClusterId: 'guarded-redis', CacheClusterStatus: 'available' }] };
  it('may be a replication group', async () => {
    answers('elasticache.DescribeReplicationGroups', {
      ReplicationGroups: [
        {
          ReplicationGroupId: 'guarded-redis',
          Status: 'modifying',
          NodeGroups: [{ PrimaryEndpoint: { Address: 'a.example', Port: 6379 } }],
        },
      ],
    });
    expect(await client.caches.state(guarded)).toMatchObject({
      status: 'modifying',
      host: 'a.example',
      port: 6379,
    });
  });

  it('or a cluster without one', async () => {
    answers('elasticache.DescribeCacheClusters', cluster);
    expect(await client.caches.state(guarded)).toMatchObject({ id: 'guarded-redis', status: 'available' });
  });

  it('that is neither is a problem', async () => {
    await expect(client.caches.state(guarded)).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('metrics', () => {
  it('come in the order of the questions, with holes where CloudWatch has nothing', async () => {
    const from = Date.UTC(2026, 2, 2, 10, 0);
    simulated.faults.set('cloudwatch.GetMetricData', {
      kind: 'answer',
      output: () => ({
        MetricDataResults: [
          { Id: 'm1', Timestamps: [new Date(from + 60_000)], Values: [7.123456] },
          { Id: 'm0', Timestamps: [new Date(from), new Date(from + 120_000)], Values: [1, 3] },
        ],
      }),
    });
    const wish = (name: string) => ({ namespace: 'AWS/ECS', name, statistic: 'Maximum', dimensions: {} });
    const found = await client.metrics.series(guarded, [wish('a'), wish('b')], {
      from,
      until: from + 180_000,
      period: 60,
    });
    expect(found.map(({ name, values }) => [name, values])).toEqual([
      ['a', [1, null, 3]],
      ['b', [null, 7.123, null]],
    ]);
  });
});

describe('two revisions', () => {
  const container = (over: object) => ({ name: 'app', image: 'hydrous:v1', ...over });
  const definition = (over: object, task: object = {}) => ({
    ...task,
    containerDefinitions: [container(over)],
  });

  it('differ by names, and no value is told', () => {
    const before = definition({
      environment: [
        { name: 'CORS_ORIGINS', value: 'https://old.example' },
        { name: 'GONE', value: 'x' },
        { name: 'SAME', value: 's3cret' },
      ],
      secrets: [{ name: 'JWT_KEY', valueFrom: 'arn:a' }],
    });
    const after = definition(
      {
        image: 'hydrous:v2',
        command: ['uvicorn'],
        environment: [
          { name: 'SAME', value: 's3cret' },
          { name: 'CORS_ORIGINS', value: 'https://new.example' },
          { name: 'NEW', value: 'y' },
        ],
        secrets: [{ name: 'JWT_KEY', valueFrom: 'arn:b' }],
      },
      { cpu: '1024', runtimePlatform: { cpuArchitecture: 'ARM64' } },
    );
    const diff = diffOf(before as never, after as never, 'app');
    expect([...touchedBy(diff)].sort()).toEqual(
      [
        'architecture',
        'command',
        'cpu',
        'env:CORS_ORIGINS',
        'env:GONE',
        'env:NEW',
        'image',
        'secret:JWT_KEY',
      ].sort(),
    );
    expect(JSON.stringify(diff)).not.toMatch(/s3cret|example|arn:/);
  });

  it('that are the same differ in nothing, in whatever order they stand', () => {
    const one = definition({
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    });
    const other = definition({
      environment: [
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ],
    });
    expect(touchedBy(diffOf(one as never, other as never, null))).toEqual([]);
  });

  it('are bounded, however many variables they have', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => ({ name: `V${index}`, value: 'x' }));
    const diff = diffOf(definition({}) as never, definition({ environment: many }) as never, null);
    expect(diff.environment.added.length).toBeLessThanOrEqual(50);
  });
});
