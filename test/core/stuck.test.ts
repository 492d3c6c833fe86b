import { describe, expect, test } from 'vitest';
import type { RolloutView } from '../../src/core/operation.ts';
import type { ServiceView, TaskView } from '../../src/core/ports/ecs.ts';
import { say } from '../../src/core/sentence.ts';
import { causeOfStop, stopCause } from '../../src/core/stop-causes.ts';
import { exitMeaning, stopDetails } from '../../src/core/stop-words.ts';
import { isStuck, reachedBy, STUCK_DRAINING_MS, STUCK_MS } from '../../src/core/stuck.ts';
import { stuckReasons } from '../../src/core/stuck-reasons.ts';
import { speak } from '../../src/words/speak.ts';

function serviceView(over: Partial<ServiceView> = {}): ServiceView {
  return {
    arn: 'arn:aws:ecs:us-east-1:123456789012:service/hydrous/hydrous-production',
    name: 'hydrous-production',
    status: 'ACTIVE',
    controller: 'ECS',
    strategy: 'ROLLING',
    taskDefinition: 'arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous:43',
    desired: 2,
    running: 2,
    pending: 0,
    deployments: [],
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    circuitBreaker: { enabled: true, rollback: true },
    deploymentAlarms: false,
    currentServiceDeployment: null,
    events: [],
    targetGroups: [],
    ...over,
  };
}

const TASK = '0123456789abcdef0123456789abcdef';

function view(over: Partial<RolloutView> = {}): RolloutView {
  return {
    deploymentId: 'ecs-svc/2',
    serviceDeploymentArn: null,
    rolloutState: 'IN_PROGRESS',
    desired: 2,
    running: 0,
    pending: 0,
    failed: 0,
    breaker: null,
    draining: 2,
    ...over,
  };
}

function stopped(over: Partial<TaskView> = {}): TaskView {
  return {
    arn: `arn:aws:ecs:us-east-1:123456789012:task/hydrous/${TASK}`,
    id: TASK,
    taskDefinition: 'arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous:43',
    lastStatus: 'STOPPED',
    healthStatus: 'UNKNOWN',
    startedBy: 'ecs-svc/2',
    startedAt: 1,
    stoppedAt: 2,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'hydrous', exitCode: 1, reason: null, imageDigest: null }],
    ...over,
  };
}

function reasons(
  events: readonly string[],
  over: Partial<ServiceView> = {},
  tasks: readonly TaskView[] = [],
) {
  const service = serviceView({
    ...over,
    events: events.map((message, index) => ({ id: String(index), at: 100 - index, message })),
  });
  return stuckReasons({ service, stopped: tasks, rollout: view(), since: 50 }).map((each) =>
    speak(each, 'en', 'plain'),
  );
}

describe('a rollout', () => {
  test('comes further when more tasks run or fewer old ones are left, and not when tasks start and die', () => {
    const first = reachedBy(undefined, view(), 1_000);
    const up = reachedBy(first, view({ running: 1 }), 2_000);
    const down = reachedBy(up, view({ running: 0 }), 3_000);
    const again = reachedBy(down, view({ running: 1 }), 4_000);
    const left = reachedBy(again, view({ running: 1, draining: 1 }), 5_000);
    expect([first, up, down, again, left].map(({ at }) => at)).toEqual([1_000, 2_000, 2_000, 2_000, 5_000]);
  });

  test('begins anew when ECS calls it otherwise, as when it goes back', () => {
    const far = reachedBy(undefined, view({ running: 2, draining: 0 }), 1_000);
    const back = reachedBy(far, view({ rolloutState: 'ROLLBACK_IN_PROGRESS' }), 9_000);
    expect(back).toEqual({ running: 0, draining: 2, state: 'ROLLBACK_IN_PROGRESS', at: 9_000 });
  });

  test('is stuck after five minutes, and one that is live only after its old tasks had time to leave', () => {
    const reached = reachedBy(undefined, view(), 0);
    expect(isStuck(reached, view(), STUCK_MS - 1)).toBe(false);
    expect(isStuck(reached, view(), STUCK_MS)).toBe(true);
    const live = view({ running: 2 });
    expect(isStuck(reached, live, STUCK_MS)).toBe(false);
    expect(isStuck(reached, live, STUCK_DRAINING_MS)).toBe(true);
  });
});

