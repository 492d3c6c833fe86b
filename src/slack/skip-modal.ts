/** Skipping an approval from its card: a reason that is typed, then the same modal asks whether that is really meant. */
import type { Locale } from '../core/member.ts';
import { type Sentence, say } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';
import { plainText } from './blocks/message-block.ts';
import { type FormView, noteView } from './form-view.ts';
import { inTime } from './in-time.ts';
import { REASON_LENGTH } from './limits.ts';
import { isOurs, type Listening, localeFor } from './listening.ts';
import { type Answer, type Press, press, pressThenAck } from './press.ts';
import { answerIn, openQuestion } from './question.ts';
import { type Carried, carriedBy, type SubmissionBody, type ViewAck } from './reject-modal.ts';
import type { Address } from './replier.ts';

export const SKIP_CALLBACK = 'hydrous:skip';
const PLACE = { block: 'hydrous:why', field: 'why', most: REASON_LENGTH };
/** ms: past it the modal closes, and what it would have asked comes privately, with its button. */
const ANSWER_CAP = 2_000;

/** True when the modal is shown. */
export function openSkipModal(
  trigger: string | undefined,
  carried: Carried,
  locale: Locale,
  listening: Listening,
): Promise<boolean> {
  const question = {
    callback: SKIP_CALLBACK,
    title: say('glass.modal.title'),
    submit: say('glass.modal.next'),
    close: say('glass.modal.close'),
    label: say('glass.modal.label'),
    hint: say('glass.modal.hint'),
    place: PLACE,
    isLong: true,
  };
  return openQuestion(question, trigger, carried, locale, listening);
}

/** Which of the two questions was answered is sealed in what the modal carries; everything else is read anew. */
export async function answerSkip(body: SubmissionBody, ack: ViewAck, listening: Listening): Promise<void> {
  const carried = isOurs(body, listening) ? carriedBy(body.view.private_metadata) : null;
  const asked = carried === null ? null : listening.seal.open('skip-approval', carried.value);
  const offered = carried === null ? null : listening.seal.open('break-glass', carried.value);
  const subject = asked ?? offered;
  if (carried === null || subject === null) {
    listening.count('hydrous_slack_refused_clicks_total');
    const unknown = noteView(say('slack.unknown-button'), localeFor(body.user.id, listening));
    return ack({ response_action: 'update', view: unknown });
  }
  const to: Address = { ...carried.to, user: body.user.id };
  const given = {
    subject,
    what: 'change' as const,
    user: body.user.id,
    team: body.user.team_id,
    channel: to.channel,
    source: `view:${body.view.id}`,
  };
  if (asked === null) {
    return pressThenAck({ ...given, action: 'break-glass', reason: null }, to, () => ack(), listening);
  }
  const reason = answerIn(body.view.state?.values, PLACE);
  if (reason === '') return ack(fieldError(say('glass.modal.empty'), localeFor(body.user.id, listening)));
  await offer({ ...given, action: 'skip-approval', reason }, to, ack, listening);
}

/** The offer is saved by the flow; the modal only shows it. */
async function offer(given: Press, to: Address, ack: ViewAck, listening: Listening): Promise<void> {
  const running = press(given, listening);
  const answer = await inTime(running, ANSWER_CAP);
  if (answer === null) {
    listening.inFlight.track(
      running.then(({ document, locale }) => listening.replier.answer(to, document, locale)),
    );
    return ack();
  }
  const { document, locale } = answer;
  if (document.asks === 'confirmation') {
    const value = listening.seal.seal('break-glass', given.subject);
    return ack({ response_action: 'update', view: sureView(answer, { value, to }) });
  }
  // A reason that will not do can be mended where it stands; what cannot be mended is only to be read.
  if (document.refused === true) return ack(fieldError(document.summary, locale));
  return ack({ response_action: 'update', view: noteView(document.summary, locale) });
}

function sureView({ document, locale }: Answer, carried: Carried): FormView {
  const words = (sentence: Sentence) => plainText(speak(sentence, locale, 'plain'));
  return {
    ...noteView(document.summary, locale),
    callback_id: SKIP_CALLBACK,
    private_metadata: JSON.stringify(carried),
    title: words(say('glass.modal.title')),
    submit: words(say('glass.modal.sure')),
    close: words(say('glass.modal.close')),
  };
}

function fieldError(sentence: Sentence, locale: Locale): Parameters<ViewAck>[0] {
  return { response_action: 'errors', errors: { [PLACE.block]: speak(sentence, locale, 'plain') } };
}
