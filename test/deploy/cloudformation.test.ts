/** The template is whole: everything in it is used by the bot, and everything that the bot needs is in it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readNotification } from '../../src/core/read-notification.ts';
import { decided, namesIn, type Resource, TEMPLATE_TEXT, template, type Value } from './template.ts';

const root = new URL('../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');
const { Parameters, Resources, Conditions, Outputs, Rules } = template;

const of = (type: string): [string, Resource][] =>
  Object.entries(Resources).filter(([, one]) => one.Type === type);
const props = (name: string): Readonly<Record<string, Value>> => Resources[name]!.Properties;

/** Both ways to reach Slack with both stores. */
const WAYS = [['Http', 'Postgres'], ['Http'], ['Postgres'], []];

describe('every name means something', () => {
  test('what is referred to is there', () => {
    const known = [...Object.keys(Parameters), ...Object.keys(Resources), ...Object.keys(Conditions)];
    const named = [Resources, Outputs, Conditions].flatMap((part) => namesIn(part as unknown as Value));
    expect(named.filter((name) => !known.includes(name) && !name.startsWith('AWS::'))).toEqual([]);
    expect(named.length).toBeGreaterThan(100);
  });

  test('every parameter and every condition is used', () => {
    const named = [Resources, Outputs, Conditions, Rules].flatMap((part) =>
      namesIn(part as unknown as Value),
    );
    const conditions = Object.values(Resources).map(({ Condition }) => Condition);
    const used = new Set([...named, ...conditions]);
    expect(
      [...Object.keys(Parameters), ...Object.keys(Conditions)].filter((name) => !used.has(name)),
    ).toEqual([]);
  });

  test('every parameter is in a group of the form', () => {
    const groups = /ParameterGroups:([\s\S]*?)\nParameters:/.exec(TEMPLATE_TEXT)![1]!;
    expect(Object.keys(Parameters).filter((name) => !new RegExp(`\\b${name}\\b`).test(groups))).toEqual([]);
  });

  test('nothing is there in which another of them has no part', () => {
    const ends =
      /^AWS::(?:CloudWatch::Alarm|SNS::(?:TopicPolicy|Subscription)|SQS::QueuePolicy|Logs::MetricFilter|ECS::Service|EC2::SecurityGroup(?:Ingress|Egress))$/;
    const named = new Set(namesIn(Resources as unknown as Value));
    const alone = Object.entries(Resources).filter(
      ([name, { Type }]) => !named.has(name) && !ends.test(Type),
    );
    expect(alone.map(([name]) => name)).toEqual([]);
  });

  test('YAML that CloudFormation does not read is not used', () => {
    expect(TEMPLATE_TEXT).not.toMatch(/^[^#'"]*: [&*]\w+\s*$/m);
    expect(TEMPLATE_TEXT).not.toContain('<<:');
  });
});

describe('the task', () => {
  const containers = (holding: string[]) =>
    decided(props('BotTask')['ContainerDefinitions']!, holding) as unknown as Record<string, never>[];
  const bot = (holding: string[]) =>
    containers(holding).find((one) => one['Name'] === 'bot')! as never as {
      Environment: { Name: string; Value: string }[];
      Secrets: { Name: string }[];
      PortMappings: { ContainerPort: number }[];
    };
  const settings = [...read('src/config/settings.ts').matchAll(/^ {2}([A-Z_]+): /gm)].map(
    ([, name]) => name!,
  );

  test.each(WAYS.map((way) => ({ way })))('sets only settings that the bot reads, $way', ({ way }) => {
    const { Environment, Secrets } = bot(way);
    const names = [...Environment, ...Secrets].map(({ Name }) => Name);
    expect(names.filter((name) => !settings.includes(name))).toEqual([]);
    expect(names).toContain('SLACK_BOT_TOKEN');
    expect(names.includes('SLACK_SIGNING_SECRET')).toBe(way.includes('Http'));
    expect(names.includes('SLACK_APP_TOKEN')).toBe(!way.includes('Http'));
    expect(names.includes('DATABASE_URL')).toBe(way.includes('Postgres'));
  });

  test('no secret stands in the open', () => {
    for (const way of WAYS)
      for (const { Name } of bot(way).Environment) expect(Name).not.toMatch(/TOKEN|SECRET|URL|PASSWORD/);
    const typed = Object.keys(Parameters).filter((name) => /password|token|signing/i.test(name));
    expect(typed).toEqual([]);
  });

  test('runs as the image is made: user, port, data folder, nothing else to write to', () => {
    const dockerfile = read('Dockerfile');
    const user = /^USER (\S+)/m.exec(dockerfile)![1];
    const volume = /^VOLUME \["([^"]+)"\]/m.exec(dockerfile)![1];
    for (const container of containers([])) {
      expect(container['User']).toBe(user);
      expect(container['ReadonlyRootFilesystem']).toBe(true);
      expect(container['LinuxParameters']).toMatchObject({ Capabilities: { Drop: ['ALL'] } });
      expect(container['MountPoints']).toEqual([
        { SourceVolume: 'data', ContainerPath: volume, ReadOnly: false },
      ]);
    }
    expect(bot([]).PortMappings.map((each) => each.ContainerPort)).toEqual([
      Number(/^EXPOSE (\d+)/m.exec(dockerfile)![1]),
    ]);
    const of = (name: string) => bot([]).Environment.find((each) => each.Name === name)?.Value;
    expect(of('HYDROUS_DATA')).toBe(volume);
    expect(of('HYDROUS_CONFIG')).toBe(`${volume}/hydrous.yml`);
    expect(JSON.stringify(containers([]).find((one) => one['Name'] === 'configuration'))).toContain(
      `${volume}/hydrous.yml`,
    );
  });

  test('is never twice on one store file', () => {
    const service = (holding: string[]) => decided(props('BotService')['DeploymentConfiguration']!, holding);
    expect(service([])).toMatchObject({ MinimumHealthyPercent: 0, MaximumPercent: 100 });
    expect(service(['Postgres'])).toMatchObject({ MinimumHealthyPercent: 100, MaximumPercent: 200 });
    expect(JSON.stringify(Rules)).toContain('Store=task needs Tasks=1');
  });

  test('can be reached by nobody but the load balancer, and only where Slack writes', () => {
    expect(props('BotSecurityGroup')).not.toHaveProperty('SecurityGroupIngress');
    const ingress = of('AWS::EC2::SecurityGroupIngress');
    expect(ingress.map(([name, { Condition }]) => [name, Condition])).toEqual([
      ['BotFromLoadBalancer', 'Http'],
    ]);
    expect(JSON.stringify(props('BotListenerRule')['Conditions'])).toContain('/slack/events');
    const open = of('AWS::ElasticLoadBalancingV2::TargetGroup').map(([, { Condition }]) => Condition);
    expect(open).toEqual(['Http']);
  });

  test('reads no secret with its own role, and the queue with the calls of its adapter', () => {
    const role = JSON.stringify(props('BotRole'));
    expect(role).not.toMatch(/secretsmanager|ssm:/);
    const calls = [...read('src/aws/sqs.ts').matchAll(/'(sqs:\w+)'/g)].map(([, action]) => action!);
    // The last one is how the queue is looked at before anything is read from it.
    const given = [...role.matchAll(/"(sqs:\w+)"/g)].map(([, action]) => action!);
    expect([...given].sort()).toEqual([...new Set([...calls, 'sqs:GetQueueAttributes'])].sort());
  });
});

describe('the way of an alarm', () => {
  test('is the topic and the queue of the example configuration', () => {
    const example = read('hydrous.yml');
    expect(example).toContain(`:${props('AlarmTopic')['TopicName']}`);
    expect(example).toContain(`/${props('AlarmQueue')['QueueName']}`);
  });

  test('is signed as the bot asks, goes in its envelope, and survives the bot', () => {
    expect(props('AlarmTopic')).toMatchObject({ SignatureVersion: '2' });
    expect(props('AlarmTopic')).not.toHaveProperty('KmsMasterKeyId');
    expect(props('AlarmSubscription')).toMatchObject({ Protocol: 'sqs', RawMessageDelivery: false });
    expect(props('AlarmQueue')['RedrivePolicy']).toMatchObject({ maxReceiveCount: 10 });
    expect(props('AlarmQueue')['VisibilityTimeout']).toBe(60);
  });

  test.each(['AlarmTopicPolicy', 'AlarmQueuePolicy', 'MailTopicPolicy'])(
    '%s lets nobody in without a condition',
    (name) => {
      const { Statement } = props(name)['PolicyDocument'] as unknown as {
        Statement: Record<string, Value>[];
      };
      for (const one of Statement) {
        expect(one['Principal']).toHaveProperty('Service');
        expect(JSON.stringify(one['Condition'])).toMatch(/aws:Source(?:Account|Arn)/);
      }
    },
  );

  test('every event that a rule sends is one that the bot knows', () => {
    const types = of('AWS::Events::Rule').flatMap(([, { Properties }]) => {
      const pattern = Properties['EventPattern'] as { source: string[]; 'detail-type': string[] };
      return pattern['detail-type'].map((type) => [pattern.source[0]!, type] as const);
    });
    expect(types).toHaveLength(4);
    for (const [source, type] of types) {
      const task = {
        taskArn: 'arn:aws:ecs:us-east-1:123456789012:task/hydrous/0f',
        lastStatus: 'STOPPED',
        clusterArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/hydrous',
        group: 'service:hydrous-production',
        stoppedReason: 'Essential container in task exited',
        stopCode: 'EssentialContainerExited',
        containers: [],
      };
      const detail =
        source === 'aws.rds'
          ? {
              EventID: 'RDS-EVENT-0006',
              SourceIdentifier: 'hydrous-db',
              Message: 'DB instance restarted',
              EventCategories: ['availability'],
              SourceType: 'DB_INSTANCE',
            }
          : { eventName: 'SERVICE_DEPLOYMENT_FAILED', eventType: 'ERROR', ...task };
      const resources = [
        source === 'aws.rds'
          ? 'arn:aws:rds:us-east-1:123456789012:db:hydrous-db'
          : 'arn:aws:ecs:us-east-1:123456789012:service/hydrous/hydrous-production',
      ];
      const message = JSON.stringify({
        source,
        'detail-type': type,
        detail,
        resources,
        account: '123456789012',
        region: 'us-east-1',
        time: '2026-11-30T03:00:00Z',
      });
      const topic = 'arn:aws:sns:us-east-1:123456789012:hydrous-alarms';
      const kind = readNotification({ message, subject: null, topic, publishedAt: 0 }).kind;
      expect(`${type}: ${kind}`).toBe(`${type}: ${source === 'aws.rds' ? 'rds-event' : 'ecs-event'}`);
    }
  });
});

describe('docs/setup-aws.md', () => {
  const page = read('docs/setup-aws.md');
  const command = /^aws cloudformation deploy[\s\S]*?^```/m.exec(page)![0];
  const given = [...command.matchAll(/\b([A-Z]\w+)=/g)].map(([, name]) => name!);

  test('gives every parameter that has no default, and none that there is not', () => {
    expect(given.filter((name) => Parameters[name] === undefined)).toEqual([]);
    const needed = Object.entries(Parameters).filter(([, one]) => one.Default === undefined);
    expect(needed.map(([name]) => name).filter((name) => !given.includes(name))).toEqual([]);
  });

  test('names parameters in its text as they are called', () => {
    const told = [...page.matchAll(/`?\b([A-Z][A-Za-z]+)=(?:[a-zA-Z0-9]+)/g)].map(([, name]) => name!);
    const known = told.filter((name) => !/^[A-Z]+$/.test(name));
    expect(known.filter((name) => Parameters[name] === undefined)).toEqual([]);
  });

  test('names topic, queue, role and parameter of the template', () => {
    const names = ['AlarmTopic.TopicName', 'AlarmQueue.QueueName', 'AlarmDeadLetters.QueueName'];
    for (const path of names) {
      const [resource, property] = path.split('.') as [string, string];
      expect(page).toContain(String(props(resource)[property]));
    }
    expect(JSON.stringify(props('BotRole')['RoleName'])).toContain('-bot');
    expect(page).toContain('--role-name hydrous-bot');
    expect(page).toContain(`--name ${Parameters['Configuration']!.Default}`);
    expect(page).toContain(`--cluster hydrous --service ${props('BotService')['ServiceName']}`);
  });
});

const lint = spawnSync('cfn-lint', ['--version'], { timeout: 15_000 });

test.skipIf(lint.status !== 0)(
  'cfn-lint finds nothing, where it is installed',
  () => {
    const found = spawnSync('cfn-lint', ['--format', 'parseable', 'deploy/cloudformation.yml'], {
      cwd: root,
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(`${found.stdout}${found.stderr}`).toBe('');
  },
  90_000,
);
