import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { sentenceText } from '../../src/cli/document-text.ts';
import { NEEDED_SCOPES } from '../../src/core/doctor/scopes.ts';
import { storeFindings } from '../../src/core/doctor/store-findings.ts';
import { deployStack } from '../cli/template-stack.ts';
import { template } from '../deploy/template.ts';
import { callsOf } from '../iam/sdk-calls.ts';
import { queryOnce } from '../postgres.ts';
import { sharedDatabase } from '../shared-postgres.ts';
import type { Broken } from './broken.ts';
import { BROKEN_ACCOUNT, BROKEN_ENVIRONMENT } from './broken-aws.ts';
import { BROKEN_SLACK } from './broken-slack.ts';
import { BROKEN_STORE } from './broken-store.ts';
import { doctorHouse, type House, type Looked } from './house.ts';

/** ms within which each check must have ended. */
const LIMIT = 10_000;
const ALL = [...BROKEN_SLACK, ...BROKEN_STORE, ...BROKEN_ACCOUNT, ...BROKEN_ENVIRONMENT];

let house: House;
beforeAll(async () => {
  house = await doctorHouse();
}, 30_000);
afterAll(() => house.close());
afterEach(() => house.mend());

async function lookAt(broken: Broken): Promise<Looked> {
  const back = await broken.harm?.(house);
  try {
    return await house.doctor({
      ...broken,
      only: broken.check,
      variables: { ...broken.variables, ...broken.settings?.(house) },
    });
  } finally {
    back?.();
  }
}

