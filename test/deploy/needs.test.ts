/** Both ways round: the bot uses everything that the template makes, and finds everything there that it needs. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../src/config/settings.ts';
import { decided, namesIn, type Resource, template, type Value } from './template.ts';

const { Resources } = template;
const root = new URL('../../', import.meta.url);
const props = (name: string): Readonly<Record<string, Value>> => Resources[name]!.Properties;
const WHOLE = ['Http', 'Postgres', 'WatchesLoadBalancer', 'WatchesDatabase', 'WatchesCache'];

/** Names of resources that a resource refers to. */
const named = (one: Resource): readonly string[] =>
  namesIn(one.Properties as Value).filter((name) => Resources[name] !== undefined);

describe('what is there is used', () => {
  test('every resource belongs to the bot, by what it refers to or by what refers to it', () => {
    const reached = new Set(['BotService']);
    for (let before = 0; before < reached.size; ) {
      before = reached.size;
      for (const [name, one] of Object.entries(Resources)) {
        const others = named(one);
        if (reached.has(name)) for (const other of others) reached.add(other);
        else if (others.some((other) => reached.has(other))) reached.add(name);
      }
    }
    expect(Object.keys(Resources).filter((name) => !reached.has(name))).toEqual([]);
  });

  test('what the service does not name, listens to it, feeds it or guards what it names', () => {
    const from = (name: string): readonly string[] => [name, ...named(Resources[name]!).flatMap(from)];
    const own = new Set(from('BotService'));
    const beside = new Set(
      Object.entries(Resources).flatMap(([name, { Type }]) => (own.has(name) ? [] : [Type])),
    );
    expect([...beside].sort()).toEqual([
      'AWS::CloudWatch::Alarm',
      'AWS::EC2::SecurityGroupEgress',
      'AWS::EC2::SecurityGroupIngress',
      'AWS::Events::Rule',
      'AWS::Logs::MetricFilter',
      'AWS::SNS::Subscription',
      'AWS::SNS::Topic',
      'AWS::SNS::TopicPolicy',
      'AWS::SQS::QueuePolicy',
    ]);
  });
});

interface Port {
  readonly FromPort: number;
  readonly ToPort: number;
}

const portsOf = (some: Value | undefined): readonly number[] =>
  (some as unknown as readonly Port[]).flatMap(({ FromPort, ToPort }) => {
    expect(FromPort).toBe(ToPort);
    return [FromPort];
  });
const port = (name: string): number => portsOf([props(name)] as unknown as Value)[0]!;

describe('what the bot needs is there', () => {
  const container = decided(props('BotTask')['ContainerDefinitions']!, WHOLE) as unknown as {
    readonly Name: string;
    readonly Secrets: readonly { readonly Name: string; readonly ValueFrom: Value }[];
    readonly PortMappings: readonly { readonly ContainerPort: number }[];
    readonly HealthCheck: { readonly Command: readonly string[] };
    readonly StopTimeout: number;
    readonly Environment: readonly { readonly Name: string; readonly Value: Value }[];
  }[];
  const bot = container.find(({ Name }) => Name === 'bot')!;
  const writer = container.find(({ Name }) => Name === 'configuration')!;

  /** As ECS would fill it in, with the defaults of the template. */
  function variables(): Record<string, string> {
    const address = (props('StoreAddress')['SecretString'] as { 'Fn::Sub': [string, object] })['Fn::Sub'][0];
    const secrets: Record<string, string> = {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_SIGNING_SECRET: '0123456789abcdef',
      DATABASE_URL: address
        .replace(/\$\{Password\}/, 'a'.repeat(40))
        .replace(/\$\{[^}]+\}/, 'store.abc.us-east-1.rds.amazonaws.com'),
    };
    const named = bot.Secrets.map(({ Name }) => [Name, secrets[Name] ?? 'not known to this test'] as const);
    const told = bot.Environment.flatMap(({ Name, Value }) =>
      typeof Value === 'string' ? [[Name, Value]] : [],
    );
    return Object.fromEntries([...named, ...told]);
  }

  test('settings that start it: the same database, the same port', () => {
    const read = readSettings(variables());
    expect(read).toMatchObject({ ok: true });
    if (!read.ok) return;
    const { databaseUrl, port: listens, dataFolder } = read.settings;
    const url = new URL(databaseUrl!.reveal());
    const { DBName, MasterUsername, Port: own = 5432 } = props('StoreDatabase');
    expect([url.pathname, url.username, Number(url.port)]).toEqual([`/${DBName}`, MasterUsername, own]);
    expect(bot.PortMappings).toEqual([expect.objectContaining({ ContainerPort: listens })]);
    expect(bot.HealthCheck.Command.join(' ')).toContain(`http://127.0.0.1:${listens}/healthz`);
    expect([port('BotFromLoadBalancer'), props('BotTargetGroup')['Port']]).toEqual([listens, listens]);
    expect(dataFolder).toBe('/app/data');
  });

  test('a way out to Slack and AWS, to its store, and nothing else', () => {
    const out = [...portsOf(props('BotSecurityGroup')['SecurityGroupEgress']), port('BotToStore')];
    expect(out.sort((a, b) => a - b)).toEqual([80, 443, 5432]);
    expect(portsOf(props('StoreSecurityGroup')['SecurityGroupIngress'])).toEqual([5432]);
  });

  test('its secrets and its configuration may be read before it starts, and nothing more', () => {
    const { PolicyDocument } = (
      props('ExecutionRole')['Policies'] as unknown as [{ PolicyDocument: Value }]
    )[0];
    const { Statement } = decided(PolicyDocument, WHOLE) as unknown as {
      Statement: { Action: string; Resource: Value }[];
    };
    const given = Statement.flatMap(({ Action, Resource }) =>
      [Resource].flat().map((one) => ({ Action, one })),
    );
    const read = [...bot.Secrets, ...writer.Secrets].map(({ ValueFrom }) => namesIn(ValueFrom).at(-1));
    expect(new Set(given.map(({ one }) => namesIn(one as Value).at(-1)))).toEqual(new Set(read));
    const parameter = given.find(({ Action }) => Action === 'ssm:GetParameters')?.one;
    expect(writer.Secrets.map(({ ValueFrom }) => ValueFrom)).toEqual([parameter]);
  });

  test('longer to stop than the contract of the bot says', () => {
    const [, seconds] = /const STOP_MS = (\d+)_000;/.exec(
      readFileSync(new URL('src/main.ts', root), 'utf8'),
    )!;
    expect(bot.StopTimeout).toBeGreaterThan(Number(seconds));
  });
});
