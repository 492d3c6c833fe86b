/** A person in the workspace, who types, clicks and fills in modals. Everything goes to the bot signed. */
import type { World } from './answer.ts';
import { checkView } from './check-view.ts';
import { newMessage, viewJson } from './compose.ts';
import type { Deliverer, Delivery } from './deliver.ts';
import {
  blocksOf,
  type Chosen,
  clientErrors,
  type Entered,
  type Found,
  findElement,
  stateValues,
} from './elements.ts';
import { type Fields, fieldsOf, isFields, listOf, textOf } from './json.ts';
import { LIMITS } from './limits.ts';
import { typedContent } from './methods-chat.ts';
import { newView, replaceView } from './methods-views.ts';
import {
  commandBody,
  eventBody,
  messageClickBody,
  messageShortcutBody,
  shortcutBody,
  viewClickBody,
  viewClosedBody,
  viewSubmissionBody,
} from './payloads.ts';
import { show } from './response-url.ts';
import type { Message, View } from './state.ts';
import { type Suggestion, suggest, suggestedFor } from './suggest.ts';
import { encodeTyped } from './typed-text.ts';
import { APP, type Channel, type Person, SLACKBOT, TEAM } from './workspace.ts';

/** The only command that the app declares. */
const COMMAND = '/hydrous';
const FORM = 'application/x-www-form-urlencoded';

export interface Submission {
  /** Null when Slack's own client refused before sending. */
  readonly delivery: Delivery | null;
  /** What to show beside the inputs, by block id. Empty when it was accepted. */
  readonly errors: Readonly<Record<string, string>>;
}

export interface Actor {
  readonly person: Person;
  /** A slash command typed in a channel (default: the operations channel). Slack knows none in threads. */
  command(name: string, text: string, channel?: string, threadTs?: string): Promise<Delivery>;
  /** Uses an element of a message, found by its action id or its label. Throws when it is not there. */
  click(message: Message, action: string, chosen?: Chosen): Promise<Delivery>;
  /** Uses an element of a modal or of the Home tab; `entered` is what the rest of the view holds meanwhile. */
  clickInView(view: View, action: string, chosen?: Chosen, entered?: Entered): Promise<Delivery>;
  /** Types into an external select: the options that the bot offers. Throws when there is no such element. */
  suggest(place: Message | View, action: string, typed: string): Promise<Suggestion>;
  /** Uses a shortcut of the app: of this message from its "More actions" menu, or a global one. */
  shortcut(callbackId: string, message?: Message): Promise<Delivery>;
  submit(view: View, entered: Entered): Promise<Submission>;
  closeModal(view: View): Promise<Delivery | null>;
  /** A message in a channel; the bot hears of it only when it is mentioned. */
  say(text: string, channel: string, threadTs?: string): Promise<Delivery | null>;
  /** A message that begins with a mention of the bot. */
  mention(text: string, channel: string, threadTs?: string): Promise<Delivery>;
  openHome(): Promise<Delivery>;
  /** What this person sees in a channel, oldest first. */
  sees(channel: string): readonly Message[];
  ephemerals(): readonly Message[];
  /** The modal on top, if any is open. */
  modal(): View | null;
}

