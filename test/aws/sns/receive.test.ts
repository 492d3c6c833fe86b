import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SecurityEvent, SnsReceiverParts } from '../../../src/aws/sns/receive.ts';
import { aws, type FakeAws, queryFault, type Reply, startFakeAws } from '../fake-aws.ts';
import { certificate, confirmation, NOW, signed, TOPIC } from './signed.ts';

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterEach(() => {
  fake.calls.length = 0;
});
afterAll(() => fake.close());

const confirmed: Reply = {
  status: 200,
  body: `<ConfirmSubscriptionResponse><ConfirmSubscriptionResult><SubscriptionArn>${TOPIC}:1</SubscriptionArn></ConfirmSubscriptionResult></ConfirmSubscriptionResponse>`,
};

function receiver(over: Partial<SnsReceiverParts> = {}, replies: Readonly<Record<string, Reply>> = {}) {
  fake.answers = {
    [`GET ${certificate.path}`]: { status: 200, body: certificate.pem },
    ConfirmSubscription: confirmed,
    ...replies,
  };
  const events: SecurityEvent[] = [];
  const unsubscribed: string[] = [];
  const post = aws({ clock: { now: () => NOW, sleep: async () => undefined } }).sns.receiver(
    { topics: new Set([TOPIC]), allowSignatureV1: false, maxAge: 3_600_000 },
    {
      receive: async () => 'new',
      unsubscribed: async (topic) => void unsubscribed.push(topic),
      onSecurityEvent: (event) => events.push(event),
      ...over,
    },
  );
  return { post: (body: string, headers = {}) => post({ headers, body }), events, unsubscribed };
}

