/** auth.test, users.info and user groups. */
import { type Answer, accepted, type Method, refused, type World } from './answer.ts';
import { type Fields, isTrue, textOf } from './json.ts';
import { APP, type Person, TEAM, type UserGroup } from './workspace.ts';

export const PEOPLE_METHODS: Readonly<Record<string, Method>> = {
  'api.test': { rate: 'free', run: (args) => accepted({ args }) },
  'auth.test': { rate: 'free', run: authTest },
  'bots.info': { rate: 3, run: botsInfo },
  'users.info': { rate: 4, run: usersInfo },
  'usergroups.list': { rate: 2, run: listGroups },
  'usergroups.users.list': { rate: 2, run: listGroupUsers },
};

function botsInfo(args: Fields): Answer {
  if (textOf(args['bot']) !== APP.botId) return refused('bot_not_found');
  return accepted({
    bot: { id: APP.botId, app_id: APP.id, user_id: APP.botUser, name: APP.name, deleted: false },
  });
}

function authTest(): Answer {
  return accepted({
    url: `https://${TEAM.domain}.slack.com/`,
    team: TEAM.name,
    user: APP.name,
    team_id: TEAM.id,
    user_id: APP.botUser,
    bot_id: APP.botId,
    is_enterprise_install: false,
  });
}

function usersInfo(args: Fields, world: World): Answer {
  const person = world.state.people.get(textOf(args['user']));
  if (person === undefined) return refused('user_not_found');
  return accepted({ user: personJson(person, isTrue(args['include_locale'])) });
}

function personJson(person: Person, withLocale: boolean): Fields {
  return {
    id: person.id,
    team_id: person.team,
    name: person.name,
    deleted: person.kind === 'deleted',
    real_name: person.realName,
    tz: person.zone,
    tz_label: person.zone,
    tz_offset: person.zoneOffset,
    profile: { real_name: person.realName, display_name: person.name, team: person.team },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.kind === 'guest',
    is_ultra_restricted: person.kind === 'guest',
    is_bot: person.kind === 'bot',
    is_app_user: false,
    ...(person.kind === 'stranger' ? { is_stranger: true } : {}),
    ...(withLocale ? { locale: person.locale } : {}),
  };
}

function listGroups(args: Fields, world: World): Answer {
  const withUsers = isTrue(args['include_users']);
  return accepted({ usergroups: [...world.state.groups.values()].map((one) => groupJson(one, withUsers)) });
}

function groupJson(group: UserGroup, withUsers: boolean): Fields {
  return {
    id: group.id,
    team_id: TEAM.id,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    date_delete: 0,
    user_count: group.users.length,
    ...(withUsers ? { users: group.users } : {}),
  };
}

function listGroupUsers(args: Fields, world: World): Answer {
  const group = world.state.groups.get(textOf(args['usergroup']));
  return group === undefined ? refused('no_such_subteam') : accepted({ users: group.users });
}
