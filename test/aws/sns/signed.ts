/** Messages as SNS posts them, with real signatures of a real certificate that a test server serves. */
import { type KeyObject, sign } from 'node:crypto';
import { selfSigned } from '../../../sandbox/aws/x509.ts';

export const TOPIC = 'arn:aws:sns:us-east-1:123456789012:hydrous-alarms';
export const NOW = Date.UTC(2026, 10, 24, 12);

/** One key pair for a whole file: making one takes a tenth of a second. */
export const certificate = selfSigned({ commonName: 'sns.amazonaws.com', notBefore: NOW - 86_400_000 });

type Fields = Record<string, unknown>;

const SIGNED: Readonly<Record<string, readonly string[]>> = {
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

export function stringToSign(fields: Fields): string {
  return (SIGNED[String(fields['Type'])] ?? [])
    .filter((name) => fields[name] !== undefined && fields[name] !== null)
    .map((name) => `${name}\n${fields[name]}\n`)
    .join('');
}

/** Signs as SNS does; `over` is signed too, `after` replaces fields afterwards. */
export function signed(
  origin: string,
  over: Fields = {},
  after: Fields = {},
  key: KeyObject = certificate.key,
): string {
  const fields: Fields = {
    Type: 'Notification',
    MessageId: '8a7f1d3c-0000-4000-8000-000000000001',
    TopicArn: TOPIC,
    Subject: 'ALARM: "hydrous-cpu" in US East (N. Virginia)',
    Message: '{"AlarmName":"hydrous-cpu"}',
    Timestamp: new Date(NOW).toISOString(),
    SignatureVersion: '2',
    SigningCertURL: `${origin}${certificate.path}`,
    UnsubscribeURL: `${origin}/?Action=Unsubscribe`,
    ...over,
  };
  const digest = fields['SignatureVersion'] === '1' ? 'sha1' : 'sha256';
  const Signature = sign(digest, Buffer.from(stringToSign(fields)), key).toString('base64');
  return JSON.stringify({ ...fields, Signature, ...after });
}

export function confirmation(origin: string, over: Fields = {}, after: Fields = {}): string {
  return signed(
    origin,
    {
      Type: 'SubscriptionConfirmation',
      Subject: undefined,
      Token: '2336412f37fb687f5d51e6e2425dacbbaf4b8b9b',
      SubscribeURL: `${origin}/?Action=ConfirmSubscription`,
      Message: 'You have chosen to subscribe to the topic.',
      ...over,
    },
    after,
  );
}
