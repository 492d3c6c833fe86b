import type { SimulatedAws } from '../../sandbox/aws/server.ts';
import type { Fault } from '../../sandbox/aws/wire/faults.ts';
import { type Broken, exchanging } from './broken.ts';
import { type House, rewriting } from './house.ts';

function fault(operation: string, what: Fault): (house: House) => undefined {
  return ({ aws }) => {
    aws.faults.set(operation, what);
    return undefined;
  };
}

const denied = (operation: string) =>
  fault(operation, { kind: 'error', name: 'AccessDeniedException', status: 403 });

/** Variables of this process, which is what the SDK reads its credentials from. */
function unsetting(...names: string[]): () => () => void {
  return () => {
    const before = names.map((name) => [name, process.env[name]] as const);
    for (const name of names) delete process.env[name];
    return () => {
      for (const [name, value] of before) if (value !== undefined) process.env[name] = value;
    };
  };
}

function attribute(
  of: (aws: SimulatedAws) => Map<string, string> | undefined,
  name: string,
  value: string | null,
) {
  return ({ aws }: House) => {
    const attributes = of(aws)!;
    const before = attributes.get(name);
    if (value === null) attributes.delete(name);
    else attributes.set(name, value);
    return () => void (before === undefined ? attributes.delete(name) : attributes.set(name, before));
  };
}
const ofTopic = (aws: SimulatedAws) => aws.world.sns.topics.get(aws.topicArn)?.attributes;
const ofQueue = (aws: SimulatedAws) => aws.world.queues.byArn(aws.queueArn)?.attributes;

/** Other actions of every alarm that the account has. */
function alarmActions(actions: readonly string[]): (house: House) => () => void {
  return ({ aws }) => {
    const all = [...aws.world.alarms.all.values()];
    const before = all.map(({ definition }) => definition);
    for (const alarm of all) alarm.definition = { ...alarm.definition, AlarmActions: [...actions] };
    return () => {
      for (const [at, alarm] of all.entries()) alarm.definition = before[at]!;
    };
  };
}

/** Another state of the subscriptions, by protocol; null takes them away. */
function subscriptions(protocol: RegExp, confirmed: boolean | null) {
  return ({ aws }: House) => {
    const all = aws.world.sns.topics.get(aws.topicArn)!.subscriptions;
    const hit = [...all].filter(([, each]) => protocol.test(each.protocol));
    for (const [arn, each] of hit) {
      if (confirmed === null) all.delete(arn);
      else each.confirmed = confirmed;
    }
    return () => {
      for (const [arn, each] of hit) {
        each.confirmed = true;
        all.set(arn, each);
      }
    };
  };
}

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:hydrous-alarms';
const FOREIGN_POLICY = JSON.stringify({
  Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish' }],
});

