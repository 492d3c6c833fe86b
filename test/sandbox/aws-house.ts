/** A simulated AWS with a clock that tests move by hand, clients for it, and a place where SNS delivers. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfirmSubscriptionCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import type { SnsBody } from '../../sandbox/aws/sns.ts';
import { steppedClock } from '../../sandbox/aws/timeline.ts';

export function startStepped(): Promise<SimulatedAws> {
  return startAws({ clock: steppedClock(), snsRetryGap: 20 });
}

export function settingsFor(aws: SimulatedAws) {
  return {
    endpoint: aws.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
}

export type Fields = Readonly<Record<string, unknown>>;

export interface Inbox {
  /** Notifications in the order of their arrival, without the confirmation. */
  readonly bodies: readonly SnsBody[];
  /** The text of each, parsed. */
  messages(): readonly Fields[];
  close(): Promise<void>;
}

/** Subscribes a receiver of its own to the alarm topic and confirms it. */
export async function subscribedInbox(aws: SimulatedAws): Promise<Inbox> {
  const bodies: SnsBody[] = [];
  const sns = new SNSClient(settingsFor(aws));
  let confirmed: (token: string) => void;
  const token = new Promise<string>((resolve) => {
    confirmed = resolve;
  });
  const receiver: Server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    response.end();
    const body = JSON.parse(Buffer.concat(parts).toString()) as SnsBody;
    if (body['Type'] === 'SubscriptionConfirmation') confirmed(body['Token'] ?? '');
    else bodies.push(body);
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const Endpoint = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  await sns.send(new SubscribeCommand({ TopicArn: aws.topicArn, Protocol: 'http', Endpoint }));
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn: aws.topicArn, Token: await token }));
  return {
    bodies,
    messages: () => bodies.map((body) => JSON.parse(body['Message'] ?? '') as Fields),
    async close() {
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
    },
  };
}
