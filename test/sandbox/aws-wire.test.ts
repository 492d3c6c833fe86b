import { CloudWatchClient, DescribeAlarmsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import {
  ClusterNotFoundException,
  DescribeServicesCommand,
  ECSClient,
  ListServicesByNamespaceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { CreateTopicCommand, NotFoundException, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { steppedClock } from '../../sandbox/aws/timeline.ts';
import { formTree } from '../../sandbox/aws/wire/form.ts';

let aws: SimulatedAws;
const settings = () => ({
  endpoint: aws.url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});
const describeService = new DescribeServicesCommand({ cluster: 'hydrous', services: ['hydrous-production'] });
const scaleTo = (desiredCount: number) =>
  new UpdateServiceCommand({ cluster: 'hydrous', service: 'hydrous-production', desiredCount });

beforeAll(async () => {
  aws = await startAws({ clock: steppedClock() });
});
afterEach(() => {
  aws.faults.clear();
  aws.calls.clear();
});
afterAll(() => aws.close());

async function failure(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(outcome).toBeInstanceOf(Error);
  return outcome as Error;
}

describe('the wire', () => {
  test('JSON answers are typed by the SDK, dates included', async () => {
    const client = new ECSClient(settings());
    const { services } = await client.send(describeService);
    expect(services?.[0]?.serviceName).toBe('hydrous-production');
    expect(services?.[0]?.createdAt).toBeInstanceOf(Date);
  });

  test.each([
    ['json', undefined],
    ['cbor', AwsSmithyRpcV2CborProtocol],
    ['query', AwsQueryProtocol],
  ])('CloudWatch answers over %s', async (_name, protocol) => {
    const client = new CloudWatchClient({ ...settings(), ...(protocol === undefined ? {} : { protocol }) });
    const { MetricAlarms } = await client.send(
      new DescribeAlarmsCommand({ AlarmNames: ['hydrous-cpu-high'] }),
    );
    expect(MetricAlarms?.[0]).toMatchObject({
      AlarmName: 'hydrous-cpu-high',
      Threshold: 80,
      StateValue: 'OK',
    });
    expect(MetricAlarms?.[0]?.StateUpdatedTimestamp).toBeInstanceOf(Date);
    const unknown = new SetAlarmStateCommand({ AlarmName: 'none', StateValue: 'ALARM', StateReason: 'test' });
    expect((await failure(client.send(unknown))).name).toBe('ResourceNotFound');
  });

  test('errors arrive as the SDK’s own classes', async () => {
    const client = new ECSClient(settings());
    const wrong = new DescribeServicesCommand({ cluster: 'elsewhere', services: ['x'] });
    expect(await failure(client.send(wrong))).toBeInstanceOf(ClusterNotFoundException);
    const sns = new SNSClient(settings());
    const nowhere = new PublishCommand({ TopicArn: 'arn:aws:sns:us-east-1:123456789012:none', Message: 'x' });
    expect(await failure(sns.send(nowhere))).toBeInstanceOf(NotFoundException);
  });

  test('an action the sandbox lacks is a client fault, so nobody retries it', async () => {
    const client = new ECSClient({ ...settings(), maxAttempts: 3 });
    const thrown = await failure(client.send(new ListServicesByNamespaceCommand({ namespace: 'x' })));
    expect(thrown).toMatchObject({ name: 'UnknownOperationException', $metadata: { httpStatusCode: 400 } });
    expect(thrown).toMatchObject({ $metadata: { attempts: 1 } });
  });

  test('a missing required member is refused by name', async () => {
    const client = new SNSClient(settings());
    const thrown = await failure(client.send(new CreateTopicCommand({ Name: undefined })));
    expect(thrown.message).toContain('Name');
  });

  test('query forms become trees with lists', () => {
    const form = new URLSearchParams('A.member.2.B=y&A.member.1.B=x&C=1');
    expect(formTree(form)).toEqual({ A: { member: [{ B: 'x' }, { B: 'y' }] }, C: '1' });
  });

  test('a request for no service at all is told so', async () => {
    expect(
      (await fetch(`${aws.url}/`, { method: 'POST', body: 'Action=Fly&Version=1999-01-01' })).status,
    ).toBe(404);
  });
});

describe('the call log', () => {
  test('records service, operation and input, and can be waited on', async () => {
    const client = new ECSClient(settings());
    const waiting = aws.calls.waitFor('UpdateService');
    await client.send(scaleTo(2));
    expect(await waiting).toMatchObject({
      service: 'ecs',
      operation: 'UpdateService',
      input: { service: 'hydrous-production', desiredCount: 2 },
      outcome: 'answered',
    });
    await expect(aws.calls.waitFor('UpdateService', 2, 20)).rejects.toThrow('1 of 2 times');
  });
});

describe('faults', () => {
  const desired = () => aws.world.ecs.clusters.get('hydrous')?.services.get('hydrous-production')?.desired;

  test('an error by name', async () => {
    aws.faults.set('UpdateService', { kind: 'error', name: 'AccessDeniedException', message: 'no' });
    const thrown = await failure(new ECSClient(settings()).send(scaleTo(3)));
    expect(thrown).toMatchObject({ name: 'AccessDeniedException', message: 'no' });
    expect(desired()).toBe(2);
  });

  test('throttling is what the SDK takes for throttling', async () => {
    aws.faults.set('UpdateService', { kind: 'throttle' }, { times: 1 });
    const client = new ECSClient({ ...settings(), maxAttempts: 2 });
    const answer = await client.send(scaleTo(2));
    expect(answer.$metadata.attempts).toBe(2);
  });

  test('reply-lost applies the change and answers nothing', async () => {
    aws.faults.set('UpdateService', { kind: 'reply-lost' }, { times: 1 });
    await failure(new ECSClient(settings()).send(scaleTo(3)));
    expect(desired()).toBe(3);
    expect(aws.calls.of('UpdateService')[0]?.outcome).toBe('lost');
    await new ECSClient(settings()).send(scaleTo(2));
  });

  test('drop applies nothing', async () => {
    aws.faults.set('ecs.UpdateService', { kind: 'drop' });
    await failure(new ECSClient(settings()).send(scaleTo(3)));
    expect(desired()).toBe(2);
  });

  test('empty answers 200 without a body', async () => {
    aws.faults.set('UpdateService', { kind: 'empty' });
    expect((await new ECSClient(settings()).send(scaleTo(3))).service).toBeUndefined();
    expect(desired()).toBe(2);
  });

  test('delay waits before it applies', async () => {
    aws.faults.set('DescribeServices', { kind: 'delay', ms: 120 });
    const start = performance.now();
    await new ECSClient(settings()).send(describeService);
    expect(performance.now() - start).toBeGreaterThan(100);
  });

  test('rewrite changes the reply', async () => {
    const change = (reply: string) => reply.replace('hydrous-production', 'renamed');
    aws.faults.set('DescribeServices', { kind: 'rewrite', change });
    const { services } = await new ECSClient(settings()).send(describeService);
    expect(services?.[0]?.serviceArn).toContain('renamed');
  });

  test('hooks run before and after the change', async () => {
    const seen: string[] = [];
    aws.faults.before('UpdateService', () => void seen.push(`before ${desired()}`));
    aws.faults.after('UpdateService', async () => void seen.push(`after ${desired()}`));
    await new ECSClient(settings()).send(scaleTo(3));
    expect(seen).toEqual(['before 2', 'after 3']);
    aws.faults.clear();
    await new ECSClient(settings()).send(scaleTo(2));
    expect(seen).toHaveLength(2);
  });
});
