import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { alarmsCreate } from '../../src/changes/alarms-create.ts';
import { loadAlarmRecipes } from '../../src/config/alarm-recipes.ts';
import { operationCard } from '../../src/core/cards/operation-card.ts';
import type { Operation } from '../../src/core/operation.ts';
import { textOf } from '../commands/builders.ts';
import { type House, keyOf, openHouse, ROLES } from '../flows/house.ts';

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:hydrous-alarms';
const CONFIG = fileURLToPath(new URL('../../hydrous.yml', import.meta.url));
const loaded = loadAlarmRecipes('guide/', CONFIG);
const recipes = loaded.ok ? loaded.recipes : [];
const FULL = { database: 'hydrous-db', cache: 'hydrous-redis' };

let house: House;
const alarm = (name: string) => house.aws.world.alarms.all.get(name);
const names = () => [...house.aws.world.alarms.all.keys()].sort();
const puts = () => house.aws.calls.of('PutMetricAlarm').map((call) => call.input);

async function create(...ids: string[]): Promise<Operation> {
  const answer = await house.ask('alarms-create', { recipes: ids });
  const asked = await house.newest();
  if (asked.state !== 'pending') throw new Error(textOf(answer));
  await house.vote('approve', 'U0BRUNO');
  return house.until('succeeded', 'failed', 'superseded', 'stale', 'unknown');
}
async function restore(operation: string): Promise<Operation> {
  await house.ask('alarms-restore', { operation });
  await house.vote('approve', 'U0BRUNO');
  return house.until('succeeded', 'failed', 'superseded', 'stale');
}

describe('an account without alarms', () => {
  beforeAll(async () => {
    house = await openHouse(FULL, ROLES, { topics: [TOPIC], recipes });
    for (const name of names()) house.aws.world.alarms.remove(name);
  });
  afterAll(() => house.close());

  let made: Operation;

  test('gets every alarm of the guide, one write each, which tell the topic in ALARM and in OK', async () => {
    made = await create('all');
    expect(made.state).toBe('succeeded');
    expect(made.steps.map(({ step }) => step)).toEqual(puts().map((input) => input['AlarmName']));
    expect(names()).toEqual(recipes.map(({ id }) => `hydrous-production-${id}`).sort());
    expect(puts().every((input) => String(input['AlarmActions']) === TOPIC)).toBe(true);
    expect(puts().every((input) => String(input['OKActions']) === TOPIC)).toBe(true);
  });

  test.each([
    ['ecs-cpu', { ClusterName: 'hydrous', ServiceName: 'hydrous-production' }],
    ['rds-storage', { DBInstanceIdentifier: 'hydrous-db' }],
    ['redis-evictions', { CacheClusterId: 'hydrous-redis' }],
  ])('%s watches what the configuration names', (id, dimensions) => {
    const input = puts().find((each) => each['AlarmName'] === `hydrous-production-${id}`);
    const pairs = input?.['Dimensions'] as { Name: string; Value: string }[];
    expect(Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value]))).toEqual(dimensions);
  });

  test('looks the load balancer and the target group up', () => {
    const { Dimensions } = alarm('hydrous-production-alb-unhealthy')!.definition;
    expect(Dimensions).toEqual([
      { Name: 'LoadBalancer', Value: expect.stringMatching(/^app\/hydrous-alb\/[0-9a-f]+$/) },
      { Name: 'TargetGroup', Value: expect.stringMatching(/^targetgroup\/[\w-]+\/[0-9a-f]+$/) },
    ]);
  });

  test('sends what the plan printed', () => {
    const line = made.plan.manual.find((each) => each.includes('alb-latency'));
    expect(line).toContain('--extended-statistic p95 --period 60');
    expect(alarm('hydrous-production-alb-latency')?.definition).toMatchObject({
      ExtendedStatistic: 'p95',
      Threshold: 2,
      DatapointsToAlarm: 3,
      EvaluationPeriods: 5,
    });
    expect(made.plan.manual).toHaveLength(recipes.length);
  });

  test('asked for again is nothing to do, and says so alarm by alarm', async () => {
    const answer = await house.ask('alarms-create', { recipes: ['all'] });
    expect(keyOf(answer.summary)).toBe('plan.alarms-nothing');
    expect(textOf(answer)).toContain('hydrous-production-ecs-cpu está en orden');
  });

  test('loses only what was created when that is undone; what somebody changed since stays', async () => {
    expect(alarmsCreate.undo(made)).toBe(`alarms restore ${made.id} production`);
    const changed = alarm('hydrous-production-rds-cpu')!;
    changed.definition = { ...changed.definition, Threshold: 95 };
    const undone = await restore(made.id);
    expect(undone.state).toBe('succeeded');
    expect(names()).toEqual(['hydrous-production-rds-cpu']);
    expect(house.aws.calls.of('DeleteAlarms').map((call) => call.input['AlarmNames'])).toHaveLength(
      recipes.length - 1,
    );
    const again = await house.ask('alarms-restore', { operation: made.id });
    expect(keyOf(again.summary)).toBe('plan.alarms-nothing-back');
    expect(textOf(again)).toContain('Alguien cambió hydrous-production-rds-cpu después');
  });
});

