import {
  DescribeServicesCommand,
  ECSClient,
  InvalidParameterException,
  ListServiceDeploymentsCommand,
  type Service,
  type ServiceDeploymentBrief,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

async function newestDeployment(): Promise<ServiceDeploymentBrief> {
  return (await ecs.send(new ListServiceDeploymentsCommand(names))).serviceDeployments![0]!;
}

function passSeconds(seconds: number): void {
  aws.advance(seconds * 1000);
}

describe('UpdateService', () => {
  const update = (input: Partial<UpdateServiceCommand['input']>) =>
    ecs.send(new UpdateServiceCommand({ ...names, ...input }));

  test('a new count scales without a deployment', async () => {
    const before = await newestDeployment();
    await update({ desiredCount: 4 });
    passSeconds(10);
    expect(await service()).toMatchObject({ runningCount: 4, desiredCount: 4 });
    await update({ desiredCount: 1 });
    passSeconds(10);
    expect(await service()).toMatchObject({ runningCount: 1 });
    expect((await newestDeployment()).serviceDeploymentArn).toBe(before.serviceDeploymentArn);
  });

  test('the same task definition starts nothing, forceNewDeployment does', async () => {
    const before = await newestDeployment();
    await update({ taskDefinition: 'hydrous:42' });
    expect((await newestDeployment()).serviceDeploymentArn).toBe(before.serviceDeploymentArn);
    const { service: answer } = await update({ forceNewDeployment: true });
    expect(answer!.deployments![0]!.rolloutState).toBe('IN_PROGRESS');
    passSeconds(20);
    const after = await newestDeployment();
    expect(after.serviceDeploymentArn).not.toBe(before.serviceDeploymentArn);
    expect(after.status).toBe('SUCCESSFUL');
  });

  test('an inactive revision and an unknown one are refused', async () => {
    aws.console.deregister('hydrous:41');
    await expect(update({ taskDefinition: 'hydrous:41' })).rejects.toBeInstanceOf(InvalidParameterException);
    await expect(update({ taskDefinition: 'hydrous:999' })).rejects.toMatchObject({
      name: 'ClientException',
    });
  });

  test('percentages that leave no room get stuck, and ECS says so', async () => {
    await update({
      desiredCount: 1,
      deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 50 },
    });
    passSeconds(10);
    await update({ forceNewDeployment: true });
    passSeconds(60);
    expect((await service()).events!.map((event) => event.message).join('\n')).toContain(
      'was unable to stop or start tasks',
    );
    expect((await newestDeployment()).status).toBe('IN_PROGRESS');
  });
});
