/** Confirms a subscription through the API; the URL inside the message is never fetched. */
import { ConfirmSubscriptionCommand, NotFoundException } from '@aws-sdk/client-sns';
import { Problem } from '../../core/problem.ts';
import { code, say } from '../../core/sentence.ts';
import { text } from '../answer.ts';
import type { Caller } from '../call.ts';
import type { Clients } from '../clients.ts';
import { regionOf } from './origin.ts';

/** Throws a Problem. */
export type ConfirmSubscription = (topic: string, token: string) => Promise<void>;

/** Tokens that are remembered; SNS's are valid for three days. */
const MOST_TOKENS = 200;

/** Each token is confirmed once, however often SNS or somebody else sends it again. */
export function createConfirm(clients: Clients, caller: Caller): ConfirmSubscription {
  const confirmed = new Map<string, Promise<void>>();
  return (topic, token) => {
    const key = `${topic} ${token}`;
    const known = confirmed.get(key);
    if (known !== undefined) return known;
    const started = confirm(clients, caller, topic, token);
    confirmed.set(key, started);
    started.catch(() => confirmed.delete(key));
    const oldest = confirmed.keys().next().value;
    if (confirmed.size > MOST_TOKENS && oldest !== undefined) confirmed.delete(oldest);
    return started;
  };
}

async function confirm(clients: Clients, caller: Caller, topic: string, token: string): Promise<void> {
  const command = new ConfirmSubscriptionCommand({
    TopicArn: topic,
    Token: token,
    // Without it anyone who reads the topic's messages could end the subscription.
    AuthenticateOnUnsubscribe: 'true',
  });
  await caller.write(
    'sns:ConfirmSubscription',
    (options) => clients.of(regionOf(topic)).snsOnce.send(command, options),
    (answer) => text(answer.SubscriptionArn, 'SubscriptionArn'),
    (error) => (error instanceof NotFoundException ? noTopic(topic) : undefined),
  );
}

export function noTopic(topic: string): Problem {
  return new Problem(
    'not-found',
    say('aws.topic-not-found', { topic: code(topic) }),
    `sns: no topic ${topic}`,
  );
}
