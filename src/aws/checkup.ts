/** What `doctor` asks AWS beside the bot's own readers. Nothing here changes anything. */
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, QueueDoesNotExist } from '@aws-sdk/client-sqs';
import type { Clock } from '../core/ports/ambient.ts';
import type { AwsCheckup, TriedRead } from '../core/ports/checkup.ts';
import { isProblem, type Problem } from '../core/problem.ts';
import { listOrEmpty } from './answer.ts';
import { askIdentity, askSimulator } from './ask-iam.ts';
import type { Caller } from './call.ts';
import type { Clients } from './clients.ts';
import { faultOf } from './faults.ts';
import { pages } from './pages.ts';
import { readProblem } from './problems.ts';
import { type ReadProbe, readProbes } from './read-probes.ts';
import { regionOf } from './sns/origin.ts';
import { readTaskPlace } from './task-places.ts';

const MOST_PAGES = 20;
const MISSING_QUEUE = 'AWS.SimpleQueueService.NonExistentQueue';

export function createAwsCheckup(clients: Clients, caller: Caller, clock: Clock): AwsCheckup {
  function queue(address: string, region: string): Promise<Readonly<Record<string, string>> | null> {
    const own = /^sqs\.([a-z0-9-]+)\.amazonaws\.com$/.exec(new URL(address).hostname)?.[1] ?? region;
    const command = new GetQueueAttributesCommand({ QueueUrl: address, AttributeNames: ['All'] });
    return caller.read(
      'sqs:GetQueueAttributes',
      (options) =>
        clients
          .of(own)
          .sqs.send(command, options)
          .catch((error: unknown) => {
            if (error instanceof QueueDoesNotExist || faultOf(error).name === MISSING_QUEUE) return null;
            throw error;
          }),
      (answer) => (answer === null ? null : (answer.Attributes ?? {})),
    );
  }

  /** A right that a role lacks is a row of its own; the topic itself was seen. */
  async function isRaw(arn: string): Promise<boolean | Problem> {
    const { sns } = clients.of(regionOf(arn));
    const command = new GetSubscriptionAttributesCommand({ SubscriptionArn: arn });
    try {
      return await caller.read(
        'sns:GetSubscriptionAttributes',
        (options) => sns.send(command, options),
        (answer) => answer.Attributes?.['RawMessageDelivery'] === 'true',
      );
    } catch (error) {
      if (isProblem(error)) return error;
      throw error;
    }
  }

  return {
    identity: (region) => askIdentity(clients, caller, region),
    simulate: (region, principal, asked) => askSimulator(clients, caller, { region, principal, asked }),
    place: (environment) => readTaskPlace(clients, caller, environment),

    async topic(arn) {
      const { sns } = clients.of(regionOf(arn));
      const attributes = await caller.read(
        'sns:GetTopicAttributes',
        (options) =>
          sns.send(new GetTopicAttributesCommand({ TopicArn: arn }), options).catch((error: unknown) => {
            if (error instanceof NotFoundException) return null;
            throw error;
          }),
        (answer) => (answer === null ? null : (answer.Attributes ?? {})),
      );
      if (attributes === null) return null;
      const subscriptions = await pages(
        (NextToken) =>
          caller.read(
            'sns:ListSubscriptionsByTopic',
            (options) => sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: arn, NextToken }), options),
            (answer) => ({ items: listOrEmpty(answer.Subscriptions), next: answer.NextToken }),
          ),
        MOST_PAGES,
      );
      const told = subscriptions.map(async ({ Protocol = '', Endpoint = '', SubscriptionArn }) => {
        const confirmed = SubscriptionArn?.startsWith('arn:') === true;
        const asked = confirmed && /^(?:https?|sqs)$/.test(Protocol) ? SubscriptionArn : null;
        const raw = asked === null ? null : await isRaw(asked);
        return { protocol: Protocol, endpoint: Endpoint, confirmed, raw };
      });
      return { attributes, subscriptions: await Promise.all(told) };
    },

    queue,

    async hasDeadLetters(address, arn) {
      const [, , , region = '', account = '', name = ''] = arn.split(':');
      return (await queue(new URL(`/${account}/${name}`, address).href, region)) !== null;
    },

    async reads(environment) {
      const place = await readTaskPlace(clients, caller, environment);
      const probes = readProbes(clients.of(environment.region), place, clock.now());
      return Promise.all(probes.map((probe) => tried(caller, probe)));
    },
  };
}

/** AWS that refuses for any other reason than the rights has let the bot through. */
async function tried(caller: Caller, { action, send }: ReadProbe): Promise<TriedRead> {
  try {
    await caller.read(
      action,
      (options) =>
        send(options).catch((error: unknown) => {
          if (faultOf(error).kind === 'client') return null;
          throw error;
        }),
      () => undefined,
    );
    return { action, outcome: 'allowed' };
  } catch (error) {
    const problem = isProblem(error) ? error : readProblem(action, error);
    return { action, outcome: problem.kind === 'not-permitted' ? 'denied' : problem };
  }
}
