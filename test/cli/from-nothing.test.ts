/** From an empty folder to a bot that works, by nothing but what the pages print. The sandbox stands for Slack and AWS. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { SimulatedAws } from '../../sandbox/aws/server.ts';
import type { Slack } from '../../sandbox/slack/server.ts';
import type { Message } from '../../sandbox/slack/state.ts';
import { APP } from '../../sandbox/slack/workspace.ts';
import type { IamPolicy } from '../../src/core/iam/statement.ts';
import { isTerminal, type OperationState } from '../../src/core/operation.ts';
import { payload } from '../faults/house.ts';
import { rightsFor } from '../iam/sdk-calls.ts';
import { type NothingHouse, nothingHouse, type Row } from './nothing-house.ts';
import { commandOf, shellLines } from './shell-lines.ts';
import { deployStack } from './template-stack.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const SLACK_PAGE = 'docs/setup-slack.md';
const AWS_PAGE = 'docs/setup-aws.md';
const SECRETS = {
  SLACK_BOT_TOKEN: 'xoxb-from-nothing',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
};

let house: NothingHouse;
let aws: SimulatedAws;
let slack: Slack;
beforeAll(async () => {
  house = await nothingHouse(SECRETS);
  ({ aws, slack } = house);
});
afterAll(() => house?.close());

/** What whoever reads the pages fills in. A queue is called at its own address, which here is the sandbox's. */
const READER = () => ({
  'https://sqs.REGION.amazonaws.com': aws.url,
  REGION: 'us-east-1',
  ACCOUNT: '123456789012',
  U0AAA: 'U0ANA',
  U0BBB: 'U0BRUNO',
});

/** Each step stands on those before it: after one that failed, the others have nothing to show. */
let failed = false;
function step(name: string, work: () => void | Promise<void>): void {
  // The first command of all may have to build.
  test(name, { timeout: 120_000 }, async (context) => {
    context.skip(failed, 'an earlier step failed');
    failed = true;
    await work();
    failed = false;
  });
}

step('the pages print every command that is used here', () => {
  for (const page of [SLACK_PAGE, AWS_PAGE]) expect(read(page)).toContain('`npx hydrous doctor`');
  expect(read('README.md')).toContain('`npm ci && npm start`');
});

step('docs/setup-slack.md: the manifest is pasted, and Slack installs what it asks for', async () => {
  const line = shellLines(SLACK_PAGE).find((one) => one.includes('manifest --url'))!;
  const { code, out } = await house.shell(line);
  expect(code).toBe(0);
  const manifest = parse(out);
  expect(manifest.features.slash_commands).toMatchObject([
    { command: '/hydrous', url: 'https://hydrous.example.com/slack/events', should_escape: true },
  ]);
  for (const scope of manifest.oauth_config.scopes.bot) slack.state.scopes.add(scope);
});

step('docs/setup-aws.md: init finds what is in the account and writes hydrous.yml', async () => {
  const told = commandOf('docs/command-line.md', 'hydrous init', READER()).replace('hydrous init', '');
  const { code, out, err } = await house.shell(
    `${commandOf(AWS_PAGE, 'npx hydrous init', READER())} ${told} --locale en`,
  );
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('npx hydrous doctor');
  const written = parse(readFileSync(join(house.folder, 'hydrous.yml'), 'utf8'));
  expect(written).toMatchObject({
    environments: {
      production: {
        cluster: 'hydrous',
        service: 'hydrous-production',
        container: 'hydrous-container',
        repository: 'hydrous',
        logGroup: '/ecs/hydrous-backend',
        database: 'hydrous-db',
        loadBalancer: 'hydrous-alb',
      },
    },
    sns: { topics: [aws.topicArn] },
  });
});

step('docs/setup-aws.md: the policy in both modes, for exactly what hydrous.yml names', async () => {
  const line = commandOf(AWS_PAGE, 'npx hydrous iam');
  const policyOf = async (mode: string): Promise<IamPolicy> => {
    const file = `policy-${mode}.json`;
    const { code } = await house.shell(
      line.replace('--mode A', `--mode ${mode}`).replace('policy.json', file),
    );
    expect(code).toBe(0);
    return JSON.parse(readFileSync(join(house.folder, file), 'utf8'));
  };
  const [a, b] = await Promise.all([policyOf('A'), policyOf('B')]);
  expect(rightsIn(a)).not.toContain('ecs:RegisterTaskDefinition');
  expect(rightsIn(b)).toEqual(expect.arrayContaining(['ecs:RegisterTaskDefinition', 'iam:PassRole']));
  expect(JSON.stringify(b)).toContain('service/hydrous/hydrous-production');
});

const rightsIn = ({ Statement }: IamPolicy): readonly string[] =>
  Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action ?? []);

