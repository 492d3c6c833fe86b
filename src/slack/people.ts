/** Who people are, as Slack says it. Nobody who could not be looked up may change anything. */
import type { WebClient } from '@slack/web-api';
import type { Locale, Member, MemberKind, Profile, Roles } from '../core/member.ts';
import type { Clock, Log } from '../core/ports/ambient.ts';
import type { Groups, Profiles } from '../core/ports/slack.ts';
import { Problem } from '../core/problem.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { createCache } from './cache.ts';
import { slackFailure, slackProblem } from './problems.ts';

/** ms. Names and languages change rarely; a removed approver must not count for long. */
const PROFILE_AGE = 3_600_000;
const GROUP_AGE = 60_000;
const MOST_PROFILES = 5_000;
const MOST_GROUPS = 200;

export type Admission =
  | { readonly ok: true; readonly profile: Profile }
  | { readonly ok: false; readonly refusal: Sentence };

export interface People {
  readonly profiles: Profiles;
  readonly groups: Groups;
  /** What is known without asking, for words said before the ack. */
  knownLocale(user: string): Locale | null;
  /** Whether the team counts at all; needs no call. */
  isHome(team: string | undefined): boolean;
  /**
   * Whether somebody may use the bot at all. A read by a person who was known before is answered from an old
   * profile while Slack cannot be asked; a change never is.
   */
  admit(member: Member, what: 'read' | 'change'): Promise<Admission>;
}

export function createPeople(options: {
  readonly client: WebClient;
  readonly roles: Pick<Roles, 'teams'>;
  readonly clock: Clock;
  readonly log: Log;
}): People {
  const { client, clock, log } = options;
  const teams = new Set(options.roles.teams);
  const profiles = createCache<Profile>({ age: PROFILE_AGE, most: MOST_PROFILES, clock });
  const groups = createCache<readonly string[]>({ age: GROUP_AGE, most: MOST_GROUPS, clock });

  async function askProfile(user: string): Promise<Profile> {
    try {
      const answer = await client.users.info({ user, include_locale: true });
      return profileOf(answer.user as SlackUser | undefined, teams);
    } catch (error) {
      const failure = slackFailure(error);
      // Slack does not show members of a foreign workspace to this app.
      if (failure.failure === 'refused' && UNKNOWN_PERSON.has(failure.code))
        return { kind: 'stranger', locale: null, zone: null };
      throw error instanceof Problem ? error : slackProblem('users.info', error);
    }
  }

  async function askGroup(group: string): Promise<readonly string[]> {
    try {
      const answer = await client.usergroups.users.list({ usergroup: group });
      if (!Array.isArray(answer.users)) throw oddAnswer('usergroups.users.list');
      return answer.users.filter((user) => typeof user === 'string');
    } catch (error) {
      if (error instanceof Problem) throw error;
      const failure = slackFailure(error);
      if (failure.failure === 'refused' && UNKNOWN_GROUP.has(failure.code))
        throw new Problem(
          'not-found',
          say('slack.group-unknown', { group: code(group) }),
          'Slack does not know a user group of the configuration',
          { cause: error },
        );
      throw slackProblem('usergroups.users.list', error);
    }
  }

  const people: People = {
    profiles: { profile: (user) => profiles.get(user, () => askProfile(user)) },
    groups: { members: (group) => groups.get(group, () => askGroup(group)) },
    knownLocale: (user) => profiles.known(user)?.locale ?? null,
    isHome: (team) => team !== undefined && teams.has(team),
    async admit(member, what) {
      if (!teams.has(member.team)) return refuse(say('slack.outsider'));
      const known = profiles.known(member.user);
      try {
        return admitted(await people.profiles.profile(member.user));
      } catch (error) {
        log.warn({ err: error, user: member.user, what }, 'person could not be looked up');
        if (what === 'read' && known !== null) return admitted(known);
        return refuse(say('slack.person-unchecked'));
      }
    },
  };
  return people;
}

const UNKNOWN_PERSON: ReadonlySet<string> = new Set([
  'user_not_found',
  'user_not_visible',
  'users_not_found',
]);
const UNKNOWN_GROUP: ReadonlySet<string> = new Set([
  'no_such_subteam',
  'subteam_not_found',
  'invalid_usergroup',
]);

function admitted(profile: Profile): Admission {
  switch (profile.kind) {
    case 'full':
      return { ok: true, profile };
    case 'stranger':
      return refuse(say('slack.outsider'));
    case 'guest':
    case 'bot':
    case 'deleted':
      return refuse(say('slack.not-full-member'));
  }
}

function refuse(refusal: Sentence): Admission {
  return { ok: false, refusal };
}

/** The fields of `users.info` that decide; everything else is left where it is. */
interface SlackUser {
  readonly id?: string;
  readonly team_id?: string;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly locale?: string;
  readonly tz?: string;
  /** Enterprise Grid: the workspaces of the organisation that the person belongs to. */
  readonly enterprise_user?: { readonly teams?: readonly string[] };
}

function profileOf(user: SlackUser | undefined, teams: ReadonlySet<string>): Profile {
  if (user === undefined || user === null || typeof user.id !== 'string') throw oddAnswer('users.info');
  return {
    kind: kindOf(user, teams),
    locale: localeOf(user.locale),
    zone: typeof user.tz === 'string' && /^[A-Za-z0-9_+/-]{1,64}$/.test(user.tz) ? user.tz : null,
  };
}

function kindOf(user: SlackUser, teams: ReadonlySet<string>): MemberKind {
  if (user.deleted === true) return 'deleted';
  if (user.is_bot === true || user.id === 'USLACKBOT') return 'bot';
  if (user.is_stranger === true) return 'stranger';
  if (user.is_restricted === true || user.is_ultra_restricted === true) return 'guest';
  const homes = [user.team_id, ...(user.enterprise_user?.teams ?? [])].filter((team) => team !== undefined);
  return homes.length === 0 || homes.some((team) => teams.has(team)) ? 'full' : 'stranger';
}

function localeOf(locale: string | undefined): Locale | null {
  if (typeof locale !== 'string') return null;
  if (locale.startsWith('es')) return 'es';
  return locale.startsWith('en') ? 'en' : null;
}

function oddAnswer(method: string): Problem {
  return new Problem('odd-answer', say('slack.odd-answer'), `Slack ${method} answered something odd`);
}
