/** The question for words by which a log result is filtered. */
import type { Locale } from '../core/member.ts';
import { type Sentence, say } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';
import { isOurs, type Listening, localeFor } from './listening.ts';
import { pressThenAck } from './press.ts';
import { answerIn, openQuestion } from './question.ts';
import { type Carried, carriedBy, type SubmissionBody, type ViewAck } from './reject-modal.ts';

export const FILTER_CALLBACK = 'hydrous:filter';
const BLOCK = 'hydrous:words';
const PLACE = { block: BLOCK, field: 'words', most: 300 };

/** True when the modal is shown. */
export function openFilterModal(
  trigger: string | undefined,
  carried: Carried,
  locale: Locale,
  listening: Listening,
): Promise<boolean> {
  const question = {
    callback: FILTER_CALLBACK,
    title: say('logs.modal-title'),
    submit: say('logs.modal-submit'),
    close: say('logs.modal-close'),
    label: say('logs.modal-label'),
    hint: say('logs.modal-hint'),
    place: PLACE,
    isLong: false,
  };
  return openQuestion(question, trigger, carried, locale, listening);
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
  const words = answerIn(body.view.state?.values, PLACE);
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
