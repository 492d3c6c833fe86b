/** Button clicks. Everybody who presses any button on any card gets exactly one answer. */
import { type ButtonAction, plain } from '../core/document.ts';
import { type Sentence, say } from '../core/sentence.ts';
import { isActionBlock } from './blocks/buttons.ts';
import { type Addressed, isOurs, type Listening, localeFor } from './listening.ts';
import { admitted, type Press, press, pressThenAck } from './press.ts';
import { openRejectModal } from './reject-modal.ts';
import type { Address } from './replier.ts';
import { sourceOf } from './request-source.ts';

/**
 * `decide` is saved before the ack, so that the ack is honest · `ask-reason` opens a modal first ·
 * `later` is only acknowledged, then worked on.
 */
interface Way {
  readonly way: 'decide' | 'ask-reason' | 'later';
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
};

/** The signed body of a click, as far as it is used. What the message holds (`message.user`, its blocks) never is. */
export interface ClickBody extends Addressed {
  readonly user: { readonly id: string; readonly team_id?: string };
  readonly actions?: readonly Readonly<Record<string, unknown>>[];
  readonly channel?: { readonly id?: string };
  readonly container?: Readonly<Record<string, unknown>>;
  readonly message?: { readonly thread_ts?: unknown };
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
  if (way === 'decide') return pressThenAck(pressed.given, to, ack, listening);
  await ack();
  listening.inFlight.track(
    way === 'ask-reason'
      ? askReason(body, pressed, to, listening)
      : pressAndAnswer(pressed.given, to, listening),
  );
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
  const action = clicked['action_id'];
  if (typeof action !== 'string' || !isAction(action)) return unknown;
  const subject = listening.seal.open(action, clicked['value']);
  if (subject === null) return unknown;
  const channel = body.channel?.id ?? '';
  const ephemeral = body.container?.['is_ephemeral'] === true;
  if (!ephemeral && !listening.channels.has(channel)) return { refusal: say('slack.wrong-channel') };
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

async function pressAndAnswer(given: Press, to: Address, listening: Listening): Promise<void> {
  const { document, locale } = await press(given, listening);
  await listening.replier.answer(to, document, locale);
}

function isAction(action: string): action is ButtonAction {
  return Object.hasOwn(ACTIONS, action);
}

function addressOf(body: ClickBody): Address {
  const thread = body.message?.thread_ts;
  return {
    responseUrl: body.response_url ?? null,
    channel: body.channel?.id ?? '',
    user: body.user.id,
    thread: typeof thread === 'string' ? thread : null,
  };
}