describe('a set-up in order', () => {
  test('has nothing to mend, and reading is all that was done', async () => {
    house.aws.calls.clear();
    const { rows, exit } = await house.doctor();
    expect(rows.filter(({ result }) => result === 'NG')).toEqual([]);
    expect(exit).toBe(0);
    expect(rows.length).toBeGreaterThan(40);
    const called = new Set(house.aws.calls.entries.map(({ operation }) => operation));
    expect(
      [...called].filter((name) => !/^(?:Describe|List|Get|Filter|BatchGet|Simulate)/.test(name)),
    ).toEqual([]);
  }, 30_000);

  test('each call that was recorded is one that the policy knows', () => {
    const known = new Set([...callsOf('bot').imported.keys()].map((action) => action.split(':')[1]));
    const called = [...new Set(house.aws.calls.entries.map(({ operation }) => operation))];
    expect(called.length).toBeGreaterThan(25);
    expect(called.filter((operation) => !known.has(operation))).toEqual([]);
  });

  test('is told in a table with the version', async () => {
    const lines = await house.text();
    expect(lines.join('\n')).toMatch(/^OK {3}slack\.scopes/m);
    expect(lines.at(-2)).toMatch(/^Doctor: everything in order \(\d+ checks/);
    expect(lines.at(-1)).toMatch(/^Hydrous \d+\.\d+\.\d+, Node \d+/);
  }, 30_000);
});

describe('broken set-ups', () => {
  test('are many, and no two are called the same', () => {
    expect(ALL.length).toBeGreaterThanOrEqual(40);
    expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
  });

  test.each(ALL)(
    '$name',
    async (broken) => {
      const started = performance.now();
      const { rows, exit, out } = await lookAt(broken);
      const ng = rows.filter(({ result, check }) => result === 'NG' && check === broken.check);
      expect(ng, out).not.toEqual([]);
      const told = ng.find(({ text }) => broken.says.test(text));
      expect(told, out).toBeDefined();
      expect(told?.text).not.toContain('\n');
      expect(told?.remedy).toMatch(broken.todo);
      expect(exit).toBe(1);
      expect(performance.now() - started).toBeLessThan(LIMIT);
      expect(out).not.toMatch(/xoxb-\w|xapp-\w|secret-password|signing-secret/);
    },
    30_000,
  );
});

describe('rights that the bot lacks where it keeps its data', () => {
  test('a user of the database who may not create tables', async (context) => {
    const database = await sharedDatabase();
    if ('absent' in database) return context.skip(database.absent);
    const role = `hydrous_reader_${randomBytes(6).toString('hex')}`;
    const owner = new URL(database.url);
    await queryOnce(owner.href, `create role ${role} login password 'secret-password'`);
    // Before PostgreSQL 15 everybody may.
    await queryOnce(owner.href, 'revoke create on schema public from public');
    const url = Object.assign(new URL(owner), { username: role, password: 'secret-password' });
    try {
      const { rows, exit, out } = await house.doctor({
        only: 'store',
        variables: { DATABASE_URL: url.href },
      });
      expect(rows.filter(({ result }) => result === 'NG')).toEqual([
        {
          check: 'store.rights',
          result: 'NG',
          text: 'The user of DATABASE_URL may not create tables.',
          remedy: expect.stringContaining('GRANT CREATE ON SCHEMA public'),
        },
      ]);
      expect(exit).toBe(1);
      expect(out).not.toContain('secret-password');
      const whole = await house.doctor({ only: 'store', variables: { DATABASE_URL: owner.href } });
      expect(whole.rows.find(({ check }) => check === 'store.rights')).toMatchObject({ result: 'OK' });
    } finally {
      await queryOnce(owner.href, `drop role ${role}`);
    }
  });

  test('a data folder that the user of the bot may not write to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hydrous-shut-'));
    // Root may write everywhere, so it has to look as somebody else, who is not the owner.
    const isRoot = process.getuid?.() === 0;
    chmodSync(folder, isRoot ? 0o755 : 0o500);
    const look = new URL('../../src/store/look.ts', import.meta.url).href;
    const code = `const { lookAtStore } = await import('${look}');
      console.log(JSON.stringify(await lookAtStore(null, '${folder}')));`;
    try {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '-e', code],
        isRoot ? { uid: 65_532, gid: 65_532, cwd: '/', env: {} } : {},
      );
      const [row] = storeFindings(JSON.parse(stdout), Date.now());
      expect(row?.verdict).toBe('ng');
      expect(sentenceText(row!.text, 'en')).toBe(`The folder ${folder} cannot be written to (EACCES).`);
      expect(sentenceText(row!.remedy!, 'en')).toContain(`Make ${folder} writable for the bot alone`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('what cannot be looked at', () => {
  test('a role that may not ask IAM is a SKIP with what to do, and no NG', async () => {
    house.aws.faults.set('iam.SimulatePrincipalPolicy', { kind: 'error', name: 'AccessDenied', status: 403 });
    const { rows, exit } = await house.doctor({ only: 'production.permissions.change' });
    expect(rows.filter(({ check }) => check !== 'versions')).toMatchObject([
      { result: 'SKIP', remedy: expect.stringContaining('--role') },
    ]);
    expect(exit).toBe(0);
  });

  test('what stands behind a service that is not there is skipped, and the cause is told once', async () => {
    const config = (text: string) => text.replaceAll('hydrous-production', 'gone');
    const { rows } = await house.doctor({ only: 'production', config });
    const of = (result: string) => rows.filter((row) => row.result === result).map(({ check }) => check);
    expect(of('SKIP')).toEqual(
      expect.arrayContaining(['production.container', 'production.rollback', 'production.load-balancer']),
    );
    expect(of('NG')).toContain('production.service');
  }, 30_000);

  test('AWS out of reach is one row to mend, and what stands behind it is skipped', async () => {
    house.aws.faults.set('*', { kind: 'error', name: 'ExpiredToken', status: 403 });
    const { rows } = await house.doctor();
    const ng = rows.filter(({ result }) => result === 'NG').map(({ check }) => check);
    expect(ng).toEqual(['aws.identity']);
    expect(rows.filter(({ result }) => result === 'SKIP').map(({ check }) => check)).toContain(
      'production.service',
    );
  }, 30_000);

  test('words that mean nothing are refused with the usage', async () => {
    await expect(house.doctor({ only: '' })).rejects.toThrow();
  });
});

describe('the way of alarms that deploy/cloudformation.yml makes', () => {
  /** What is to be mended in an account where the stack was made and then somebody deleted a part of it. */
  async function missing(harm: (aws: House['aws']) => void): Promise<readonly string[]> {
    const { aws } = house;
    aws.world.sns.removeTopic(aws.topicArn);
    for (const queue of [...aws.world.queues.all.values()]) aws.world.queues.drop(queue);
    await deployStack(aws);
    harm(aws);
    const config = (text: string) => text.replace(/ {2}subscribe: .*\n/, '');
    const [topic, queue] = [
      await house.doctor({ only: 'topic', config }),
      await house.doctor({ only: 'queue', config }),
    ];
    const rows = [...topic.rows, ...queue.rows];
    expect(rows.length).toBeGreaterThan(5);
    return rows.filter(({ result }) => result === 'NG').map(({ check }) => check);
  }

  test('lacks nothing', async () => {
    expect(await missing(() => undefined)).toEqual([]);
  });

  test.each<[string, string, (aws: House['aws']) => void]>([
    ['AlarmTopic', 'topic.hydrous-alarms', ({ world, topicArn }) => world.sns.removeTopic(topicArn)],
    [
      'AlarmSubscription',
      'topic.hydrous-alarms.subscription.queue',
      ({ world, topicArn }) => world.sns.topics.get(topicArn)?.subscriptions.clear(),
    ],
    ['AlarmQueue', 'queue', ({ world, queueArn }) => world.queues.drop(world.queues.byArn(queueArn)!)],
    [
      'AlarmQueuePolicy',
      'queue.policy',
      ({ world, queueArn }) => world.queues.byArn(queueArn)?.attributes.delete('Policy'),
    ],
    [
      'AlarmDeadLetters',
      'queue.dead-letters',
      ({ world, queueArn }) => world.queues.drop(world.queues.byArn(`${queueArn}-dead`)!),
    ],
  ])('and needs %s', async (name, check, harm) => {
    expect(template.Resources[name]).toBeDefined();
    expect(await missing(harm)).toContain(check);
  });
});

test('the scopes that doctor asks for are those of the manifest', () => {
  const manifest = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));
  expect([...NEEDED_SCOPES].sort()).toEqual([...manifest.oauth_config.scopes.bot].sort());
});
