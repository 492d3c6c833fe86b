/** What `doctor` asks AWS beside the bot's own readers. Nothing here changes anything. */
import {
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, QueueDoesNotExist } from '@aws-sdk/client-sqs';
import type { Clock } from '../core/ports/ambient.ts';
import type { AwsCheckup, TriedRead } from '../core/ports/checkup.ts';
import { isProblem } from '../core/problem.ts';
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
      return {
        attributes,
        subscriptions: subscriptions.map(({ Protocol, Endpoint, SubscriptionArn }) => ({
          protocol: Protocol ?? '',
          endpoint: Endpoint ?? '',
          confirmed: SubscriptionArn?.startsWith('arn:') === true,
        })),
      };
    },

    queue(address, region) {
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
