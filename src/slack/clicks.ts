/** Button clicks. Everybody who presses any button on any card gets exactly one answer. */
import { type ButtonAction, plain } from '../core/document.ts';
import { wishOfSubject } from '../core/form.ts';
import { type Sentence, say } from '../core/sentence.ts';
import { type OwnView, ownView, placeFor } from './answer-view.ts';
import { actionOf, isActionBlock } from './blocks/buttons.ts';
import { openFilterModal } from './filter-modal.ts';
import { type Addressed, isOurs, type Listening, localeFor, memberOf } from './listening.ts';
import { openForm } from './open-form.ts';
import { admitted, type Press, press, pressThenAck } from './press.ts';
import { openRejectModal } from './reject-modal.ts';
import type { Address } from './replier.ts';
import { sourceOf } from './request-source.ts';
import { openSkipModal } from './skip-modal.ts';

/**
 * `decide` is saved before the ack, so that the ack is honest · `ask-reason` opens a modal first ·
 * `ask-skip` asks for one where the flow would take it · `ask-words` asks what to filter by · `form` opens one with live values · `later` is only acknowledged, then worked on.
 */
interface Way {
  readonly way: 'decide' | 'ask-reason' | 'ask-skip' | 'ask-words' | 'form' | 'later';
  readonly what: 'read' | 'change';
}

const ACTIONS: Readonly<Record<ButtonAction, Way>> = {
  approve: { way: 'decide', what: 'change' },
  reject: { way: 'ask-reason', what: 'change' },
  cancel: { way: 'decide', what: 'change' },
  'plan-again': { way: 'later', what: 'change' },
  undo: { way: 'later', what: 'change' },
  'roll-back': { way: 'later', what: 'change' },
  abort: { way: 'later', what: 'change' },
  'view-logs': { way: 'later', what: 'read' },
  acknowledge: { way: 'later', what: 'change' },
  silence: { way: 'later', what: 'change' },
  resolve: { way: 'later', what: 'change' },
  'open-form': { way: 'form', what: 'change' },
  'break-glass': { way: 'decide', what: 'change' },
  'skip-approval': { way: 'ask-skip', what: 'change' },
  review: { way: 'decide', what: 'change' },
  wait: { way: 'later', what: 'change' },
  unlock: { way: 'later', what: 'change' },
  'logs-older': { way: 'later', what: 'read' },
  'logs-newer': { way: 'later', what: 'read' },
  'logs-filter': { way: 'ask-words', what: 'read' },
  'logs-on': { way: 'later', what: 'read' },
  'logs-file': { way: 'later', what: 'read' },
  'logs-share': { way: 'later', what: 'read' },
  'logs-stop': { way: 'later', what: 'read' },
};

/** The signed body of a click, as far as it is used. What the message holds (`message.user`, its blocks) never is. */
export interface ClickBody extends Addressed {
  readonly user: { readonly id: string; readonly team_id?: string };
  readonly actions?: readonly Readonly<Record<string, unknown>>[];
  readonly channel?: { readonly id?: string };
  readonly container?: Readonly<Record<string, unknown>>;
  readonly message?: { readonly thread_ts?: unknown };
  /** The Home tab or the answer in which the button stands, instead of a message. */
  readonly view?: OwnView;
  readonly response_url?: string;
  readonly trigger_id?: string;
}

export async function answerClick(
  body: ClickBody,
  context: Readonly<Record<string, unknown>>,
  ack: () => Promise<void>,
  listening: Listening,
): Promise<void> {
  const to = addressOf(body);
  const pressed = pressedIn(body, sourceOf('click', context, body.trigger_id), listening);
  if ('refusal' in pressed) {
    await ack();
    listening.count('hydrous_slack_refused_clicks_total');
    const locale = localeFor(body.user.id, listening);
    listening.inFlight.track(listening.replier.answer(to, plain(pressed.refusal), locale));
    return;
  }
  const { way } = ACTIONS[pressed.given.action];
  if (way === 'decide') return pressThenAck(pressed.given, placeFor(body, to, listening), ack, listening);
  await ack();
  listening.inFlight.track(answerLater(way, body, pressed, to, listening));
}

interface Pressed {
  readonly given: Press;
  /** The button's value, for the modal to carry. */
  readonly value: string;
}