export const BROKEN_ACCOUNT: readonly Broken[] = [
  {
    name: 'no credentials',
    harm: unsetting('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'),
    check: 'aws.identity',
    says: /no AWS credentials/,
    todo: /Give the bot's task a role/,
  },
  {
    name: 'credentials that have expired',
    harm: fault('sts.GetCallerIdentity', { kind: 'error', name: 'ExpiredToken', status: 403 }),
    check: 'aws.identity',
    says: /expired/,
    todo: /renew the credentials/,
  },
  {
    name: 'AWS that says the signature is from another time',
    harm: fault('sts.GetCallerIdentity', { kind: 'error', name: 'SignatureDoesNotMatch', status: 403 }),
    check: 'aws.identity',
    says: /clock/,
    todo: /NTP/,
  },
  {
    name: 'topics of another account',
    config: exchanging(TOPIC, TOPIC.replace('123456789012', '999999999999')),
    check: 'aws.account',
    says: /account 123456789012, and the topics of 999999999999/,
    todo: /right account/,
  },
  {
    name: 'a read that the role does not allow',
    harm: denied('ecr.BatchGetImage'),
    check: 'production.permissions.read',
    says: /does not allow ecr:BatchGetImage/,
    todo: /hydrous iam/,
  },
  {
    name: 'a change that the role does not allow',
    harm: fault('iam.SimulatePrincipalPolicy', {
      kind: 'answer',
      output: ({ input }) => ({
        EvaluationResults: (input['ActionNames'] as string[]).map((EvalActionName) => ({
          EvalActionName,
          EvalDecision: EvalActionName === 'ecs:UpdateService' ? 'implicitDeny' : 'allowed',
        })),
      }),
    }),
    check: 'production.permissions.change',
    says: /does not allow ecs:UpdateService/,
    todo: /hydrous iam/,
  },
  {
    name: 'a topic that the role may not look at',
    harm: fault('sns.GetTopicAttributes', { kind: 'error', name: 'AuthorizationError', status: 403 }),
    check: 'topic.hydrous-alarms',
    says: /sns:GetTopicAttributes/,
    todo: /hydrous iam/,
  },
  {
    name: 'no topic at all',
    config: (text) => text.replace(/topics: .*/, 'topics: []'),
    check: 'topics',
    says: /no alarm is accepted/,
    todo: /Correct sns\.topics/,
  },
  {
    name: 'a topic that does not exist',
    config: exchanging(TOPIC, `${TOPIC}-gone`),
    check: 'topic.hydrous-alarms-gone',
    says: /hydrous-alarms-gone does not exist/,
    todo: /cloudformation\.yml/,
  },
  {
    name: 'a topic in another region',
    config: exchanging(TOPIC, TOPIC.replace('us-east-1', 'eu-west-1')),
    check: 'topic.hydrous-alarms.region',
    says: /in eu-west-1, and the environments are in us-east-1/,
    todo: /Correct sns\.topics/,
  },
  {
    name: 'a topic that CloudWatch may not publish to',
    harm: attribute(ofTopic, 'Policy', FOREIGN_POLICY),
    check: 'topic.hydrous-alarms.policy',
    says: /does not let CloudWatch publish/,
    todo: /aws sns set-topic-attributes .* --attribute-name Policy/,
  },
  {
    name: 'a topic with a key that CloudWatch may not use',
    harm: attribute(ofTopic, 'KmsMasterKeyId', 'alias/aws/sns'),
    check: 'topic.hydrous-alarms.key',
    says: /CloudWatch may not use that key/,
    todo: /key of your own/,
  },
  {
    name: 'a topic that signs in the old way',
    harm: attribute(ofTopic, 'SignatureVersion', '1'),
    check: 'topic.hydrous-alarms.signature',
    says: /signs with version 1/,
    todo: /--attribute-name SignatureVersion --attribute-value 2/,
  },
  {
    name: 'a subscription that was never confirmed',
    harm: subscriptions(/https/, false),
    check: 'topic.hydrous-alarms.subscription',
    says: /waits for its confirmation/,
    todo: /Start the bot where that address leads/,
  },
  {
    name: 'an address that is not subscribed',
    harm: subscriptions(/https/, null),
    check: 'topic.hydrous-alarms.subscription',
    says: /bot\.example\.com\/sns is not subscribed/,
    todo: /aws sns subscribe/,
  },
  {
    name: 'an address that gets its messages raw, without their signature',
    harm({ aws }) {
      const all = [...aws.world.sns.topics.get(aws.topicArn)!.subscriptions.values()];
      const ours = all.find(({ protocol }) => protocol === 'https')!;
      ours.rawDelivery = true;
      return () => {
        ours.rawDelivery = false;
      };
    },
    check: 'topic.hydrous-alarms.subscription',
    says: /bot\.example\.com\/sns has raw delivery on.*refuses them/,
    todo: /RawMessageDelivery of that subscription to false/,
  },
  {
    name: 'a subscription that the role may not look at',
    harm: fault('sns.GetSubscriptionAttributes', { kind: 'error', name: 'AuthorizationError', status: 403 }),
    check: 'topic.hydrous-alarms.subscription',
    says: /sns:GetSubscriptionAttributes/,
    todo: /hydrous iam/,
  },
  {
    name: 'a queue that is not subscribed',
    harm: subscriptions(/sqs/, null),
    check: 'topic.hydrous-alarms.subscription.queue',
    says: /queue is not subscribed/,
    todo: /--protocol sqs/,
  },
  {
    name: 'no way at all from the topic to the bot',
    config: (text) => text.replace(/ {2}(?:subscribe|queueUrl): .*\n/g, ''),
    harm: subscriptions(/./, null),
    check: 'topic.hydrous-alarms.subscription',
    says: /Neither sns\.subscribe nor sns\.queueUrl/,
    todo: /sns\.subscribe/,
  },
  {
    name: 'a queue that does not exist',
    config: (text) => text.replace(/(queueUrl: .*)/, '$1-gone'),
    check: 'queue',
    says: /hydrous-alarms-gone does not exist/,
    todo: /sns\.queueUrl/,
  },
  {
    name: 'a queue without permission for the topic',
    harm: attribute(ofQueue, 'Policy', null),
    check: 'queue.policy',
    says: /does not let the topic .* send/,
    todo: /sqs:SendMessage with aws:SourceArn/,
  },
  {
    name: 'a queue that lets another topic in',
    harm: attribute(
      ofQueue,
      'Policy',
      JSON.stringify({
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Condition: { ArnEquals: { 'aws:SourceArn': `${TOPIC}-other` } },
          },
        ],
      }),
    ),
    check: 'queue.policy',
    says: /does not let the topic/,
    todo: /aws:SourceArn/,
  },
  {
    name: 'a queue without dead letters',
    harm: attribute(ofQueue, 'RedrivePolicy', null),
    check: 'queue.dead-letters',
    says: /no dead-letter queue/,
    todo: /RedrivePolicy/,
  },
  {
    name: 'a queue whose dead letters go to a queue that was deleted',
    harm({ aws }) {
      const dead = aws.world.queues.byArn(`${aws.queueArn}-dead`)!;
      aws.world.queues.drop(dead);
      return () => void aws.world.queues.create(dead.name);
    },
    check: 'queue.dead-letters',
    says: /dead-letter queue hydrous-alarms-dead does not exist/,
    todo: /RedrivePolicy/,
  },
  {
    name: 'a queue that gives up too early',
    harm: attribute(ofQueue, 'RedrivePolicy', JSON.stringify({ maxReceiveCount: 2 })),
    check: 'queue.dead-letters',
    says: /after 2 tries/,
    todo: /10 tries/,
  },
  {
    name: 'a queue that forgets within the hour',
    harm: attribute(ofQueue, 'MessageRetentionPeriod', '3600'),
    check: 'queue.retention',
    says: /forgets a message after 1 h/,
    todo: /345600/,
  },
];

