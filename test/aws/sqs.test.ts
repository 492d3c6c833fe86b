import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import type { AlarmQueue } from '../../src/core/ports/queue.ts';
import { clock, silent } from './fake-aws.ts';

let simulated: SimulatedAws;
let client: Aws;
let queue: AlarmQueue;
let sender: SQSClient;

beforeAll(async () => {
  simulated = await startAws({ speed: 20 });
  for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_')))
    delete process.env[name];
  Object.assign(process.env, awsEnvironment(simulated.url));
  client = createAws({ clock, log: silent });
  queue = client.queue(simulated.queueUrl, 'us-east-1');
  sender = new SQSClient({});
});
afterAll(async () => {
  sender.destroy();
  client.close();
  await simulated.close();
});

const send = (body: string) =>
  sender.send(new SendMessageCommand({ QueueUrl: simulated.queueUrl, MessageBody: body }));
const never = new AbortController().signal;

it('knows its account and a name like an ARN from its address', () => {
  expect(queue.account).toBe('123456789012');
  expect(queue.name).toMatch(/^arn:aws:sqs:us-east-1:123456789012:[\w-]+$/);
  const real = client.queue('https://sqs.eu-west-1.amazonaws.com/123456789012/alarms', 'us-east-1');
  expect(real.name).toBe('arn:aws:sqs:eu-west-1:123456789012:alarms');
});

it('waits for a message and gives it with its count and its time', async () => {
  const waiting = queue.receive(never);
  await send('one');
  const [message] = await waiting;
  expect(message).toMatchObject({ body: 'one', receives: 1 });
  expect(Math.abs(Date.now() - message!.sentAt)).toBeLessThan(60_000);
  await queue.remove(message!);
});

it('a message that is let go comes again, one that is removed does not', async () => {
  await send('two');
  const [first] = await queue.receive(never);
  await queue.hide(first!, 0);
  const [again] = await queue.receive(never);
  expect(again).toMatchObject({ id: first!.id, receives: 2 });
  await queue.remove(again!);
  await queue.remove(again!);
});

it('ends its waiting at once when it is told to', async () => {
  const ending = new AbortController();
  const waiting = queue.receive(ending.signal);
  const started = performance.now();
  setTimeout(() => ending.abort(), 100);
  expect(await waiting).toEqual([]);
  expect(performance.now() - started).toBeLessThan(3_000);
  expect(await queue.receive(ending.signal)).toEqual([]);
});

it('a queue that is not there is a problem that can be read', async () => {
  const missing = client.queue(`${simulated.url}/123456789012/none`, 'us-east-1');
  await expect(missing.receive(never)).rejects.toMatchObject({ name: 'Problem' });
});
