/** The question for a reason, asked before a rejection counts. */
import type { Locale } from '../core/member.ts';
import { say } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';
import type { FormView } from './form-view.ts';
import { REASON_LENGTH } from './limits.ts';
import { type Addressed, isOurs, type Listening, localeFor } from './listening.ts';
import { pressThenAck } from './press.ts';
import { answerIn, openQuestion } from './question.ts';
import type { Address } from './replier.ts';

const CALLBACK = 'hydrous:reject';
const BLOCK = 'hydrous:reason';
const PLACE = { block: BLOCK, field: 'reason', most: REASON_LENGTH };

/** What the modal carries from the click to the submission. The value stays sealed; the rest is only where to answer. */
export interface Carried {
  readonly value: string;
  readonly to: Address;
}

/** True when the modal is shown. */
export function openRejectModal(
  trigger: string | undefined,
  carried: Carried,
  locale: Locale,
  listening: Listening,
): Promise<boolean> {
  const question = {
    callback: CALLBACK,
    title: say('slack.reject-title'),
    submit: say('slack.reject-submit'),
    close: say('slack.reject-close'),
    label: say('slack.reject-label'),
    hint: say('slack.reject-hint', { most: REASON_LENGTH }),
    place: PLACE,
    isLong: true,
  };
  return openQuestion(question, trigger, carried, locale, listening);
}

/** The signed body of a submission, as far as it is used. */
export interface SubmissionBody extends Addressed {
  readonly user: { readonly id: string; readonly team_id?: string };
  readonly view: {
    readonly id: string;
    readonly callback_id?: string;
    readonly private_metadata?: string;
    readonly state?: { readonly values?: unknown };
  };
}

export type ViewAck = (
  answer?:
    | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
    | { readonly response_action: 'update'; readonly view: FormView },
) => Promise<void>;

/** A second submission of the same view has the same source; what was decided stands. */
export async function answerSubmission(
  body: SubmissionBody,
  ack: ViewAck,
  listening: Listening,
): Promise<void> {
  const carried = carriedBy(body.view.private_metadata);
  const subject = carried === null ? null : listening.seal.open('reject', carried.value);
  const known = body.view.callback_id === CALLBACK && isOurs(body, listening);
  const locale = localeFor(body.user.id, listening);
  if (!known || carried === null || subject === null) {
    listening.count('hydrous_slack_refused_clicks_total');
    return ack(fieldError(speak(say('slack.unknown-button'), locale, 'plain')));
  }
  const reason = answerIn(body.view.state?.values, PLACE);
  if (reason === '') return ack(fieldError(speak(say('slack.reason-empty'), locale, 'plain')));
  const to: Address = { ...carried.to, user: body.user.id };
  await pressThenAck(
    {
      action: 'reject',
      subject,
      what: 'change',
      user: body.user.id,
      team: body.user.team_id,
      channel: to.channel,
      source: `view:${body.view.id}`,
      reason,
    },
    to,
    () => ack(),
    listening,
  );
}

function fieldError(text: string): Parameters<ViewAck>[0] {
  return { response_action: 'errors', errors: { [BLOCK]: text } };
}

export function carriedBy(metadata: string | undefined): Carried | null {
  try {
    const value = JSON.parse(metadata ?? '') as Partial<Carried> | null;
    const to = value?.to;
    if (typeof value?.value !== 'string' || typeof to?.channel !== 'string') return null;
    return {
      value: value.value,
      to: {
        channel: to.channel,
        user: '',
        responseUrl: typeof to.responseUrl === 'string' ? to.responseUrl : null,
        thread: typeof to.thread === 'string' ? to.thread : null,
      },
    };
  } catch {
    return null;
  }
}