export const BROKEN_ENVIRONMENT: readonly Broken[] = [
  {
    name: 'a cluster that does not exist',
    config: exchanging('cluster: hydrous', 'cluster: elsewhere'),
    check: 'production.service',
    says: /cluster elsewhere does not exist/,
    todo: /Correct the name or the region in hydrous\.yml/,
  },
  {
    name: 'a service that does not exist',
    config: exchanging('hydrous-production', 'hydrous-prod'),
    check: 'production.service',
    says: /service hydrous-prod does not exist/,
    todo: /Correct the name or the region in hydrous\.yml/,
  },
  {
    name: 'a service that is being deleted',
    harm: fault('ecs.DescribeServices', rewriting([/"status":"ACTIVE"/g, '"status":"DRAINING"'])),
    check: 'production.service',
    says: /is DRAINING/,
    todo: /Correct service/,
  },
  {
    name: 'a service that CodeDeploy deploys',
    harm: fault(
      'ecs.DescribeServices',
      rewriting(
        [/"deploymentController":\{[^}]*\},?/g, ''],
        [/"serviceName":/, '"deploymentController":{"type":"CODE_DEPLOY"},"serviceName":'],
      ),
    ),
    check: 'production.service',
    says: /deployed by CODE_DEPLOY/,
    todo: /Correct service/,
  },
  {
    name: 'a service of which nothing runs',
    harm: fault('ecs.DescribeServices', rewriting([/"runningCount":2/g, '"runningCount":0'])),
    check: 'production.service',
    says: /None of the 2 wanted tasks is running/,
    todo: /\/hydrous logs/,
  },
  {
    name: 'bounds that the service is outside of',
    config: exchanging('max: 10', 'max: 1'),
    check: 'production.scale',
    says: /2 tasks, outside of 1 to 1/,
    todo: /scale/,
  },
  {
    name: 'a container that the task definition does not have',
    config: exchanging('hydrous-container', 'api'),
    check: 'production.container',
    says: /no container api; it has hydrous-container/,
    todo: /Correct container/,
  },
  {
    name: 'a service that runs an image of another repository',
    config: exchanging('repository: hydrous', 'repository: other'),
    check: 'production.image',
    says: /does not come from the repository other/,
    todo: /Correct repository/,
  },
  {
    name: 'a repository that does not exist',
    config: exchanging('repository: hydrous', 'repository: other'),
    check: 'production.repository',
    says: /repository other does not exist/,
    todo: /hydrous\.yml/,
  },
  {
    name: 'a repository without images',
    harm: fault('ecr.DescribeImages', { kind: 'answer', output: () => ({ imageDetails: [] }) }),
    check: 'production.repository',
    says: /has no image/,
    todo: /Push an image/,
  },
  {
    name: 'a log group that does not exist',
    config: exchanging('/ecs/hydrous-backend', '/ecs/other'),
    check: 'production.log-group',
    says: /log group \/ecs\/other does not exist/,
    todo: /hydrous\.yml/,
  },
  {
    name: 'a log group that the container does not write to',
    config: exchanging('/ecs/hydrous-backend', '/ecs/other'),
    check: 'production.log-lines',
    says: /the container writes to \/ecs\/hydrous-backend/,
    todo: /Set logGroup to \/ecs\/hydrous-backend/,
  },
  {
    name: 'a database that does not exist',
    config: exchanging('hydrous-db', 'other-db'),
    check: 'production.database',
    says: /other-db/,
    todo: /correct its name|Correct the name/,
  },
  {
    name: 'a database that is stopped',
    harm: fault(
      'rds.DescribeDBInstances',
      rewriting([/<DBInstanceStatus>\w+</g, '<DBInstanceStatus>stopped<']),
    ),
    check: 'production.database',
    says: /hydrous-db is stopped/,
    todo: /Start it/,
  },
  {
    name: 'a cache that does not exist',
    config: exchanging('hydrous-redis', 'other-redis'),
    check: 'production.cache',
    says: /other-redis/,
    todo: /correct its name|Correct the name/,
  },
  {
    name: 'another load balancer than the one of the service',
    config: exchanging('hydrous-alb', 'other-alb'),
    check: 'production.load-balancer',
    says: /behind hydrous-alb, and the file names other-alb/,
    todo: /loadBalancer/,
  },
  {
    name: 'a service behind no load balancer',
    harm: fault('ecs.DescribeServices', rewriting([/"loadBalancers":\[[^\]]*\]/g, '"loadBalancers":[]'])),
    check: 'production.load-balancer',
    says: /behind no load balancer/,
    todo: /loadBalancer/,
  },
  {
    name: 'a health address where nobody answers',
    config: (text) => text.replace(/healthUrl: .*/, 'healthUrl: http://127.0.0.1:9/api/health'),
    check: 'production.health',
    says: /does not answer \(ECONNREFUSED\)/,
    todo: /healthUrl/,
  },
  {
    name: 'a health address that answers with a fault',
    config: (text) => text.replace(/(healthUrl: \S+?)\/api\/health/, '$1/nothing'),
    check: 'production.health',
    says: /answers 404/,
    todo: /healthUrl/,
  },
  {
    name: 'another health path than that of the load balancer',
    config: (text) => text.replace(/(healthUrl: \S+?)\/api\/health/, '$1/nothing'),
    check: 'production.health-path',
    says: /load balancer checks \/api\/health/,
    todo: /Set healthUrl to http\S+\/api\/health/,
  },
  {
    name: 'no alarm on the environment',
    harm: fault('cloudwatch.DescribeAlarms', {
      kind: 'answer',
      output: () => ({ MetricAlarms: [], CompositeAlarms: [] }),
    }),
    check: 'production.alarms',
    says: /no alarm on this environment/,
    todo: /\/hydrous alarms create all production/,
  },
  {
    name: 'alarms that tell another topic',
    config: exchanging(TOPIC, `${TOPIC}-other`),
    check: 'production.alarms',
    says: /alarms send nothing to a topic of the file/,
    todo: /hydrous-alarms-other/,
  },
  {
    name: 'alarms without any action',
    harm: alarmActions([]),
    check: 'production.alarms',
    says: /7 alarms have no action, so nobody hears of them: hydrous-/,
    todo: /Give each of them the action \S+:hydrous-alarms/,
  },
  {
    name: 'alarms that tell a topic of another region',
    harm: alarmActions([TOPIC.replace('us-east-1', 'eu-west-1')]),
    check: 'production.alarms',
    says: /7 alarms send to a topic of another region, and CloudWatch in us-east-1/,
    todo: /Give each of them the action \S+us-east-1\S+:hydrous-alarms/,
  },
];
