import { sign } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Notification } from '../../../src/core/ports/store.ts';
import { aws, type FakeAws, startFakeAws } from '../fake-aws.ts';
import { certificate, confirmation, NOW, signed, stringToSign, TOPIC } from './signed.ts';

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterEach(() => {
  fake.calls.length = 0;
});
afterAll(() => fake.close());

/** A receiver with a cold certificate cache that accepts whatever is genuine. */
function receiver(over: { readonly allowSignatureV1?: boolean } = {}) {
  fake.answers = { [`GET ${certificate.path}`]: { status: 200, body: certificate.pem } };
  const received: Notification[] = [];
  const clock = { now: () => NOW, sleep: async () => undefined };
  const receive = aws({ clock }).sns.receiver(
    { topics: new Set([TOPIC]), allowSignatureV1: over.allowSignatureV1 ?? false, maxAge: 3_600_000 },
    {
      receive: async (notification) => {
        received.push(notification);
        return 'new';
      },
      unsubscribed: async () => undefined,
      onSecurityEvent: () => undefined,
    },
  );
  return {
    received,
    post: (body: string, headers: Readonly<Record<string, string>> = {}) => receive({ headers, body }),
  };
}
const fetches = () => fake.calls.length;

describe('a genuine message', () => {
  it('is handed on with its signed fields only', async () => {
    const { post, received } = receiver();
    const headers = { 'x-amz-sns-message-type': 'Notification', 'content-type': 'text/plain; charset=UTF-8' };
    expect(await post(signed(fake.url, { MessageAttributes: { a: 1 } }), headers)).toEqual({
      status: 200,
      reason: 'new',
    });
    expect(received).toEqual([
      {
        id: '8a7f1d3c-0000-4000-8000-000000000001',
        topic: TOPIC,
        subject: 'ALARM: "hydrous-cpu" in US East (N. Virginia)',
        message: '{"AlarmName":"hydrous-cpu"}',
        publishedAt: NOW,
      },
    ]);
  });

  it.each([
    ['without a subject', { Subject: undefined }],
    ['with a subject that is null', { Subject: null }],
    ['with line breaks in its message', { Message: 'one\nTopicArn\ntwo\n' }],
    ['with full-width and other letters', { Message: 'ｈｙｄｒｏｕｓ ñandú 🚰', Subject: 'alarma crítica' }],
    ['with NUL and line breaks in its message', { Message: 'a\u0000b\r\nc' }],
    ['with an empty message', { Message: '' }],
    ['of 59 minutes ago', { Timestamp: new Date(NOW - 59 * 60_000).toISOString() }],
    ['of four minutes ahead', { Timestamp: new Date(NOW + 4 * 60_000).toISOString() }],
  ])('%s is accepted', async (_name, over) => {
    expect(await receiver().post(signed(fake.url, over))).toMatchObject({ status: 200 });
  });

  it('of version 1 is accepted only when the configuration allows it', async () => {
    const body = signed(fake.url, { SignatureVersion: '1' });
    expect(await receiver().post(body)).toMatchObject({ status: 403 });
    expect(fetches()).toBe(0);
    expect(await receiver({ allowSignatureV1: true }).post(body)).toMatchObject({ status: 200 });
  });
});

const elsewhere = 'arn:aws:sns:us-east-1:210987654321:somebody-else';
const url = (make: (origin: string) => unknown) => () =>
  signed(fake.url, {}, { SigningCertURL: make(fake.url) });
const minutes = (count: number) => new Date(NOW + count * 60_000).toISOString();
const path = certificate.path;

/** Signed for another topic, split at other places so that the text stays the same. */
function resplit(): string {
  const Message = `hello\nMessageId\nfaked\nTimestamp\n${minutes(0)}\nTopicArn\n${TOPIC}\nType\nNotification`;
  const genuine = JSON.parse(signed(fake.url, { Message, TopicArn: elsewhere, Subject: undefined }));
  const rest = stringToSign(genuine).split(`TopicArn\n${TOPIC}\nType\n`)[1];
  return JSON.stringify({
    ...genuine,
    Message: 'hello',
    MessageId: 'faked',
    TopicArn: TOPIC,
    Type: String(rest).slice(0, -1),
  });
}

