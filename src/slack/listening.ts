/** What every listener needs, and the checks they share. */
import type { WebClient } from '@slack/web-api';
import type { Locale, Member } from '../core/member.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { ButtonSeal } from './button-seal.ts';
import type { SlackHandlers } from './handlers.ts';
import type { Identity } from './identity.ts';
import type { InFlight } from './in-flight.ts';
import type { People } from './people.ts';
import type { Replier } from './replier.ts';

export interface Listening {
  readonly handlers: SlackHandlers;
  /** The client for what a person waits for. */
  readonly client: WebClient;
  readonly people: People;
  readonly replier: Replier;
  readonly seal: ButtonSeal;
  readonly identity: () => Identity | null;
  /** Channels whose cards carry buttons. */
  readonly channels: ReadonlySet<string>;
  /** For people whose own language is not known. */
  readonly locale: Locale;
  /** Whether a command line would change something. */
  readonly isChange: (text: string) => boolean;
  readonly inFlight: InFlight;
  readonly log: Log;
  readonly count: (name: string, labels?: Readonly<Record<string, string>>) => void;
}

/** The parts of a payload that say for whom it was made; all from the signed body. */
export interface Addressed {
  readonly api_app_id?: unknown;
  readonly team?: { readonly id?: unknown } | null;
}

/** False for a payload of another app or of another installation. */
export function isOurs(body: Addressed, listening: Listening): boolean {
  const identity = listening.identity();
  if (identity?.app && body.api_app_id !== identity.app) return false;
  // An app installed for a whole organisation gets no team.
  const team = body.team?.id;
  if (team === undefined || team === null) return true;
  return typeof team === 'string' && (team === identity?.team || listening.people.isHome(team));
}

export function localeFor(user: string, listening: Listening): Locale {
  return listening.people.knownLocale(user) ?? listening.locale;
}

/** Nobody with an id of no workspace can be admitted, so an absent team is the empty one. */
export function memberOf(user: string, team: unknown): Member {
  return { user, team: typeof team === 'string' ? team : '' };
}
