import { describe, expect, test } from 'vitest';
import { architectureFit } from '../../src/core/architecture.ts';
import { readImageName, registryHost, revisionName } from '../../src/core/image-name.ts';
import { canGetStuck, taskBounds } from '../../src/core/percent.ts';
import type { DeploymentView, ServiceDeploymentView, ServiceView } from '../../src/core/ports/ecs.ts';
import { rolloutEnd, rolloutView } from '../../src/core/rollout.ts';
import { canonical, whatMoved } from '../../src/core/state-digest.ts';

const OLD = 'arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous:42';
const NEW = 'arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous:43';
const OTHER = 'arn:aws:ecs:us-east-1:123456789012:task-definition/hydrous:44';

function deployment(over: Partial<DeploymentView>): DeploymentView {
  return {
    id: 'ecs-svc/1',
    status: 'PRIMARY',
    taskDefinition: NEW,
    desired: 2,
    running: 0,
    pending: 0,
    failed: 0,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: null,
    createdAt: 1,
    updatedAt: 1,
    ...over,
  };
}

function service(...deployments: DeploymentView[]): ServiceView {
  return {
    arn: 'arn:aws:ecs:us-east-1:123456789012:service/hydrous/hydrous-production',
    name: 'hydrous-production',
    status: 'ACTIVE',
    controller: 'ECS',
    strategy: 'ROLLING',
    taskDefinition: deployments[0]?.taskDefinition ?? OLD,
    desired: 2,
    running: 2,
    pending: 0,
    deployments,
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    circuitBreaker: { enabled: true, rollback: true },
    deploymentAlarms: false,
    currentServiceDeployment: null,
    events: [],
    targetGroups: [],
  };
}

function history(status: string): ServiceDeploymentView {
  return {
    arn: 'arn:sd',
    status,
    statusReason: null,
    createdAt: 1,
    startedAt: 1,
    finishedAt: null,
    targetRevision: { arn: 'arn:sr', taskDefinition: NEW, images: [] },
    breaker: { failures: 1, threshold: 3, status: 'MONITORING' },
  };
}

describe('how a rollout ends', () => {
  test.each([
    ['SUCCESSFUL', 'succeeded'],
    ['ROLLBACK_SUCCESSFUL', 'rolled-back'],
    ['ROLLBACK_FAILED', 'rollback-failed'],
    ['STOPPED', 'stopped'],
    ['PENDING', 'running'],
    ['IN_PROGRESS', 'running'],
    ['ROLLBACK_IN_PROGRESS', 'running'],
    ['A_STATUS_OF_TOMORROW', 'running'],
  ])('a service deployment that is %s means %s, whatever the service shows', (status, end) => {
    const question = {
      service: service(deployment({ taskDefinition: OLD })),
      deployment: history(status),
      target: NEW,
      deploymentId: null,
    };
    expect(rolloutEnd(question).end).toBe(end);
  });

  test.each([
    ['completed', [deployment({ rolloutState: 'COMPLETED', running: 2 })], 'succeeded'],
    ['failed', [deployment({ rolloutState: 'FAILED' })], 'failed'],
    ['still in progress', [deployment({})], 'running'],
    [
      'replaced by another primary',
      [deployment({ id: 'ecs-svc/2', taskDefinition: OTHER }), deployment({ status: 'ACTIVE' })],
      'superseded',
    ],
    [
      'gone, and another revision is primary',
      [deployment({ id: 'ecs-svc/2', taskDefinition: OTHER })],
      'superseded',
    ],
    [
      'without a rollout state, alone and complete',
      [deployment({ rolloutState: null, running: 2 })],
      'succeeded',
    ],
    [
      'without a rollout state, beside an old one',
      [
        deployment({ rolloutState: null, running: 2 }),
        deployment({ id: 'ecs-svc/0', status: 'ACTIVE', taskDefinition: OLD }),
      ],
      'running',
    ],
  ])('without history, a deployment that is %s', (_, deployments, end) => {
    const question = {
      service: service(...deployments),
      deployment: null,
      target: NEW,
      deploymentId: 'ecs-svc/1',
    };
    expect(rolloutEnd(question).end).toBe(end);
  });

  test('old tasks that still run are counted as draining, not as the new version', () => {
    const old = deployment({ id: 'ecs-svc/0', status: 'ACTIVE', taskDefinition: OLD, running: 2 });
    const view = rolloutView({
      service: service(deployment({ running: 1 }), old),
      deployment: history('IN_PROGRESS'),
      target: NEW,
      deploymentId: 'ecs-svc/1',
    });
    expect(view).toMatchObject({ running: 1, draining: 2, breaker: { failures: 1, threshold: 3 } });
  });
});