describe('what keeps it', () => {
  test.each([
    [
      'capacity',
      'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
    ],
    [
      'quota',
      "was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently.",
    ],
    [
      'secrets',
      'was unable to place a task. Reason: ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed',
    ],
    [
      'image-missing',
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 1/hydrous:v9: not found',
    ],
    [
      'image-missing',
      "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'",
    ],
    [
      'image-pull',
      'CannotPullContainerError: pull image manifest has been retried 5 time(s): dial tcp: i/o timeout',
    ],
    [
      'log-driver',
      'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: ResourceNotFoundException',
    ],
    ['network', 'Unexpected EC2 error while attempting to create network interface in subnet'],
    ['out-of-memory', 'OutOfMemoryError: Container killed due to memory usage'],
    ['cannot-start', 'CannotStartContainerError: failed to create shim task'],
    [
      'percent',
      'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
    ],
    ['container-health', '(task 0123456789abcdef0123456789abcdef) failed container health checks.'],
    [
      'balancer-health',
      '(port 8000) is unhealthy in (target-group arn:aws:elasticloadbalancing:…) due to (reason Health checks failed with these codes: [404])',
    ],
    ['throttled', 'operations are being throttled. Will try again later.'],
    [
      'crash-loop',
      'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section.',
    ],
    [null, 'has reached a steady state.'],
    [null, 'has started 2 tasks: (task 0123456789abcdef0123456789abcdef).'],
    [null, 'is not AZ balanced with 2 tasks in us-east-1a. AZ Rebalancing in progress.'],
  ])('is %s where ECS says so', (cause, message) => {
    expect(stopCause(`(service hydrous-production) ${message}`)).toBe(cause);
  });

  test('is told likeliest first, with ECS’s own words last', () => {
    expect(
      reasons([
        '(service hydrous-production) is unable to consistently start tasks successfully.',
        '(service hydrous-production) was unable to place a task. Reason: Capacity is unavailable at this time.',
      ]),
    ).toEqual([
      'AWS has no capacity for the tasks now: wait, or use other subnets',
      'Tasks start and die again and again',
      'ECS says: was unable to place a task. Reason: Capacity is unavailable at this time.',
    ]);
  });

  test('names the grace period where the load balancer takes new tasks for dead', () => {
    const [first] = reasons(
      [
        '(service hydrous-production) (port 8000) is unhealthy in (target-group arn:x) due to (reason Request timed out)',
      ],
      { healthCheckGraceSeconds: 60 },
    );
    expect(first).toContain('grace period (60 s)');
  });

  test('is not read from events of an earlier rollout', () => {
    const service = serviceView({
      events: [{ id: '1', at: 10, message: 'was unable to place a task. Reason: Capacity is unavailable' }],
    });
    const told = stuckReasons({ service, stopped: [], rollout: view(), since: 50 });
    expect(told).toEqual([say('stuck.silent')]);
  });

  test('is read from stopped tasks where events are silent', () => {
    expect(reasons([], {}, [stopped(), stopped({ id: 'b', arn: 'b' })])).toEqual([
      'The container ended by itself · 2 times (EssentialContainerExited)',
      'hydrous ended with code 1: application error · 2 times',
    ]);
  });

  test.each([
    [view({ running: 2, draining: 1 }), 'stuck.draining'],
    [view({ pending: 1 }), 'stuck.pending'],
    [view(), 'stuck.silent'],
  ])('is guessed from the counts where nothing tells', (rollout, key) => {
    const [told] = stuckReasons({ service: serviceView({ events: [] }), stopped: [], rollout, since: 0 });
    expect(told).toMatchObject({ say: key });
  });

  test('a token in an event is not shown', () => {
    const secret = 'AKIAIOSFODNN7EXAMPLE';
    const told = reasons([`CannotPullContainerError: denied for ${secret}`]).join('\n');
    expect(told).toContain('ECS says: CannotPullContainerError');
    expect(told).not.toContain(secret);
  });
});

describe('a task that has stopped', () => {
  test.each([
    [0, null, 'exit.0'],
    [1, null, 'exit.1'],
    [126, null, 'exit.126'],
    [127, null, 'exit.127'],
    [137, null, 'exit.137'],
    [137, 'OutOfMemoryError: Container killed due to memory usage', 'exit.out-of-memory'],
    [139, null, 'exit.139'],
    [143, null, 'exit.143'],
    [130, null, 'exit.signal'],
    [42, null, 'exit.other'],
  ])('with code %i and reason %s is explained by %s', (code, reason, key) => {
    expect(exitMeaning(code, reason)).toMatchObject({ say: key });
  });

  test.each([
    ['SpotInterruption', 'spot'],
    ['TerminationNotice', 'infrastructure'],
    ['InfrastructureHealth', 'infrastructure'],
    ['UserInitiated', 'person'],
    ['EssentialContainerExited', null],
  ])('by %s is told as %s', (stopCode, cause) => {
    expect(causeOfStop({ stopCode, stoppedReason: null })).toBe(cause);
  });

  test('is counted with those that stopped alike, whatever their ids', () => {
    const reason = (id: string) => `Task failed ELB health checks in (target-group arn:${id})`;
    const tasks = ['a'.repeat(32), 'b'.repeat(32)].map((id) =>
      stopped({ id, stopCode: 'ServiceSchedulerInitiated', stoppedReason: reason(id), containers: [] }),
    );
    expect(stopDetails(tasks).map((each) => speak(each, 'es', 'plain'))).toEqual([
      `El balanceador dio la tarea por caída · 2 veces (ServiceSchedulerInitiated: ${reason('a'.repeat(32))})`,
    ]);
  });
});
