import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { iamCommand, LARGEST_POLICY } from '../../src/cli/iam.ts';
import { readHydrousFile } from '../../src/config/hydrous-file.ts';
import { iamPolicy } from '../../src/core/iam/policy.ts';
import type { IamMode, IamPolicy, OneOrMore } from '../../src/core/iam/statement.ts';
import { decide } from './evaluate.ts';
import { callsOf, rightsFor, TAKES_NOTHING } from './sdk-calls.ts';

const root = new URL('../../', import.meta.url);
const ACCOUNT = '123456789012';
const read = readHydrousFile(readFileSync(new URL('hydrous.yml', root), 'utf8'), 'hydrous.yml');
if (!read.ok) throw new Error(read.mistakes.join('\n'));
const [production] = read.configuration.environments;
const BARE = { ...production!, name: 'bare', database: null, cache: null };
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:hydrous-alarms`;
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:hydrous-alarms`;
const BOT = 'hydrous-bot';

/** Everything that can be configured is. */
function whole(mode: IamMode, environment = production!): IamPolicy {
  return iamPolicy({
    mode,
    places: [
      { environment, account: ACCOUNT, family: 'hydrous', roles: ['hydrous-task', 'hydrous-execution'] },
    ],
    topics: [TOPIC],
    subscribes: true,
    queue: QUEUE,
    ownRole: { account: ACCOUNT, name: BOT },
  });
}

const listed = (some: OneOrMore | undefined): readonly string[] =>
  typeof some === 'string' ? [some] : (some ?? []);
const allowed = (policy: IamPolicy): string[] =>
  [
    ...new Set(
      policy.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => listed(Action)),
    ),
  ].sort();

/** Calls that only exist where revisions are registered. */
const ONLY_B = ['ecs:RegisterTaskDefinition', 'ecs:TagResource', 'iam:PassRole'];

describe('the calls of the code and the rights of the policy', () => {
  const { imported, named } = callsOf('bot');

  test('mode B allows exactly what the adapters can send', () => {
    expect(allowed(whole('B'))).toEqual(rightsFor(imported.keys()));
  });

  test('mode A allows the same without what registers revisions', () => {
    const rights = rightsFor(imported.keys()).filter((right) => !ONLY_B.includes(right));
    expect(allowed(whole('A'))).toEqual(rights);
  });

  test('every call that can be sent is measured and refused under its own name', () => {
    const sent = [...imported.keys()].filter((action) => action !== 'sns:Publish');
    expect(sent.filter((action) => !named.has(action))).toEqual([]);
    expect([...named].filter((action) => !imported.has(action))).toEqual([]);
  });

  test('what takes no right is really among the calls', () => {
    expect(Object.keys(TAKES_NOTHING).filter((action) => !imported.has(action))).toEqual([]);
  });

  test('an environment without database and cache, a bot without queue and subscription, get no right for them', () => {
    const policy = iamPolicy({
      mode: 'B',
      places: [{ environment: BARE, account: ACCOUNT, family: 'hydrous', roles: [] }],
      topics: [],
      subscribes: false,
      queue: null,
      ownRole: null,
    });
    expect(allowed(policy).filter((right) => /^(?:rds|elasticache|sns|sqs|iam):/.test(right))).toEqual([]);
  });

  test('no right has a wildcard, and every resource but those that AWS cannot scope names the account', () => {
    for (const mode of ['A', 'B'] as const) {
      const policy = whole(mode);
      expect(allowed(policy).filter((right) => right.includes('*'))).toEqual([]);
      const free = policy.Statement.filter(
        ({ Effect, Resource }) =>
          Effect === 'Allow' && listed(Resource).some((one) => !one.includes(ACCOUNT)),
      );
      expect(free.flatMap(({ Action }) => listed(Action)).filter((right) => !UNSCOPED.test(right))).toEqual(
        [],
      );
    }
  });

  /** Actions that take no resource. Source: AWS Service Authorization Reference. */
  const UNSCOPED =
    /^(?:ce:\w+|ecs:(?:DescribeTaskDefinition|ListTaskDefinitions|ListTasks)|elasticloadbalancing:Describe\w+|application-autoscaling:Describe\w+|cloudwatch:GetMetric\w+|rds:Describe(?:Events|OrderableDBInstanceOptions)|elasticache:DescribeEvents)$/;
});

