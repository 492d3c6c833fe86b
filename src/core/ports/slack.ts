/** What flows need of Slack. Cards and notes go through the store's outbox, never directly. */
import type { Profile } from '../member.ts';
import type { Sentence } from '../sentence.ts';

export interface Profiles {
  /** Cached for an hour; throws Problem `unreachable` when Slack cannot be asked. */
  profile(user: string): Promise<Profile>;
}

export interface Groups {
  /** User ids in a user group, at most 60 s old; throws a Problem when they cannot be had (refuse then). */
  members(group: string): Promise<readonly string[]>;
}

export interface Pictures {
  /**
   * Uploads a PNG that only the bot sees until a card shows it, and waits until Slack can show it; gives its file
   * id. `alt` says what it shows. Throws a Problem.
   */
  upload(picture: {
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly alt: Sentence;
  }): Promise<string>;
}
