import * as sns from '@aws-sdk/client-sns';
import { arn, type Place } from './ids.ts';
import { offsetOf, pageOf } from './paging.ts';
import type { Sns, Subscription, Topic } from './sns.ts';
import type { Handlers } from './wire/handlers.ts';

/** Bytes. Source: Amazon SNS API Reference, Publish. */
const MAX_MESSAGE = 262_144;
const PAGE = 100;

function invalid(message: string): never {
  throw new sns.InvalidParameterException({ message: `Invalid parameter: ${message}`, $metadata: {} });
}

function missing(what: string): never {
  throw new sns.NotFoundException({ message: `${what} does not exist`, $metadata: {} });
}

/** What a topic has until somebody sets another. Source: Amazon SNS Developer Guide, "Access policies". */
function defaultPolicy(topicArn: string, account: string): string {
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['SNS:Publish', 'SNS:GetTopicAttributes', 'SNS:Subscribe', 'SNS:ListSubscriptionsByTopic'],
        Resource: topicArn,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  });
}

export function snsHandlers(place: Place, store: Sns) {
  const topicOf = (topicArn: string | undefined): Topic => {
    if (!topicArn?.startsWith('arn:')) invalid('TopicArn');
    return store.topics.get(topicArn) ?? missing('Topic');
  };

  const listed = (subscription: Subscription): sns.Subscription => ({
    SubscriptionArn: subscription.confirmed ? subscription.arn : 'PendingConfirmation',
    Owner: subscription.owner,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    TopicArn: subscription.topicArn,
  });

  return {
    CreateTopic(input) {
      if (!/^[\w-]{1,256}(\.fifo)?$/.test(input.Name ?? '')) invalid('Topic Name');
      return { TopicArn: store.createTopic(arn(place, 'sns', input.Name!), input.Attributes ?? {}).arn };
    },

    DeleteTopic(input) {
      store.removeTopic(input.TopicArn ?? '');
      return {};
    },

    ListTopics(input) {
      const page = pageOf([...store.topics.keys()], offsetOf(input.NextToken) ?? 0, PAGE);
      return { Topics: page.items.map((TopicArn) => ({ TopicArn })), NextToken: page.next };
    },

    GetTopicAttributes(input) {
      const topic = topicOf(input.TopicArn);
      const subscriptions = [...topic.subscriptions.values()];
      const confirmed = subscriptions.filter((subscription) => subscription.confirmed).length;
      return {
        Attributes: {
          TopicArn: topic.arn,
          Owner: place.account,
          DisplayName: '',
          SubscriptionsConfirmed: String(confirmed),
          SubscriptionsPending: String(subscriptions.length - confirmed),
          SubscriptionsDeleted: '0',
          Policy: defaultPolicy(topic.arn, place.account),
          ...Object.fromEntries(topic.attributes),
        },
      };
    },

    SetTopicAttributes(input) {
      const topic = topicOf(input.TopicArn);
      const { AttributeName: name = '', AttributeValue: value } = input;
      if (name === 'SignatureVersion' && value !== '1' && value !== '2') invalid('SignatureVersion');
      if (value === undefined) topic.attributes.delete(name);
      else topic.attributes.set(name, value);
      return {};
    },

    Subscribe(input) {
      const topic = topicOf(input.TopicArn);
      const { Protocol: protocol = '', Endpoint: endpoint = '' } = input;
      if ((protocol === 'http' || protocol === 'https') && !endpoint.startsWith(`${protocol}://`)) {
        invalid('Endpoint must match the specified protocol');
      }
      if (protocol === 'sqs' && !endpoint.startsWith('arn:aws:sqs:')) invalid('SQS endpoint ARN');
      const subscription = store.subscribe(topic, protocol, endpoint);
      if (input.Attributes?.['RawMessageDelivery'] === 'true') subscription.rawDelivery = true;
      const open = subscription.confirmed || input.ReturnSubscriptionArn === true;
      return { SubscriptionArn: open ? subscription.arn : 'pending confirmation' };
    },

    ConfirmSubscription(input) {
      const topic = topicOf(input.TopicArn);
      const subscription = [...topic.subscriptions.values()].find((one) => one.token === input.Token);
      if (subscription === undefined) invalid('Token');
      subscription.confirmed = true;
      return { SubscriptionArn: subscription.arn };
    },

    Unsubscribe(input) {
      const subscription = store.findSubscription(input.SubscriptionArn ?? '');
      if (subscription !== null) store.unsubscribe(subscription);
      return {};
    },

    ListSubscriptionsByTopic(input) {
      const all = [...topicOf(input.TopicArn).subscriptions.values()];
      const page = pageOf(all, offsetOf(input.NextToken) ?? 0, PAGE);
      return { Subscriptions: page.items.map(listed), NextToken: page.next };
    },

    ListSubscriptions(input) {
      const all = [...store.topics.values()].flatMap((topic) => [...topic.subscriptions.values()]);
      const page = pageOf(all, offsetOf(input.NextToken) ?? 0, PAGE);
      return { Subscriptions: page.items.map(listed), NextToken: page.next };
    },

    SetSubscriptionAttributes(input) {
      const subscription = store.findSubscription(input.SubscriptionArn ?? '') ?? missing('Subscription');
      if (input.AttributeName === 'RawMessageDelivery') {
        subscription.rawDelivery = input.AttributeValue === 'true';
      }
      return {};
    },

    GetSubscriptionAttributes(input) {
      const subscription = store.findSubscription(input.SubscriptionArn ?? '') ?? missing('Subscription');
      return {
        Attributes: {
          SubscriptionArn: subscription.arn,
          TopicArn: subscription.topicArn,
          Protocol: subscription.protocol,
          Endpoint: subscription.endpoint,
          Owner: subscription.owner,
          PendingConfirmation: String(!subscription.confirmed),
          RawMessageDelivery: String(subscription.rawDelivery),
        },
      };
    },

    Publish(input) {
      const topic = topicOf(input.TopicArn ?? input.TargetArn);
      if (!input.Message) invalid('Empty message');
      if (Buffer.byteLength(input.Message) > MAX_MESSAGE) invalid('Message too long');
      if (input.Subject !== undefined && !/^[\x20-\x7e]{1,100}$/.test(input.Subject)) invalid('Subject');
      const attributes = Object.entries(input.MessageAttributes ?? {}).map(
        ([name, attribute]) => [name, attribute.StringValue ?? ''] as const,
      );
      const MessageId = store.publish(
        topic.arn,
        input.Message,
        input.Subject,
        Object.fromEntries(attributes),
      );
      return { MessageId };
    },
  } satisfies Handlers<typeof sns>;
}
