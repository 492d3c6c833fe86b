/** What one Web API method needs to work, and how it answers. */
import type { Callbacks } from './callbacks.ts';
import type { Fields } from './json.ts';
import type { Rate } from './rates.ts';
import type { State } from './state.ts';

export interface World {
  readonly state: State;
  readonly callbacks: Callbacks;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Where this server listens, without a slash at the end. */
  readonly origin: () => string;
}

export type Answer = Fields & { readonly ok: boolean };

export interface Method {
  readonly rate: Rate;
  run(args: Fields, world: World): Answer;
}

export function accepted(fields: Fields = {}): Answer {
  return { ok: true, ...fields };
}

/** `complaints` come back twice, as Slack sends them: bare, and marked as errors. */
export function refused(error: string, complaints: readonly string[] = []): Answer {
  if (complaints.length === 0) return { ok: false, error };
  const messages = complaints.map((complaint) => `[ERROR] ${complaint}`);
  return { ok: false, error, errors: complaints, response_metadata: { messages } };
}
