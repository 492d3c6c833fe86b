import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { NEEDED_SCOPES } from '../../src/core/doctor/scopes.ts';
import { callsOf } from '../iam/sdk-calls.ts';
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

test('the scopes that doctor asks for are those of the manifest', () => {
  const manifest = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));
  expect([...NEEDED_SCOPES].sort()).toEqual([...manifest.oauth_config.scopes.bot].sort());
});
