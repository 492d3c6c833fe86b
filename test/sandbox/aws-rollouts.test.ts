import {
  ConflictException,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  ListTasksCommand,
  type Service,
  type ServiceDeployment,
  StopServiceDeploymentCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { breakerThreshold } from '../../sandbox/aws/ecs-rollouts.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { steppedClock } from '../../sandbox/aws/timeline.ts';

const names = { cluster: 'hydrous', service: 'hydrous-production' };
let aws: SimulatedAws;
let ecs: ECSClient;

beforeEach(async () => {
  aws = await startAws({ clock: steppedClock() });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  ecs = new ECSClient({ endpoint: aws.url, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterEach(() => aws.close());

async function service(): Promise<Service> {
  const input = { cluster: names.cluster, services: [names.service] };
  return (await ecs.send(new DescribeServicesCommand(input))).services![0]!;
}

async function newestDeployment(): Promise<ServiceDeployment> {
  const list = await ecs.send(new ListServiceDeploymentsCommand(names));
  const serviceDeploymentArns = [list.serviceDeployments![0]!.serviceDeploymentArn!];
  const answer = await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }));
  return answer.serviceDeployments![0]!;
}

async function stoppedTasks(startedBy: string): Promise<readonly Task[]> {
  const list = await ecs.send(
    new ListTasksCommand({
      cluster: 'hydrous',
      serviceName: names.service,
      desiredStatus: 'STOPPED',
      startedBy,
    }),
  );
  if (!list.taskArns?.length) return [];
  return (await ecs.send(new DescribeTasksCommand({ cluster: 'hydrous', tasks: list.taskArns }))).tasks ?? [];
}

function passSeconds(seconds: number): void {
  aws.advance(seconds * 1000);
}

function messages(of: Service): string {
  return (of.events ?? []).map((event) => event.message).join('\n');
}

describe('a good rollout', () => {
  test('moves through PENDING and RUNNING, then drains the old tasks and succeeds', async () => {
    const before = await service();
    const { deploymentId, taskDefinition } = aws.console.deployPastChecks('v1.11.0');
    passSeconds(3);
    const during = await service();
    expect(during.taskDefinition).toBe(taskDefinition);
    expect(during.deployments).toHaveLength(2);
    expect(during.deployments![0]).toMatchObject({
      id: deploymentId,
      status: 'PRIMARY',
      rolloutState: 'IN_PROGRESS',
      pendingCount: 2,
    });
    expect(during.runningCount).toBe(2);
    expect(during.currentServiceDeployment).toBe((await newestDeployment()).serviceDeploymentArn);
    passSeconds(15);
    const after = await service();
    expect(after.deployments).toHaveLength(1);
    expect(after.deployments![0]).toMatchObject({ rolloutState: 'COMPLETED', runningCount: 2 });
    expect(after.currentServiceDeployment).toBeUndefined();
    expect(messages(after)).toContain('has reached a steady state.');
    const deployment = await newestDeployment();
    expect(deployment.status).toBe('SUCCESSFUL');
    const took = deployment.finishedAt!.getTime() - deployment.createdAt!.getTime();
    expect(took).toBeGreaterThan(6_000);
    expect(took).toBeLessThan(15_000);
    const old = await stoppedTasks(before.deployments![0]!.id!);
    expect(old).toHaveLength(2);
    expect(old[0]).toMatchObject({ stopCode: 'ServiceSchedulerInitiated', lastStatus: 'STOPPED' });
  });

  test('tells the digest that really runs, even after the tag has moved', async () => {
    aws.console.deployPastChecks('v1.11.0');
    const { digest } = aws.push({ tag: 'v1.11.0' });
    passSeconds(20);
    const arn = (await newestDeployment()).targetServiceRevision!.arn!;
    const answer = await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn] }));
    const image = answer.serviceRevisions![0]!.containerImages![0]!;
    expect(image.imageDigest).toMatch(/^sha256:/);
    expect(image.imageDigest).not.toBe(digest);
  });

  test('is superseded by another update', async () => {
    aws.console.deployPastChecks('v1.11.0');
    passSeconds(2);
    const first = await newestDeployment();
    aws.console.deployPastChecks('v1.9.1');
    passSeconds(20);
    const arns = [first.serviceDeploymentArn!];
    const answer = await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: arns }));
    expect(answer.serviceDeployments![0]!.status).toBe('STOPPED');
    expect((await newestDeployment()).status).toBe('SUCCESSFUL');
    expect((await service()).runningCount).toBe(2);
  });
});

