import { PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SimulatedAws } from '../../sandbox/aws/server.ts';
import { settingsFor, startStepped } from './aws-house.ts';

let aws: SimulatedAws;
let sqs: SQSClient;
let QueueUrl: string;

beforeEach(async () => {
  aws = await startStepped();
  sqs = new SQSClient(settingsFor(aws));
  QueueUrl = aws.queueUrl;
});
afterEach(() => aws.close());

const send = (MessageBody: string, url = QueueUrl) =>
  sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));

async function receive(input: Partial<ReceiveMessageCommandInput> = {}) {
  const MessageSystemAttributeNames = ['All' as const];
  const command = new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames, ...input });
  return (await sqs.send(command)).Messages ?? [];
}

async function counts(url = QueueUrl): Promise<readonly [visible: string, inFlight: string]> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  );
  return [Attributes.ApproximateNumberOfMessages!, Attributes.ApproximateNumberOfMessagesNotVisible!];
}

describe('receiving', () => {
  test('hides a message until its visibility timeout, and counts', async () => {
    await send('one');
    const [first] = await receive();
    expect(first).toMatchObject({ Body: 'one', Attributes: { ApproximateReceiveCount: '1' } });
    expect(await receive()).toEqual([]);
    expect(await counts()).toEqual(['0', '1']);
    aws.advance(30_000);
    const [second] = await receive();
    expect(second!.MessageId).toBe(first!.MessageId);
    expect(second!.ReceiptHandle).not.toBe(first!.ReceiptHandle);
    expect(second!.Attributes?.ApproximateReceiveCount).toBe('2');
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first!.ReceiptHandle }));
    expect(await counts()).toEqual(['0', '1']);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second!.ReceiptHandle }));
    expect(await counts()).toEqual(['0', '0']);
  });

  test('waits for a message that comes later, and takes as many as were asked for', async () => {
    const began = Date.now();
    const waiting = receive({ WaitTimeSeconds: 20 });
    await aws.calls.waitFor('ReceiveMessage');
    await send('late');
    expect((await waiting).map((message) => message.Body)).toEqual(['late']);
    expect(Date.now() - began).toBeLessThan(5_000);
    for (const body of ['a', 'b', 'c']) await send(body);
    const two = await receive({ MaxNumberOfMessages: 2 });
    expect(two.map((message) => message.Body)).toEqual(['a', 'b']);
  });

  test('a receiver that hung up takes nothing with it', async () => {
    const abort = new AbortController();
    const command = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 });
    const waiting = sqs.send(command, { abortSignal: abort.signal }).catch(() => 'aborted');
    await aws.calls.waitFor('ReceiveMessage');
    abort.abort();
    expect(await waiting).toBe('aborted');
    await expect.poll(() => aws.calls.of('ReceiveMessage')[0]?.outcome, { interval: 5 }).not.toBeNull();
    await send('mine');
    expect(await counts()).toEqual(['1', '0']);
  });

  test('visibility is extended while somebody works, or given up at once', async () => {
    await send('long');
    const [message] = await receive();
    const { ReceiptHandle } = message!;
    const hide = (VisibilityTimeout: number) =>
      sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    await hide(120);
    aws.advance(60_000);
    expect(await receive()).toEqual([]);
    await hide(0);
    expect(await counts()).toEqual(['1', '0']);
    await expect(hide(10)).rejects.toMatchObject({ name: 'MessageNotInflight' });
  });

  test('batches succeed and fail entry by entry', async () => {
    await send('a');
    await send('b');
    const messages = await receive({ MaxNumberOfMessages: 10 });
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle }));
    const longer = Entries.map((entry) => ({ ...entry, VisibilityTimeout: 60 }));
    const hidden = await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: longer }));
    expect(hidden.Successful).toHaveLength(2);
    const deleted = await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [...Entries, { Id: 'odd', ReceiptHandle: 'no handle' }],
      }),
    );
    expect(deleted.Successful!.map((entry) => entry.Id)).toEqual(['m0', 'm1']);
    expect(deleted.Failed).toMatchObject([{ Id: 'odd', Code: 'ReceiptHandleIsInvalid', SenderFault: true }]);
    expect(await counts()).toEqual(['0', '0']);
  });
});

