import * as sqs from '@aws-sdk/client-sqs';
import type { Place } from './ids.ts';
import { attributesDigest, md5 } from './message-digest.ts';
import { offsetOf, pageOf } from './paging.ts';
import { each, MAX_BATCH } from './queue-batch.ts';
import { attributesOf, receivedMessage } from './queue-describe.ts';
import { DEFAULT_ATTRIBUTES, type MessageAttributes, numberOf, type Queue, type Queues } from './queues.ts';
import { wireError } from './wire/errors.ts';
import type { Handlers } from './wire/handlers.ts';

/** Source: Amazon SQS API Reference: seconds of waiting and of invisibility. */
const MAX_WAIT = 20;
const MAX_HIDDEN = 43_200;
const PAGE = 1_000;

function invalidValue(message: string): never {
  throw wireError('InvalidParameterValue', message);
}

function ranged(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const reason = `Reason: Must be between ${least} and ${most}, if provided.`;
  return invalidValue(`Value ${value} for parameter ${name} is invalid. ${reason}`);
}

interface Sent {
  readonly MessageId: string;
  readonly MD5OfMessageBody: string;
  readonly MD5OfMessageAttributes?: string;
}

export function sqsHandlers(place: Place, queues: Queues, origin: () => string, now: () => number) {
  const urlOf = (queue: Queue) => `${origin()}/${place.account}/${queue.name}`;

  function missing(): never {
    throw new sqs.QueueDoesNotExist({ message: 'The specified queue does not exist.', $metadata: {} });
  }

  function queueOf(url: string | undefined): Queue {
    const name = (url ?? '').split('/').at(-1) ?? '';
    return queues.all.get(name) ?? missing();
  }

  function checkAttributes(attributes: Readonly<Record<string, string>>): void {
    const policy = attributes['RedrivePolicy'];
    if (policy !== undefined && policy !== '') {
      const parsed = parsedPolicy(policy);
      if (queues.byArn(parsed.target) === null) {
        invalidValue(
          `Value ${policy} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
        );
      }
      ranged('maxReceiveCount', parsed.most, 1, 1_000);
    }
    const timeout = attributes['VisibilityTimeout'];
    if (timeout !== undefined) ranged('VisibilityTimeout', Number(timeout), 0, MAX_HIDDEN);
  }

  function send(
    queue: Queue,
    body: string | undefined,
    attributes: MessageAttributes = {},
    delay?: number,
  ): Sent {
    if (body === undefined || body === '') {
      throw wireError('MissingParameter', 'The request must contain the parameter MessageBody.');
    }
    const most = numberOf(queue, 'MaximumMessageSize');
    if (Buffer.byteLength(body) > most) {
      invalidValue(`One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`);
    }
    const message = queues.send(queue, body, attributes, delay);
    const digest = attributesDigest(attributes);
    return {
      MessageId: message.id,
      MD5OfMessageBody: md5(body),
      ...(digest === null ? {} : { MD5OfMessageAttributes: digest }),
    };
  }

  function forget(queue: Queue, handle: string | undefined): object {
    if (queues.forget(queue, handle ?? '')) return {};
    throw new sqs.ReceiptHandleIsInvalid({
      message: `The input receipt handle "${handle}" is not a valid receipt handle.`,
      $metadata: {},
    });
  }

  function hide(queue: Queue, handle: string | undefined, seconds: number | undefined): object {
    const wrong = queues.hide(queue, handle ?? '', ranged('VisibilityTimeout', seconds ?? -1, 0, MAX_HIDDEN));
    if (wrong === null) return {};
    const message = `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`;
    if (wrong === 'not-in-flight') throw new sqs.MessageNotInflight({ message, $metadata: {} });
    throw new sqs.ReceiptHandleIsInvalid({ message, $metadata: {} });
  }

  return {
    CreateQueue(input) {
      const name = input.QueueName ?? '';
      if (!/^[\w-]{1,80}$/.test(name)) {
        invalidValue('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
      }
      const attributes = input.Attributes ?? {};
      checkAttributes(attributes);
      const known = queues.all.get(name);
      if (known === undefined) return { QueueUrl: urlOf(queues.create(name, attributes)) };
      const same = Object.entries(attributes).every(
        ([key, value]) => (known.attributes.get(key) ?? DEFAULT_ATTRIBUTES[key]) === value,
      );
      if (same) return { QueueUrl: urlOf(known) };
      throw new sqs.QueueNameExists({
        message: 'A queue already exists with the same name and a different value for an attribute',
        $metadata: {},
      });
    },

    DeleteQueue(input) {
      queues.drop(queueOf(input.QueueUrl));
      return {};
    },

    GetQueueUrl: (input) => ({ QueueUrl: urlOf(queues.all.get(input.QueueName ?? '') ?? missing()) }),

    ListQueues(input) {
      const prefix = input.QueueNamePrefix ?? '';
      const found = [...queues.all.values()].filter((queue) => queue.name.startsWith(prefix)).map(urlOf);
      const page = pageOf(found, offsetOf(input.NextToken) ?? 0, input.MaxResults ?? PAGE);
      return { QueueUrls: [...page.items], NextToken: page.next };
    },

    GetQueueAttributes(input) {
      const wanted = input.AttributeNames ?? [];
      const all = attributesOf(queueOf(input.QueueUrl), now());
      if (wanted.includes('All')) return { Attributes: all };
      const picked = wanted.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]] as const]));
      return picked.length === 0 ? {} : { Attributes: Object.fromEntries(picked) };
    },

    SetQueueAttributes(input) {
      const queue = queueOf(input.QueueUrl);
      const attributes = input.Attributes ?? {};
      checkAttributes(attributes);
      for (const [name, value] of Object.entries(attributes)) queue.attributes.set(name, value);
      queue.changedAt = now();
      return {};
    },

    PurgeQueue(input) {
      queueOf(input.QueueUrl).messages = [];
      return {};
    },

    SendMessage: (input) =>
      send(queueOf(input.QueueUrl), input.MessageBody, input.MessageAttributes, input.DelaySeconds),

    SendMessageBatch(input) {
      const queue = queueOf(input.QueueUrl);
      return each(input.Entries, (entry) =>
        send(queue, entry.MessageBody, entry.MessageAttributes, entry.DelaySeconds),
      );
    },

    async ReceiveMessage(input, call) {
      const queue = queueOf(input.QueueUrl);
      const most = ranged('MaxNumberOfMessages', input.MaxNumberOfMessages ?? 1, 1, MAX_BATCH);
      const usual = numberOf(queue, 'ReceiveMessageWaitTimeSeconds');
      const wait = ranged('WaitTimeSeconds', input.WaitTimeSeconds ?? usual, 0, MAX_WAIT);
      const timeout = input.VisibilityTimeout ?? numberOf(queue, 'VisibilityTimeout');
      const visibility = ranged('VisibilityTimeout', timeout, 0, MAX_HIDDEN);
      const taken = await queues.receive(queue, { most, visibility, wait, signal: call.signal });
      if (taken.length === 0) return {};
      return { Messages: taken.map((received) => receivedMessage(place, received, input)) };
    },

    DeleteMessage(input) {
      forget(queueOf(input.QueueUrl), input.ReceiptHandle);
      return {};
    },

    DeleteMessageBatch(input) {
      const queue = queueOf(input.QueueUrl);
      return each(input.Entries, (entry) => forget(queue, entry.ReceiptHandle));
    },

    ChangeMessageVisibility(input) {
      hide(queueOf(input.QueueUrl), input.ReceiptHandle, input.VisibilityTimeout);
      return {};
    },

    ChangeMessageVisibilityBatch(input) {
      const queue = queueOf(input.QueueUrl);
      return each(input.Entries, (entry) => hide(queue, entry.ReceiptHandle, entry.VisibilityTimeout));
    },
  } satisfies Handlers<typeof sqs>;
}

function parsedPolicy(text: string): { readonly target: string; readonly most: number } {
  try {
    const parsed = JSON.parse(text) as { deadLetterTargetArn?: unknown; maxReceiveCount?: unknown };
    return { target: String(parsed.deadLetterTargetArn), most: Number(parsed.maxReceiveCount) };
  } catch {
    return invalidValue(
      `Value ${text} for parameter RedrivePolicy is invalid. Reason: Redrive policy is not a valid JSON map.`,
    );
  }
}
