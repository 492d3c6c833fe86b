import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { arn, deployment, services } from './ecs-fixtures.ts';
import { aws, environment, type FakeAws, fault, json, startFakeAws } from './fake-aws.ts';

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterEach(() => {
  fake.calls.length = 0;
  fake.answers = {};
});
afterAll(() => fake.close());

describe('a service', () => {
  it('is read with its deployments, breaker, percents, events and target groups', async () => {
    fake.answers = { DescribeServices: json(services()) };
    await expect(aws().ecs.service(environment)).resolves.toEqual({
      arn: arn('service/hydrous/hydrous-production'),
      name: 'hydrous-production',
      status: 'ACTIVE',
      controller: 'ECS',
      strategy: 'ROLLING',
      taskDefinition: arn('task-definition/hydrous-backend:42'),
      desired: 2,
      running: 2,
      pending: 0,
      deployments: [
        {
          id: 'ecs-svc/111',
          status: 'PRIMARY',
          taskDefinition: arn('task-definition/hydrous-backend:42'),
          desired: 2,
          running: 2,
          pending: 0,
          failed: 0,
          rolloutState: 'COMPLETED',
          rolloutStateReason: 'ECS deployment ecs-svc/111 completed.',
          createdAt: 1_764_000_000_500,
          updatedAt: 1_764_000_060_000,
        },
      ],
      minimumHealthyPercent: 50,
      maximumPercent: 150,
      circuitBreaker: { enabled: true, rollback: true },
      deploymentAlarms: false,
      currentServiceDeployment: arn('service-deployment/hydrous/hydrous-production/abc'),
      events: [
        {
          id: 'e1',
          at: 1_764_000_060_000,
          message: '(service hydrous-production) has reached a steady state.',
        },
      ],
      targetGroups: [
        {
          arn: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/hydrous/1',
          container: 'hydrous-container',
          port: 8000,
        },
      ],
    });
    expect(fake.calls[0]?.input).toEqual({ cluster: 'hydrous', services: ['hydrous-production'] });
  });

  it('takes ECS’s own defaults where it is silent', async () => {
    const over = {
      deploymentConfiguration: undefined,
      currentServiceDeployment: undefined,
      events: undefined,
    };
    fake.answers = { DescribeServices: json(services(over)) };
    await expect(aws().ecs.service(environment)).resolves.toMatchObject({
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      circuitBreaker: { enabled: false, rollback: false },
      currentServiceDeployment: null,
      events: [],
    });
  });

  it('A4: shows a missing rollout state as null and an unknown status as it is', async () => {
    const over = { deployments: [deployment({ rolloutState: undefined, status: 'SOMETHING_NEW' })] };
    fake.answers = { DescribeServices: json(services(over)) };
    const { deployments } = await aws().ecs.service(environment);
    expect(deployments[0]).toMatchObject({ rolloutState: null, status: 'SOMETHING_NEW' });
  });

  it('of another controller needs no task definition and no deployments', async () => {
    const over = {
      deploymentController: { type: 'EXTERNAL' },
      taskDefinition: undefined,
      deployments: undefined,
    };
    fake.answers = { DescribeServices: json(services(over)) };
    await expect(aws().ecs.service(environment)).resolves.toMatchObject({
      controller: 'EXTERNAL',
      deployments: [],
    });
  });

  it('A1: that is missing is told by name, although ECS answers 200', async () => {
    fake.answers = { DescribeServices: json({ services: [], failures: [{ arn: 'x', reason: 'MISSING' }] }) };
    await expect(aws().ecs.service(environment)).rejects.toMatchObject({
      kind: 'not-found',
      sentence: { say: 'aws.service-not-found' },
    });
  });

  it.each([
    ['no service and no failure', { services: [], failures: [] }],
    ['deployments that are null', services({ deployments: null })],
    ['a deployment without counts', services({ deployments: [deployment({ desiredCount: null })] })],
    ['a count that is a text', services({ desiredCount: 'two' })],
    ['no task definition', services({ taskDefinition: null })],
    ['two services', { services: [...services().services, ...services().services], failures: [] }],
  ])('A3, A4: with %s is an odd answer, never a success', async (_name, answer) => {
    fake.answers = { DescribeServices: json(answer) };
    await expect(aws().ecs.service(environment)).rejects.toMatchObject({ kind: 'odd-answer' });
  });
});

