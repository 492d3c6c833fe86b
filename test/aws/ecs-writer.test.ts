import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/core/problem.ts';
import { speak } from '../../src/words/speak.ts';
import { arn, container, deployment, service, taskDefinition } from './ecs-fixtures.ts';
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

const change = {
  from: arn('task-definition/hydrous-backend:42'),
  container: 'hydrous-container',
  image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/hydrous@sha256:beef',
  operation: 'op-7kq2m9xd4t',
};
const registered = json({ taskDefinition: { taskDefinitionArn: arn('task-definition/hydrous-backend:43') } });
const described = (over: object = {}, tags: unknown = []) =>
  json({ taskDefinition: taskDefinition(over), tags });
const sent = (action: string) => fake.calls.find((call) => call.action === action)?.input;

describe('registering a revision with another image', () => {
  it('sends everything back but the nine fields that ECS does not take', async () => {
    const whole = {
      pidMode: 'task',
      ephemeralStorage: { sizeInGiB: 30 },
      deregisteredAt: 1_764_000_000,
      deleteRequestedAt: 1_764_000_000,
      taskRoleArn: '',
    };
    fake.answers = {
      DescribeTaskDefinition: described(whole, [
        { key: 'team', value: 'backend' },
        { key: 'empty', value: '' },
        { key: 'aws:cloudformation:stack-name', value: 'x' },
        { key: 'hydrous:request', value: 'op-before' },
      ]),
      RegisterTaskDefinition: registered,
    };
    await expect(aws().writer.registerWithImage(environment, change)).resolves.toEqual({
      arn: arn('task-definition/hydrous-backend:43'),
    });
    expect(sent('RegisterTaskDefinition')).toEqual({
      family: 'hydrous-backend',
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
      requiresCompatibilities: ['FARGATE'],
      placementConstraints: [],
      volumes: [],
      pidMode: 'task',
      ephemeralStorage: { sizeInGiB: 30 },
      taskRoleArn: '',
      containerDefinitions: [
        container({ image: change.image }),
        { name: 'sidecar', image: 'envoy:1', essential: false },
      ],
      tags: [
        { key: 'team', value: 'backend' },
        { key: 'empty', value: '' },
        { key: 'hydrous:request', value: 'op-7kq2m9xd4t' },
      ],
    });
    expect(fake.count('RegisterTaskDefinition')).toBe(1);
  });

  it.each([
    ['at the top', { newThing: 1 }, '`newThing`'],
    [
      'inside a container',
      { containerDefinitions: [container({ newThing: 1 })] },
      '`containerDefinitions[0].newThing`',
    ],
  ])('is refused by name when a field %s would be lost, and nothing is sent', async (_where, over, field) => {
    fake.answers = { DescribeTaskDefinition: described(over), RegisterTaskDefinition: registered };
    const problem = (await aws()
      .writer.registerWithImage(environment, change)
      .catch((error: unknown) => error)) as Problem;
    expect(problem.kind).toBe('refused');
    expect(speak(problem.sentence, 'es', 'slack')).toContain(field);
    expect(fake.count('RegisterTaskDefinition')).toBe(0);
  });

  it('is refused when the container is not in the definition', async () => {
    fake.answers = { DescribeTaskDefinition: described(), RegisterTaskDefinition: registered };
    await expect(
      aws().writer.registerWithImage(environment, { ...change, container: 'other' }),
    ).rejects.toMatchObject({ kind: 'refused', sentence: { say: 'aws.container-not-found' } });
    expect(fake.count('RegisterTaskDefinition')).toBe(0);
  });

  it.each(['drop', 'hang', 'cut'] as const)(
    'whose answer is lost (%s) is sent once and is ambiguous',
    async (reply) => {
      fake.answers = { DescribeTaskDefinition: described(), RegisterTaskDefinition: reply };
      await expect(aws().writer.registerWithImage(environment, change)).rejects.toMatchObject({
        kind: 'ambiguous',
      });
      expect(fake.count('RegisterTaskDefinition')).toBe(1);
    },
  );

  it('that cannot read the old revision has surely done nothing', async () => {
    fake.answers = { DescribeTaskDefinition: 'drop', RegisterTaskDefinition: registered };
    await expect(aws().writer.registerWithImage(environment, change)).rejects.toMatchObject({
      kind: 'unreachable',
    });
    expect(fake.count('RegisterTaskDefinition')).toBe(0);
  });

  it('keeps the values of variables out of the reason when AWS quotes them', async () => {
    fake.answers = {
      DescribeTaskDefinition: described(),
      RegisterTaskDefinition: fault(
        'ClientException',
        400,
        "bad value 'postgres://user:hunter2hunter2@db/app'",
      ),
    };
    const problem = (await aws()
      .writer.registerWithImage(environment, change)
      .catch((error: unknown) => error)) as Problem;
    expect(problem.kind).toBe('refused');
    expect(speak(problem.sentence, 'en', 'plain') + problem.message).not.toContain('hunter2');
    expect(problem.message).toContain("bad value '…'");
  });
});