export function createActor(person: Person, world: World, deliverer: Deliverer): Actor {
  const { state, callbacks } = world;

  function responseUrl(channel: Channel, message: Message | null, kind: string): string {
    const place = {
      channel: channel.id,
      user: person.id,
      ts: message?.ts ?? null,
      threadTs: message?.threadTs ?? null,
    };
    return `${world.origin()}/${kind}/${callbacks.newResponse(place)}`;
  }

  /** Slack's own words when the bot did not answer as it must. */
  function complain(channel: string, delivery: Delivery, what: string): void {
    const reason = delivery.status === 'timeout' ? 'operation_timeout' : 'dispatch_failed';
    whisper(channel, `${what} failed with the error "${reason}"`);
  }

  function whisper(channel: string, text: string): void {
    state.put(newMessage(typedContent(text), { channel, user: SLACKBOT, audience: person.id }, state));
  }

  function unsent(channel: Channel, why: string): Delivery {
    whisper(channel.id, why);
    return { status: 'not-sent', body: '', ms: 0, raw: '', headers: {} };
  }

  const suggested = (element: Fields) => suggestedFor(element, person, state);

  function clickInput(
    found: Found,
    chosen: Chosen | undefined,
    blocks: readonly Fields[],
    entered: Entered = {},
  ) {
    const triggerId = callbacks.newTrigger(person.id);
    const key = `${textOf(found.block['block_id'])}/${textOf(found.element['action_id'])}`;
    const now = chosen === undefined ? entered : { ...entered, [key]: chosen };
    return {
      person,
      found,
      chosen,
      triggerId,
      actionTs: state.nextTs(),
      suggested: suggested(found.element),
      values: stateValues(blocks, now, suggested),
    };
  }

  async function event(fields: Fields): Promise<Delivery> {
    const raw = eventBody(fields, state.nextId('Ev'), Math.floor(world.now() / 1000));
    return sendEvent(deliverer, raw);
  }

  async function speak(text: string, channel: string, threadTs: string | null): Promise<Message> {
    const content = typedContent(encodeTyped(text, state));
    const message = newMessage(content, { channel, user: person.id, threadTs }, state);
    state.put(message);
    return message;
  }

  return {
    person,
    async command(name, text, channelId = 'C0OPS', threadTs) {
      const channel = channelOf(channelId, world);
      if (threadTs !== undefined) return unsent(channel, `${name} is not supported in threads. Sorry!`);
      if (name !== COMMAND || person.kind === 'stranger') {
        return unsent(channel, `${name} is not a valid command.`);
      }
      const raw = commandBody({
        person,
        channel,
        name,
        text: encodeTyped(text, state),
        responseUrl: responseUrl(channel, null, 'commands'),
        triggerId: callbacks.newTrigger(person.id),
      });
      const delivery = await deliverer.send(raw, FORM);
      if (delivery.status !== 200) complain(channel.id, delivery, name);
      else showAck(delivery.body, channel, person, world);
      return delivery;
    },
    async click(message, action, chosen) {
      const found = findElement(blocksOf(message), action);
      if (found === null) throw new Error(`no element ${action} in message ${message.ts}`);
      const channel = channelOf(message.channel, world);
      const url = responseUrl(channel, message, 'actions');
      const input = clickInput(found, chosen, blocksOf(message));
      const delivery = await deliverer.send(messageClickBody(input, message, channel, url), FORM);
      if (delivery.status !== 200) complain(channel.id, delivery, APP.displayName);
      return delivery;
    },
    async clickInView(view, action, chosen, entered) {
      const blocks = listOf(view.body['blocks']).map(fieldsOf);
      const found = findElement(blocks, action);
      if (found === null) throw new Error(`no element ${action} in view ${view.id}`);
      return deliverer.send(viewClickBody(clickInput(found, chosen, blocks, entered), view), FORM);
    },
    suggest: (place, action, typed) => suggest({ place, action, typed, person }, state, deliverer),
    async shortcut(callbackId, message) {
      const input = {
        person,
        callbackId,
        triggerId: callbacks.newTrigger(person.id),
        actionTs: state.nextTs(),
      };
      if (message === undefined) return deliverer.send(shortcutBody(input), FORM);
      const channel = channelOf(message.channel, world);
      const url = responseUrl(channel, message, 'actions');
      const delivery = await deliverer.send(messageShortcutBody(input, message, channel, url), FORM);
      if (delivery.status !== 200) complain(channel.id, delivery, APP.displayName);
      return delivery;
    },
    async submit(view, entered) {
      const missing = clientErrors(view, entered, person.locale.startsWith('es') ? 'es' : 'en');
      if (Object.keys(missing).length > 0) return { delivery: null, errors: missing };
      const values = stateValues(listOf(view.body['blocks']).map(fieldsOf), entered, suggested);
      const raw = viewSubmissionBody(person, view, values, callbacks.newTrigger(person.id));
      const delivery = await deliverer.send(raw, FORM);
      return { delivery, errors: afterSubmission(view, delivery, world) };
    },
    async closeModal(view) {
      const stack = state.modals.get(person.id) ?? [];
      state.setModals(
        person.id,
        stack.filter((one) => one.id !== view.id),
      );
      if (view.body['notify_on_close'] !== true) return null;
      return deliverer.send(viewClosedBody(person, view), FORM);
    },
    async say(text, channel, threadTs) {
      const message = await speak(text, channel, threadTs ?? null);
      return message.text.includes(`<@${APP.botUser}`) ? event(mentionEvent(message, person)) : null;
    },
    async mention(text, channel, threadTs) {
      const message = await speak(`@${APP.name} ${text}`, channel, threadTs ?? null);
      return event(mentionEvent(message, person));
    },
    openHome() {
      const channel = state.direct(person.id).id;
      const home = state.homes.get(person.id);
      return event({
        type: 'app_home_opened',
        user: person.id,
        channel,
        tab: 'home',
        // Absent until the app has published something.
        ...(home === undefined ? {} : { view: viewJson(home) }),
        event_ts: state.nextTs(),
      });
    },
    sees: (channel) => state.messages(channel, person.id),
    ephemerals: () => state.ephemerals(person.id),
    modal: () => state.modals.get(person.id)?.at(-1) ?? null,
  };
}

