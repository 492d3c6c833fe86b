/** Topics, subscriptions and signed delivery over HTTP, as SNS does it. */
import { randomBytes, randomUUID, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Certificate } from './x509.ts';

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly owner: string;
  token: string;
  confirmed: boolean;
  rawDelivery: boolean;
}

export interface Topic {
  readonly arn: string;
  readonly attributes: Map<string, string>;
  readonly subscriptions: Map<string, Subscription>;
}

/** The signed body of a delivery. */
export type SnsBody = Readonly<Record<string, string>>;

/** By name; unsigned, and all of the type String. */
export type SnsAttributes = Readonly<Record<string, string>>;

export interface Delivery {
  readonly messageId: string;
  readonly type: string;
  readonly endpoint: string;
  readonly body: SnsBody;
  /** HTTP status of each attempt; 0 = no answer. */
  readonly attempts: number[];
  state: 'trying' | 'delivered' | 'gave-up';
}

export interface SnsOptions {
  readonly account: string;
  readonly certificate: Certificate;
  /** Address of this server: certificates and links point at it. */
  origin(): string;
  /** Machine time in ms: receivers compare the Timestamp with their own clock. */
  now(): number;
  /** ms between two attempts. */
  readonly retryGap: number;
  /** Puts a text into the queue with this ARN; false when there is none. */
  enqueue(queueArn: string, text: string, attributes: SnsAttributes): boolean;
}

export interface Sns {
  readonly topics: ReadonlyMap<string, Topic>;
  /** Newest last, at most 1000. */
  readonly deliveries: readonly Delivery[];
  createTopic(arn: string, attributes?: Readonly<Record<string, string>>): Topic;
  removeTopic(arn: string): void;
  /** Sends the confirmation request to http and https endpoints; a queue of this account needs none. */
  subscribe(topic: Topic, protocol: string, endpoint: string): Subscription;
  unsubscribe(subscription: Subscription): void;
  findSubscription(arn: string): Subscription | null;
  /** Signs and delivers to every confirmed subscription; gives the message id. Unknown topics get nothing. */
  publish(topicArn: string, message: string, subject?: string, attributes?: SnsAttributes): string;
  /** Makes the signed body without sending it: for tests that send it themselves, changed or twice. */
  signed(topicArn: string, fields: Readonly<Record<string, string>>): SnsBody;
  close(): void;
}

/** Attempts after the first one. Source: Amazon SNS Developer Guide, default HTTP delivery policy (numRetries 3). */
const RETRIES = 3;
/** SNS waits this long for an answer, ms. */
const ANSWER_WITHIN = 15_000;
const MAX_DELIVERIES = 1_000;

const SIGNED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
};

/** The text that is signed: `name\nvalue\n` of each signed field that is there, in byte order of the names. */
export function stringToSign(body: SnsBody): string {
  const fields = SIGNED_FIELDS[body['Type'] ?? ''] ?? [];
  return fields.flatMap((name) => (body[name] === undefined ? [] : [`${name}\n${body[name]}\n`])).join('');
}