describe('a notification', () => {
  it('is answered 200 when it was committed, and when it was there already', async () => {
    let before = false;
    const { post, events } = receiver({
      receive: async () => {
        if (before) return 'duplicate';
        before = true;
        return 'new';
      },
    });
    const body = signed(fake.url);
    const replies = await Promise.all(Array.from({ length: 100 }, () => post(body)));
    expect(replies.every(({ status }) => status === 200)).toBe(true);
    expect(replies.filter(({ reason }) => reason === 'new')).toHaveLength(1);
    expect(events).toEqual([]);
  });

  it('is answered 503 when it could not be committed, and is not remembered as seen', async () => {
    let down = true;
    const { post } = receiver({
      receive: async () => {
        if (down) throw new Error('the store is away');
        return 'new';
      },
    });
    expect(await post(signed(fake.url))).toMatchObject({ status: 503 });
    down = false;
    expect(await post(signed(fake.url))).toMatchObject({ status: 200 });
  });

  it('is answered only after the commit', async () => {
    let commit: () => void = () => undefined;
    const { post } = receiver({
      receive: () =>
        new Promise((resolve) => {
          commit = () => resolve('new');
        }),
    });
    let answered = false;
    const reply = post(signed(fake.url)).then((got) => {
      answered = true;
      return got;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(answered).toBe(false);
    commit();
    expect(await reply).toMatchObject({ status: 200 });
  });

  it('whose id came before with another body is refused and told', async () => {
    const { post, events } = receiver({ receive: async () => 'conflict' });
    expect(await post(signed(fake.url))).toMatchObject({ status: 403 });
    expect(events).toEqual([
      {
        kind: 'conflict',
        reason: expect.any(String),
        topic: TOPIC,
        messageId: '8a7f1d3c-0000-4000-8000-000000000001',
      },
    ]);
  });

  it('delivered raw is refused with a hint', async () => {
    const { post } = receiver();
    const reply = await post('{"AlarmName":"x"}', { 'x-amz-sns-rawdelivery': 'true' });
    expect(reply).toMatchObject({ status: 403, reason: expect.stringContaining('raw message delivery') });
  });

  it('that is refused is told without a word of its sender', async () => {
    const { post, events } = receiver();
    await post(JSON.stringify({ Type: '<!channel>', MessageId: 'x', TopicArn: 'y' }));
    expect(events).toEqual([{ kind: 'refused', reason: 'unknown Type', topic: null, messageId: null }]);
  });

  it.each<[string, Reply]>([
    ['is refused', { status: 403, body: '' }],
    ['is a page', { status: 200, body: '<html>' }],
    ['does not come', 'drop'],
  ])('whose certificate %s is answered 503, and is taken when it comes again', async (_name, reply) => {
    const { post } = receiver({}, { [`GET ${certificate.path}`]: reply });
    expect(await post(signed(fake.url))).toMatchObject({ status: 503 });
    fake.answers[`GET ${certificate.path}`] = { status: 200, body: certificate.pem };
    expect(await post(signed(fake.url))).toMatchObject({ status: 200 });
  });
});

describe('a subscription confirmation', () => {
  it('is confirmed through the API, once, however often it comes', async () => {
    const { post } = receiver();
    const body = confirmation(fake.url);
    const headers = { 'x-amz-sns-message-type': 'SubscriptionConfirmation' };
    const replies = await Promise.all([post(body, headers), post(body, headers)]);
    expect([...replies, await post(body, headers)].map(({ status }) => status)).toEqual([200, 200, 200]);
    const calls = fake.calls.filter(({ action }) => action === 'ConfirmSubscription');
    expect(calls).toHaveLength(1);
    expect(calls[0]?.input).toMatchObject({
      TopicArn: TOPIC,
      Token: '2336412f37fb687f5d51e6e2425dacbbaf4b8b9b',
      AuthenticateOnUnsubscribe: 'true',
    });
  });

  it.each(['http://169.254.169.254/latest/meta-data/', 'file:///etc/passwd', 'http://127.0.0.1:1/'])(
    'never fetches its SubscribeURL (%s)',
    async (SubscribeURL) => {
      const { post } = receiver();
      expect(await post(confirmation(fake.url, { SubscribeURL }))).toMatchObject({ status: 200 });
      expect(fake.calls.map(({ action }) => action)).toEqual([
        `GET ${certificate.path}`,
        'ConfirmSubscription',
      ]);
    },
  );

  it('never fetches its SubscribeURL when that points at the pinned origin', async () => {
    const { post } = receiver();
    await post(confirmation(fake.url, { SubscribeURL: `${fake.url}/confirm-me` }));
    expect(fake.count('GET /confirm-me')).toBe(0);
  });

  it.each<[string, Reply, number]>([
    ['the token is not taken', queryFault('InvalidParameter'), 403],
    ['the permission is missing', queryFault('AuthorizationError', 403), 503],
    ['AWS throttles', queryFault('Throttled', 429), 503],
    ['the answer is lost', 'drop', 503],
    ['the answer is empty', { status: 200, body: '' }, 503],
  ])('is told, and tried again only where that may help, when %s', async (_name, reply, status) => {
    const { post, events } = receiver({}, { ConfirmSubscription: reply });
    expect(await post(confirmation(fake.url))).toMatchObject({ status });
    expect(events).toMatchObject([{ kind: 'not-confirmed', topic: TOPIC }]);
    fake.answers['ConfirmSubscription'] = confirmed;
    expect(await post(confirmation(fake.url))).toMatchObject({ status: 200 });
  });

  it('of a topic that is not listed calls nobody', async () => {
    const { post } = receiver();
    const TopicArn = 'arn:aws:sns:us-east-1:210987654321:other';
    expect(await post(confirmation(fake.url, { TopicArn }))).toMatchObject({ status: 403 });
    expect(fake.calls).toHaveLength(0);
  });
});

describe('an unsubscribe confirmation', () => {
  it('is handed on for people, and subscribes nothing again', async () => {
    const { post, unsubscribed } = receiver();
    const body = confirmation(fake.url, { Type: 'UnsubscribeConfirmation' });
    expect(await post(body)).toMatchObject({ status: 200 });
    expect(unsubscribed).toEqual([TOPIC]);
    expect(fake.calls.map(({ action }) => action)).toEqual([`GET ${certificate.path}`]);
  });

  it('that is forged is not handed on', async () => {
    const { post, unsubscribed } = receiver();
    const body = confirmation(fake.url, {}, { Type: 'UnsubscribeConfirmation' });
    expect(await post(body)).toMatchObject({ status: 403 });
    expect(unsubscribed).toEqual([]);
  });
});
