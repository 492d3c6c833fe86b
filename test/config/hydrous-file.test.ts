import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readHydrousFile } from '../../src/config/hydrous-file.ts';
import { lineOf, VALID, withLine } from './builders.ts';

function mistakesOf(text: string): readonly string[] {
  const read = readHydrousFile(text, 'hydrous.yml');
  return read.ok ? [] : read.mistakes;
}

function configurationOf(text: string) {
  const read = readHydrousFile(text, 'hydrous.yml');
  if (!read.ok) throw new Error(read.mistakes.join('\n'));
  return read.configuration;
}

test('what may be left out has the default of the README', () => {
  const configuration = configurationOf(VALID);
  expect(configuration.environments).toEqual([
    {
      name: 'production',
      region: 'us-east-1',
      cluster: 'hydrous',
      service: 'hydrous-production',
      container: null,
      repository: 'hydrous',
      logGroup: '/ecs/hydrous-backend',
      database: null,
      cache: null,
      loadBalancer: null,
      healthUrl: null,
      frontendOrigin: null,
      approvals: 1,
      selfApproval: false,
      expires: 1_800_000,
      scale: { min: 1, max: 10 },
      images: 'deploy',
      freezes: { deny: [], allow: [] },
      promoteFrom: null,
    },
  ]);
  expect(configuration.sns).toMatchObject({ allowSignatureV1: false, maxAge: 3_600_000, subscribe: null });
  expect(configuration.incidents).toEqual({ reminder: 1_800_000, reopen: 1_800_000, group: 300_000 });
  expect(configuration.breakGlass).toEqual({ enabled: false, users: [] });
  expect(configuration.guide).toBe('guide/');
});

test('the example at the root of the repository is valid', () => {
  const example = readFileSync(new URL('../../hydrous.yml', import.meta.url), 'utf8');
  const read = readHydrousFile(example, 'hydrous.yml');
  expect(read).toMatchObject({ ok: true, warnings: [] });
  expect(configurationOf(example).roles).toEqual({
    operators: { users: ['U0AAA'], groups: ['S0DEV'] },
    approvers: { users: ['U0BBB'], groups: ['S0OPS'] },
    viewers: 'everyone',
    teams: ['T0HYDROUS'],
  });
});

test('all mistakes come at once, in the order of the file, each with its line', () => {
  const text = withLine('locale', 'locale: fr')
    .replace('operations: C0OPS', 'operations: "#ops"')
    .replace('region: us-east-1', 'region: mars\n    aprovals: 2')
    .replace('cluster: hydrous', 'cluster: ~');
  expect(mistakesOf(text)).toEqual([
    'hydrous.yml:1: locale is "fr"; write es or en',
    'hydrous.yml:3: channels.operations is "#ops"; write a Slack channel id such as C0OPS, not its name',
    'hydrous.yml:12: environments.production.region is "mars"; write an AWS region such as us-east-1',
    'hydrous.yml:13: unknown key "aprovals" in environments.production; did you mean "approvals"?',
    'hydrous.yml:14: environments.production.cluster is empty; write a name as ECS shows it (letters, digits, - and _), not an ARN, or leave the line out if it is optional',
  ]);
});

describe('F5: an unknown key is refused with its line and a suggestion', () => {
  test.each([
    ['approvers', 'aprovers: { users: [U0BBB] }', 'did you mean "approvers"?'],
    ['viewers', 'viewers: { user: [U0AAA] }', 'did you mean "users"?'],
    ['locale', 'locale: es\nbreakglass: {}', 'did you mean "breakGlass"?'],
    ['topics', 'topic: []', 'did you mean "topics"?'],
    ['locale', 'locale: es\naccount: 012345678901', 'the keys here are locale, channels, people'],
    ['service', 'service: hydrous-production\nscale: { min: 1, maximum: 3 }', 'the keys here are min, max'],
  ])('instead of %s: %s', (key, line, hint) => {
    expect(mistakesOf(withLine(key, line)).join('\n')).toContain(hint);
  });
});

