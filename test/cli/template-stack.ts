/** What CloudFormation makes of the way of alarms in deploy/cloudformation.yml, in the simulated account. */
import {
  CreateTopicCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SimulatedAws } from '../../sandbox/aws/server.ts';
import { decided, type Resource, template, type Value } from '../deploy/template.ts';
import { settingsFor } from '../sandbox/aws-house.ts';

type Properties = Readonly<Record<string, Value>>;

const { Resources } = template;
const of = (type: string): readonly [string, Resource][] =>
  Object.entries(Resources).filter(([name, one]) => name.startsWith('Alarm') && one.Type === `AWS::${type}`);

/** Topic, queues, their policies and the subscription; the service and its alarms are in the account already. */
export async function deployStack(aws: SimulatedAws): Promise<void> {
  const sns = new SNSClient(settingsFor(aws));
  const sqs = new SQSClient(settingsFor(aws));
  const made = <T>(one: Resource): T => filledIn(decided(one.Properties, ['Postgres'])!, aws) as T;
  for (const [name, one] of of('SNS::Topic')) {
    const { TopicName = name, SignatureVersion } = made<Record<string, string>>(one);
    const Attributes = SignatureVersion === undefined ? {} : { SignatureVersion };
    await sns.send(new CreateTopicCommand({ Name: TopicName, Attributes }));
  }
  // Its dead letters must be there before a queue names them.
  const queues = of('SQS::Queue').toSorted(([, a], [, b]) => redrives(a) - redrives(b));
  for (const [, one] of queues) {
    const { QueueName, ...attributes } = made<Properties>(one);
    const Attributes = Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key, text(value)]),
    );
    await sqs.send(new CreateQueueCommand({ QueueName: String(QueueName), Attributes }));
  }
  for (const [, one] of of('SNS::TopicPolicy')) {
    const { Topics, PolicyDocument } = made<{ Topics: string[]; PolicyDocument: Value }>(one);
    const policy = { AttributeName: 'Policy', AttributeValue: text(PolicyDocument) };
    for (const TopicArn of Topics) await sns.send(new SetTopicAttributesCommand({ TopicArn, ...policy }));
  }
  for (const [, one] of of('SQS::QueuePolicy')) {
    const { Queues, PolicyDocument } = made<{ Queues: string[]; PolicyDocument: Value }>(one);
    const Attributes = { Policy: text(PolicyDocument) };
    for (const QueueUrl of Queues) await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  }
  for (const [, one] of of('SNS::Subscription')) {
    const { RawMessageDelivery, ...wish } = made<{ TopicArn: string; Protocol: string; Endpoint: string }>(
      one,
    ) as Properties & { TopicArn: string; Protocol: string; Endpoint: string };
    const Attributes = { RawMessageDelivery: text(RawMessageDelivery ?? false) };
    await sns.send(new SubscribeCommand({ ...wish, Attributes }));
  }
  sns.destroy();
  sqs.destroy();
}

const redrives = ({ Properties }: Resource): number => ('RedrivePolicy' in Properties ? 1 : 0);
const text = (value: Value): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** `Ref` and `GetAtt … Arn` as CloudFormation fills them in. */
function filledIn(value: Value, aws: SimulatedAws): Value {
  if (Array.isArray(value)) return value.map((one) => filledIn(one, aws));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: ref, 'Fn::GetAtt': part } = value as Record<string, string>;
  if (ref === 'AWS::AccountId') return aws.account;
  const name = ref ?? (typeof part === 'string' ? part.replace(/\.Arn$/, '') : undefined);
  const one = name === undefined ? undefined : Resources[name];
  if (name !== undefined && one !== undefined)
    return ref === undefined ? arnOf(name, one, aws) : refOf(name, one, aws);
  return Object.fromEntries(
    Object.entries(value as Properties).map(([key, inner]) => [key, filledIn(inner, aws)]),
  );
}

function refOf(name: string, one: Resource, aws: SimulatedAws): string {
  if (one.Type !== 'AWS::SQS::Queue') return arnOf(name, one, aws);
  return `${aws.url}/${aws.account}/${String(one.Properties['QueueName'])}`;
}

function arnOf(name: string, { Type, Properties }: Resource, { region, account }: SimulatedAws): string {
  const [, service = ''] = Type.toLowerCase().split('::');
  const own = Properties['TopicName'] ?? Properties['QueueName'] ?? name;
  return `arn:aws:${service}:${region}:${account}:${String(own)}`;
}