/** What a person does when `doctor` says so. */
const REMEDIES: readonly (readonly [remedy: RegExp, act: (told: string) => void | Promise<void>])[] = [
  [
    /Correct the environment variables/,
    () => {
      const table = [...read(SLACK_PAGE).matchAll(/^\| \*`([A-Z_]+)`\*/gm)].map(([, name]) => name!);
      for (const [name, value] of Object.entries(SECRETS))
        if (table.includes(name)) house.environment[name] = value;
    },
  ],
  [/deploy\/cloudformation\.yml/, () => deployStack(aws)],
  [
    /\/invite @Hydrous/,
    (told) => {
      const [id, channel] = [...slack.state.channels].find(
        ([each, { name }]) => told.includes(each) || told.includes(name),
      )!;
      slack.state.channels.set(id, { ...channel, members: [...channel.members, APP.botUser] });
    },
  ],
  [
    /Put people into the group/,
    () => {
      slack.state.groups.set('S0OPS', { ...slack.state.groups.get('S0OPS')!, users: ['U0BRUNO', 'U0GRACE'] });
    },
  ],
];

async function doWhatItSays(ng: readonly Row[]): Promise<void> {
  for (const { told, remedy } of ng) {
    const known = REMEDIES.find(([wanted]) => wanted.test(remedy));
    expect(known, remedy).toBeDefined();
    await known?.[1](remedy);
    expect(told).not.toMatch(/xoxb-|0123456789abcdef/);
  }
}

step('npx hydrous doctor: says what is missing until nothing is, and what it says is enough', async () => {
  const first = await house.doctor();
  expect(first.code, first.out).toBe(1);
  expect(first.ng.map(({ check }) => check)).toEqual(['settings', 'settings']);
  await doWhatItSays(first.ng);

  const second = await house.doctor();
  expect(second.code, second.out).toBe(1);
  expect(new Set(second.ng.map(({ check }) => check))).toEqual(
    new Set([
      'slack.channel.operations',
      'slack.channel.incidents',
      'slack.group.S0OPS',
      'topic.hydrous-alarms',
      'queue',
    ]),
  );
  await doWhatItSays(second.ng);

  const third = await house.doctor();
  expect(third, third.out).toMatchObject({ code: 0, ng: [] });
  expect(third.out).toContain('everything in order');
});

step('npm start: the bot listens, and keeps its data in the folder', async () => {
  aws.calls.clear();
  const { url } = await house.start();
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(existsSync(join(house.folder, 'data'))).toBe(true);
});

const ms = 50_000;
const card = (channel: string, kind: string, fits: (message: Message) => boolean): Promise<Message> =>
  slack.state.until(
    () =>
      slack.state
        .messages(channel)
        .find((message) => message.metadata?.['event_type'] === kind && fits(message)),
    ms,
  );

step('docs/setup-aws.md: /hydrous status shows the service', async () => {
  await slack.as('U0ANA').command('/hydrous', 'status');
  await slack.state.until(
    () =>
      slack
        .as('U0ANA')
        .ephemerals()
        .some((message) => JSON.stringify(message.blocks).includes('v1.10.0')),
    ms,
  );
});

/** Ana asks; the card. */
async function asked(text: string): Promise<Message> {
  const before = new Set(slack.state.messages('C0OPS').map(({ ts }) => ts));
  await slack.as('U0ANA').command('/hydrous', text);
  return card('C0OPS', 'hydrous_operation', ({ ts }) => !before.has(ts));
}

/** The same card when nothing can happen to it any more. */
function ended({ ts }: Message): Promise<Message> {
  return card('C0OPS', 'hydrous_operation', (message) => {
    return message.ts === ts && isTerminal(payload(message)['state'] as OperationState);
  });
}

step('a deploy that a second person approves goes out once', async () => {
  const request = await asked('deploy v1.11.0');
  expect(payload(request)['state']).toBe('pending');
  await slack.as('U0BRUNO').click(request, 'Approve');
  expect(payload(await ended(request))['state']).toBe('succeeded');
  expect(aws.calls.count('UpdateService')).toBe(1);
});

step('an alarm becomes a card by way of the topic and the queue of the template', async () => {
  aws.console.setAlarm('hydrous-5xx', 'ALARM', 'Threshold Crossed: for a look at the way of alarms.');
  const incident = await card('C0INC', 'hydrous_incident', () => true);
  expect(JSON.stringify(incident.blocks)).toContain('hydrous-5xx');
});

step('docs/setup-aws.md: the alarm that is only for tests tells how far it came', async () => {
  expect(read(AWS_PAGE)).toContain('`/hydrous alarms test`');
  const done = await ended(await asked('alarms test'));
  expect(payload(done)['state']).toBe('succeeded');
});

/** Of services that the sandbox calls otherwise than IAM does. */
const IAM_NAMES: Readonly<Record<string, string>> = {
  elb: 'elasticloadbalancing',
  autoscaling: 'application-autoscaling',
};

step('the policy that was printed allows every call of this story', () => {
  const policy: IamPolicy = JSON.parse(readFileSync(join(house.folder, 'policy-B.json'), 'utf8'));
  const sent = aws.calls.entries.map(
    ({ service, operation }) => `${IAM_NAMES[service] ?? service}:${operation}`,
  );
  const actions = [...new Set(sent)];
  expect(actions.length).toBeGreaterThan(15);
  expect(rightsFor(actions).filter((right) => !rightsIn(policy).includes(right))).toEqual([]);
});
