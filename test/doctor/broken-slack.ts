import type { Broken } from './broken.ts';
import { exchanging } from './broken.ts';
import type { House } from './house.ts';

const OFF = 10 * 60_000;
const fast = { now: () => Date.now() + OFF, sleep: () => new Promise<void>(() => undefined) };

function withGroup(id: string, users: readonly string[]): (house: House) => () => void {
  return ({ slack }) => {
    const group = slack.state.groups.get(id)!;
    slack.state.groups.set(id, { ...group, users });
    return () => void slack.state.groups.set(id, group);
  };
}

function withChannel(id: string, change: object): (house: House) => () => void {
  return ({ slack }) => {
    const channel = slack.state.channels.get(id)!;
    slack.state.channels.set(id, { ...channel, ...change });
    return () => void slack.state.channels.set(id, channel);
  };
}

function refusing(method: string, error: string): (house: House) => undefined {
  return ({ slack }) => {
    slack.faults.set(method, { fault: 'error', error });
    return undefined;
  };
}

function answering(method: string, body: object): (house: House) => undefined {
  return ({ slack }) => {
    const text = JSON.stringify({ ok: true, ...body });
    slack.faults.set(method, { fault: 'status', status: 200, body: text, contentType: 'application/json' });
    return undefined;
  };
}

export const BROKEN_SLACK: readonly Broken[] = [
  {
    name: 'a token that Slack does not know',
    variables: { SLACK_BOT_TOKEN: 'xoxb-of-nobody' },
    check: 'slack.token',
    says: /does not accept the bot token \(invalid_auth\)/,
    todo: /Copy the Bot User OAuth Token/,
  },
  {
    name: 'a token that was revoked',
    harm: refusing('auth.test', 'token_revoked'),
    check: 'slack.token',
    says: /token_revoked/,
    todo: /into SLACK_BOT_TOKEN and restart/,
  },
  {
    name: 'Slack out of reach',
    variables: { SLACK_API_URL: 'http://127.0.0.1:9/api/' },
    check: 'slack.token',
    says: /cannot be reached \(\w+\)/,
    todo: /reach slack\.com over HTTPS/,
  },
  {
    name: 'a proxy that answers in the place of Slack',
    harm({ slack }) {
      slack.faults.set('auth.test', { fault: 'status', status: 503 });
      return undefined;
    },
    check: 'slack.token',
    says: /HTTP 503/,
    todo: /slack\.com over HTTPS/,
  },
  {
    name: 'the token of a person and not of a bot',
    harm: answering('auth.test', { team_id: 'T0HYDROUS', user: 'ana' }),
    check: 'slack.token',
    says: /belongs to no bot/,
    todo: /xoxb-/,
  },
  {
    name: 'the token of another workspace',
    config: exchanging('T0HYDROUS', 'T0ELSEWHERE'),
    check: 'slack.team',
    says: /workspace T0HYDROUS.*only T0ELSEWHERE/,
    todo: /write T0HYDROUS into teams/,
  },
  {
    name: 'an app that was installed before a scope was added',
    harm({ slack }) {
      slack.state.scopes.delete('usergroups:read');
      return () => void slack.state.scopes.add('usergroups:read');
    },
    check: 'slack.scopes',
    says: /lacks usergroups:read/,
    todo: /hydrous manifest.*reinstall/,
  },
  {
    name: 'Socket Mode with a token that Slack refuses',
    variables: { SLACK_APP_TOKEN: 'xapp-1-nothing' },
    check: 'slack.socket',
    says: /does not open Socket Mode/,
    todo: /connections:write/,
  },
  {
    name: 'a channel that does not exist',
    config: exchanging('C0INC', 'C0NOWHERE'),
    check: 'slack.channel.incidents',
    says: /sees no channel C0NOWHERE/,
    todo: /Copy the id from the channel's details into channels\.incidents/,
  },
  {
    name: 'a channel without the bot',
    harm: withChannel('C0OPS', { members: ['U0ANA'] }),
    check: 'slack.channel.operations',
    says: /not in #C0OPS/,
    todo: /\/invite @Hydrous/,
  },
  {
    name: 'an archived channel',
    harm: withChannel('C0INC', { isArchived: true }),
    check: 'slack.channel.incidents',
    says: /archived/,
    todo: /channels\.incidents/,
  },
  {
    name: 'a channel that the app has no scope to look at',
    harm: refusing('conversations.info', 'missing_scope'),
    check: 'slack.channel.operations',
    says: /refused conversations\.info \(missing_scope\)/,
    todo: /reinstall/,
  },
  {
    name: 'a group that does not exist',
    config: exchanging('S0OPS', 'S0GONE'),
    check: 'slack.group.S0GONE',
    says: /knows no user group S0GONE/,
    todo: /correct its id under people/,
  },
  {
    name: 'an empty group',
    harm: withGroup('S0OPS', []),
    check: 'slack.group.S0OPS',
    says: /empty: it gives nobody any right/,
    todo: /Put people into the group/,
  },
  {
    name: 'a person who does not exist',
    config: exchanging('U0BRUNO', 'U0NOBODY'),
    check: 'slack.person.U0NOBODY',
    says: /knows nobody with the id U0NOBODY/,
    todo: /Correct or remove U0NOBODY/,
  },
  ...(
    [
      ['a guest', 'U0GIL', 'is_restricted'],
      ['a deactivated account', 'U0DAN', 'deleted'],
      ['another bot', 'U0ROBOT', 'is_bot'],
      ['somebody of another company', 'U0EVE', 'is_stranger'],
    ] as const
  ).map(
    ([who, id, word]): Broken => ({
      name: `an approver who is ${who}`,
      config: exchanging('U0BRUNO', id),
      check: `slack.person.${id}`,
      says: new RegExp(`is ${word} and no full member`),
      todo: /under people/,
    }),
  ),
  {
    name: 'more approvals than there are approvers',
    config: exchanging('approvals: 1', 'approvals: 5'),
    check: 'production.approvals',
    says: /needs 5 approving, and 2 could: it would never pass/,
    todo: /ask for fewer in approvals/,
  },
  {
    name: 'nobody who may ask',
    config: exchanging('users: [U0ANA], groups: [S0DEV]', 'users: [], groups: [S0DEV]'),
    harm: withGroup('S0DEV', []),
    check: 'people.operators',
    says: /Nobody may ask for changes/,
    todo: /Name more people/,
  },
  {
    name: 'a machine whose clock is ten minutes off that of Slack',
    clock: fast,
    check: 'slack.clock',
    says: /that of Slack are (?:9|10) min/,
    todo: /NTP/,
  },
  {
    name: 'a machine whose clock is ten minutes off that of AWS',
    clock: fast,
    check: 'aws.clock',
    says: /that of AWS are (?:9|10) min/,
    todo: /NTP/,
  },
];
