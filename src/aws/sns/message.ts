/** An SNS message over HTTP, checked field by field before anything is fetched or verified. */

export type SnsType = 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';

/** Only what SNS signs; `UnsubscribeURL` and `MessageAttributes` are not signed and therefore never read. */
export interface SnsMessage {
  readonly type: SnsType;
  readonly id: string;
  readonly topic: string;
  readonly subject: string | null;
  readonly message: string;
  /** When SNS published it, ms. */
  readonly publishedAt: number;
  /** Only in the two confirmations. */
  readonly token: string | null;
}

/** A message that may be genuine: what is left is the signature. */
export interface Unproven {
  readonly message: SnsMessage;
  readonly version: '1' | '2';
  readonly certificateUrl: string;
  readonly signature: Uint8Array;
  /** The text that the signature is made of. */
  readonly signed: string;
}

export interface Refused {
  readonly status: 400 | 403;
  /** Static words for the log, never the sender's. */
  readonly reason: string;
}

export interface MessageRules {
  readonly topics: ReadonlySet<string>;
  readonly allowSignatureV1: boolean;
  /** How old a message may be, ms. SNS retries over HTTP for up to an hour under the first timestamp. */
  readonly maxAge: number;
}

/** The signed fields, in the order in which they are signed. Source: SNS developer guide, "Verifying signatures". */
const SIGNED: Readonly<Record<SnsType, readonly string[]>> = {
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
const TOPIC = /^arn:aws[a-z-]*:sns:[a-z0-9-]{1,30}:\d{12}:[A-Za-z0-9_-]{1,256}(?:\.fifo)?$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;
const BASE64 = /^[A-Za-z0-9+/]{64,2048}={0,2}$/;
const CONTROL = /[\u0000-\u001f\u007f]/;
/** How far a sender's clock may be ahead, ms. */
const MOST_AHEAD = 300_000;

/** `header` is `x-amz-sns-message-type`; `now` is ms since the epoch. */
export function readSnsMessage(
  body: string,
  header: string | undefined,
  rules: MessageRules,
  now: number,
): Unproven | Refused {
  const json = parsed(body);
  if (json === null) return refuse(400, 'the body is not a JSON object');
  const field = (name: string): unknown => (Object.hasOwn(json, name) ? json[name] : undefined);

  const type = field('Type');
  if (!isType(type)) return refuse(400, 'unknown Type');
  if (header !== undefined && header !== type) return refuse(400, 'header and body differ in type');

  const topic = field('TopicArn');
  if (typeof topic !== 'string' || !TOPIC.test(topic)) return refuse(400, 'TopicArn is not one');
  // Anyone with an AWS account can have SNS sign a message of a topic of theirs.
  if (!rules.topics.has(topic)) return refuse(403, 'topic is not listed');

  const values: Record<string, string> = {};
  for (const name of SIGNED[type]) {
    const value = field(name);
    if (name === 'Subject' && (value === undefined || value === null)) continue;
    if (typeof value !== 'string') return refuse(400, `${name} is not a string`);
    // The signed text has no escaping: a line break in these could move a part of one field into another.
    if (name !== 'Message' && CONTROL.test(value)) return refuse(400, `${name} holds a control character`);
    values[name] = value;
  }
  const { Message, MessageId, Timestamp } = values;
  if (MessageId === undefined || MessageId === '' || MessageId.length > 100) {
    return refuse(400, 'MessageId is not one');
  }

  const version = field('SignatureVersion');
  if (version !== '1' && version !== '2') return refuse(400, 'unknown SignatureVersion');
  if (version === '1' && !rules.allowSignatureV1) return refuse(403, 'SignatureVersion 1 is not allowed');

  const publishedAt =
    Timestamp !== undefined && TIMESTAMP.test(Timestamp) ? Date.parse(Timestamp) : Number.NaN;
  if (Number.isNaN(publishedAt)) return refuse(400, 'Timestamp is not one');
  if (now - publishedAt > rules.maxAge) return refuse(403, 'message is too old');
  if (publishedAt - now > MOST_AHEAD) return refuse(403, 'message is from the future');

  const certificateUrl = field('SigningCertURL');
  if (typeof certificateUrl !== 'string') return refuse(403, 'SigningCertURL is not a string');
  const signature = field('Signature');
  if (typeof signature !== 'string' || signature.length % 4 !== 0 || !BASE64.test(signature)) {
    return refuse(403, 'Signature is not base64');
  }
  return {
    message: {
      type,
      id: MessageId,
      topic,
      subject: values['Subject'] ?? null,
      message: Message ?? '',
      publishedAt,
      token: values['Token'] ?? null,
    },
    version,
    certificateUrl,
    signature: Uint8Array.from(atob(signature), (character) => character.charCodeAt(0)),
    signed: SIGNED[type]
      .flatMap((name) => (values[name] === undefined ? [] : [`${name}\n${values[name]}\n`]))
      .join(''),
  };
}

export function isRefused(read: Unproven | Refused): read is Refused {
  return 'status' in read;
}

function refuse(status: 400 | 403, reason: string): Refused {
  return { status, reason };
}

function isType(value: unknown): value is SnsType {
  return typeof value === 'string' && Object.hasOwn(SIGNED, value);
}

function parsed(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
