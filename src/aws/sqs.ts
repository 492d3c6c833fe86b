/** The queue of `sns.queueUrl`. */
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { AlarmQueue, QueuedMessage } from '../core/ports/queue.ts';
import { listOrEmpty, text, textOrNull } from './answer.ts';
import { type Caller, createCaller } from './call.ts';
import type { Clients } from './clients.ts';

/** Source: Amazon SQS developer guide, "Amazon SQS short and long polling". */
const WAIT_S = 20;
const MOST = 10;
/** How long a message is nobody else's, seconds; extended while it is worked on. */
const HIDDEN_S = 60;
/** Longer than a long poll, ms. */
const POLL_MS = 30_000;

/** `region` is taken where the address does not name one. */
export function createAlarmQueue(
  clients: Clients,
  caller: Caller,
  address: string,
  region: string,
): AlarmQueue {
  const { hostname, pathname } = new URL(address);
  const [, account = null, queue = ''] = /^\/(\d{12})\/([\w.-]+)$/.exec(pathname) ?? [];
  const own = /^sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(hostname)?.[1] ?? region;
  const { sqs } = clients.of(own);
  // A poll is mostly waiting: it is no measure of AWS, and the usual deadline would end it.
  const polling = createCaller(undefined, { read: POLL_MS, write: POLL_MS });
  return {
    name: `arn:aws:sqs:${own}:${account ?? ''}:${queue}`,
    account,

    async receive(signal) {
      if (signal.aborted) return [];
      try {
        return await polling.read(
          'sqs:ReceiveMessage',
          ({ abortSignal }) =>
            sqs.send(
              new ReceiveMessageCommand({
                QueueUrl: address,
                MaxNumberOfMessages: MOST,
                WaitTimeSeconds: WAIT_S,
                VisibilityTimeout: HIDDEN_S,
                MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
              }),
              { abortSignal: AbortSignal.any([abortSignal, signal]) },
            ),
          (answer) => listOrEmpty(answer.Messages).map(messageOf),
        );
      } catch (error) {
        if (signal.aborted) return [];
        throw error;
      }
    },

    async hide({ receipt }, seconds) {
      const command = new ChangeMessageVisibilityCommand({
        QueueUrl: address,
        ReceiptHandle: receipt,
        VisibilityTimeout: seconds,
      });
      await caller.read(
        'sqs:ChangeMessageVisibility',
        (options) => sqs.send(command, options),
        () => undefined,
      );
    },

    async remove({ receipt }) {
      const command = new DeleteMessageCommand({ QueueUrl: address, ReceiptHandle: receipt });
      // Deleting twice is deleting once, so the SDK may repeat it.
      await caller.read(
        'sqs:DeleteMessage',
        (options) => sqs.send(command, options),
        () => undefined,
      );
    },
  };
}

function messageOf({ MessageId, ReceiptHandle, Body, Attributes }: Message): QueuedMessage {
  return {
    id: text(MessageId, 'Messages.MessageId'),
    receipt: text(ReceiptHandle, 'Messages.ReceiptHandle'),
    body: textOrNull(Body) ?? '',
    receives: Number(Attributes?.ApproximateReceiveCount ?? 1) || 1,
    sentAt: Number(Attributes?.SentTimestamp ?? 0) || 0,
  };
}
