/** Queues and received messages as the API writes them. */
import type * as sqs from '@aws-sdk/client-sqs';
import type { Place } from './ids.ts';
import { attributesDigest, md5 } from './message-digest.ts';
import { DEFAULT_ATTRIBUTES, type Queue, type Received } from './queues.ts';

export function attributesOf(queue: Queue, now: number): Record<string, string> {
  const delayed = queue.messages.filter((one) => one.visibleAt > now && one.receives === 0).length;
  const inFlight = queue.messages.filter((one) => one.visibleAt > now && one.receives > 0).length;
  return {
    ...DEFAULT_ATTRIBUTES,
    ...Object.fromEntries(queue.attributes),
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(queue.messages.length - delayed - inFlight),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1_000)),
    LastModifiedTimestamp: String(Math.floor(queue.changedAt / 1_000)),
  };
}

export function receivedMessage(
  place: Place,
  { message, handle }: Received,
  input: sqs.ReceiveMessageCommandInput,
): sqs.Message {
  const system: Readonly<Record<string, string>> = {
    SenderId: place.account,
    SentTimestamp: String(Math.floor(message.sentAt)),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(Math.floor(message.firstReceivedAt ?? message.sentAt)),
  };
  const wanted: readonly string[] = [
    ...(input.MessageSystemAttributeNames ?? []),
    ...(input.AttributeNames ?? []),
  ];
  const shown = Object.entries(system).filter(([name]) => wanted.includes('All') || wanted.includes(name));
  const own = Object.fromEntries(
    Object.entries(message.attributes).filter(([name]) => asked(input.MessageAttributeNames, name)),
  );
  const digest = attributesDigest(own);
  return {
    MessageId: message.id,
    ReceiptHandle: handle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(shown.length === 0 ? {} : { Attributes: Object.fromEntries(shown) }),
    ...(digest === null
      ? {}
      : {
          MessageAttributes: own as Record<string, sqs.MessageAttributeValue>,
          MD5OfMessageAttributes: digest,
        }),
  };
}

/** Names may be `All`, whole, or a beginning followed by `.*`. */
function asked(names: readonly string[] | undefined, name: string): boolean {
  return (names ?? []).some(
    (pattern) =>
      pattern === 'All' ||
      pattern === name ||
      (pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -1))),
  );
}
