/** The Slack half of `doctor`: who the bot is, what it was granted, its channels, and the people of the file. */

import { afterFailure, type Finding } from '../core/doctor/finding.ts';
import {
  channelFinding,
  groupFinding,
  identityFindings,
  peopleFindings,
  personFinding,
  socketFinding,
} from '../core/doctor/slack-findings.ts';
import type { Environment } from '../core/environment.ts';
import type { Roles } from '../core/member.ts';
import type { Clock } from '../core/ports/ambient.ts';
import type { SlackCheckup } from '../core/ports/checkup.ts';
import { once } from './once.ts';

export interface SlackCheckupPorts {
  readonly slack: SlackCheckup;
  readonly clock: Clock;
  readonly roles: Roles;
  readonly channels: { readonly operations: string; readonly incidents: string };
  readonly environments: readonly Environment[];
  /** Scopes of the app's manifest that it cannot do without. */
  readonly scopes: readonly string[];
}

export interface Part {
  readonly check: string;
  /** Beginnings of the names of its rows, where they are others than its own. */
  readonly covers?: readonly string[];
  readonly work: () => Promise<readonly Finding[]>;
}

/** People asked about by name; a longer list is looked at when somebody of it acts. */
const MOST_PEOPLE = 30;

export function checkSlack(ports: SlackCheckupPorts): readonly Part[] {
  const identity = once(() => ports.slack.ask('auth.test'));
  return [
    {
      check: 'slack.token',
      covers: ['slack.team', 'slack.scopes', 'slack.clock'],
      work: async () =>
        identityFindings(await identity(), ports.roles.teams, ports.scopes, ports.clock.now()),
    },
    // Without a token that counts, every further row would say the same.
    {
      check: 'slack.channels',
      covers: ['slack.channel.'],
      work: async () =>
        (await identity()).ok ? channels(ports) : [afterFailure('slack.channels', 'slack.token')],
    },
    {
      check: 'slack.people',
      covers: [
        'slack.group.',
        'slack.person.',
        'people.',
        ...ports.environments.map(({ name }) => `${name}.approvals`),
      ],
      work: async () =>
        (await identity()).ok ? people(ports) : [afterFailure('slack.people', 'slack.token')],
    },
    ...(ports.slack.socket
      ? [
          {
            check: 'slack.socket',
            work: async () => socketFinding(await ports.slack.ask('apps.connections.open', {}, 'app')),
          },
        ]
      : []),
  ];
}

function channels({ slack, channels }: SlackCheckupPorts): Promise<readonly Finding[]> {
  return Promise.all(
    (['operations', 'incidents'] as const).map(async (key) => {
      const channel = channels[key];
      return channelFinding(key, channel, await slack.ask('conversations.info', { channel }));
    }),
  );
}

async function people({ slack, roles, environments }: SlackCheckupPorts): Promise<readonly Finding[]> {
  const { operators, approvers, viewers } = roles;
  const rosters = [operators, approvers, ...(viewers === 'everyone' ? [] : [viewers])];
  const required = environments.flatMap(({ requiredGroup }) => requiredGroup ?? []);
  const groups = [...new Set([...rosters.flatMap((roster) => roster.groups), ...required])];
  const users = [...new Set(rosters.flatMap((roster) => roster.users))].slice(0, MOST_PEOPLE);
  const [groupAnswers, userAnswers] = await Promise.all([
    Promise.all(groups.map((usergroup) => slack.ask('usergroups.users.list', { usergroup }))),
    Promise.all(users.map((user) => slack.ask('users.info', { user }))),
  ]);
  const looked = groups.map((group, at) => groupFinding(group, groupAnswers[at]));
  const persons = users.map((user, at) => personFinding(user, userAnswers[at], roles.teams));
  const members = new Map(looked.map(({ group, members }) => [group, members]));
  const good = new Set(persons.filter(({ finding }) => finding.verdict === 'ok').map(({ user }) => user));
  const count = (roster: Roles['operators']) =>
    new Set([
      ...roster.users.filter((user) => good.has(user) || !users.includes(user)),
      ...roster.groups.flatMap((group) => members.get(group) ?? []),
    ]).size;
  return [
    ...looked.map(({ finding }) => finding),
    ...persons.map(({ finding }) => finding),
    ...peopleFindings(environments, { operators: count(operators), approvers: count(approvers) }),
  ];
}
