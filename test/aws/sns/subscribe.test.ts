import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createClients } from '../../../src/aws/clients.ts';
import { createSnsOrigin } from '../../../src/aws/sns/origin.ts';
import { aws, type FakeAws, queryFault, type Reply, startFakeAws, useEndpoint } from '../fake-aws.ts';
import { TOPIC } from './signed.ts';

let fake: FakeAws;
beforeAll(async () => {
  fake = await startFakeAws();
});
afterEach(() => {
  fake.calls.length = 0;
  fake.answers = {};
  useEndpoint(fake.url);
});
afterAll(() => fake.close());

const ADDRESS = 'https://bot.example.com/sns';
const listed = (arn: string | null, endpoint = ADDRESS): Reply => ({
  status: 200,
  body: `<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>${
    arn === null
      ? ''
      : `<member><Endpoint>${endpoint}</Endpoint><SubscriptionArn>${arn}</SubscriptionArn><Protocol>https</Protocol></member>`
  }</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`,
});
const asked: Reply = {
  status: 200,
  body: '<SubscribeResponse><SubscribeResult><SubscriptionArn>pending confirmation</SubscriptionArn></SubscribeResult></SubscribeResponse>',
};

/** Runs until every topic is confirmed, or until it has waited `most` times. */
async function run(most = 10): Promise<number[]> {
  const stop = new AbortController();
  const waits: number[] = [];
  const clock = {
    now: () => 0,
    sleep: async (ms: number) => {
      waits.push(ms);
      if (waits.length >= most) stop.abort();
    },
  };
  await aws({ clock }).sns.subscribe([TOPIC], ADDRESS, stop.signal);
  return waits;
}

describe('subscribing at start', () => {
  it('asks nothing when the address is confirmed already', async () => {
    fake.answers = { ListSubscriptionsByTopic: listed(`${TOPIC}:1`) };
    expect(await run()).toEqual([]);
    expect(fake.count('Subscribe')).toBe(0);
  });

  it('asks once, and waits until the confirmation came', async () => {
    fake.answers = {
      ListSubscriptionsByTopic: [listed(null), listed('PendingConfirmation'), listed(`${TOPIC}:1`)],
      Subscribe: asked,
    };
    expect(await run()).toEqual([5_000, 10_000]);
    expect(fake.calls.filter(({ action }) => action === 'Subscribe').map(({ input }) => input)).toMatchObject(
      [{ TopicArn: TOPIC, Protocol: 'https', Endpoint: ADDRESS }],
    );
  });

  it('asks again now and then while a confirmation stays away', async () => {
    fake.answers = {
      ListSubscriptionsByTopic: [listed(null), listed('PendingConfirmation')],
      Subscribe: asked,
    };
    await run(9);
    expect(fake.count('Subscribe')).toBe(3);
  });

  it('takes no notice of other addresses and of deleted subscriptions', async () => {
    fake.answers = {
      ListSubscriptionsByTopic: [
        listed(`${TOPIC}:1`, 'https://other.example.com/sns'),
        listed('Deleted'),
        listed(`${TOPIC}:2`),
      ],
      Subscribe: asked,
    };
    await run();
    expect(fake.count('Subscribe')).toBe(2);
  });

  it('tries again when AWS fails, ever more slowly, until it is told to stop', async () => {
    fake.answers = { ListSubscriptionsByTopic: queryFault('NotFound', 404) };
    const waits = await run(9);
    expect(waits[0]).toBe(5_000);
    expect(waits.at(-1)).toBe(300_000);
  });

  it('asks once where it may not look', async () => {
    fake.answers = { ListSubscriptionsByTopic: queryFault('AuthorizationError', 403), Subscribe: asked };
    expect(await run()).toEqual([]);
    expect(fake.count('Subscribe')).toBe(1);
  });
});

describe('the origin of certificates', () => {
  const originOf = (arn: string) => createSnsOrigin(createClients({}))(arn);

  it.each([
    ['arn:aws:sns:us-east-1:123456789012:a', 'https://sns.us-east-1.amazonaws.com'],
    ['arn:aws:sns:eu-west-3:123456789012:a', 'https://sns.eu-west-3.amazonaws.com'],
    ['arn:aws-cn:sns:cn-north-1:123456789012:a', 'https://sns.cn-north-1.amazonaws.com.cn'],
    ['arn:aws-us-gov:sns:us-gov-west-1:123456789012:a', 'https://sns.us-gov-west-1.amazonaws.com'],
  ])('of %s is %s', async (arn, origin) => {
    useEndpoint('');
    expect(await originOf(arn)).toBe(origin);
  });

  it('is what AWS_ENDPOINT_URL says, and AWS_ENDPOINT_URL_SNS wins', async () => {
    useEndpoint('http://127.0.0.1:4700/');
    expect(await originOf(TOPIC)).toBe('http://127.0.0.1:4700');
    process.env['AWS_ENDPOINT_URL_SNS'] = 'https://sns.vpc.example.com:8443/path';
    expect(await originOf(TOPIC)).toBe('https://sns.vpc.example.com:8443');
  });
});
