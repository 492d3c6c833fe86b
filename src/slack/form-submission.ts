/** A submitted form: what is wrong is said at its field, while the person still looks at it. */
import { cut } from '../core/clean-text.ts';
import { type Document, plain } from '../core/document.ts';
import type { Locale } from '../core/member.ts';
import { type Sentence, say } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';
import { enteredIn, fieldBlock, noteView } from './form-view.ts';
import { documentOf } from './guarded.ts';
import type { FormAsker } from './handlers.ts';
import { inTime } from './in-time.ts';
import { isOurs, type Listening, localeFor, memberOf } from './listening.ts';
import { carriedBy, fillView } from './open-form.ts';
import type { Answer } from './press.ts';
import type { SubmissionBody, ViewAck } from './reject-modal.ts';

/** ms: what is known by then is shown in the form; past it the form closes and the answer follows privately. */
const ANSWER_CAP = 2_000;
/** Code points under a field; a plan that was stopped may have several reasons. */
const LONGEST_ERROR = 600;

export async function answerForm(body: SubmissionBody, ack: ViewAck, listening: Listening): Promise<void> {
  const { user, view } = body;
  const locale = localeFor(user.id, listening);
  const note = (sentence: Sentence) => ack({ response_action: 'update', view: noteView(sentence, locale) });
  const fail = (errors: Readonly<Record<string, string>>) => {
    const blocks = Object.entries(errors).map(([name, text]) => [fieldBlock(name), cut(text, LONGEST_ERROR)]);
    return ack({ response_action: 'errors', errors: Object.fromEntries(blocks) });
  };
  const carried = isOurs(body, listening) ? carriedBy(view.private_metadata, user.id) : null;
  if (carried === null) {
    listening.count('hydrous_slack_refused_clicks_total');
    return note(say('form.gone'));
  }
  const { wish, was, to } = carried;
  const member = memberOf(user.id, user.team_id);
  // One form asks for one change, however often it is submitted: after a refusal nothing is kept under this name.
  const source = `view:${view.id}`;
  const entered = enteredIn(view.state?.values);
  const result = listening.handlers.forms.submit({ wish, was, entered });
  switch (result.submitted) {
    case 'errors':
      return fail(spoken(result.errors, locale));
    case 'gone':
      return note(say('form.gone'));
    case 'next': {
      await note(say('form.loading'));
      const filling = fillView(
        { id: view.id, hash: null },
        { wish: result.wish, member, to, source },
        listening,
      );
      return listening.inFlight.track(filling.then(() => {}));
    }
    case 'line': {
      const running = run(result.run, { member, channel: to.channel, source }, listening);
      const soon = await inTime(running, ANSWER_CAP);
      // A form without fields has no place to say it at.
      if (soon?.document.refused === true && result.field !== '')
        return fail({ [result.field]: reasonOf(soon.document, soon.locale) });
      listening.inFlight.track(
        running.then((answer) => listening.replier.answer(to, answer.document, answer.locale)),
      );
      return ack();
    }
  }
}

/** Never rejects. */
async function run(
  work: (by: FormAsker) => Promise<Document>,
  by: Omit<FormAsker, 'locale' | 'zone'>,
  listening: Listening,
): Promise<Answer> {
  let locale = localeFor(by.member.user, listening);
  const document = await documentOf(async () => {
    const admission = await listening.people.admit(by.member, 'change');
    if (!admission.ok) return { ...plain(admission.refusal), refused: true };
    locale = admission.profile.locale ?? listening.locale;
    return await work({ ...by, locale, zone: admission.profile.zone });
  }, listening.log);
  return { document, locale };
}

/** What stopped a plan is listed below its summary, and says more than that. */
function reasonOf({ summary, pieces }: Document, locale: Locale): string {
  const stops = pieces.flatMap((piece) =>
    piece.piece === 'list' ? piece.items.filter(({ mark }) => mark === 'stop') : [],
  );
  const said = stops.length === 0 ? [summary] : stops.map(({ text }) => text);
  return said.map((sentence) => speak(sentence, locale, 'plain')).join(' ');
}

function spoken(
  errors: Readonly<Record<string, Sentence>>,
  locale: Locale,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(errors).map(([name, sentence]) => [name, speak(sentence, locale, 'plain')]),
  );
}