describe('updating the service', () => {
  it('sends only what is to change and gives the new deployment’s id', async () => {
    fake.answers = {
      UpdateService: json({
        service: service({
          deployments: [
            deployment({ id: 'ecs-svc/111', status: 'ACTIVE' }),
            deployment({ id: 'ecs-svc/222' }),
          ],
        }),
      }),
    };
    const reference = arn('task-definition/hydrous-backend:43');
    await expect(aws().writer.updateService(environment, { taskDefinition: reference })).resolves.toEqual({
      deploymentId: 'ecs-svc/222',
    });
    expect(sent('UpdateService')).toEqual({
      cluster: 'hydrous',
      service: 'hydrous-production',
      taskDefinition: reference,
    });
  });

  it.each([[{ desiredCount: 0 }], [{ desiredCount: 5 }], [{ forceNewDeployment: true }]])(
    'sends %j as it is',
    async (wish) => {
      fake.answers = { UpdateService: json({ service: service() }) };
      await aws().writer.updateService(environment, wish);
      expect(sent('UpdateService')).toEqual({ cluster: 'hydrous', service: 'hydrous-production', ...wish });
    },
  );

  it('that was made is a success even when ECS does not list the deployment yet', async () => {
    fake.answers = { UpdateService: json({ service: service({ deployments: [] }) }) };
    await expect(aws().writer.updateService(environment, { desiredCount: 3 })).resolves.toEqual({
      deploymentId: null,
    });
  });

  it('uses a fresh connection each time, so that a stale one cannot make it ambiguous', async () => {
    fake.answers = { UpdateService: json({ service: service() }) };
    const { writer } = aws();
    for (let count = 1; count <= 3; count += 1)
      await writer.updateService(environment, { desiredCount: count });
    expect(fake.count('UpdateService')).toBe(3);
    expect(new Set(fake.calls.map(({ port }) => port)).size).toBe(3);
  });
});

describe('rolling a deployment back', () => {
  const deploymentArn = arn('service-deployment/hydrous/hydrous-production/abc');

  it('stops it with ROLLBACK', async () => {
    fake.answers = { StopServiceDeployment: json({ serviceDeploymentArn: deploymentArn }) };
    await aws().writer.rollBackDeployment(environment, deploymentArn);
    expect(sent('StopServiceDeployment')).toEqual({
      serviceDeploymentArn: deploymentArn,
      stopType: 'ROLLBACK',
    });
  });

  it.each([
    ['ConflictException', 'refused'],
    ['ServiceDeploymentNotFoundException', 'not-found'],
    ['UnsupportedFeatureException', 'refused'],
  ])('that meets %s is %s', async (name, kind) => {
    fake.answers = { StopServiceDeployment: fault(name) };
    await expect(aws().writer.rollBackDeployment(environment, deploymentArn)).rejects.toMatchObject({ kind });
  });

  it('whose answer is lost is sent once and is ambiguous', async () => {
    fake.answers = { StopServiceDeployment: 'drop' };
    await expect(aws().writer.rollBackDeployment(environment, deploymentArn)).rejects.toMatchObject({
      kind: 'ambiguous',
    });
    expect(fake.count('StopServiceDeployment')).toBe(1);
  });
});
