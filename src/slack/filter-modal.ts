/** The question for words by which a log result is filtered. */
import { cleanText, cut } from '../core/clean-text.ts';
import type { Locale } from '../core/member.ts';
import { type Sentence, say } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';
import { plainText } from './blocks/message-block.ts';
import { LIMITS } from './limits.ts';
import { isOurs, type Listening, localeFor } from './listening.ts';
import { pressThenAck } from './press.ts';
import { slackFailure } from './problems.ts';
import { type Carried, carriedBy, type SubmissionBody, type ViewAck } from './reject-modal.ts';

export const FILTER_CALLBACK = 'hydrous:filter';
const BLOCK = 'hydrous:words';
const FIELD = 'words';
const LONGEST = 300;

/** True when the modal is shown. A trigger lives 3 s and counts once. */
export async function openFilterModal(
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
        callback_id: FILTER_CALLBACK,
        private_metadata: metadata,
        title: words(say('logs.modal-title'), LIMITS.modalTitle),
        submit: words(say('logs.modal-submit'), LIMITS.modalButton),
        close: words(say('logs.modal-close'), LIMITS.modalButton),
        blocks: [
          {
            type: 'input',
            block_id: BLOCK,
            label: words(say('logs.modal-label'), LIMITS.inputLabel),
            hint: words(say('logs.modal-hint'), LIMITS.inputLabel),
            element: { type: 'plain_text_input', action_id: FIELD, max_length: LONGEST },
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

export async function answerFilter(body: SubmissionBody, ack: ViewAck, listening: Listening): Promise<void> {
  const carried = carriedBy(body.view.private_metadata);
  const subject = carried === null ? null : listening.seal.open('logs-filter', carried.value);
  const locale = localeFor(body.user.id, listening);
  const no = (sentence: Sentence) =>
    ack({ response_action: 'errors', errors: { [BLOCK]: speak(sentence, locale, 'plain') } });
  if (carried === null || subject === null || !isOurs(body, listening)) {
    listening.count('hydrous_slack_refused_clicks_total');
    return no(say('slack.unknown-button'));
  }
  const words = wordsIn(body.view.state?.values);
  if (words === '') return no(say('logs.modal-empty'));
  const { channel } = carried.to;
  const press = {
    action: 'logs-filter' as const,
    subject,
    what: 'read' as const,
    user: body.user.id,
    team: body.user.team_id,
    channel,
    source: `view:${body.view.id}`,
    reason: words,
  };
  await pressThenAck(press, { ...carried.to, user: body.user.id }, () => ack(), listening);
}

function wordsIn(values: unknown): string {
  const field = (values as Record<string, Record<string, { value?: unknown }>> | undefined)?.[BLOCK]?.[FIELD];
  const text = typeof field?.value === 'string' ? field.value : '';
  return cut(cleanText(text).replace(/\s+/g, ' ').trim(), LONGEST);
}
