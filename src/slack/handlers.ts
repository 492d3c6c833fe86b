/** What the adapter asks of the flows. `app.ts` gives these; a rejection becomes one sentence for the person. */
import type { Invocation } from '../core/command.ts';
import type { ButtonAction, Document } from '../core/document.ts';
import type { Entered, Form, FormWish } from '../core/form.ts';
import type { Locale, Member } from '../core/member.ts';
import type { Sentence } from '../core/sentence.ts';

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

export type FormAsker = Pick<Invocation, 'member' | 'channel' | 'source' | 'locale' | 'zone' | 'thread'>;

export interface FormHandlers {
  /** The form that a typed line asks for, null when the line stands for itself. Asked before the ack, so it asks nobody. */
  asked(text: string): FormWish | null;
  /** Reads what there is to choose from; a verb of nothing is the choice of a verb. */
  fill(
    wish: FormWish,
    by: FormAsker,
  ): Promise<
    | { readonly filled: 'form'; readonly form: Form; readonly wish: FormWish }
    | { readonly filled: 'refused'; readonly refusal: Sentence }
  >;
  /** Reads what was entered; only `run` does anything. */
  submit(submission: {
    readonly wish: FormWish;
    readonly entered: Entered;
    readonly was: Readonly<Record<string, string>>;
  }):
    | { readonly submitted: 'errors'; readonly errors: Readonly<Record<string, Sentence>> }
    | { readonly submitted: 'next'; readonly wish: FormWish }
    | { readonly submitted: 'line'; readonly field: string; run(by: FormAsker): Promise<Document> }
    | { readonly submitted: 'gone' };
}

export interface SlackHandlers {
  readonly forms: FormHandlers;
  /** True while so many commands wait that one more is better told at once to come again. */
  isBusy(): boolean;
  command(invocation: Invocation): Promise<Document>;
  click(click: Click): Promise<Document>;
  /** Somebody looks at their Home tab; `empty`: nothing stands there yet. */
  homeOpened(member: Member, empty: boolean): Promise<void>;
}
