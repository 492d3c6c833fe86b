import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Check, CheckName } from '../../src/core/check.ts';
import { type House, keyOf, openHouse } from '../flows/house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const V11 = { image: { by: 'tag', tag: 'v1.11.0' } };

async function checkOf(name: CheckName): Promise<Check | undefined> {
  return (await house.newest()).plan.checks.find((check) => check.name === name);
}

/** The checks a refusal shows, as `mark sentence`. */
async function refusedChecks(wish: unknown = V11): Promise<readonly string[]> {
  const { summary, pieces } = await house.ask('deploy', wish);
  expect(keyOf(summary)).toBe('plan.stopped');
  expect(await house.store.operations.list({ limit: 1 })).toEqual([]);
  return pieces.flatMap((piece) =>
    piece.piece === 'list' ? piece.items.map((item) => `${item.mark} ${keyOf(item.text)}`) : [],
  );
}

describe('a deploy is stopped by', () => {
  test('percents under which no task could start or stop', async () => {
    house.aws.console.setPercent(100, 100);
    expect(await refusedChecks()).toContain('stop check.percent.stuck');
  });

  test('an archived image', async () => {
    house.aws.push({ tag: 'v-old', archived: true });
    expect(await refusedChecks({ image: { by: 'tag', tag: 'v-old' } })).toContain(
      'stop check.image.archived',
    );
  });

  test('a rollout that is already running', async () => {
    house.aws.console.forceNewDeployment();
    expect(await refusedChecks()).toContain('stop check.rollout.running');
  });

  test('a field of the task definition that would be lost', async () => {
    house.aws.faults.set('DescribeTaskDefinition', {
      kind: 'rewrite',
      change: (reply) => reply.replace('"cpu":', '"quantumBudget":{"qubits":3},"cpu":'),
    });
    expect(await refusedChecks()).toContain('stop check.fields.lost');
  });

  test('another deployment controller', async () => {
    house.aws.faults.set('DescribeServices', {
      kind: 'rewrite',
      change: (reply) =>
        reply.replace(
          /"deploymentController":\{"type":"ECS"\}/,
          '"deploymentController":{"type":"CODE_DEPLOY"}',
        ),
    });
    expect(await refusedChecks()).toContain('stop check.service.controller');
  });

  test('an inactive revision', async () => {
    house.aws.console.deregister('hydrous:41');
    expect(await refusedChecks({ image: { by: 'revision', revision: 41 } })).toContain(
      'stop check.revision.inactive',
    );
  });
});

describe('a deploy goes out with a warning about', () => {
  test('a missing circuit breaker, and is high risk then', async () => {
    house.aws.console.setBreaker(false);
    await house.ask('deploy', V11);
    expect((await checkOf('circuit-breaker'))?.level).toBe('warning');
    expect((await house.newest()).plan.risk).toBe('high');
  });

  test('open alarms', async () => {
    house.aws.console.setAlarm('hydrous-cpu-high', 'ALARM');
    await house.ask('deploy', V11);
    expect((await checkOf('alarms'))?.level).toBe('warning');
  });

  test('alarms that could not be read, which is not the same as none', async () => {
    house.aws.faults.set('DescribeAlarms', { kind: 'error', name: 'AccessDeniedException' });
    await house.ask('deploy', V11);
    expect((await checkOf('alarms'))?.level).toBe('not-checked');
  });

  test('a platform that could not be read', async () => {
    house.aws.faults.set('GetDownloadUrlForLayer', { kind: 'error', name: 'AccessDeniedException' });
    await house.ask('deploy', V11);
    expect((await checkOf('architecture'))?.level).toBe('not-checked');
  });
});

describe('what may be deployed', () => {
  test('a digest that is in the repository', async () => {
    const { digest } = house.aws.push({ tag: 'v3' });
    expect(keyOf((await house.ask('deploy', { image: { by: 'digest', digest } })).summary)).toBe(
      'operation.asked',
    );
  });

  test('an existing revision, without registering another one', async () => {
    await house.ask('deploy', { image: { by: 'revision', revision: 41 } });
    await house.vote('approve', 'U0BRUNO');
    expect((await house.until('succeeded', 'failed')).state).toBe('succeeded');
    expect(house.aws.calls.count('RegisterTaskDefinition')).toBe(0);
    expect(house.aws.calls.of('UpdateService')[0]?.input['taskDefinition']).toMatch(/hydrous:41$/);
  });

  test('not a revision that does not exist', async () => {
    const { summary } = await house.ask('deploy', { image: { by: 'revision', revision: 999 } });
    expect(keyOf(summary)).toBe('plan.revision-missing');
  });

  test('not a tag where only existing revisions are allowed', async () => {
    await house.close();
    house = await openHouse({ images: 'revisions' });
    expect(keyOf((await house.ask('deploy', V11)).summary)).toBe('plan.revisions-only');
  });
});

test('nobody is asked when nobody could approve', async () => {
  await house.close();
  const nobody = { users: [], groups: [] };
  house = await openHouse(
    {},
    {
      operators: { users: ['U0ANA'], groups: [] },
      approvers: nobody,
      viewers: 'everyone',
      teams: ['T0HYDROUS'],
    },
  );
  expect(keyOf((await house.ask('deploy', V11)).summary)).toBe('operation.refused.nobody');
});

test('where no approval is asked for, a change starts at once and the audit says so', async () => {
  await house.close();
  house = await openHouse({ approvals: 0 });
  expect(keyOf((await house.ask('scale', { count: 3 })).summary)).toBe('operation.accepted');
  await house.until('succeeded');
  const events = (await house.store.audit.recent({ limit: 20 })).map((entry) => entry.event).reverse();
  expect(events).toEqual(['requested', 'approved', 'executing', 'intent:update', 'done:update', 'succeeded']);
});