test('a message that was received too often goes to the dead letters', async () => {
  const dead = await sqs.send(new CreateQueueCommand({ QueueName: 'hydrous-alarms-dead' }));
  const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:123456789012:hydrous-alarms-dead';
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
  const sent = await send('poison');
  for (let tries = 0; tries < 2; tries += 1) {
    expect(await receive()).toHaveLength(1);
    aws.advance(31_000);
  }
  expect(await receive()).toEqual([]);
  const [found] = await receive({ QueueUrl: dead.QueueUrl! });
  expect(found).toMatchObject({ MessageId: sent.MessageId, Attributes: { ApproximateReceiveCount: '3' } });
});

describe('mistakes', () => {
  test('a queue that does not exist', async () => {
    const error = await sqs
      .send(new GetQueueUrlCommand({ QueueName: 'nobody' }))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(QueueDoesNotExist);
  });

  test.each([
    ['too many messages', { MaxNumberOfMessages: 11 }],
    ['too long a wait', { WaitTimeSeconds: 21 }],
    ['too long a timeout', { VisibilityTimeout: 50_000 }],
  ])('%s', async (_what, input) => {
    await expect(receive(input)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  test('the same name with another attribute', async () => {
    const Attributes = { VisibilityTimeout: '31' };
    const command = new CreateQueueCommand({ QueueName: 'hydrous-alarms', Attributes });
    await expect(sqs.send(command)).rejects.toMatchObject({ name: 'QueueNameExists' });
  });
});

describe('a topic that delivers to the queue', () => {
  const subscribe = (raw: boolean) =>
    new SNSClient(settingsFor(aws)).send(
      new SubscribeCommand({
        TopicArn: aws.topicArn,
        Protocol: 'sqs',
        Endpoint: aws.queueArn,
        ...(raw ? { Attributes: { RawMessageDelivery: 'true' } } : {}),
      }),
    );
  const publish = () =>
    new SNSClient(settingsFor(aws)).send(
      new PublishCommand({
        TopicArn: aws.topicArn,
        Message: 'the text',
        Subject: 'A subject',
        MessageAttributes: { EventID: { DataType: 'String', StringValue: 'RDS-EVENT-0006' } },
      }),
    );

  test('needs no confirmation and sends the signed envelope', async () => {
    expect((await subscribe(false)).SubscriptionArn).toMatch(/^arn:aws:sns:/);
    const { MessageId } = await publish();
    const [message] = await receive();
    expect(JSON.parse(message!.Body!)).toMatchObject({
      Type: 'Notification',
      MessageId,
      TopicArn: aws.topicArn,
      Subject: 'A subject',
      Message: 'the text',
      SignatureVersion: '2',
      Signature: expect.any(String),
      MessageAttributes: { EventID: { Type: 'String', Value: 'RDS-EVENT-0006' } },
    });
  });

  test('raw, it sends the text alone, with its attributes beside it', async () => {
    await subscribe(true);
    await publish();
    const [message] = await receive({ MessageAttributeNames: ['All'] });
    expect(message).toMatchObject({
      Body: 'the text',
      MessageAttributes: { EventID: { DataType: 'String', StringValue: 'RDS-EVENT-0006' } },
    });
  });

  test('alarms arrive there as well', async () => {
    await subscribe(false);
    aws.console.setAlarm('hydrous-5xx', 'ALARM', 'a drill');
    const [message] = await receive({ WaitTimeSeconds: 5 });
    const { Message } = JSON.parse(message!.Body!) as { Message: string };
    expect(JSON.parse(Message)).toMatchObject({ AlarmName: 'hydrous-5xx', NewStateValue: 'ALARM' });
  });
});
