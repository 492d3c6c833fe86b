import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { type Ask, initCommand } from '../../src/cli/init.ts';
import { readHydrousFile } from '../../src/config/hydrous-file.ts';
import { callsOf } from '../iam/sdk-calls.ts';

const TOLD = ['--operations', 'C0OPS', '--incidents', 'C0INC', '--team', 'T0HYDROUS'];
const PEOPLE = ['--operators', 'U0ANA,S0DEV', '--approvers', 'U0BRUNO,S0OPS'];
const WHOLE = [...TOLD, ...PEOPLE, '--region', 'us-east-1'];

let aws: SimulatedAws;
let folder: string;
let path: string;
beforeAll(async () => {
  aws = await startAws();
  Object.assign(process.env, awsEnvironment(aws.url));
});
afterAll(() => aws.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hydrous-init-'));
  path = join(folder, 'hydrous.yml');
});
afterEach(() => {
  aws.faults.clear();
  rmSync(folder, { recursive: true, force: true });
});

async function init(words: readonly string[], ask: Ask = null) {
  const out: string[] = [];
  const err: string[] = [];
  const output = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const exit = await initCommand(words, { HYDROUS_CONFIG: path }, output, ask);
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

test('finds what belongs to the service and writes a configuration that is accepted', async () => {
  aws.calls.clear();
  expect(await init(WHOLE)).toMatchObject({ exit: 0, err: '' });
  const text = readFileSync(path, 'utf8');
  const read = readHydrousFile(text, 'hydrous.yml');
  expect(read.ok && read.configuration.environments[0]).toMatchObject({
    name: 'production',
    region: 'us-east-1',
    cluster: 'hydrous',
    service: 'hydrous-production',
    container: 'hydrous-container',
    repository: 'hydrous',
    logGroup: '/ecs/hydrous-backend',
    database: 'hydrous-db',
    loadBalancer: 'hydrous-alb',
    scale: { min: 1, max: 10 },
  });
  expect(read.ok && read.configuration).toMatchObject({
    roles: { operators: { users: ['U0ANA'], groups: ['S0DEV'] }, teams: ['T0HYDROUS'] },
    channels: { operations: 'C0OPS', incidents: 'C0INC' },
    sns: { topics: [aws.topicArn] },
  });
  expect(text).toContain('/api/health');
  const called = aws.calls.entries.map(({ operation }) => operation);
  expect(called.filter((operation) => !/^(?:Describe|List)/.test(operation))).toEqual([]);
});

test('does not guess what no variable of the task names, and says what there is', async () => {
  await init(WHOLE);
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(/# cache: ….*no variable of the task names one; there are hydrous-redis/);
  const read = readHydrousFile(text, 'hydrous.yml');
  expect(read.ok && read.configuration.environments[0]?.cache).toBeNull();
});

test('no value of a variable gets into the file', async () => {
  await init(WHOLE);
  expect(readFileSync(path, 'utf8')).not.toContain('example.internal');
});

test('leaves a file that is there as it is, and writes over it with --force', async () => {
  writeFileSync(path, 'mine');
  expect(await init(WHOLE)).toMatchObject({
    exit: 1,
    err: expect.stringContaining('--force writes over it'),
  });
  expect(readFileSync(path, 'utf8')).toBe('mine');
  expect((await init([...WHOLE, '--force'])).exit).toBe(0);
  expect(readFileSync(path, 'utf8')).not.toBe('mine');
});

test('asks for what is missing until the answer is an id', async () => {
  const answers = ['#ops', 'C0OPS', 'C0INC', 'T0HYDROUS', 'U0ANA, S0DEV', 'U0BRUNO'];
  const asked: string[] = [];
  const { exit } = await init(['--region', 'us-east-1'], async (question) => {
    asked.push(question);
    return answers.shift() ?? '';
  });
  expect(exit).toBe(0);
  expect(asked[1]).toContain('a channel id such as C0OPS, not its name');
  expect(readFileSync(path, 'utf8')).toContain('approvers: { users: [U0BRUNO], groups: [] }');
});

test('of several services one is named, by flag or by answer', async () => {
  aws.faults.set('ecs.ListServices', {
    kind: 'rewrite',
    change: (reply) =>
      reply.replace(/("arn[^"]*hydrous-production")/, '$1,"arn:aws:ecs:us-east-1:1:service/hydrous/other"'),
  });
  expect((await init(WHOLE)).err).toContain('there are hydrous/hydrous-production, hydrous/other');
  expect(existsSync(path)).toBe(false);
  expect((await init([...WHOLE, '--service', 'hydrous-production'])).exit).toBe(0);
  const answers = ['nothing', 'hydrous/hydrous-production'];
  expect((await init([...WHOLE, '--force'], async () => answers.shift() ?? '')).exit).toBe(0);
});

test.each([
  [[], 'no region'],
  [['--region', 'us-east-1'], 'missing: --operations --incidents --team --operators --approvers'],
  [[...TOLD, '--region', 'us-east-1'], 'missing: --operators --approvers'],
  [[...WHOLE, '--operations', 'ops'], '--operations takes a channel id'],
  [[...WHOLE, '--clustr', 'x'], 'init does not know "--clustr"'],
])('refuses %j in one line', async (words, said) => {
  const { exit, err } = await init(words);
  expect([exit, err]).toEqual([2, expect.stringContaining(said)]);
  expect(existsSync(path)).toBe(false);
});

test.each([
  ['a service that is not there', [...WHOLE, '--service', 'gone'], 'there is no such service'],
  ['AWS that refuses', WHOLE, 'rds:DescribeDBInstances'],
])('%s ends in one line and writes nothing', async (_, words, said) => {
  aws.faults.set('rds.DescribeDBInstances', { kind: 'error', name: 'AccessDenied', status: 403 });
  if (words !== WHOLE) aws.faults.clear();
  expect(await init(words)).toMatchObject({ exit: 1, err: expect.stringContaining(said) });
  expect(existsSync(path)).toBe(false);
});

test('the reads that a person needs for it are the ones that the page names', () => {
  const page = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8');
  const section = page.slice(page.indexOf('## `npx hydrous init`')).split('\n## ')[0] ?? '';
  const named = [...section.matchAll(/`([a-z]+:[A-Z]\w+)`/g)].map(([, action]) => action!);
  expect(named.sort()).toEqual([...callsOf('person').imported.keys()].sort());
});
