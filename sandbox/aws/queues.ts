/** Queues: visibility, receive counts and dead letters, as SQS standard queues do them. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

export interface MessageAttribute {
  readonly DataType?: string | undefined;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: Uint8Array | undefined;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly sentAt: number;
  /** Nobody receives it before this time. */
  visibleAt: number;
  receives: number;
  firstReceivedAt: number | null;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly attributes: Map<string, string>;
  changedAt: number;
  /** Oldest first. */
  messages: QueuedMessage[];
}

export interface Received {
  readonly message: QueuedMessage;
  readonly handle: string;
}

export interface Take {
  readonly most: number;
  /** Seconds */
  readonly visibility: number;
  /** Seconds of this machine to wait for a first message. */
  readonly wait: number;
  readonly signal: AbortSignal;
}

export interface Queues {
  readonly all: ReadonlyMap<string, Queue>;
  create(name: string, attributes?: Readonly<Record<string, string>>): Queue;
  drop(queue: Queue): void;
  byArn(arn: string): Queue | null;
  /** `delay` in seconds. */
  send(queue: Queue, body: string, attributes?: MessageAttributes, delay?: number): QueuedMessage;
  receive(queue: Queue, take: Take): Promise<readonly Received[]>;
  /** False for a handle that is none of this queue's. An old handle changes nothing, as in SQS. */
  forget(queue: Queue, handle: string): boolean;
  /** Hides a message that is in flight for `seconds` from now. Gives what was wrong, or null. */
  hide(queue: Queue, handle: string, seconds: number): 'unknown-handle' | 'not-in-flight' | null;
}

/** Source: Amazon SQS API Reference, SetQueueAttributes. */
export const DEFAULT_ATTRIBUTES: Readonly<Record<string, string>> = {
  VisibilityTimeout: '30',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};

/** How often a waiting receiver looks for messages whose time has come, ms. */
const LOOK = 100;

export function numberOf(queue: Queue, attribute: string): number {
  return Number(queue.attributes.get(attribute) ?? DEFAULT_ATTRIBUTES[attribute] ?? 0);
}

export interface QueuesParts {
  /** ARN of a queue of this name. */
  arnOf(name: string): string;
  /** ms since the epoch. */
  now(): number;
}

export function createQueues({ arnOf, now }: QueuesParts): Queues {
  const all = new Map<string, Queue>();
  /** Receivers that wait, woken by every message that arrives. */
  const waiting = new Set<AbortController>();

  const byArn = (arn: string) => [...all.values()].find((queue) => queue.arn === arn) ?? null;

  function expire(queue: Queue): void {
    const oldest = now() - numberOf(queue, 'MessageRetentionPeriod') * 1_000;
    queue.messages = queue.messages.filter((message) => message.sentAt > oldest);
  }

  /** Moves messages that were received too often to the dead-letter queue. */
  function redrive(queue: Queue): void {
    const policy = redrivePolicy(queue);
    const target = policy === null ? null : byArn(policy.target);
    if (policy === null || target === null) return;
    const dead = queue.messages.filter(
      (message) => message.visibleAt <= now() && message.receives >= policy.most,
    );
    if (dead.length === 0) return;
    queue.messages = queue.messages.filter((message) => !dead.includes(message));
    // They keep their id, the time at which they were sent, and their receive count.
    target.messages.push(...dead);
  }

  function take(queue: Queue, most: number, visibility: number): readonly Received[] {
    expire(queue);
    redrive(queue);
    const visible = queue.messages.filter((message) => message.visibleAt <= now()).slice(0, most);
    return visible.map((message) => {
      message.receives += 1;
      message.firstReceivedAt ??= now();
      message.visibleAt = now() + visibility * 1_000;
      return { message, handle: handleOf(queue, message) };
    });
  }

  /** The message that the handle was given for; `current` unless it has been received again since. */
  function held(queue: Queue, handle: string): { message: QueuedMessage | null; current: boolean } | null {
    const match = /^(.+) ([0-9a-f-]{36}) (\d+)$/.exec(Buffer.from(handle, 'base64').toString());
    if (match === null || match[1] !== queue.arn) return null;
    const message = queue.messages.find((one) => one.id === match[2]) ?? null;
    return { message, current: message?.receives === Number(match[3]) };
  }

  return {
    all,
    create(name, attributes = {}) {
      const queue: Queue = {
        name,
        arn: arnOf(name),
        createdAt: now(),
        attributes: new Map(Object.entries(attributes)),
        changedAt: now(),
        messages: [],
      };
      all.set(name, queue);
      return queue;
    },
    drop: (queue) => void all.delete(queue.name),
    byArn,

    send(queue, body, attributes = {}, delay = numberOf(queue, 'DelaySeconds')) {
      const message: QueuedMessage = {
        id: randomUUID(),
        body,
        attributes,
        sentAt: now(),
        visibleAt: now() + delay * 1_000,
        receives: 0,
        firstReceivedAt: null,
      };
      queue.messages.push(message);
      for (const receiver of waiting) receiver.abort();
      return message;
    },

    async receive(queue, { most, visibility, wait, signal }) {
      const until = Date.now() + wait * 1_000;
      for (;;) {
        if (signal.aborted) return [];
        const taken = take(queue, most, visibility);
        const left = until - Date.now();
        if (taken.length > 0 || left <= 0) return taken;
        const woken = new AbortController();
        waiting.add(woken);
        const either = AbortSignal.any([signal, woken.signal]);
        await sleep(Math.min(LOOK, left), undefined, { signal: either }).catch(() => {});
        waiting.delete(woken);
      }
    },

    forget(queue, handle) {
      const found = held(queue, handle);
      if (found === null) return false;
      if (found.current) queue.messages = queue.messages.filter((message) => message !== found.message);
      return true;
    },

    hide(queue, handle, seconds) {
      const found = held(queue, handle);
      if (found === null) return 'unknown-handle';
      if (found.message === null || found.message.visibleAt <= now()) return 'not-in-flight';
      if (found.current) found.message.visibleAt = now() + seconds * 1_000;
      return null;
    },
  };
}

function handleOf(queue: Queue, message: QueuedMessage): string {
  return Buffer.from(`${queue.arn} ${message.id} ${message.receives}`).toString('base64');
}

function redrivePolicy(queue: Queue): { readonly target: string; readonly most: number } | null {
  const text = queue.attributes.get('RedrivePolicy');
  if (text === undefined || text === '') return null;
  const policy = JSON.parse(text) as { deadLetterTargetArn?: unknown; maxReceiveCount?: unknown };
  return { target: String(policy.deadLetterTargetArn), most: Number(policy.maxReceiveCount) };
}