describe('alarms that a team has already', () => {
  beforeEach(async () => {
    house = await openHouse(FULL, ROLES, { topics: [TOPIC], recipes });
  });
  afterEach(() => house.close());

  test('are changed under their own name, field by field, and put back by undo', async () => {
    const own = alarm('hydrous-cpu-high')!;
    own.definition = {
      ...own.definition,
      Threshold: 70,
      OKActions: [],
      AlarmActions: ['arn:aws:sns:x:1:pager'],
    };
    const before = { ...own.definition };
    const operation = await create('ecs-cpu');
    expect(operation.state).toBe('succeeded');
    const check = operation.plan.checks.find(({ text }) => keyOf(text) === 'check.alarm.differs');
    const card = textOf(
      operationCard({
        operation: { ...operation, state: 'pending' },
        what: check!.text,
        undo: null,
        approvals: 0,
      }),
    );
    expect(card).toContain('Cambia: hydrous-cpu-high');
    expect(card).toContain('umbral 70 → 80');
    expect(card).toContain('avisa en OK a – → hydrous-alarms');
    expect(puts()).toHaveLength(1);
    expect(alarm('hydrous-cpu-high')?.definition).toMatchObject({
      AlarmDescription: 'CPU of the backend above 80 %',
      Threshold: 80,
      AlarmActions: ['arn:aws:sns:x:1:pager', TOPIC],
      OKActions: [TOPIC],
    });
    expect((await restore(operation.id)).state).toBe('succeeded');
    const { Threshold, OKActions, AlarmActions, EvaluationPeriods } = before;
    expect(alarm('hydrous-cpu-high')?.definition).toMatchObject({
      ...{ Threshold, OKActions, AlarmActions, EvaluationPeriods },
    });
  });

  test('stop the change when somebody moves one before it runs', async () => {
    await house.ask('alarms-create', { recipes: ['ecs-cpu'] });
    const own = alarm('hydrous-cpu-high')!;
    own.definition = { ...own.definition, Threshold: 85 };
    await house.vote('approve', 'U0BRUNO');
    const stale = await house.until('stale', 'succeeded');
    expect(stale.state).toBe('stale');
    expect(textOf({ summary: stale.outcome!.details[0]!, pieces: [] })).toContain('Alarma hydrous-cpu-high');
    expect(puts()).toEqual([]);
  });

  test('are not guessed among when several watch the same', async () => {
    const { definition, arn } = alarm('hydrous-cpu-high')!;
    house.aws.world.alarms.put(`${arn}-2`, { ...definition, AlarmName: 'cpu-critical', Threshold: 95 });
    const answer = await house.ask('alarms-create', { recipes: ['ecs-cpu'] });
    expect(keyOf(answer.summary)).toBe('plan.alarms-nothing');
    expect(textOf(answer)).toContain('ya lo vigilan varias alarmas (cpu-critical, hydrous-cpu-high)');
  });

  test('a failure on the way says which exist and how to take them back, and that works', async () => {
    await house.ask('alarms-create', { recipes: ['redis-cpu', 'redis-memory', 'redis-evictions'] });
    const { faults } = house.aws;
    const stop = faults.after('PutMetricAlarm', () => {
      faults.set('PutMetricAlarm', { kind: 'error', name: 'LimitExceeded' }, { times: 1 });
      stop();
    });
    await house.vote('approve', 'U0BRUNO');
    const failed = await house.until('failed', 'succeeded');
    expect(failed.state).toBe('failed');
    const [soFar] = failed.outcome!.details;
    expect(soFar).toMatchObject({
      say: 'outcome.alarms-so-far',
      values: {
        names: [{ code: 'hydrous-production-redis-cpu' }],
        undo: { code: `/hydrous alarms restore ${failed.id} production` },
      },
    });
    expect(alarm('hydrous-production-redis-memory')).toBeUndefined();
    expect((await restore(failed.id)).state).toBe('succeeded');
    expect(alarm('hydrous-production-redis-cpu')).toBeUndefined();
  });
});
