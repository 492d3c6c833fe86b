/** The AWS half of `doctor`: who the bot is there, what it may do, and whether what the file names exists. */
import { afterFailure, broken, clockFinding, type Finding, failed, fine } from '../core/doctor/finding.ts';
import { readFindings, writeFinding } from '../core/doctor/permission-findings.ts';
import { type DeadLetters, queueFindings, queueUnset, redriveOf } from '../core/doctor/queue-findings.ts';
import { noTopics, topicFindings } from '../core/doctor/topic-findings.ts';
import type { Environment } from '../core/environment.ts';
import { iamPolicy } from '../core/iam/policy.ts';
import { simulationsOf } from '../core/iam/simulations.ts';
import type { AwsCheckup, AwsIdentity } from '../core/ports/checkup.ts';
import { isProblem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import { checkEnvironment, type EnvironmentPorts } from './checkup-environment.ts';
import type { Part, SlackCheckupPorts } from './checkup-slack.ts';
import { once } from './once.ts';

export interface AwsCheckupPorts extends Pick<SlackCheckupPorts, 'clock' | 'environments'>, EnvironmentPorts {
  readonly account: AwsCheckup;
  readonly sns: {
    readonly topics: readonly string[];
    readonly allowSignatureV1: boolean;
    readonly subscribe: string | null;
    readonly queueUrl: string | null;
  };
}

export function checkAws(ports: AwsCheckupPorts): readonly Part[] {
  const { environments, account, sns, clock } = ports;
  const region = environments[0]?.region ?? 'us-east-1';
  const identity = once(() => account.identity(region));
  return [
    {
      check: 'aws.identity',
      covers: ['aws.'],
      work: caught('aws.identity', async () => {
        const known = await identity();
        return [
          fine('aws.identity', known.arn),
          accountFinding(known, sns.topics),
          clockFinding('aws.clock', 'AWS', known.at, clock.now()),
        ];
      }),
    },
    ...environments.flatMap((environment) => [
      ...checkEnvironment(ports, environment).map((look) => ({
        ...look,
        work: caught(look.check, look.work),
      })),
      {
        check: `${environment.name}.permissions.read`,
        work: caught(`${environment.name}.permissions.read`, async () =>
          readFindings(environment.name, await account.reads(environment)),
        ),
      },
      {
        check: `${environment.name}.permissions.change`,
        work: caught(`${environment.name}.permissions.change`, () => writes(ports, environment, identity())),
      },
    ]),
    ...(sns.topics.length === 0
      ? [{ check: 'topics', work: async () => [noTopics()] }]
      : sns.topics.map((arn) => topicPart(ports, arn, region))),
    sns.queueUrl === null
      ? { check: 'queue', work: async () => [queueUnset()] }
      : { check: 'queue', work: caught('queue', () => queueRows(ports, sns.queueUrl ?? '', region)) },
  ];
}

async function queueRows({ account, sns }: AwsCheckupPorts, address: string, region: string) {
  const attributes = await account.queue(address, region);
  return queueFindings(address, sns.topics, attributes, await deadLetters(account, address, attributes));
}

async function deadLetters(
  account: AwsCheckup,
  address: string,
  attributes: Readonly<Record<string, string>> | null,
): Promise<DeadLetters> {
  const { target } = redriveOf(attributes?.['RedrivePolicy']);
  if (target === null) return 'there';
  try {
    return (await account.hasDeadLetters(address, target)) ? 'there' : 'missing';
  } catch (error) {
    if (isProblem(error)) return error;
    throw error;
  }
}

function topicPart({ account, sns, environments }: AwsCheckupPorts, arn: string, region: string): Part {
  const check = `topic.${arn.split(':')[5] ?? arn}`;
  return {
    check,
    work: caught(check, async () => {
      const facts = await account.topic(arn);
      const wish = {
        arn,
        regions: environments.map((each) => each.region),
        allowSignatureV1: sns.allowSignatureV1,
        subscribe: sns.subscribe,
        queue: sns.queueUrl === null ? null : queueArn(sns.queueUrl, region),
      };
      return topicFindings(wish, facts);
    }),
  };
}

/** Asks IAM about the role that the bot really has, for what its configuration needs. */
async function writes(
  { account, sns }: AwsCheckupPorts,
  environment: Environment,
  identity: Promise<AwsIdentity>,
): Promise<readonly Finding[]> {
  const check = `${environment.name}.permissions.change`;
  const [known, place] = await Promise.all([
    identity.then(
      (found) => found,
      () => null,
    ),
    account.place(environment),
  ]);
  const principal = known === null ? null : principalOf(known.arn);
  if (principal === null) return [afterFailure(check, 'aws.identity')];
  const policy = iamPolicy({
    mode: environment.images === 'deploy' ? 'B' : 'A',
    places: [place],
    topics: sns.topics,
    subscribes: sns.subscribe !== null,
    queue: sns.queueUrl === null ? null : queueArn(sns.queueUrl, environment.region),
    ownRole: null,
  });
  const asked = simulationsOf(policy);
  const count = asked.flatMap(({ actions }) => actions).length;
  try {
    return [
      writeFinding(environment.name, count, await account.simulate(environment.region, principal, asked)),
    ];
  } catch (error) {
    if (isProblem(error, 'not-permitted') || isProblem(error, 'refused'))
      return [writeFinding(environment.name, count, null)];
    throw error;
  }
}

/** The role behind a session, since IAM knows no sessions; null for the account itself, which may do everything. */
function principalOf(arn: string): string | null {
  const [, account, role] = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (role !== undefined) return `arn:aws:iam::${account}:role/${role}`;
  return /^arn:aws:iam::\d{12}:(?:user|role)\//.test(arn) ? arn : null;
}

function accountFinding({ account }: AwsIdentity, topics: readonly string[]): Finding {
  const foreign = topics.map((arn) => arn.split(':')[4] ?? '').find((owner) => owner !== account);
  if (foreign === undefined) return fine('aws.account', account);
  return broken(
    'aws.account',
    say('doctor.account', { own: code(account), topics: code(foreign) }),
    say('doctor.do.account'),
  );
}

function queueArn(address: string, region: string): string {
  const { hostname, pathname } = new URL(address);
  const own = /^sqs\.([a-z0-9-]+)\.amazonaws\.com$/.exec(hostname)?.[1] ?? region;
  const [, account = '', name = ''] = pathname.split('/');
  return `arn:aws:sqs:${own}:${account}:${name}`;
}

/** A read that failed is a row; what is no Problem is a mistake of ours and is thrown. */
function caught(check: string, work: Part['work']): Part['work'] {
  return async () => {
    try {
      return await work();
    } catch (error) {
      if (!isProblem(error)) throw error;
      return [failed(check, error)];
    }
  };
}
