import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { autoscale } from '../../src/changes/autoscale.ts';
import { autoscaleSuspend } from '../../src/changes/autoscale-suspend.ts';
import { type House, keyOf, openHouse } from '../flows/house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const wish = (over: object = {}) => ({ min: null, max: null, cpu: null, memory: null, ...over });
const HOUR = 3_600_000;

function target() {
  return house.aws.world.autoscaling.targets[0]!;
}
function flags(): readonly (boolean | undefined)[] {
  const { SuspendedState: state } = target();
  return [
    state?.DynamicScalingInSuspended,
    state?.DynamicScalingOutSuspended,
    state?.ScheduledScalingSuspended,
  ];
}
async function approved(kind: 'autoscale' | 'autoscale-suspend' | 'autoscale-resume', given: unknown) {
  await house.ask(kind, given);
  await house.vote('approve', 'U0BRUNO');
  return house.until('succeeded', 'failed', 'superseded', 'stale');
}
/** Moves the end of the newest suspension to now, as if its time had passed. */
async function timePasses(): Promise<void> {
  const { id } = await house.newest();
  await house.store.followUps.want('end-suspension', id, 0);
}

describe('setting autoscaling', () => {
  test('sends the bounds and one policy a target, each once, and its undo names what was there', async () => {
    const operation = await approved('autoscale', wish({ min: 2, max: 6, cpu: 70 }));
    expect(operation.state).toBe('succeeded');
    expect(house.aws.calls.of('RegisterScalableTarget').map((call) => call.input)).toEqual([
      expect.objectContaining({ MinCapacity: 2, MaxCapacity: 6 }),
    ]);
    expect(house.aws.calls.of('PutScalingPolicy').map((call) => call.input)).toEqual([
      expect.objectContaining({
        PolicyName: 'hydrous-cpu',
        TargetTrackingScalingPolicyConfiguration: {
          PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
          TargetValue: 70,
          ScaleOutCooldown: 60,
          ScaleInCooldown: 300,
        },
      }),
    ]);
    expect(autoscale.undo(operation)).toBe('autoscale min=1 max=4 cpu=60 production');
  });

  test('adds a policy for memory where there is none, and has no undo for it', async () => {
    const operation = await approved('autoscale', wish({ memory: 75 }));
    expect(operation.state).toBe('succeeded');
    expect(house.aws.calls.count('RegisterScalableTarget')).toBe(0);
    expect(house.aws.calls.of('PutScalingPolicy')[0]?.input['PolicyName']).toBe('hydrous-production-memory');
    expect(autoscale.undo(operation)).toBeNull();
  });

  test('counts requests at the target group that it looks up, and takes that back', async () => {
    const first = await approved('autoscale', wish({ requests: 1000 }));
    expect(first.state).toBe('succeeded');
    const [input] = house.aws.calls.of('PutScalingPolicy').map((call) => call.input);
    expect(input).toMatchObject({
      PolicyName: 'hydrous-production-requests',
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: {
          PredefinedMetricType: 'ALBRequestCountPerTarget',
          ResourceLabel: expect.stringMatching(
            /^app\/hydrous-alb\/[0-9a-f]+\/targetgroup\/[\w-]+\/[0-9a-f]+$/,
          ),
        },
        TargetValue: 1000,
      },
    });
    expect(first.plan.rows).toEqual([{ field: 'target-requests', from: '–', to: '1000' }]);
    expect(first.plan.manual.join()).toContain('ALBRequestCountPerTarget');
    const second = await approved('autoscale', wish({ requests: 500 }));
    expect(autoscale.undo(second)).toBe('autoscale requests=1000 production');
  });

  test.each([
    ['none at all', wish({ requests: 0 }), 'plan.requests-zero', () => {}],
    [
      'a service behind no load balancer',
      wish({ requests: 100 }),
      'plan.no-balancer',
      () => {
        const service = house.aws.world.ecs.clusters.get('hydrous')!.services.get('hydrous-production')!;
        Object.assign(service, { loadBalancers: [] });
      },
    ],
  ])('requests for %s are refused', async (_, asked, key, prepare) => {
    prepare();
    expect(keyOf((await house.ask('autoscale', asked)).summary)).toBe(key);
  });

  test('says that the count will be moved at once', async () => {
    await house.ask('autoscale', wish({ min: 3 }));
    const check = (await house.newest()).plan.checks.find((each) => each.name === 'autoscaling');
    expect(check).toEqual({
      name: 'autoscaling',
      level: 'warning',
      text: { say: 'check.moved.at-once', values: { from: 2, to: 3 } },
    });
  });

  test.each([
    ['beyond the bounds of hydrous.yml', { max: 11 }],
    ['with the least above the most', { min: 5 }],
  ])('%s is stopped', async (_, over) => {
    expect(keyOf((await house.ask('autoscale', wish(over))).summary)).toBe('plan.stopped');
  });

  test('to what it is already is no change', async () => {
    const answer = await house.ask('autoscale', wish({ min: 1, max: 4, cpu: 60 }));
    expect(keyOf(answer.summary)).toBe('plan.same-autoscaling');
  });

  test('is not run when somebody else changed a cooldown of the policy: it would be written back', async () => {
    await house.ask('autoscale', wish({ cpu: 70, memory: 70 }));
    const tracking = house.aws.world.autoscaling.policies[0]!.TargetTrackingScalingPolicyConfiguration!;
    tracking.ScaleInCooldown = 600;
    await house.vote('approve', 'U0BRUNO');
    const { state, outcome } = await house.until('stale', 'succeeded', 'failed');
    expect(state).toBe('stale');
    expect(outcome?.details).toMatchObject([{ values: { field: { say: 'moved.policy-cpu' } } }]);
    expect(house.aws.calls.count('PutScalingPolicy')).toBe(0);
  });

  test('is not run when somebody else moved the bounds, and says so', async () => {
    await house.ask('autoscale', wish({ max: 6 }));
    target().MaxCapacity = 5;
    await house.vote('approve', 'U0BRUNO');
    const operation = await house.until('stale', 'succeeded', 'failed');
    expect(operation.outcome?.details).toEqual([
      {
        say: 'execute.moved',
        values: {
          field: { say: 'moved.autoscaling', values: {} },
          planned: { code: '1..4' },
          now: { code: '1..5' },
        },
      },
    ]);
    expect(house.aws.calls.count('RegisterScalableTarget')).toBe(0);
  });

  test('whose replies are lost is found by reading and never sent twice', async () => {
    house.aws.faults.set('RegisterScalableTarget', { kind: 'reply-lost' }, { times: 1 });
    house.aws.faults.set('PutScalingPolicy', { kind: 'reply-lost' }, { times: 1 });
    expect((await approved('autoscale', wish({ max: 6, cpu: 50 }))).state).toBe('succeeded');
    expect(house.aws.calls.count('RegisterScalableTarget')).toBe(1);
    expect(house.aws.calls.count('PutScalingPolicy')).toBe(1);
  });
});