describe('tasks', () => {
  const task = (id: string) => ({
    taskArn: arn(`task/hydrous/${id}`),
    taskDefinitionArn: arn('task-definition/hydrous-backend:42'),
    lastStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    startedBy: 'ecs-svc/111',
    stoppedAt: 1_764_000_000,
    containers: [
      { name: 'hydrous-container', exitCode: 1, reason: 'exec format error', imageDigest: 'sha256:aa' },
    ],
  });
  const described = (input: Readonly<Record<string, unknown>>) =>
    json({
      tasks: (input['tasks'] as readonly string[]).map((each) => task(each.slice(each.lastIndexOf('/') + 1))),
      failures: [],
    });

  it('that stopped are asked for by state and read with their reasons', async () => {
    fake.answers = {
      ListTasks: json({ taskArns: [arn('task/hydrous/a')] }),
      DescribeTasks: described,
    };
    const tasks = await aws().ecs.tasks(environment, 'STOPPED');
    expect(fake.calls[0]?.input).toMatchObject({
      desiredStatus: 'STOPPED',
      serviceName: 'hydrous-production',
    });
    expect(tasks).toEqual([
      {
        arn: arn('task/hydrous/a'),
        id: 'a',
        taskDefinition: arn('task-definition/hydrous-backend:42'),
        lastStatus: 'STOPPED',
        healthStatus: 'UNKNOWN',
        startedBy: 'ecs-svc/111',
        startedAt: null,
        stoppedAt: 1_764_000_000_000,
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        containers: [
          { name: 'hydrous-container', exitCode: 1, reason: 'exec format error', imageDigest: 'sha256:aa' },
        ],
      },
    ]);
  });

  it('A14: are read from all pages, and a repeated token ends the walk', async () => {
    fake.answers = {
      ListTasks: (_input, nth) =>
        json({ taskArns: [arn(`task/hydrous/t${nth}`)], nextToken: nth < 3 ? `n${nth}` : 'n2' }),
      DescribeTasks: described,
    };
    const tasks = await aws().ecs.tasks(environment, 'RUNNING');
    expect(tasks.map(({ id }) => id)).toEqual(['t1', 't2', 't3']);
  });

  it('A14: end at the page cap when tokens never do', async () => {
    fake.answers = {
      ListTasks: (_input, nth) => json({ taskArns: [arn('task/hydrous/same')], nextToken: `n${nth}` }),
      DescribeTasks: described,
    };
    const tasks = await aws().ecs.tasks(environment, 'RUNNING');
    expect(tasks).toHaveLength(1);
    expect(fake.count('ListTasks')).toBe(20);
  });

  it('are described at most a hundred at a time, and none when there are none', async () => {
    const arns = Array.from({ length: 150 }, (_, index) => arn(`task/hydrous/t${index}`));
    fake.answers = {
      ListTasks: [json({ taskArns: arns }), json({ taskArns: [] })],
      DescribeTasks: described,
    };
    const client = aws();
    expect(await client.ecs.tasks(environment, 'RUNNING')).toHaveLength(150);
    expect(fake.count('DescribeTasks')).toBe(2);
    expect(await client.ecs.tasks(environment, 'RUNNING')).toEqual([]);
    expect(fake.count('DescribeTasks')).toBe(2);
  });

  it('of a missing cluster say so', async () => {
    fake.answers = { ListTasks: fault('ClusterNotFoundException') };
    await expect(aws().ecs.tasks(environment, 'RUNNING')).rejects.toMatchObject({
      kind: 'not-found',
      sentence: { say: 'aws.cluster-not-found' },
    });
  });
});