/** The press when every part of the payload is one that a card of ours could have sent. */
function pressedIn(
  body: ClickBody,
  source: string,
  listening: Listening,
): Pressed | { readonly refusal: Sentence } {
  const unknown = { refusal: say('slack.unknown-button') };
  if (!isOurs(body, listening)) return unknown;
  const [clicked, ...more] = body.actions ?? [];
  if (clicked === undefined || more.length > 0) return unknown;
  if (clicked['type'] !== 'button' || !isActionBlock(clicked['block_id'])) return unknown;
  const action = actionOf(clicked['action_id']);
  if (action === null || !isAction(action)) return unknown;
  const subject = listening.seal.open(action, clicked['value']);
  if (subject === null) return unknown;
  const inView = ownView(body) !== null;
  // There is no channel to share in where only one person can press.
  const channel = inView && action === 'logs-share' ? '' : addressOf(body).channel;
  const ephemeral = body.container?.['is_ephemeral'] === true;
  // Answers come into the conversation with the bot where there is no other; nobody else can press there.
  if (!inView && !ephemeral && !channel.startsWith('D') && !listening.channels.has(channel))
    return { refusal: say('slack.wrong-channel') };
  return {
    value: String(clicked['value']),
    given: {
      action,
      subject,
      what: ACTIONS[action].what,
      user: body.user.id,
      team: body.user.team_id,
      channel,
      source,
      reason: null,
    },
  };
}

function answerLater(
  way: Exclude<Way['way'], 'decide'>,
  body: ClickBody,
  pressed: Pressed,
  to: Address,
  listening: Listening,
): Promise<void> {
  switch (way) {
    case 'ask-reason':
      return askReason(body, pressed, to, listening);
    case 'ask-skip':
      return askSkip(body, pressed, to, listening);
    case 'ask-words':
      return askWords(body, pressed, to, listening);
    case 'form':
      return showForm(body, pressed.given, to, listening);
    case 'later':
      return pressAndAnswer(pressed.given, placeFor(body, to, listening), listening);
  }
}

async function showForm(body: ClickBody, given: Press, to: Address, listening: Listening): Promise<void> {
  const member = memberOf(given.user, given.team);
  const opening = { wish: wishOfSubject(given.subject), member, to, source: given.source };
  if (await openForm(body.trigger_id, opening, listening)) return;
  await pressAndAnswer(given, to, listening);
}

async function askReason(
  body: ClickBody,
  pressed: Pressed,
  to: Address,
  listening: Listening,
): Promise<void> {
  const person = await admitted(pressed.given, listening);
  if ('document' in person) return listening.replier.answer(to, person.document, person.locale);
  const carried = { value: pressed.value, to };
  if (await openRejectModal(body.trigger_id, carried, person.locale, listening)) return;
  // To reject is the safe direction, so a modal that cannot be shown does not stand in its way.
  await pressAndAnswer(pressed.given, to, listening);
}

/** Whoever may not skip it, or comes too late, is told so instead of being asked for a reason. */
async function askSkip(body: ClickBody, pressed: Pressed, to: Address, listening: Listening): Promise<void> {
  const { document, locale } = await press(pressed.given, listening);
  const carried = { value: pressed.value, to };
  if (document.asks === 'reason' && (await openSkipModal(body.trigger_id, carried, locale, listening)))
    return;
  await listening.replier.answer(to, document, locale);
}

async function askWords(body: ClickBody, pressed: Pressed, to: Address, listening: Listening): Promise<void> {
  const locale = localeFor(body.user.id, listening);
  if (await openFilterModal(body.trigger_id, { value: pressed.value, to }, locale, listening)) return;
  await pressAndAnswer(pressed.given, to, listening);
}

async function pressAndAnswer(
  given: Press,
  to: Address | Promise<Address>,
  listening: Listening,
): Promise<void> {
  const { document, locale } = await press(given, listening);
  await listening.replier.answer(await to, document, locale);
}

function isAction(action: string): action is ButtonAction {
  return Object.hasOwn(ACTIONS, action);
}

function addressOf(body: ClickBody): Address {
  const thread = body.message?.thread_ts;
  return {
    responseUrl: body.response_url ?? null,
    channel: body.channel?.id ?? (ownView(body) === null ? '' : body.user.id),
    user: body.user.id,
    thread: typeof thread === 'string' ? thread : null,
    ...(body.container?.['is_ephemeral'] === true ? { replaceable: true as const } : {}),
  };
}
