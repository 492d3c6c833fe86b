/** The way of alarms: each topic and what is subscribed to it. */
import type { TopicFacts } from '../ports/checkup.ts';
import { code, say } from '../sentence.ts';
import { broken, type Finding, failed, fine } from './finding.ts';
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
  const there = ours.find(({ confirmed }) => confirmed);
  if (there !== undefined) return delivery(row, there) ?? fine(row, address);
  const shown = { address: code(address) };
  if (ours.length > 0) return broken(row, say('doctor.topic.pending', shown), say('doctor.do.confirm'));
  const line = code(
    `aws sns subscribe --topic-arn ${topic} --protocol https --notification-endpoint ${address}`,
  );
  return broken(row, say('doctor.topic.not-subscribed', shown), say('doctor.do.subscribe', { line }));
}

/** Null where it comes as it must. A queue may hold messages without their envelope, an address may not. */
function delivery(
  row: string,
  { protocol, endpoint, raw }: TopicFacts['subscriptions'][number],
): Finding | null {
  if (raw === null || raw === false) return null;
  if (raw !== true) return failed(row, raw);
  if (protocol === 'sqs') return fine(row, endpoint, 'RawMessageDelivery');
  return broken(row, say('doctor.topic.raw', { address: code(endpoint) }), say('doctor.do.raw'));
}

function queueSubscription(
  row: string,
  topic: string,
  queue: string,
  subscriptions: TopicFacts['subscriptions'],
): Finding {
  const check = `${row}.queue`;
  const there = subscriptions.find(({ endpoint, confirmed }) => endpoint === queue && confirmed);
  if (there !== undefined) return delivery(check, there) ?? fine(check, queue);
  const line = code(`aws sns subscribe --topic-arn ${topic} --protocol sqs --notification-endpoint ${queue}`);
  return broken(
    check,
    say('doctor.queue.not-subscribed', { topic: code(topic) }),
    say('doctor.do.subscribe', { line }),
  );
}

/** No topic at all. */
export function noTopics(): Finding {
  return broken('topics', say('doctor.topics.none'), say('doctor.do.topic'));
}