export function createSns(options: SnsOptions): Sns {
  const topics = new Map<string, Topic>();
  const deliveries: Delivery[] = [];
  const closing = new AbortController();

  function signed(topicArn: string, fields: Readonly<Record<string, string>>): SnsBody {
    const version = topics.get(topicArn)?.attributes.get('SignatureVersion') ?? '1';
    const body: Record<string, string> = {
      Type: 'Notification',
      MessageId: randomUUID(),
      TopicArn: topicArn,
      Timestamp: new Date(options.now()).toISOString(),
      ...fields,
      SignatureVersion: version,
      SigningCertURL: options.origin() + options.certificate.path,
    };
    const algorithm = version === '2' ? 'sha256' : 'sha1';
    const signature = sign(algorithm, Buffer.from(stringToSign(body)), options.certificate.key);
    return { ...body, Signature: signature.toString('base64') };
  }

  function remember(subscription: Subscription, body: SnsBody): Delivery {
    const { endpoint } = subscription;
    const { MessageId: messageId = '', Type: type = '' } = body;
    const delivery: Delivery = { messageId, type, endpoint, body, attempts: [], state: 'trying' };
    deliveries.push(delivery);
    if (deliveries.length > MAX_DELIVERIES) deliveries.shift();
    return delivery;
  }

  function deliver(subscription: Subscription, body: SnsBody, attributes: SnsAttributes = {}): void {
    const { protocol } = subscription;
    if (protocol !== 'http' && protocol !== 'https' && protocol !== 'sqs') return;
    const type = body['Type']!;
    const raw = subscription.rawDelivery && type === 'Notification';
    const text = raw ? body['Message']! : bodyText(body, attributes);
    if (protocol === 'sqs') {
      // Only a raw delivery has the attributes outside of its text.
      const found = options.enqueue(subscription.endpoint, text, raw ? attributes : {});
      remember(subscription, body).state = found ? 'delivered' : 'gave-up';
      return;
    }
    const headers: Record<string, string> = {
      'content-type': 'text/plain; charset=UTF-8',
      'user-agent': 'Amazon Simple Notification Service Agent',
      'x-amz-sns-message-type': type,
      'x-amz-sns-message-id': body['MessageId']!,
      'x-amz-sns-topic-arn': subscription.topicArn,
      ...(type === 'SubscriptionConfirmation' ? {} : { 'x-amz-sns-subscription-arn': subscription.arn }),
      ...(raw ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
    };
    void attempt(remember(subscription, body), headers, text);
  }

  async function attempt(delivery: Delivery, headers: Record<string, string>, text: string): Promise<void> {
    for (let tries = 0; tries <= RETRIES; tries += 1) {
      if (tries > 0) await sleep(options.retryGap, undefined, { signal: closing.signal }).catch(() => {});
      if (closing.signal.aborted) break;
      const status = await post(delivery.endpoint, headers, text);
      delivery.attempts.push(status);
      if (status >= 200 && status < 300) {
        delivery.state = 'delivered';
        return;
      }
      // A client error is final for SNS, apart from 429. Source: Amazon SNS Developer Guide, message delivery retries.
      if (status >= 400 && status < 500 && status !== 429) break;
    }
    delivery.state = 'gave-up';
  }

  async function post(endpoint: string, headers: Record<string, string>, body: string): Promise<number> {
    try {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(ANSWER_WITHIN)]);
      const answer = await fetch(endpoint, { method: 'POST', headers, body, signal, redirect: 'manual' });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 0;
    }
  }

  function ask(
    subscription: Subscription,
    type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation',
  ): void {
    const { topicArn, token } = subscription;
    const verb = type === 'SubscriptionConfirmation' ? 'subscribe to' : 'deactivate subscription';
    const query = `Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`;
    deliver(
      subscription,
      signed(topicArn, {
        Type: type,
        Token: token,
        Message: `You have chosen to ${verb} the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
        SubscribeURL: `${options.origin()}/?${query}`,
      }),
    );
  }

  function findSubscription(arn: string): Subscription | null {
    for (const topic of topics.values()) {
      const found = topic.subscriptions.get(arn);
      if (found !== undefined) return found;
    }
    return null;
  }

  return {
    topics,
    deliveries,
    signed,
    createTopic(arn, attributes = {}) {
      const known = topics.get(arn);
      if (known !== undefined) return known;
      const topic: Topic = { arn, attributes: new Map(Object.entries(attributes)), subscriptions: new Map() };
      topics.set(arn, topic);
      return topic;
    },
    removeTopic: (arn) => void topics.delete(arn),
    subscribe(topic, protocol, endpoint) {
      const same = [...topic.subscriptions.values()].find(
        (other) => other.protocol === protocol && other.endpoint === endpoint,
      );
      if (same?.confirmed) return same;
      const subscription: Subscription = same ?? {
        arn: `${topic.arn}:${randomUUID()}`,
        topicArn: topic.arn,
        protocol,
        endpoint,
        owner: options.account,
        token: '',
        confirmed: false,
        rawDelivery: false,
      };
      subscription.token = randomBytes(96).toString('hex');
      subscription.confirmed = protocol === 'sqs';
      topic.subscriptions.set(subscription.arn, subscription);
      if (!subscription.confirmed) ask(subscription, 'SubscriptionConfirmation');
      return subscription;
    },
    unsubscribe(subscription) {
      topics.get(subscription.topicArn)?.subscriptions.delete(subscription.arn);
      if (subscription.confirmed && subscription.protocol !== 'sqs')
        ask(subscription, 'UnsubscribeConfirmation');
    },
    findSubscription,
    publish(topicArn, message, subject, attributes = {}) {
      const messageId = randomUUID();
      for (const subscription of topics.get(topicArn)?.subscriptions.values() ?? []) {
        if (!subscription.confirmed) continue;
        const body = signed(topicArn, {
          Type: 'Notification',
          MessageId: messageId,
          Message: message,
          ...(subject === undefined ? {} : { Subject: subject }),
        });
        const UnsubscribeURL = `${options.origin()}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`;
        deliver(subscription, { ...body, UnsubscribeURL }, attributes);
      }
      return messageId;
    },
    close: () => closing.abort(),
  };
}

function bodyText(body: SnsBody, attributes: SnsAttributes): string {
  const entries = Object.entries(attributes).map(([name, Value]) => [name, { Type: 'String', Value }]);
  const more = entries.length === 0 ? {} : { MessageAttributes: Object.fromEntries(entries) };
  return JSON.stringify({ ...body, ...more }, null, 2);
}
