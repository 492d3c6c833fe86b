/** Subscribes our address to the topics, in the background, until each is confirmed. */
import { ListSubscriptionsByTopicCommand, NotFoundException, SubscribeCommand } from '@aws-sdk/client-sns';
import type { Clock, Log } from '../../core/ports/ambient.ts';
import { isProblem } from '../../core/problem.ts';
import { list, textOrNull } from '../answer.ts';
import type { Caller } from '../call.ts';
import type { Clients } from '../clients.ts';
import { pages } from '../pages.ts';
import { noTopic } from './confirm.ts';
import { regionOf } from './origin.ts';

type Subscription = 'confirmed' | 'pending' | 'none' | 'cannot-tell';

/** First and longest wait between two looks, ms. */
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 300_000;
/** SNS tries a confirmation for some minutes; asking again sooner would only make more of them. */
const LOOKS_BEFORE_ASKING_AGAIN = 4;
const MOST_PAGES = 20;

export function createSubscribe(clients: Clients, caller: Caller, clock: Clock, log: Log) {
  function state(topic: string, address: string): Promise<Subscription> {
    const { sns } = clients.of(regionOf(topic));
    return pages(
      (NextToken) =>
        caller.read(
          'sns:ListSubscriptionsByTopic',
          (options) => sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic, NextToken }), options),
          (answer) => ({ items: list(answer.Subscriptions, 'Subscriptions'), next: answer.NextToken }),
          (error) => (error instanceof NotFoundException ? noTopic(topic) : undefined),
        ),
      MOST_PAGES,
    ).then(
      (subscriptions): Subscription => {
        const ours = subscriptions.filter(({ Endpoint }) => Endpoint === address);
        if (ours.some(({ SubscriptionArn }) => SubscriptionArn?.startsWith('arn:'))) return 'confirmed';
        return ours.some(({ SubscriptionArn }) => SubscriptionArn !== 'Deleted') ? 'pending' : 'none';
      },
      (error: unknown) => {
        if (isProblem(error, 'not-permitted')) return 'cannot-tell';
        throw error;
      },
    );
  }

  async function subscribe(topic: string, address: string): Promise<void> {
    const command = new SubscribeCommand({
      TopicArn: topic,
      Protocol: address.startsWith('http://') ? 'http' : 'https',
      Endpoint: address,
    });
    await caller.write(
      'sns:Subscribe',
      (options) => clients.of(regionOf(topic)).snsOnce.send(command, options),
      (answer) => textOrNull(answer.SubscriptionArn),
      (error) => (error instanceof NotFoundException ? noTopic(topic) : undefined),
    );
  }

  async function one(topic: string, address: string, signal: AbortSignal): Promise<void> {
    let looks = 0;
    for (let wait = FIRST_WAIT; !signal.aborted; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      try {
        const seen = await state(topic, address);
        if (seen === 'confirmed') return log.info({ topic }, 'subscribed to the topic');
        const ask = seen !== 'pending' || looks % LOOKS_BEFORE_ASKING_AGAIN === LOOKS_BEFORE_ASKING_AGAIN - 1;
        if (ask) await subscribe(topic, address);
        // Nobody can say whether it is confirmed; asking for ever would be noise.
        if (seen === 'cannot-tell') return log.info({ topic }, 'asked for a subscription to the topic');
        looks += 1;
      } catch (error) {
        log.warn({ topic, problem: String(error) }, 'the topic cannot be subscribed yet');
      }
      await clock.sleep(wait, signal);
    }
  }

  /** Resolves when every topic is confirmed or the signal aborts. Never throws. */
  return async (topics: readonly string[], address: string, signal: AbortSignal): Promise<void> => {
    await Promise.all(topics.map((topic) => one(topic, address, signal)));
  };
}
