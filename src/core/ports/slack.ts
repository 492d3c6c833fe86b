/** What flows need of Slack. Cards and notes go through the store's outbox, never directly. */
import type { Document } from '../document.ts';
import type { Locale, Profile } from '../member.ts';
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

export interface UploadedPictures {
  /** Takes a picture out of Slack; one that is gone already is fine. Throws a Problem. */
  remove(file: string): Promise<void>;
}

/** `later` Slack took nothing and may take it after `waitMs` · `never` it has no place for it, for example a Home tab that is off. */
export type Published =
  | { readonly published: 'sent' }
  | { readonly published: 'later'; readonly waitMs: number }
  | { readonly published: 'never' };

export interface Homes {
  /** Puts the document on the person's Home tab. Never rejects. */
  publish(user: string, document: Document, locale: Locale): Promise<Published>;
}
