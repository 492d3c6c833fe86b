/** The Home tab is no conversation: what its buttons answer comes in a view of its own, which may hold buttons again. */
import type { Locale } from '../core/member.ts';
import { type Sentence, say } from '../core/sentence.ts';
import { speak } from '../words/speak.ts';
import { type MessageBlock, plainText, section } from './blocks/message-block.ts';
import { type Listening, localeFor } from './listening.ts';
import { slackFailure } from './problems.ts';
import type { Address } from './replier.ts';

const ANSWER_CALLBACK = 'hydrous:answer';

/** The view of a click, as far as it is used. Slack signs it; what it shows is never read. */
export interface OwnView {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly callback_id?: unknown;
}

interface ViewClick {
  readonly view?: OwnView;
  readonly trigger_id?: string;
}

/** Null for a click in a message, or in a view whose buttons are none of a card's. */
export function ownView({ view }: ViewClick): 'home' | 'answer' | null {
  if (view?.type === 'home') return 'home';
  return view?.type === 'modal' && view.callback_id === ANSWER_CALLBACK ? 'answer' : null;
}

/** Where the answer of a click goes: as it was, or into a view. Never rejects; where no view opens, it stays as it was. */
export function placeFor(body: ViewClick, to: Address, listening: Listening): Address | Promise<Address> {
  switch (ownView(body)) {
    case null:
      return to;
    case 'answer':
      return typeof body.view?.id === 'string' ? { ...to, view: body.view.id } : to;
    case 'home':
      return inNewView(body.trigger_id, to, listening);
  }
}

async function inNewView(trigger: string | undefined, to: Address, listening: Listening): Promise<Address> {
  if (trigger === undefined) return to;
  const locale = localeFor(to.user, listening);
  const wait = section(speak(say('home.answer.wait'), locale, 'slack'));
  try {
    const view = answerView([wait], locale) as never;
    const opened = await listening.client.views.open({ trigger_id: trigger, view });
    return typeof opened.view?.id === 'string' ? { ...to, view: opened.view.id } : to;
  } catch (error) {
    listening.log.warn({ failure: slackFailure(error) }, 'an answer could not be shown in a view');
    return to;
  }
}

/** As much of Slack's view as is used. */
export function answerView(blocks: readonly MessageBlock[], locale: Locale): object {
  const words = (sentence: Sentence) => plainText(speak(sentence, locale, 'plain'));
  return {
    type: 'modal',
    callback_id: ANSWER_CALLBACK,
    title: words(say('form.menu.title')),
    close: words(say('home.answer.close')),
    blocks,
  };
}
