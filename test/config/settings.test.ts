import { describe, expect, test } from 'vitest';
import { readSettings } from '../../src/config/settings.ts';

const SIGNING = '0123456789abcdef0123456789abcdef';
const GOOD = { SLACK_BOT_TOKEN: 'xoxb-1-abc', SLACK_SIGNING_SECRET: SIGNING };

function mistakesOf(env: Record<string, string | undefined>): readonly string[] {
  const read = readSettings(env);
  return read.ok ? [] : read.mistakes;
}

function settingsOf(env: Record<string, string | undefined>) {
  const read = readSettings(env);
  if (!read.ok) throw new Error(read.mistakes.join('\n'));
  return read.settings;
}

test('two secrets are enough, everything else has the default of the README', () => {
  const { slackBotToken, slackSigningSecret, ...rest } = settingsOf(GOOD);
  expect(slackBotToken.reveal()).toBe('xoxb-1-abc');
  expect(slackSigningSecret?.reveal()).toBe(SIGNING);
  expect(rest).toEqual({
    slackAppToken: null,
    slackApiUrl: 'https://slack.com/api/',
    configPath: 'hydrous.yml',
    databaseUrl: null,
    allowGuardedStore: false,
    dataFolder: 'data',
    host: '0.0.0.0',
    port: 3000,
    logLevel: 'info',
    awsRegion: null,
  });
});

test('an empty variable is an unset one', () => {
  const settings = settingsOf({ ...GOOD, PORT: '', DATABASE_URL: '', SLACK_APP_TOKEN: '', LOG_LEVEL: '' });
  expect(settings.port).toBe(3000);
  expect(settings.databaseUrl).toBeNull();
});

test('with an app token the signing secret may be missing', () => {
  const settings = settingsOf({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1-A0' });
  expect(settings.slackAppToken?.reveal()).toBe('xapp-1-A0');
  expect(settings.slackSigningSecret).toBeNull();
});

test('every mistake is told at once', () => {
  const mistakes = mistakesOf({
    SLACK_BOT_TOKEN: 'xoxp-1',
    PORT: 'abc',
    LOG_LEVEL: 'loud',
    AWS_REGION: 'mars',
  });
  expect(mistakes.map((mistake) => mistake.split(' ')[0])).toEqual([
    'SLACK_BOT_TOKEN',
    'PORT',
    'LOG_LEVEL',
    'AWS_REGION',
    'SLACK_SIGNING_SECRET',
  ]);
});

describe('F13, F18: bad values are refused by name, and never printed', () => {
  test.each([
    ['SLACK_BOT_TOKEN', 'xoxp-user-token-value', 'must start with xoxb-'],
    ['SLACK_BOT_TOKEN', 'xapp-1-app-token-value', 'must start with xoxb-'],
    ['SLACK_BOT_TOKEN', 'xoxb-with\nnewline', 'a line break'],
    ['SLACK_BOT_TOKEN', 'xoxb-', 'copy it again'],
    ['SLACK_BOT_TOKEN', ' xoxb-leading', 'must start with xoxb-'],
    ['SLACK_SIGNING_SECRET', `${SIGNING}\n`, 'a line break'],
    ['SLACK_SIGNING_SECRET', 'five5', 'too short'],
    ['SLACK_SIGNING_SECRET', 'xoxb-not-a-signing-secret', 'is a token'],
    ['SLACK_APP_TOKEN', 'xoxb-bot-token-value', 'must start with xapp-'],
    ['DATABASE_URL', 'mysql://root:hunter2@db/hydrous', 'postgres://'],
    ['DATABASE_URL', 'postgres://user:hunter2@host:notaport/db', 'postgres://'],
    ['DATABASE_URL', 'hunter2', 'postgres://'],
    ['SLACK_API_URL', 'ftp://slack.com/api/', 'https://slack.com/api/'],
    ['SLACK_API_URL', 'http://slack.example.com/api/', 'https://slack.com/api/'],
    ['SLACK_API_URL', 'https://user:hunter2@slack.com/api/', 'https://slack.com/api/'],
    ['PORT', 'abc', '0 to 65535'],
    ['PORT', '-1', '0 to 65535'],
    ['PORT', '65536', '0 to 65535'],
    ['PORT', '3000.5', '0 to 65535'],
    ['PORT', '0x10', '0 to 65535'],
    ['HOST', 'bad host', '0.0.0.0'],
    ['LOG_LEVEL', 'INFO', 'info'],
    ['HYDROUS_ALLOW_GUARDED_STORE', 'yes', 'true or false'],
    ['AWS_REGION', 'us_east_1', 'us-east-1'],
  ])('%s=%j', (name, value, hint) => {
    const mistakes = mistakesOf({ ...GOOD, [name]: value });
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(new RegExp(`^${name} `));
    expect(mistakes[0]).toContain(hint);
    expect(mistakes[0]).not.toContain(value.trim());
    expect(mistakes[0]).not.toContain('hunter2');
  });

  test('nothing at all names both secrets', () => {
    const mistakes = mistakesOf({});
    expect(mistakes.map((mistake) => mistake.split(' (')[0]?.split(':')[0])).toEqual([
      'SLACK_BOT_TOKEN is required',
      'SLACK_SIGNING_SECRET is required',
    ]);
  });
});

test.each([
  ['PORT', '0', { port: 0 }],
  ['SLACK_API_URL', 'http://127.0.0.1:4700/api', { slackApiUrl: 'http://127.0.0.1:4700/api/' }],
  ['SLACK_API_URL', 'http://slack:8080/api/', { slackApiUrl: 'http://slack:8080/api/' }],
  ['HOST', '::', { host: '::' }],
  ['HYDROUS_ALLOW_GUARDED_STORE', 'true', { allowGuardedStore: true }],
  ['AWS_REGION', 'us-gov-west-1', { awsRegion: 'us-gov-west-1' }],
])('%s=%s is accepted', (name, value, expected) => {
  expect(settingsOf({ ...GOOD, [name]: value })).toMatchObject(expected);
});

test('printing the settings shows no secret', () => {
  const settings = settingsOf({ ...GOOD, DATABASE_URL: 'postgres://u:hunter2@db/h' });
  expect(JSON.stringify(settings)).not.toMatch(/hunter2|xoxb|0123456789abcdef/);
});
