import { verify, X509Certificate } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConfirmSubscriptionCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { type SnsBody, stringToSign } from '../../sandbox/aws/sns.ts';
import { steppedClock } from '../../sandbox/aws/timeline.ts';
import { selfSigned } from '../../sandbox/aws/x509.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: SnsBody;
}

let aws: SimulatedAws;
let sns: SNSClient;
let receiver: Server;
let endpoint: string;
let received: Received[];
/** Statuses of the next answers; 200 when empty. */
let answers: number[];

beforeEach(async () => {
  aws = await startAws({ clock: steppedClock(), snsRetryGap: 20 });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  sns = new SNSClient({ endpoint: aws.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  received = [];
  answers = [];
  receiver = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    received.push({ headers: request.headers, body: JSON.parse(Buffer.concat(parts).toString()) as SnsBody });
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/sns`;
});
afterEach(async () => {
  await aws.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

async function arrival(count: number): Promise<Received> {
  await expect.poll(() => received.length, { interval: 5, timeout: 3_000 }).toBeGreaterThanOrEqual(count);
  return received[count - 1]!;
}

async function subscribeAndConfirm(): Promise<string> {
  const { TopicArn } = { TopicArn: aws.topicArn };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: endpoint }));
  const { body } = await arrival(1);
  const answer = await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: body['Token'] }));
  return answer.SubscriptionArn!;
}

async function isSigned(body: SnsBody): Promise<boolean> {
  const pem = await (await fetch(body['SigningCertURL']!)).text();
  const algorithm = body['SignatureVersion'] === '2' ? 'sha256' : 'sha1';
  const { publicKey } = new X509Certificate(pem);
  const signature = Buffer.from(body['Signature']!, 'base64');
  return verify(algorithm, Buffer.from(stringToSign(body)), publicKey, signature);
}

describe('subscribing', () => {
  test('asks the endpoint with a signed confirmation request', async () => {
    const subscribe = { TopicArn: aws.topicArn, Protocol: 'http', Endpoint: endpoint };
    const { SubscriptionArn } = await sns.send(new SubscribeCommand(subscribe));
    expect(SubscriptionArn).toBe('pending confirmation');
    const { body, headers } = await arrival(1);
    expect(body['Type']).toBe('SubscriptionConfirmation');
    expect(body['SubscribeURL']).toContain(`Token=${body['Token']}`);
    expect(await isSigned(body)).toBe(true);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=UTF-8',
      'x-amz-sns-message-type': 'SubscriptionConfirmation',
      'x-amz-sns-topic-arn': aws.topicArn,
    });
    expect(headers['x-amz-sns-subscription-arn']).toBeUndefined();
    const list = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: aws.topicArn }));
    expect(list.Subscriptions).toMatchObject([
      { SubscriptionArn: 'PendingConfirmation', Endpoint: endpoint },
    ]);
  });

  test('delivers nothing until it is confirmed, by API or by visiting the address', async () => {
    const subscribe = { TopicArn: aws.topicArn, Protocol: 'http', Endpoint: endpoint };
    await sns.send(new SubscribeCommand(subscribe));
    const { body } = await arrival(1);
    await sns.send(new PublishCommand({ TopicArn: aws.topicArn, Message: 'too early' }));
    await fetch(body['SubscribeURL']!);
    await sns.send(new PublishCommand({ TopicArn: aws.topicArn, Message: 'in time' }));
    expect((await arrival(2)).body['Message']).toBe('in time');
    const wrong = new ConfirmSubscriptionCommand({ TopicArn: aws.topicArn, Token: 'made up' });
    await expect(sns.send(wrong)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('unsubscribing sends an UnsubscribeConfirmation and ends deliveries', async () => {
    const SubscriptionArn = await subscribeAndConfirm();
    await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    const { body } = await arrival(2);
    expect(body['Type']).toBe('UnsubscribeConfirmation');
    expect(await isSigned(body)).toBe(true);
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: aws.topicArn }));
    expect(Attributes?.['SubscriptionsConfirmed']).toBe('0');
  });
});

describe('publishing', () => {
  test.each(['1', '2'])('signs with version %s, Subject included', async (version) => {
    const attribute = { TopicArn: aws.topicArn, AttributeName: 'SignatureVersion', AttributeValue: version };
    await sns.send(new SetTopicAttributesCommand(attribute));
    const SubscriptionArn = await subscribeAndConfirm();
    const Message = 'áéí "quoted"\nnext line';
    const sent = await sns.send(
      new PublishCommand({ TopicArn: aws.topicArn, Message, Subject: 'A subject' }),
    );
    const { body, headers } = await arrival(2);
    expect(body).toMatchObject({
      Message,
      Subject: 'A subject',
      MessageId: sent.MessageId,
      SignatureVersion: version,
    });
    expect(headers['x-amz-sns-subscription-arn']).toBe(SubscriptionArn);
    expect(await isSigned(body)).toBe(true);
    expect(await isSigned({ ...body, Message: `${Message}!` })).toBe(false);
  });

  test('tries again after a server error with the same message id', async () => {
    await subscribeAndConfirm();
    answers = [503, 500];
    await sns.send(new PublishCommand({ TopicArn: aws.topicArn, Message: 'again' }));
    const last = await arrival(4);
    expect(received[1]!.body['MessageId']).toBe(last.body['MessageId']);
    await expect.poll(() => aws.world.sns.deliveries.at(-1)?.state, { interval: 5 }).toBe('delivered');
    expect(aws.world.sns.deliveries.at(-1)?.attempts).toEqual([503, 500, 200]);
  });

  test('gives up after three more attempts, and at once after a client error', async () => {
    await subscribeAndConfirm();
    answers = [500, 500, 500, 500, 403];
    await sns.send(new PublishCommand({ TopicArn: aws.topicArn, Message: 'never' }));
    await arrival(5);
    await expect.poll(() => aws.world.sns.deliveries.at(-1)?.state, { interval: 5 }).toBe('gave-up');
    await sns.send(new PublishCommand({ TopicArn: aws.topicArn, Message: 'refused' }));
    await arrival(6);
    await expect.poll(() => aws.world.sns.deliveries.at(-1)?.state, { interval: 5 }).toBe('gave-up');
    expect(aws.world.sns.deliveries.at(-1)?.attempts).toEqual([403]);
  });
});

describe('alarms', () => {
  async function nextAlarm(index: number): Promise<Readonly<Record<string, unknown>>> {
    const { body } = await arrival(index);
    expect(await isSigned(body)).toBe(true);
    return { subject: body['Subject'], ...(JSON.parse(body['Message']!) as object) };
  }

  test('a bad deploy past the checks makes an alarm fire by itself, and recover', async () => {
    await subscribeAndConfirm();
    aws.push({ tag: 'bad', architecture: 'arm64' });
    aws.console.deployPastChecks('bad');
    aws.advance(19_000);
    expect(await nextAlarm(2)).toMatchObject({
      subject: 'ALARM: "hydrous-tasks-failing" in US East (N. Virginia)',
      AlarmName: 'hydrous-tasks-failing',
      AWSAccountId: '123456789012',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:hydrous-tasks-failing',
      OldStateValue: 'OK',
      NewStateValue: 'ALARM',
      NewStateReason: expect.stringContaining('was greater than or equal to the threshold (1.0)'),
      StateChangeTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
      Region: 'US East (N. Virginia)',
      OKActions: [aws.topicArn],
      ActionExecutedAfterMuteWindow: false,
      Trigger: {
        Dimensions: [
          { name: 'ClusterName', value: 'hydrous' },
          { name: 'ServiceName', value: 'hydrous-production' },
        ],
        Statistic: 'SUM',
        TreatMissingData: 'notBreaching',
      },
    });
    aws.advance(120_000);
    expect(await nextAlarm(3)).toMatchObject({ NewStateValue: 'OK', OldStateValue: 'ALARM' });
    expect(received).toHaveLength(3);
  });

  test('stopped tasks and a hot CPU fire theirs', async () => {
    await subscribeAndConfirm();
    aws.console.setTrouble('cpu', true);
    aws.advance(5_000);
    expect(await nextAlarm(2)).toMatchObject({ AlarmName: 'hydrous-cpu-high', NewStateValue: 'ALARM' });
    aws.console.stopTasks();
    aws.advance(5_000);
    expect(await nextAlarm(3)).toMatchObject({ AlarmName: 'hydrous-running-tasks', NewStateValue: 'ALARM' });
  });
});

describe('the certificate', () => {
  test('is a valid self-signed one of the name and size that was asked for', () => {
    const made = selfSigned({ commonName: 'evil.example.com', days: 2, notBefore: Date.UTC(2020, 0, 1) });
    const certificate = new X509Certificate(made.pem);
    expect(certificate.subject).toBe('CN=evil.example.com');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.validToDate).toEqual(new Date(Date.UTC(2020, 0, 3)));
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(made.path).toMatch(/^\/SimpleNotificationService-[0-9a-f]{32}\.pem$/);
  });
});
