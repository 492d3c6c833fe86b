/** A modal that asks one question with one field of text. */
import { cleanText, cut } from '../core/clean-text.ts';
import type { Locale } from '../core/member.ts';
import type { Sentence } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';
import { plainText } from './blocks/message-block.ts';
import { LIMITS } from './limits.ts';
import type { Listening } from './listening.ts';
import { slackFailure } from './problems.ts';
import type { Carried } from './reject-modal.ts';

/** Where the answer stands in the view, and how many characters it may have. */
export interface AnswerPlace {
  readonly block: string;
  readonly field: string;
  readonly most: number;
}

export interface Question {
  readonly callback: string;
  readonly title: Sentence;
  readonly submit: Sentence;
  readonly close: Sentence;
  readonly label: Sentence;
  readonly hint: Sentence;
  readonly place: AnswerPlace;
  /** Several lines to write in. */
  readonly isLong: boolean;
}

/** True when the modal is shown. A trigger lives 3 s and counts once. */
export async function openQuestion(
  { callback, title, submit, close, label, hint, place, isLong }: Question,
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
        callback_id: callback,
        private_metadata: metadata,
        title: words(title, LIMITS.modalTitle),
        submit: words(submit, LIMITS.modalButton),
        close: words(close, LIMITS.modalButton),
        blocks: [
          {
            type: 'input',
            block_id: place.block,
            label: words(label, LIMITS.inputLabel),
            hint: words(hint, LIMITS.inputLabel),
            element: {
              type: 'plain_text_input',
              action_id: place.field,
              ...(isLong ? { multiline: true } : {}),
              max_length: place.most,
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

/** What was written, on one line and within its length; empty when nothing was. */
export function answerIn(values: unknown, { block, field, most }: AnswerPlace): string {
  const found = (values as Record<string, Record<string, { value?: unknown }>> | undefined)?.[block]?.[field];
  const text = typeof found?.value === 'string' ? found.value : '';
  return cut(cleanText(text).replace(/\s+/g, ' ').trim(), most);
}