const ecs = (resource: string) => `arn:aws:ecs:us-east-1:${ACCOUNT}:${resource}`;
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const SERVICE = ecs('service/hydrous/hydrous-production');
const toTasks = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };
const family = (name: string) => ({ 'ecs:task-definition': ecs(`task-definition/${name}`) });

describe('what the policy decides', () => {
  const A = whole('A');
  const B = whole('B');

  test.each([
    ['the own service is described', 'ecs:DescribeServices', SERVICE, {}],
    [
      'a deployment of it too',
      'ecs:DescribeServiceDeployments',
      ecs('service-deployment/hydrous/hydrous-production/x'),
      {},
    ],
    [
      'and a revision of the service',
      'ecs:DescribeServiceRevisions',
      ecs('service-revision/hydrous/hydrous-production/1'),
      {},
    ],
    ['its family is rolled out', 'ecs:UpdateService', SERVICE, family('hydrous:41')],
    ['the number of tasks changes without a family', 'ecs:UpdateService', SERVICE, {}],
    [
      'a rollout is stopped',
      'ecs:StopServiceDeployment',
      ecs('service-deployment/hydrous/hydrous-production/x'),
      {},
    ],
    ['tasks of the own cluster are listed', 'ecs:ListTasks', '*', { 'ecs:cluster': ecs('cluster/hydrous') }],
    [
      'an own alarm is written',
      'cloudwatch:PutMetricAlarm',
      `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:hydrous-production-cpu`,
      {},
    ],
    [
      'the test alarm is fired',
      'cloudwatch:SetAlarmState',
      `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:hydrous-test-production`,
      {},
    ],
    [
      'the database gets a new class',
      'rds:ModifyDBInstance',
      `arn:aws:rds:us-east-1:${ACCOUNT}:db:hydrous-db`,
      {},
    ],
    [
      'a restore makes a new instance',
      'rds:RestoreDBInstanceFromDBSnapshot',
      `arn:aws:rds:us-east-1:${ACCOUNT}:db:hydrous-db-restored-20261130`,
      {},
    ],
    ['the queue is read', 'sqs:ReceiveMessage', QUEUE, {}],
    ['the bot asks what it may do', 'iam:SimulatePrincipalPolicy', role(BOT), {}],
  ])('both allow: %s', (_, action, resource, context) => {
    expect(decide(A, { action, resource, context })).toBe('allowed');
    expect(decide(B, { action, resource, context })).toBe('allowed');
  });

  test.each([
    ['another service', 'ecs:UpdateService', ecs('service/hydrous/other'), {}],
    ['a task definition of another family', 'ecs:UpdateService', SERVICE, family('other:1')],
    ['a family whose name only begins so', 'ecs:UpdateService', SERVICE, family('hydrous-evil:1')],
    ['a shell into the tasks', 'ecs:UpdateService', SERVICE, { 'ecs:enable-execute-command': 'true' }],
    ['tasks of another cluster', 'ecs:ListTasks', '*', { 'ecs:cluster': ecs('cluster/other') }],
    [
      'a change of the live database by a restore',
      'rds:RestoreDBInstanceFromDBSnapshot',
      `arn:aws:rds:us-east-1:${ACCOUNT}:db:hydrous-db`,
      {},
    ],
    ['another database', 'rds:ModifyDBInstance', `arn:aws:rds:us-east-1:${ACCOUNT}:db:other`, {}],
    ['another topic', 'sns:ConfirmSubscription', `${TOPIC}-other`, {}],
    ['another queue', 'sqs:ReceiveMessage', `${QUEUE}-dlq`, {}],
    ['what another role may do', 'iam:SimulatePrincipalPolicy', role('admin'), {}],
  ])('neither allows: %s', (_, action, resource, context) => {
    expect(decide(A, { action, resource, context })).not.toBe('allowed');
    expect(decide(B, { action, resource, context })).not.toBe('allowed');
  });

  test.each([
    ['ecs:ExecuteCommand', ecs('task/hydrous/1'), {}],
    ['ecs:RunTask', ecs('task-definition/hydrous:1'), {}],
    ['ecs:DeleteService', SERVICE, {}],
    ['ecs:DeregisterTaskDefinition', '*', {}],
    ['rds:DeleteDBInstance', `arn:aws:rds:us-east-1:${ACCOUNT}:db:hydrous-db`, {}],
    ['elasticache:DeleteReplicationGroup', '*', {}],
    ['ecr:PutImage', `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/hydrous`, {}],
    ['cloudwatch:DeleteAlarms', `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:somebody-elses`, {}],
    ['secretsmanager:GetSecretValue', '*', {}],
    ['sts:AssumeRole', role('admin'), {}],
    ['iam:PutRolePolicy', role(BOT), {}],
    ['iam:CreateUser', `arn:aws:iam::${ACCOUNT}:user/x`, {}],
    ['iam:AttachRolePolicy', role('hydrous-task'), {}],
    ['iam:PassRole', role('admin'), toTasks],
    ['iam:PassRole', role('hydrous-task'), { 'iam:PassedToService': 'ec2.amazonaws.com' }],
    ['ecs:RegisterTaskDefinition', ecs('task-definition/other:1'), {}],
  ])('both deny for good: %s on %s', (action, resource, context) => {
    expect(decide(A, { action, resource, context })).toBe('explicitly denied');
    expect(decide(B, { action, resource, context })).toBe('explicitly denied');
  });

  test.each([
    ['ecs:RegisterTaskDefinition', ecs('task-definition/hydrous:*'), {}],
    ['iam:PassRole', role('hydrous-task'), toTasks],
    ['iam:PassRole', role('hydrous-execution'), toTasks],
  ])('only mode B allows %s on %s', (action, resource, context) => {
    expect(decide(A, { action, resource, context })).toBe('explicitly denied');
    expect(decide(B, { action, resource, context })).toBe('allowed');
  });

  test('a privileged container is registered in no mode', () => {
    const context = { 'ecs:privileged': 'true' };
    const request = {
      action: 'ecs:RegisterTaskDefinition',
      resource: ecs('task-definition/hydrous:*'),
      context,
    };
    expect(decide(B, request)).toBe('implicitly denied');
  });
});

