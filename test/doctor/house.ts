/** A set-up in which everything is in order, to break one thing at a time. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsEnvironment } from '../../sandbox/aws/environment.ts';
import { type SimulatedAws, startAws } from '../../sandbox/aws/server.ts';
import type { Fault } from '../../sandbox/aws/wire/faults.ts';
import { type Slack, startSlack } from '../../sandbox/slack/server.ts';
import { doctorCommand } from '../../src/cli/doctor.ts';
import type { Clock } from '../../src/core/ports/ambient.ts';

export interface Row {
  readonly check: string;
  readonly result: 'OK' | 'NG' | 'SKIP';
  readonly text: string;
  readonly remedy: string | null;
}

export interface Looked {
  readonly exit: number;
  readonly rows: readonly Row[];
  readonly out: string;
}

export interface Wish {
  readonly config?: (text: string) => string;
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly clock?: Clock;
  /** Beginning of the names of the checks that are looked at; all when left out. */
  readonly only?: string;
}

export interface House {
  readonly aws: SimulatedAws;
  readonly slack: Slack;
  readonly folder: string;
  /** The alarms of the environment with their actions, as they are set. */
  doctor(wish?: Wish): Promise<Looked>;
  text(): Promise<readonly string[]>;
  /** Takes back every fault. */
  mend(): void;
  close(): Promise<void>;
}

const ADDRESS = 'https://bot.example.com/sns';
export const TOKEN = 'xoxb-doctor';

export async function doctorHouse(): Promise<House> {
  const aws = await startAws();
  const slack = await startSlack({ signingSecret: 'signing-secret', botToken: TOKEN, rateLimits: false });
  const folder = mkdtempSync(join(tmpdir(), 'hydrous-doctor-'));
  mkdirSync(join(folder, 'data'), { mode: 0o700 });
  Object.assign(process.env, awsEnvironment(aws.url));
  setUp(aws);
  const text = configuration(aws);

  async function run(
    words: readonly string[],
    { config, variables, clock }: Wish,
  ): Promise<[number, string[]]> {
    const path = join(folder, 'hydrous.yml');
    writeFileSync(path, config === undefined ? text : config(text));
    const out: string[] = [];
    const output = { out: (line: string) => out.push(line), err: (line: string) => out.push(line) };
    const given = {
      SLACK_BOT_TOKEN: TOKEN,
      SLACK_SIGNING_SECRET: 'signing-secret',
      SLACK_API_URL: slack.url,
      HYDROUS_CONFIG: path,
      HYDROUS_DATA: join(folder, 'data'),
      ...variables,
    };
    return [await doctorCommand(words, given, output, clock), out];
  }

  return {
    aws,
    slack,
    folder,
    async doctor(wish = {}) {
      const [exit, out] = await run(
        ['--json', ...(wish.only === undefined ? [] : ['--only', wish.only])],
        wish,
      );
      const { findings } = JSON.parse(out.join('\n')) as { findings: Row[] };
      return { exit, rows: findings, out: out.join('\n') };
    },
    text: async () => (await run([], {}))[1],
    mend() {
      aws.faults.clear();
      slack.faults.clear();
    },
    async close() {
      await Promise.all([aws.close(), slack.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A confirmed subscription, a queue that keeps what fails, and a queue policy: what the template makes. */
function setUp({ world, topicArn, queueArn }: SimulatedAws): void {
  const topic = world.sns.topics.get(topicArn);
  if (topic === undefined) throw new Error('the simulated account has no topic');
  world.sns.subscribe(topic, 'sqs', queueArn);
  const arn = `${topicArn}:11111111-2222-3333-4444-555555555555`;
  topic.subscriptions.set(arn, {
    arn,
    topicArn,
    protocol: 'https',
    endpoint: ADDRESS,
    owner: world.account,
    token: '',
    confirmed: true,
    rawDelivery: false,
  });
  const queue = world.queues.byArn(queueArn);
  world.queues.create(`${queue?.name}-dead`);
  queue?.attributes.set(
    'RedrivePolicy',
    JSON.stringify({ deadLetterTargetArn: `${queueArn}-dead`, maxReceiveCount: 10 }),
  );
  queue?.attributes.set(
    'Policy',
    JSON.stringify({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queueArn,
          Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
        },
      ],
    }),
  );
}

function configuration({ topicArn, queueUrl, healthUrl }: SimulatedAws): string {
  return `locale: en
channels:
  operations: C0OPS
  incidents: C0INC
people:
  operators: { users: [U0ANA], groups: [S0DEV] }
  approvers: { users: [U0BRUNO], groups: [S0OPS] }
  viewers: everyone
teams: [T0HYDROUS]
environments:
  production:
    region: us-east-1
    cluster: hydrous
    service: hydrous-production
    container: hydrous-container
    repository: hydrous
    logGroup: /ecs/hydrous-backend
    database: hydrous-db
    cache: hydrous-redis
    loadBalancer: hydrous-alb
    healthUrl: ${healthUrl}
    approvals: 1
    scale: { min: 1, max: 10 }
    images: deploy
sns:
  topics: ['${topicArn}']
  subscribe: ${ADDRESS}
  queueUrl: ${queueUrl}
guide: ${new URL('../../guide/', import.meta.url).pathname}
`;
}

/** An answer of AWS with some of its text exchanged. */
export function rewriting(...changes: readonly (readonly [RegExp, string])[]): Fault {
  return {
    kind: 'rewrite',
    change: (reply) => changes.reduce((text, [from, to]) => text.replace(from, to), reply),
  };
}
