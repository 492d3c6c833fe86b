/** The question for a reason, asked before a rejection counts. */
import { cleanText, cut } from '../core/clean-text.ts';
import type { Locale } from '../core/member.ts';
import { type Sentence, say } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';
import { plainText } from './blocks/message-block.ts';
import type { FormView } from './form-view.ts';
import { LIMITS, REASON_LENGTH } from './limits.ts';
import { type Addressed, isOurs, type Listening, localeFor } from './listening.ts';
import { pressThenAck } from './press.ts';
import { slackFailure } from './problems.ts';
import type { Address } from './replier.ts';

const CALLBACK = 'hydrous:reject';
const BLOCK = 'hydrous:reason';
const FIELD = 'reason';

/** What the modal carries from the click to the submission. The value stays sealed; the rest is only where to answer. */
export interface Carried {
  readonly value: string;
  readonly to: Address;
}

/** True when the modal is shown. A trigger lives 3 s and counts once. */
export async function openRejectModal(
  trigger: string | undefined,
  carried: Carried,
  locale: Locale,
  listening: Listening,
): Promise<boolean> {
  const metadata = JSON.stringify(carried);
  if (trigger === undefined || metadata.length > LIMITS.privateMetadata) return false;
  const words = (sentence: Sentence, most: number): ReturnType<typeof plainText> =>
    plainText(cut(speak(sentence, locale, 'plain'), most));
  try {
    await listening.client.views.open({
      trigger_id: trigger,
      view: {
        type: 'modal',
        callback_id: CALLBACK,
        private_metadata: metadata,
        title: words(say('slack.reject-title'), LIMITS.modalTitle),
        submit: words(say('slack.reject-submit'), LIMITS.modalButton),
        close: words(say('slack.reject-close'), LIMITS.modalButton),
        blocks: [
          {
            type: 'input',
            block_id: BLOCK,
            label: words(say('slack.reject-label'), LIMITS.inputLabel),
            hint: words(say('slack.reject-hint', { most: REASON_LENGTH }), LIMITS.inputLabel),
            element: {
              type: 'plain_text_input',
              action_id: FIELD,
              multiline: true,
              max_length: REASON_LENGTH,
            },
          },
        ],
      },
    });
    return true;
  } catch (error) {
    listening.log.warn({ failure: slackFailure(error) }, 'modal could not be opened');
    return false;
  }
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
  const reason = reasonIn(body.view.state?.values);
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

function reasonIn(values: unknown): string {
  const field = (values as Record<string, Record<string, { value?: unknown }>> | undefined)?.[BLOCK]?.[FIELD];
  const text = typeof field?.value === 'string' ? field.value : '';
  return cut(cleanText(text).replace(/\s+/g, ' ').trim(), REASON_LENGTH);
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