describe('the circuit breaker', () => {
  test('rolls an image of the wrong architecture back to the last good deployment', async () => {
    const before = await service();
    aws.push({ tag: 'bad', architecture: 'arm64' });
    const { deploymentId } = aws.console.deployPastChecks('bad');
    passSeconds(12);
    const during = await service();
    expect(during.deployments![0]).toMatchObject({ id: before.deployments![0]!.id, status: 'PRIMARY' });
    expect(during.deployments![1]).toMatchObject({ id: deploymentId, rolloutState: 'FAILED' });
    expect((await newestDeployment()).status).toBe('ROLLBACK_IN_PROGRESS');
    passSeconds(8);
    const after = await service();
    expect(after.taskDefinition).toBe(before.taskDefinition);
    expect(after.runningCount).toBe(2);
    expect(messages(after)).toContain(
      `(deployment ${deploymentId}) deployment failed: tasks failed to start.`,
    );
    expect(messages(after)).toContain(`rolling back to deployment ${before.deployments![0]!.id}.`);
    expect(await newestDeployment()).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      deploymentCircuitBreaker: { status: 'TRIGGERED', threshold: 3 },
      rollback: { serviceRevisionArn: expect.stringContaining('service-revision') },
    });
    const stopped = await stoppedTasks(deploymentId);
    expect(stopped[0]).toMatchObject({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
    });
    expect(stopped.some((task) => task.containers![0]!.exitCode === 1)).toBe(true);
  });

  test('without rollback the failed deployment stays and nothing more is started', async () => {
    aws.console.setBreaker(true, false);
    aws.push({ tag: 'bad', crash: 'import-error' });
    aws.console.deployPastChecks('bad');
    passSeconds(60);
    const after = await service();
    expect(after.deployments![0]).toMatchObject({
      status: 'PRIMARY',
      rolloutState: 'FAILED',
      pendingCount: 0,
    });
    expect(after.runningCount).toBe(2);
    expect((await newestDeployment()).status).toBe('STOPPED');
  });

  test('switched off, a bad rollout never ends, and its retries slow down', async () => {
    aws.console.setBreaker(false);
    aws.push({ tag: 'bad', architecture: 'arm64' });
    const { deploymentId } = aws.console.deployPastChecks('bad');
    passSeconds(300);
    expect((await newestDeployment()).status).toBe('IN_PROGRESS');
    const failed = (await service()).deployments![0]!.failedTasks!;
    expect(failed).toBeGreaterThan(6);
    expect(messages(await service())).toContain('is unable to consistently start tasks successfully.');
    passSeconds(600);
    const later = (await service()).deployments![0]!;
    expect(later).toMatchObject({ id: deploymentId, rolloutState: 'IN_PROGRESS' });
    expect(later.failedTasks! - failed).toBeLessThan(failed);
  });

  test.each([
    [1, undefined, 3],
    [6, undefined, 3],
    [25, undefined, 13],
    [800, undefined, 200],
    [10, { type: 'COUNT' as const, value: 7 }, 7],
    [10, { type: 'UNBOUNDED_PERCENT' as const, value: 10 }, 1],
  ])('threshold for %i tasks', (desired, thresholdConfiguration, threshold) => {
    const breaker = { enable: true, rollback: true, thresholdConfiguration };
    expect(breakerThreshold(desired, breaker)).toBe(threshold);
  });
});

describe('what tasks do', () => {
  test.each([
    ['import-error', { stopCode: 'EssentialContainerExited' }, { exitCode: 3 }],
    ['missing-setting', { stopCode: 'EssentialContainerExited' }, { exitCode: 3 }],
    ['out-of-memory', { stopCode: 'EssentialContainerExited' }, { exitCode: 137 }],
    ['unhealthy', { stoppedReason: expect.stringContaining('Task failed ELB health checks') }, {}],
  ] as const)('%s', async (crash, task, container) => {
    aws.console.setBreaker(false);
    aws.push({ tag: 'bad', crash });
    const { deploymentId } = aws.console.deployPastChecks('bad');
    passSeconds(25);
    const stopped = (await stoppedTasks(deploymentId)).filter((one) => one.lastStatus === 'STOPPED');
    expect(stopped.at(-1)).toMatchObject(task);
    expect(stopped.at(-1)!.containers![0]).toMatchObject(container);
  });

  test('a missing image and a missing platform cannot be pulled', async () => {
    aws.console.setBreaker(false);
    aws.push({ tag: 'arm-index', architecture: 'arm64', index: true });
    for (const [tag, reason] of [
      ['no-such-tag', 'not found'],
      ['arm-index', "descriptor matching platform 'linux/amd64'"],
    ] as const) {
      const { deploymentId } = aws.console.deployPastChecks(tag);
      passSeconds(8);
      const task = (await stoppedTasks(deploymentId)).at(-1)!;
      expect(task).toMatchObject({ stopCode: 'TaskFailedToStart' });
      expect(task.stoppedReason).toContain('CannotPullContainerError');
      expect(task.containers![0]!.reason).toContain(reason);
    }
  });

  test('stopped tasks are listed for an hour', async () => {
    aws.console.stopTasks(1);
    passSeconds(30);
    const { deployments } = await service();
    expect(await stoppedTasks(deployments![0]!.id!)).toHaveLength(1);
    passSeconds(3_600);
    expect(await stoppedTasks(deployments![0]!.id!)).toHaveLength(0);
  });
});

describe('StopServiceDeployment', () => {
  test('rolls a rollout in progress back, and refuses a finished one', async () => {
    const before = await service();
    aws.console.setBreaker(false);
    aws.push({ tag: 'bad', architecture: 'arm64' });
    aws.console.deployPastChecks('bad');
    passSeconds(8);
    const { serviceDeploymentArn } = await newestDeployment();
    const stop = new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' });
    await ecs.send(stop);
    expect((await newestDeployment()).status).toBe('ROLLBACK_REQUESTED');
    passSeconds(1);
    expect((await newestDeployment()).status).toBe('ROLLBACK_IN_PROGRESS');
    passSeconds(15);
    expect((await newestDeployment()).status).toBe('ROLLBACK_SUCCESSFUL');
    expect((await service()).taskDefinition).toBe(before.taskDefinition);
    await expect(ecs.send(stop)).rejects.toBeInstanceOf(ConflictException);
  });
});