describe('F6, F7, F10, F11: a value of the wrong kind is refused where it stands', () => {
  test.each([
    ['operations', 'operations: 0123456', 'quote it ("0123456")'],
    ['service', 'service: 012345678901', 'quote it ("012345678901")'],
    ['service', 'service: true', 'is true; write a name'],
    ['service', 'service: arn:aws:ecs:us-east-1:123456789012:service/a/b', 'not an ARN'],
    [
      'repository',
      'repository: 123456789012.dkr.ecr.us-east-1.amazonaws.com/Hydrous:v1',
      'without the registry',
    ],
    ['approvers', 'approvers: []', 'empty lists mean nobody'],
    ['approvers', 'approvers: "*"', 'empty lists mean nobody'],
    ['approvers', 'approvers: everyone', 'empty lists mean nobody'],
    ['approvers', 'approvers: { users: ["*"] }', 'there is no wildcard'],
    ['approvers', 'approvers: { users: [ana] }', 'U0AAA'],
    ['approvers', 'approvers: { users: U0AAA }', 'a list such as [U0AAA]'],
    ['approvers', 'approvers: { groups: ["@ops"] }', 'S0DEV'],
    ['viewers', 'viewers: nobody', 'everyone, or a block'],
    ['viewers', 'viewers: { users: [bob] }', 'people.viewers.users[0]'],
    ['teams', 'teams: []', 'at least one workspace'],
    ['teams', 'teams: [T0HYDROUS, T0HYDROUS]', 'twice'],
    ['environments', 'environments: {}\nother:', 'at least one environment'],
    ['production', 'Production:', 'lower-case'],
    ['service', 'service: a\napprovals: -1', '0 to 10'],
    ['service', 'service: a\napprovals: .inf', '0 to 10'],
    ['service', 'service: a\napprovals: 1e0', 'plain digits'],
    ['service', 'service: a\napprovals: 0x1', 'plain digits'],
    ['service', 'service: a\napprovals: 1.5', '0 to 10'],
    ['service', 'service: a\napprovals: "1"', '0 to 10'],
    ['service', 'service: a\napprovals: ~', 'is empty'],
    ['service', 'service: a\nselfApproval: yes', 'true or false'],
    ['service', 'service: a\nexpires: 30', '30m'],
    ['service', 'service: a\nexpires: 30 minutes', '30m'],
    ['service', 'service: a\nexpires: 0m', '1m to 7d'],
    ['service', 'service: a\nexpires: 8d', '1m to 7d'],
    ['service', 'service: a\nscale: { min: 5, max: 2 }', 'min must not be above max'],
    ['service', 'service: a\nscale: { min: -1 }', '0 to 5000'],
    ['service', 'service: a\nimages: any', 'deploy or revisions'],
    ['service', 'service: a\nhealthUrl: javascript:alert(1)', 'an address such as'],
    ['service', 'service: a\nhealthUrl: http://u:p@host/', 'an address such as'],
    ['service', 'service: a\nfrontendOrigin: https://app.example.com/path', 'without a path'],
    ['topics', 'topics: [arn:aws:sns:us-east-1:123456789012:*]', 'whole ARN'],
    ['topics', 'topics: ["arn:aws:sns:us-east-1:123456789012:a b"]', 'whole ARN'],
    ['topics', 'topics: [arn:aws-cn:sns:cn-north-1:123456789012:alarms]', 'whole ARN'],
    ['topics', 'topics: [arn:aws:sns:us-east-1:12345:alarms]', 'whole ARN'],
    ['topics', 'topics: [arn:aws:sqs:us-east-1:123456789012:alarms]', 'whole ARN'],
    ['topics', 'topics: []\nmaxAge: 0s', '1m to 7d'],
    ['topics', 'topics: []\nsubscribe: http://bot.example.com/sns', 'https address'],
    ['topics', 'topics: []\nqueueUrl: https://sqs.us-east-1.amazonaws.com/alarms', 'SQS queue'],
    ['locale', 'locale: es\nbreakGlass: { enabled: true }', 'enabled for nobody'],
    ['locale', 'locale: es\nguide: ""', 'a folder'],
  ])('%s → %j', (key, line, hint) => {
    const mistakes = mistakesOf(withLine(key, line));
    expect(mistakes.length).toBeGreaterThan(0);
    expect(mistakes.join('\n')).toContain(hint);
    expect(mistakes.every((mistake) => /^hydrous\.yml:\d+: /.test(mistake))).toBe(true);
  });
});

test.each(['channels', 'people', 'teams', 'environments'])('%s must be there', (key) => {
  const without = VALID.split('\n').filter((line) => !line.startsWith(`${key}:`));
  const kept = without.filter((line, index) => !(line.startsWith(' ') && isOrphan(without, index)));
  expect(mistakesOf(kept.join('\n')).join('\n')).toContain(`${key} is missing`);

  /** An indented line whose block was just removed, that is after a line that has a value itself. */
  function isOrphan(lines: string[], index: number): boolean {
    const before = lines.slice(0, index).findLast((line) => !line.startsWith(' '));
    return before === undefined || !before.endsWith(':');
  }
});

test('a mistake points at its own line, not at the start of its block', () => {
  const mistakes = mistakesOf(withLine('cluster', 'cluster: a/b'));
  expect(mistakes[0]).toMatch(new RegExp(`^hydrous.yml:${lineOf('cluster')}: `));
});

test('what looks like a token is not repeated in the mistake', () => {
  const mistakes = mistakesOf(withLine('locale', 'locale: xoxb-123-secret'));
  expect(mistakes.join('\n')).not.toContain('123-secret');
});

test('F17: the same file gives the same result whatever the language of the machine', () => {
  // In Turkish, `I` in lower case is `ı`: a comparison by locale would miss the key.
  const text = withLine('locale', 'locale: es\nINCIDENTS: {}');
  expect(mistakesOf(text).join()).toContain('did you mean "incidents"?');
});
