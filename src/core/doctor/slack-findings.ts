/** Slack's answers as rows. */
import type { Environment } from '../environment.ts';
import type { SlackAnswer } from '../ports/checkup.ts';
import { code, mention, type Sentence, say } from '../sentence.ts';
import { broken, clockFinding, type Finding, fine } from './finding.ts';

const OVER_HTTPS = say('doctor.do.network', { host: 'slack.com' });

export function identityFindings(
  answer: SlackAnswer,
  teams: readonly string[],
  scopes: readonly string[],
  ours: number,
): readonly Finding[] {
  if (!answer.ok) {
    const why = code(answer.error);
    return [
      answer.reached
        ? broken('slack.token', say('doctor.slack.token', { error: why }), say('doctor.do.token'))
        : broken('slack.token', say('doctor.slack.unreachable', { why }), OVER_HTTPS),
    ];
  }
  const { body } = answer;
  const team = textOf(body['team_id']);
  const enterprise = textOf(body['enterprise_id']);
  const home = [team, enterprise].some((id) => teams.includes(id));
  const lacking =
    answer.scopes === null ? [] : scopes.filter((scope) => answer.scopes?.includes(scope) !== true);
  return [
    textOf(body['bot_id']) === ''
      ? broken('slack.token', say('doctor.slack.no-bot'), say('doctor.do.token'))
      : fine('slack.token', `@${textOf(body['user'])}`, team),
    home
      ? fine('slack.team', team)
      : broken(
          'slack.team',
          say('doctor.slack.team', { team: code(team), teams: teams.map(code) }),
          say('doctor.do.team', { team: code(team) }),
        ),
    lacking.length === 0
      ? fine('slack.scopes', scopes.length)
      : broken(
          'slack.scopes',
          say('doctor.slack.scopes', { scopes: lacking.map(code) }),
          say('doctor.do.reinstall'),
        ),
    clockFinding('slack.clock', 'Slack', answer.at, ours),
  ];
}

export function socketFinding(answer: SlackAnswer): readonly Finding[] {
  if (answer.ok) return [fine('slack.socket')];
  const error = code(answer.error);
  return [broken('slack.socket', say('doctor.slack.socket', { error }), say('doctor.do.app-token'))];
}

export function channelFinding(key: 'operations' | 'incidents', id: string, answer: SlackAnswer): Finding {
  const check = `slack.channel.${key}`;
  const option = code(`channels.${key}`);
  const channel = { channel: id };
  if (!answer.ok) {
    if (answer.error === 'channel_not_found')
      return broken(
        check,
        say('doctor.channel.unknown', { channel: code(id), key: code(key) }),
        say('doctor.do.channel-id', { key: option }),
      );
    return refused(check, 'conversations.info', answer);
  }
  const found = fieldsOf(answer.body['channel']);
  if (found['is_archived'] === true)
    return broken(
      check,
      say('doctor.channel.archived', { channel }),
      say('doctor.do.channel-id', { key: option }),
    );
  if (found['is_member'] !== true)
    return broken(check, say('doctor.channel.not-member', { channel }), say('doctor.do.invite', { channel }));
  return fine(check, `#${textOf(found['name'])}`);
}

const UNKNOWN_GROUP: ReadonlySet<string> = new Set([
  'no_such_subteam',
  'subteam_not_found',
  'invalid_usergroup',
]);

export function groupFinding(
  group: string,
  answer: SlackAnswer | undefined,
): { readonly group: string; readonly finding: Finding; readonly members: readonly string[] } {
  const check = `slack.group.${group}`;
  if (answer === undefined || !answer.ok) {
    const finding =
      answer !== undefined && UNKNOWN_GROUP.has(answer.error)
        ? broken(check, say('doctor.group.unknown', { group: code(group) }), say('doctor.do.group'))
        : refused(check, 'usergroups.users.list', answer);
    return { group, finding, members: [] };
  }
  const { users } = answer.body;
  const members = Array.isArray(users) ? users.filter((user) => typeof user === 'string') : [];
  const empty = broken(check, say('doctor.group.empty', { group: mention(group) }), say('doctor.do.group'));
  return { group, finding: members.length === 0 ? empty : fine(check, members.length), members };
}

const UNKNOWN_PERSON: ReadonlySet<string> = new Set([
  'user_not_found',
  'user_not_visible',
  'users_not_found',
]);

export function personFinding(
  user: string,
  answer: SlackAnswer | undefined,
  teams: readonly string[],
): { readonly user: string; readonly finding: Finding } {
  const check = `slack.person.${user}`;
  const mend = say('doctor.do.person', { user: code(user) });
  if (answer === undefined || !answer.ok) {
    if (answer !== undefined && UNKNOWN_PERSON.has(answer.error))
      return { user, finding: broken(check, say('doctor.person.unknown', { user: code(user) }), mend) };
    return { user, finding: refused(check, 'users.info', answer) };
  }
  const kind = kindOf(fieldsOf(answer.body['user']), teams);
  if (kind === null) return { user, finding: fine(check) };
  const text = say('doctor.person.no-member', { user: mention(user), kind: code(kind) });
  return { user, finding: broken(check, text, mend) };
}

/** Null for a full member; else Slack's own word. */
function kindOf(user: Readonly<Record<string, unknown>>, teams: readonly string[]): string | null {
  for (const word of ['deleted', 'is_bot', 'is_restricted', 'is_ultra_restricted', 'is_stranger'])
    if (user[word] === true) return word;
  const { teams: more } = fieldsOf(user['enterprise_user']);
  const homes = [user['team_id'], ...(Array.isArray(more) ? more : [])].filter(
    (id) => typeof id === 'string',
  );
  return homes.length === 0 || homes.some((id) => teams.includes(id)) ? null : textOf(user['team_id']);
}

export function peopleFindings(
  environments: readonly Environment[],
  have: { readonly operators: number; readonly approvers: number },
): readonly Finding[] {
  return [
    have.operators === 0
      ? broken('people.operators', say('doctor.people.none-asks'), say('doctor.do.approvers'))
      : fine('people.operators', have.operators),
    ...environments.map(({ name, approvals }) =>
      have.approvers < approvals
        ? broken(
            `${name}.approvals`,
            say('doctor.people.too-few', { environment: name, need: approvals, have: have.approvers }),
            say('doctor.do.approvers'),
          )
        : fine(`${name}.approvals`, `${approvals}/${have.approvers}`),
    ),
  ];
}

function refused(check: string, method: string, answer: SlackAnswer | undefined): Finding {
  const error = answer === undefined || answer.ok ? 'unreadable' : answer.error;
  return broken(
    check,
    say('doctor.slack.refused', { method: code(method), error: code(error) }),
    remedyFor(error, answer?.ok === false && answer.reached),
  );
}

function remedyFor(error: string, reached: boolean): Sentence {
  if (error === 'missing_scope') return say('doctor.do.reinstall');
  return reached ? say('doctor.do.again') : OVER_HTTPS;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