function channelOf(id: string, world: World): Channel {
  const channel = world.state.channels.get(id);
  if (channel === undefined) throw new Error(`there is no channel ${id}`);
  return channel;
}

function mentionEvent(message: Message, person: Person): Fields {
  return {
    type: 'app_mention',
    user: person.id,
    team: TEAM.id,
    user_team: person.team,
    text: message.text.replaceAll(/<@([A-Z0-9]+)\|[^>]*>/gu, '<@$1>'),
    ts: message.ts,
    channel: message.channel,
    event_ts: message.ts,
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
  };
}

/** A command may be answered in its acknowledgement: plain text or a message as JSON. */
function showAck(body: string, channel: Channel, person: Person, world: World): void {
  if (body.trim() === '') return;
  const place = { channel: channel.id, user: person.id, ts: null, threadTs: null };
  const answer = show(parsedAck(body), place, world);
  if (answer.status === 200) return;
  const text = `The app's answer was refused: ${JSON.stringify(answer.body)}`;
  const where = { channel: channel.id, user: SLACKBOT, audience: person.id };
  world.state.put(newMessage(typedContent(text), where, world.state));
}

function parsedAck(body: string): Fields {
  try {
    const parsed: unknown = JSON.parse(body);
    return isFields(parsed) ? parsed : { text: body };
  } catch {
    return { text: body };
  }
}

const TROUBLE = 'We had some trouble connecting. Try again?';

/** Slack says only that there was trouble; whoever looks at the sandbox is told which. */
function refusedView(view: unknown): Readonly<Record<string, string>> | null {
  const verdict = checkView(view, 'modal');
  if (verdict.verdict === 'fine') return null;
  return { '': `${TROUBLE} (${[verdict.error, ...verdict.complaints].join('; ')})` };
}

/** Does what the answer to a submission says. Returns the errors to show, by block id. */
function afterSubmission(view: View, delivery: Delivery, world: World): Readonly<Record<string, string>> {
  const { state } = world;
  const stack = state.modals.get(view.user) ?? [];
  if (delivery.status !== 200) return { '': TROUBLE };
  const answer = parsedAck(delivery.body);
  switch (answer['response_action']) {
    case 'errors':
      return Object.fromEntries(
        Object.entries(fieldsOf(answer['errors'])).map(([block, text]) => [block, textOf(text)]),
      );
    case 'update': {
      const refused = refusedView(answer['view']);
      if (refused === null) replaceView(view, fieldsOf(answer['view']), state);
      return refused ?? {};
    }
    case 'push': {
      const refused = refusedView(answer['view']);
      if (refused !== null) return refused;
      if (stack.length >= LIMITS.modalDepth) return { '': `${TROUBLE} (push_limit_reached)` };
      state.setModals(view.user, [...stack, newView(fieldsOf(answer['view']), view.user, stack, state)]);
      return {};
    }
    case 'clear':
      state.setModals(view.user, []);
      return {};
    default:
      state.setModals(
        view.user,
        stack.filter((one) => one.id !== view.id),
      );
      return {};
  }
}

/** Slack tries an event again when it was not acknowledged; the first repetition follows at once. */
async function sendEvent(deliverer: Deliverer, raw: string): Promise<Delivery> {
  const first = await deliverer.send(raw, 'application/json');
  if (first.status === 200) return first;
  const reason = first.status === 'timeout' ? 'http_timeout' : 'http_error';
  return deliverer.send(raw, 'application/json', {
    'x-slack-retry-num': '1',
    'x-slack-retry-reason': reason,
  });
}
