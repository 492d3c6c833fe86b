/** The way of alarms: each topic, and the queue. */
import type { TopicFacts } from '../ports/checkup.ts';
import { code, say } from '../sentence.ts';
import { broken, type Finding, fine, skipped } from './finding.ts';
import { letsIn } from './resource-policy.ts';

export interface TopicWish {
  readonly arn: string;
  /** Regions of the environments. */
  readonly regions: readonly string[];
  readonly allowSignatureV1: boolean;
  /** The bot's own address, and the ARN of its queue. */
  readonly subscribe: string | null;
  readonly queue: string | null;
}

export function topicFindings(wish: TopicWish, facts: TopicFacts | null): readonly Finding[] {
  const { arn } = wish;
  const [, , , region = '', account = '', name = ''] = arn.split(':');
  const check = `topic.${name}`;
  const there = regionFinding(check, region, wish.regions);
  if (facts === null)
    return [there, broken(check, say('doctor.topic.missing', { topic: code(arn) }), say('doctor.do.topic'))];
  const { attributes } = facts;
  const set = (attribute: string) =>
    code(`aws sns set-topic-attributes --region ${region} --topic-arn ${arn} --attribute-name ${attribute}`);
  const publishing = { action: 'sns:Publish', service: 'cloudwatch.amazonaws.com', account, source: null };
  const version = attributes['SignatureVersion'] ?? '1';
  return [
    there,
    fine(check, arn),
    letsIn(attributes['Policy'] ?? '', publishing)
      ? fine(`${check}.policy`)
      : broken(
          `${check}.policy`,
          say('doctor.topic.policy'),
          say('doctor.do.topic-policy', {
            line: code(`${set('Policy').code} --attribute-value file://policy.json`),
          }),
        ),
    attributes['KmsMasterKeyId']?.endsWith('alias/aws/sns') === true
      ? broken(`${check}.key`, say('doctor.topic.key'), say('doctor.do.topic-key'))
      : fine(`${check}.key`),
    version === '2' || wish.allowSignatureV1
      ? fine(`${check}.signature`, `SignatureVersion ${version}`)
      : broken(
          `${check}.signature`,
          say('doctor.topic.signature', { version: code(version) }),
          say('doctor.do.topic-signature', {
            line: code(`${set('SignatureVersion').code} --attribute-value 2`),
          }),
        ),
    ...subscriptionFindings(check, wish, facts),
  ];
}

function regionFinding(check: string, region: string, regions: readonly string[]): Finding {
  if (regions.includes(region)) return fine(`${check}.region`, region);
  return broken(
    `${check}.region`,
    say('doctor.topic.region', { region: code(region), regions: regions.map(code) }),
    say('doctor.do.topic'),
  );
}

function subscriptionFindings(
  check: string,
  wish: TopicWish,
  { subscriptions }: TopicFacts,
): readonly Finding[] {
  const { arn, subscribe, queue } = wish;
  const row = `${check}.subscription`;
  if (subscribe === null && queue === null) {
    const [found] = subscriptions.filter(
      ({ protocol, confirmed }) => confirmed && /^(?:https?|sqs)$/.test(protocol),
    );
    if (found !== undefined) return [fine(row, found.endpoint)];
    return [
      broken(
        row,
        say('doctor.topic.no-way'),
        say('doctor.do.key', { key: code('sns.subscribe'), value: null }),
      ),
    ];
  }
  return [
    ...(subscribe === null ? [] : [addressFinding(row, arn, subscribe, subscriptions)]),
    ...(queue === null ? [] : [queueSubscription(row, arn, queue, subscriptions)]),
  ];
}

function addressFinding(
  row: string,
  topic: string,
  address: string,
  subscriptions: TopicFacts['subscriptions'],
): Finding {
  const ours = subscriptions.filter(({ endpoint }) => endpoint === address);
  if (ours.some(({ confirmed }) => confirmed)) return fine(row, address);
  const shown = { address: code(address) };
  if (ours.length > 0) return broken(row, say('doctor.topic.pending', shown), say('doctor.do.confirm'));
  const line = code(
    `aws sns subscribe --topic-arn ${topic} --protocol https --notification-endpoint ${address}`,
  );
  return broken(row, say('doctor.topic.not-subscribed', shown), say('doctor.do.subscribe', { line }));
}

function queueSubscription(
  row: string,
  topic: string,
  queue: string,
  subscriptions: TopicFacts['subscriptions'],
): Finding {
  const check = `${row}.queue`;
  if (subscriptions.some(({ endpoint, confirmed }) => endpoint === queue && confirmed))
    return fine(check, queue);
  const line = code(`aws sns subscribe --topic-arn ${topic} --protocol sqs --notification-endpoint ${queue}`);
  return broken(
    check,
    say('doctor.queue.not-subscribed', { topic: code(topic) }),
    say('doctor.do.subscribe', { line }),
  );
}

/** Tries that the bot gives a message before it sets it aside. */
const OUR_TRIES = 5;
/** ms; a weekend without the bot must lose nothing. */
const LEAST_KEPT = 86_400_000;

export function queueFindings(
  address: string,
  topics: readonly string[],
  attributes: Readonly<Record<string, string>> | null,
): readonly Finding[] {
  if (attributes === null)
    return [
      broken(
        'queue',
        say('doctor.queue.missing', { queue: code(address) }),
        say('doctor.do.key', { key: code('sns.queueUrl'), value: null }),
      ),
    ];
  const arn = attributes['QueueArn'] ?? '';
  const account = arn.split(':')[4] ?? '';
  const shut = topics.filter(
    (source) =>
      !letsIn(attributes['Policy'] ?? '', {
        action: 'sqs:SendMessage',
        service: 'sns.amazonaws.com',
        account,
        source,
      }),
  );
  const tries = triesOf(attributes['RedrivePolicy']);
  const kept = Number(attributes['MessageRetentionPeriod'] ?? 0) * 1000;
  return [
    fine('queue', arn),
    ...(shut.length === 0
      ? [fine('queue.policy')]
      : shut.map((topic) =>
          broken(
            'queue.policy',
            say('doctor.queue.policy', { topic: code(topic) }),
            say('doctor.do.queue-policy'),
          ),
        )),
    tries === null
      ? broken('queue.dead-letters', say('doctor.queue.no-dead-letters'), say('doctor.do.dead-letters'))
      : tries <= OUR_TRIES
        ? broken(
            'queue.dead-letters',
            say('doctor.queue.few-tries', { tries }),
            say('doctor.do.dead-letters'),
          )
        : fine('queue.dead-letters', tries),
    kept < LEAST_KEPT
      ? broken(
          'queue.retention',
          say('doctor.queue.retention', { kept: { span: kept } }),
          say('doctor.do.retention'),
        )
      : fine('queue.retention'),
  ];
}

function triesOf(redrive: string | undefined): number | null {
  try {
    const { maxReceiveCount } = JSON.parse(redrive ?? '') as { maxReceiveCount?: unknown };
    return Number(maxReceiveCount) || null;
  } catch {
    return null;
  }
}

/** No topic at all. */
export function noTopics(): Finding {
  return broken('topics', say('doctor.topics.none'), say('doctor.do.topic'));
}

export function queueUnset(): Finding {
  return skipped('queue', say('doctor.unset', { key: code('sns.queueUrl') }));
}
