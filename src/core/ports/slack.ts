/** What flows need of Slack. Cards and notes go through the store's outbox, never directly. */
import type { Profile } from '../member.ts';

export interface Profiles {
  /** Cached for an hour; throws Problem `unreachable` when Slack cannot be asked. */
  profile(user: string): Promise<Profile>;
}

export interface Groups {
  /** User ids in a user group, at most 60 s old; throws a Problem when they cannot be had (refuse then). */
  members(group: string): Promise<readonly string[]>;
}