describe('suspending autoscaling', () => {
  test('turns all three off, and its undo resumes', async () => {
    const operation = await approved('autoscale-suspend', { duration: 2 * HOUR });
    expect(operation.state).toBe('succeeded');
    expect(flags()).toEqual([true, true, true]);
    expect(autoscaleSuspend.undo(operation)).toBe('autoscale resume production');
  });

  test('gives each flag back as it was when it is resumed', async () => {
    target().SuspendedState = {
      DynamicScalingInSuspended: true,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    };
    await approved('autoscale-suspend', { duration: 2 * HOUR });
    expect(flags()).toEqual([true, true, true]);
    expect((await approved('autoscale-resume', {})).state).toBe('succeeded');
    expect(flags()).toEqual([true, false, false]);
  });

  test('ends by itself, by the same road, without a second approval, once', async () => {
    const { id } = await approved('autoscale-suspend', { duration: 2 * HOUR });
    expect(await house.endSuspensions()).toBe(0);
    await timePasses();
    expect(await house.endSuspensions()).toBe(1);
    const ended = await house.until('succeeded', 'failed');
    expect(ended).toMatchObject({
      kind: 'autoscale-resume',
      command: 'autoscale resume production',
      state: 'succeeded',
    });
    expect(flags()).toEqual([false, false, false]);
    const audit = await house.store.audit.recent({ limit: 50 });
    expect(audit.find((entry) => entry.event === 'approved' && entry.subject === ended.id)).toMatchObject({
      actor: 'hydrous',
      data: { suspension: id },
    });
    await house.store.followUps.want('end-suspension', id, 0);
    await house.endSuspensions();
    expect((await house.newest()).id).toBe(ended.id);
  });

  test('keeps its end in the store from before the request is sent', async () => {
    house.aws.faults.set('RegisterScalableTarget', { kind: 'reply-lost' }, { times: 1 });
    await house.ask('autoscale-suspend', { duration: HOUR });
    await house.vote('approve', 'U0BRUNO');
    const { id } = await house.until('succeeded', 'failed', 'unknown');
    expect(house.aws.calls.count('RegisterScalableTarget')).toBe(1);
    await house.store.followUps.want('end-suspension', id, 0);
    await house.endSuspensions();
    expect((await house.until('succeeded', 'failed')).kind).toBe('autoscale-resume');
  });

  test('that was made longer does not end with the first one', async () => {
    const first = await approved('autoscale-suspend', { duration: HOUR });
    const second = await approved('autoscale-suspend', { duration: 4 * HOUR });
    await house.store.followUps.want('end-suspension', first.id, 0);
    await house.endSuspensions();
    expect((await house.newest()).id).toBe(second.id);
    expect(flags()).toEqual([true, true, true]);
    await timePasses();
    await house.endSuspensions();
    await house.until('succeeded');
    expect(flags()).toEqual([false, false, false]);
  });

  test('waits with its end while another change is under way', async () => {
    await approved('autoscale-suspend', { duration: HOUR });
    await timePasses();
    await house.ask('scale', { count: 3 });
    await house.endSuspensions();
    expect((await house.newest()).kind).toBe('scale');
    expect(flags()).toEqual([true, true, true]);
  });

  test.each([
    ['for a moment', 'autoscale-suspend', { duration: 1_000 }, 'plan.suspend-length'],
    ['for a month', 'autoscale-suspend', { duration: 30 * 24 * HOUR }, 'plan.suspend-length'],
    ['and resuming what is not suspended', 'autoscale-resume', {}, 'plan.not-suspended'],
  ] as const)('%s is refused', async (_, kind, given, key) => {
    expect(keyOf((await house.ask(kind, given)).summary)).toBe(key);
  });

  test('of a service without autoscaling is refused with what to type', async () => {
    house.aws.world.autoscaling.targets.length = 0;
    expect(keyOf((await house.ask('autoscale-suspend', { duration: HOUR })).summary)).toBe(
      'plan.no-autoscaling',
    );
    expect(keyOf((await house.ask('autoscale', wish({ max: 3 }))).summary)).toBe(
      'plan.autoscale-needs-bounds',
    );
  });
});

test('a count outside the bounds is warned of, with what to do instead', async () => {
  await house.ask('scale', { count: 6 });
  const check = (await house.newest()).plan.checks.find((each) => each.name === 'autoscaling');
  expect(check).toMatchObject({ level: 'warning', text: { say: 'check.autoscaling.will-change' } });
});
