/** Who did something. Both ids come from a signed payload, never from a name or a message. */
export interface Member {
  readonly user: string;
  readonly team: string;
}

export type Locale = 'es' | 'en';

/** What Slack says about a person. Anything but `full` has no rights here. */
export type MemberKind = 'full' | 'guest' | 'bot' | 'deleted' | 'stranger';

export interface Profile {
  readonly kind: MemberKind;
  readonly locale: Locale | null;
  /** IANA zone name, for example `America/Bogota`. */
  readonly zone: string | null;
}

/** A list of people by Slack user id and by Slack user-group id. Both empty means nobody. */
export interface Roster {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

export type Viewers = 'everyone' | Roster;

export interface Roles {
  readonly operators: Roster;
  readonly approvers: Roster;
  readonly viewers: Viewers;
  /** Slack accounts that belong to one person, a list each. */
  readonly same?: readonly (readonly string[])[] | undefined;
  /** Slack workspaces whose members count at all. */
  readonly teams: readonly string[];
}

export type Role = 'operator' | 'approver' | 'viewer';
