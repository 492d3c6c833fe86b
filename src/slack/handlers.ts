/** What the adapter asks of the flows. `app.ts` gives these; a rejection becomes one sentence for the person. */
import type { Invocation } from '../core/command.ts';
import type { ButtonAction, Document } from '../core/document.ts';
import type { Locale, Member } from '../core/member.ts';

export interface Click {
  readonly action: ButtonAction;
  /** Id of the operation or incident of the card. */
  readonly subject: string;
  readonly member: Member;
  /** Names this very click, so that a repeat is the same one. */
  readonly source: string;
  readonly channel: string;
  readonly locale: Locale;
  /** IANA zone of the person. */
  readonly zone: string | null;
  /** For `reject`: cleaned, at most 500 code points; null when it could not be asked for. */
  readonly reason: string | null;
}

export interface SlackHandlers {
  /** True while so many commands wait that one more is better told at once to come again. */
  isBusy(): boolean;
  command(invocation: Invocation): Promise<Document>;
  click(click: Click): Promise<Document>;
}