describe('the percent arithmetic of a rolling update', () => {
  test.each([
    [1, 100, 100, true],
    [3, 100, 125, true],
    [2, 75, 100, true],
    [2, 100, 200, false],
    [1, 0, 100, false],
    [4, 50, 100, false],
    [0, 100, 100, false],
  ])('%i tasks with %i %% to %i %%: stuck is %s', (desired, minimum, maximum, stuck) => {
    expect(canGetStuck({ desired, minimumHealthyPercent: minimum, maximumPercent: maximum })).toBe(stuck);
  });

  test('rounds the upper bound down and the lower bound up', () => {
    expect(taskBounds({ desired: 3, minimumHealthyPercent: 50, maximumPercent: 125 })).toEqual({
      lower: 2,
      upper: 3,
    });
  });
});

test.each([
  [[{ os: 'linux', architecture: 'amd64' }], 'X86_64', 'fits'],
  [[{ os: 'linux', architecture: 'arm64' }], 'X86_64', 'differs'],
  [
    [
      { os: 'linux', architecture: 'arm64' },
      { os: 'linux', architecture: 'amd64' },
    ],
    'ARM64',
    'fits',
  ],
  [[{ os: 'windows', architecture: 'amd64' }], 'X86_64', 'differs'],
  [[], 'X86_64', 'unknown'],
  [null, 'X86_64', 'unknown'],
])('platforms %j on %s: %s', (platforms, wanted, fit) => {
  expect(architectureFit(platforms, wanted)).toBe(fit);
});

test.each([
  ['hydrous', { host: '', repository: 'hydrous', tag: null, digest: null }],
  [
    '123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous:v1',
    { host: '123456789012.dkr.ecr.us-east-1.amazonaws.com', repository: 'hydrous', tag: 'v1', digest: null },
  ],
  [
    'localhost:5000/team/api:v1@sha256:ab',
    { host: 'localhost:5000', repository: 'team/api', tag: 'v1', digest: 'sha256:ab' },
  ],
  ['library/nginx@sha256:cd', { host: '', repository: 'library/nginx', tag: null, digest: 'sha256:cd' }],
])('reads the image name %s', (image, parts) => {
  expect(readImageName(image)).toEqual(parts);
});

test('a task definition ARN tells its registry and its revision', () => {
  expect(registryHost(NEW)).toBe('123456789012.dkr.ecr.us-east-1.amazonaws.com');
  expect(registryHost(NEW.replace('arn:aws:', 'arn:aws-cn:').replace('us-east-1', 'cn-north-1'))).toBe(
    '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn',
  );
  expect(revisionName(NEW)).toBe('hydrous:43');
});

test('what moved is told field by field, whatever the order of the fields', () => {
  const planned = { a: '1', b: '2', c: '3' };
  expect(canonical({ c: '3', a: '1', b: '2' })).toBe(canonical(planned));
  expect(whatMoved(planned, { b: '2', a: '9', d: '4' })).toEqual([
    { field: 'a', planned: '1', now: '9' },
    { field: 'c', planned: '3', now: '–' },
    { field: 'd', planned: '–', now: '4' },
  ]);
});