describe('hydrous iam', () => {
  const KNOWN = ['--family', 'hydrous', '--pass-role', 'hydrous-task', '--pass-role', 'hydrous-execution'];
  const variables = { HYDROUS_CONFIG: new URL('hydrous.yml', root).pathname };

  test.each(['A', 'B'] as const)('prints the file that ships for mode %s', async (mode) => {
    const { out, exitCode } = await iamCommand(['--mode', mode, ...KNOWN], variables);
    expect(exitCode).toBe(0);
    const ships = readFileSync(new URL(`deploy/iam/mode-${mode.toLowerCase()}.json`, root), 'utf8');
    expect(JSON.parse(out)).toEqual(JSON.parse(ships));
  });

  test.each(['A', 'B'] as const)(
    'each part of mode %s fits a managed policy, and both are the whole',
    async (mode) => {
      const parts = await Promise.all(
        ['allow', 'deny'].map((part) => iamCommand(['--mode', mode, ...KNOWN, '--part', part], variables)),
      );
      const policies = parts.map(({ out }) => JSON.parse(out) as IamPolicy);
      for (const policy of policies) expect(JSON.stringify(policy).length).toBeLessThan(LARGEST_POLICY);
      const { out } = await iamCommand(['--mode', mode, ...KNOWN], variables);
      expect(policies.flatMap(({ Statement }) => Statement)).toEqual(
        (JSON.parse(out) as IamPolicy).Statement,
      );
    },
  );

  test('says that mode A and "images: deploy" do not go together', async () => {
    const { err } = await iamCommand(['--mode', 'A', ...KNOWN], variables);
    expect(err.join('\n')).toContain('write "images: revisions" there');
  });

  test.each([
    [[], '--mode A or --mode B is needed'],
    [['--mode', 'C'], '--mode takes A or B'],
    [['--mode', 'A', '--account', '12'], '--account takes an account id of twelve digits'],
    [
      ['--mode', 'B', '--pass-role', 'arn:aws:iam::123456789012:role/x'],
      '--pass-role takes the name of a role',
    ],
    [['--mode', 'B', '--mode', 'A'], '--mode is there twice'],
    [['--mdoe', 'B'], 'iam does not know "--mdoe"'],
  ])('refuses %j in one line', async (words, said) => {
    const { out, err, exitCode } = await iamCommand(words, variables);
    expect([out, exitCode]).toEqual(['', 2]);
    expect(err[0]).toContain(said);
  });

  test('names the mistake of a configuration', async () => {
    const { err, exitCode } = await iamCommand(['--mode', 'A'], { HYDROUS_CONFIG: '/nowhere/hydrous.yml' });
    expect(exitCode).toBe(78);
    expect(err.join('\n')).toContain('/nowhere/hydrous.yml does not exist');
  });
});