/** The row, the body, the answer, and how often a certificate may be fetched. */
const refused: readonly (readonly [string, () => string, number, number])[] = [
  ['version "3"', () => signed(fake.url, {}, { SignatureVersion: '3' }), 400, 0],
  ['version 2 as a number', () => signed(fake.url, {}, { SignatureVersion: 2 }), 400, 0],
  ['no version', () => signed(fake.url, {}, { SignatureVersion: undefined }), 400, 0],
  ['a signature of something else', () => signed(fake.url, {}, { Message: 'tampered' }), 403, 1],
  ['a subject that was added', () => signed(fake.url, { Subject: undefined }, { Subject: 'x' }), 403, 1],
  ['a subject that was taken away', () => signed(fake.url, {}, { Subject: undefined }), 403, 1],
  ['a signature that is not base64', () => signed(fake.url, {}, { Signature: '!'.repeat(344) }), 403, 0],
  ['a signature of a wrong length', () => signed(fake.url, {}, { Signature: 'A'.repeat(343) }), 403, 0],
  ['an empty signature', () => signed(fake.url, {}, { Signature: '' }), 403, 0],
  ['an array for a signature', () => signed(fake.url, {}, { Signature: ['x'] }), 403, 0],
  ['a topic that is not listed', () => signed(fake.url, { TopicArn: elsewhere }), 403, 0],
  ['a topic that is no ARN', () => signed(fake.url, { TopicArn: 'hydrous-alarms' }), 400, 0],
  ['a topic that begins like ours', () => signed(fake.url, { TopicArn: `${TOPIC}-2` }), 403, 0],
  ['fields split at other places', resplit, 400, 0],
  ['a type with a line break', () => signed(fake.url, {}, { Type: 'Notification\nx' }), 400, 0],
  ['a type in lower case', () => signed(fake.url, {}, { Type: 'notification' }), 400, 0],
  ['a type of its own', () => signed(fake.url, {}, { Type: 'Evil' }), 400, 0],
  ['a type named like a part of every object', () => signed(fake.url, {}, { Type: 'constructor' }), 400, 0],
  ['no type', () => signed(fake.url, {}, { Type: undefined }), 400, 0],
  ['a line break in the MessageId', () => signed(fake.url, { MessageId: 'a\nb' }), 400, 0],
  ['a line break in the Subject', () => signed(fake.url, { Subject: 'a\nMessageId\nb' }), 400, 0],
  ['a line break in the Token', () => confirmation(fake.url, { Token: 'a\nb' }), 400, 0],
  ['a line break in the SubscribeURL', () => confirmation(fake.url, { SubscribeURL: 'a\nb' }), 400, 0],
  ['a confirmation without a Token', () => confirmation(fake.url, { Token: undefined }), 400, 0],
  [
    'an array with the same text as message',
    () => signed(fake.url, {}, { Message: ['{"AlarmName":"hydrous-cpu"}'] }),
    400,
    0,
  ],
  ['a message that is missing', () => signed(fake.url, {}, { Message: undefined }), 400, 0],
  ['a time three hours ago', () => signed(fake.url, { Timestamp: minutes(-180) }), 403, 0],
  ['a time ten minutes ahead', () => signed(fake.url, { Timestamp: minutes(10) }), 403, 0],
  ['the time "yesterday"', () => signed(fake.url, { Timestamp: 'yesterday' }), 400, 0],
  ['a time that does not exist', () => signed(fake.url, { Timestamp: '2026-13-45T99:00:00.000Z' }), 400, 0],
  ['no time', () => signed(fake.url, {}, { Timestamp: undefined }), 400, 0],
  ['a certificate of S3', url(() => `https://sns.s3.amazonaws.com${path}`), 403, 0],
  [
    'a certificate of a bucket called sns',
    url(() => `https://sns.s3-us-west-2.amazonaws.com${path}`),
    403,
    0,
  ],
  ['a certificate of another region', url(() => `https://sns.eu-west-1.amazonaws.com${path}`), 403, 0],
  ['a certificate host with a tail', url((origin) => `${origin}.evil.example.com${path}`), 403, 0],
  ['a certificate host with a dot at its end', url((origin) => `${origin}.${path}`), 403, 0],
  [
    'a certificate host of the same length',
    url((origin) => `${origin.replace('127.0.0.1', '127.0.0.2')}${path}`),
    403,
    0,
  ],
  ['another port', url((origin) => `${origin}1${path}`), 403, 0],
  ['a user in the URL', url((origin) => `${origin.replace('://', '://a@')}${path}`), 403, 0],
  ['a query', url((origin) => `${origin}/?x=.pem`), 403, 0],
  ['a query after the path', url((origin) => `${origin}${path}?x`), 403, 0],
  ['a fragment', url((origin) => `${origin}${path}#x`), 403, 0],
  ['a backslash', url((origin) => `${origin}\\@evil.example.com${path}`), 403, 0],
  ['another path', url((origin) => `${origin}/x.pem`), 403, 0],
  ['a way up', url((origin) => `${origin}/..%2f${path.slice(1)}`), 403, 0],
  ['a line break at the end', url((origin) => `${origin}${path}\n`), 403, 0],
  ['an array for a URL', url((origin) => [`${origin}${path}`]), 403, 0],
  ['a URL of 10 KB', url((origin) => `${origin}/${'a'.repeat(10_000)}.pem`), 403, 0],
  ['a body that is no JSON', () => 'hello', 400, 0],
  ['an empty body', () => '', 400, 0],
  ['the body null', () => 'null', 400, 0],
  ['the body 3', () => '3', 400, 0],
  ['an array as body', () => '[]', 400, 0],
  ['ten thousand levels', () => `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 400, 0],
  ['its fields on the prototype', () => `{"__proto__":${signed(fake.url)}}`, 400, 0],
];

describe('a message with', () => {
  it.each(refused)('%s is refused', async (_name, body, status, most) => {
    const { post, received } = receiver();
    expect(await post(body())).toMatchObject({ status });
    expect(received).toEqual([]);
    expect(fetches()).toBe(most);
  });

  it('a header that names another type is refused', async () => {
    const headers = { 'x-amz-sns-message-type': 'SubscriptionConfirmation' };
    expect(await receiver().post(signed(fake.url), headers)).toMatchObject({ status: 400 });
    expect(fetches()).toBe(0);
  });

  it('a key twice counts with its last value, which is the one that was signed or not', async () => {
    const body = signed(fake.url);
    const twice = `{"Message":"other",${body.slice(1)}`;
    expect(await receiver().post(twice)).toMatchObject({ status: 200 });
    expect(await receiver().post(`${body.slice(0, -1)},"Message":"other"}`)).toMatchObject({ status: 403 });
  });

  it('the signature of another key is refused', async () => {
    const { generateKeyPairSync } = await import('node:crypto');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(await receiver().post(signed(fake.url, {}, {}, privateKey))).toMatchObject({ status: 403 });
  });

  it('a version 2 signature made with SHA-1 is refused', async () => {
    const fields = JSON.parse(signed(fake.url));
    const Signature = sign('sha1', Buffer.from(stringToSign(fields)), certificate.key).toString('base64');
    const both = receiver({ allowSignatureV1: true });
    expect(await both.post(JSON.stringify({ ...fields, Signature }))).toMatchObject({ status: 403 });
  });

  it('more than a mebibyte is not even parsed', async () => {
    expect(await receiver().post(signed(fake.url, { Message: 'x'.repeat(1_100_000) }))).toMatchObject({
      status: 413,
    });
  });
});
