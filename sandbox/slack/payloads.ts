/** The bodies Slack sends, in Slack's own shape: https://docs.slack.dev/reference/interaction-payloads */
import { messageJson, viewJson } from './compose.ts';
import { type Chosen, type Found, valueJson } from './elements.ts';
import { type Fields, textOf } from './json.ts';
import type { Message, View } from './state.ts';
import { APP, type Channel, OTHER_TEAM, type Person, TEAM } from './workspace.ts';

/** The deprecated verification token, which nobody may trust; it is in every payload all the same. */
const TOKEN = 'deprecated-verification-token';

export interface CommandInput {
  readonly person: Person;
  readonly channel: Channel;
  readonly name: string;
  readonly text: string;
  readonly responseUrl: string;
  readonly triggerId: string;
}

export function commandBody(input: CommandInput): string {
  return new URLSearchParams({
    token: TOKEN,
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: input.channel.id,
    channel_name: input.channel.name,
    user_id: input.person.id,
    user_name: input.person.name,
    command: input.name,
    text: input.text,
    api_app_id: APP.id,
    is_enterprise_install: 'false',
    response_url: input.responseUrl,
    trigger_id: input.triggerId,
  }).toString();
}

export interface ClickInput {
  readonly person: Person;
  readonly found: Found;
  /** The chosen option or entered text, for elements that are not buttons. */
  readonly chosen: Chosen | undefined;
  readonly triggerId: string;
  readonly actionTs: string;
  /** Options that the bot offered, when it is an external select. */
  readonly suggested: readonly Fields[];
  /** `state.values` of the message or view after this act. */
  readonly values: Fields;
}

export function messageClickBody(
  input: ClickInput,
  message: Message,
  channel: Channel,
  responseUrl: string,
): string {
  const isEphemeral = message.audience !== null;
  return payloadBody({
    ...clickFields(input),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: channel.id, name: channel.name },
    // An ephemeral message is not stored, so Slack cannot send it back.
    ...(isEphemeral ? {} : { message: messageJson(message) }),
    state: { values: input.values },
    response_url: responseUrl,
  });
}

export function viewClickBody(input: ClickInput, view: View): string {
  return payloadBody({
    ...clickFields(input),
    container: { type: 'view', view_id: view.id },
    view: viewJson(view, input.values),
  });
}

function clickFields(input: ClickInput): Fields {
  const { block, element } = input.found;
  const isButton = element['type'] === 'button';
  const chosen = isButton ? {} : valueJson(element, input.chosen ?? '', input.suggested);
  return {
    type: 'block_actions',
    user: userJson(input.person),
    api_app_id: APP.id,
    token: TOKEN,
    trigger_id: input.triggerId,
    // The app's workspace, whoever clicks; the clicker's own is in user.team_id.
    team: { id: TEAM.id, domain: TEAM.domain },
    enterprise: null,
    is_enterprise_install: false,
    actions: [
      {
        action_id: element['action_id'],
        block_id: block['block_id'],
        ...(element['text'] === undefined ? {} : { text: element['text'] }),
        ...(element['value'] === undefined ? {} : { value: element['value'] }),
        ...(element['style'] === undefined ? {} : { style: element['style'] }),
        ...chosen,
        type: element['type'],
        action_ts: input.actionTs,
      },
    ],
  };
}

export function viewSubmissionBody(person: Person, view: View, values: Fields, triggerId: string): string {
  return payloadBody({
    ...viewFields('view_submission', person),
    trigger_id: triggerId,
    view: viewJson(view, values),
    response_urls: [],
  });
}

export function viewClosedBody(person: Person, view: View): string {
  return payloadBody({
    ...viewFields('view_closed', person),
    view: viewJson(view),
    is_cleared: false,
  });
}

function viewFields(type: string, person: Person): Fields {
  return {
    type,
    team: { id: TEAM.id, domain: TEAM.domain },
    user: userJson(person),
    api_app_id: APP.id,
    token: TOKEN,
    enterprise: null,
    is_enterprise_install: false,
  };
}

export interface SuggestionInput {
  readonly person: Person;
  readonly found: Found;
  readonly typed: string;
}

/** What Slack asks when somebody types into an external select. */
export function suggestionBody(
  { person, found, typed }: SuggestionInput,
  place: View | { readonly message: Message; readonly channel: Channel },
): string {
  const where =
    'message' in place
      ? {
          container: { type: 'message', message_ts: place.message.ts, channel_id: place.channel.id },
          channel: { id: place.channel.id, name: place.channel.name },
          ...(place.message.audience === null ? { message: messageJson(place.message) } : {}),
        }
      : { container: { type: 'view', view_id: place.id }, view: viewJson(place) };
  return payloadBody({
    ...viewFields('block_suggestion', person),
    ...where,
    action_id: found.element['action_id'],
    block_id: found.block['block_id'],
    value: typed,
  });
}

export interface ShortcutInput {
  readonly person: Person;
  readonly callbackId: string;
  readonly triggerId: string;
  readonly actionTs: string;
}

/** A global shortcut, which belongs to no channel. */
export function shortcutBody(input: ShortcutInput): string {
  return payloadBody(shortcutFields('shortcut', input));
}

/** A shortcut of a message, from its "More actions" menu. */
export function messageShortcutBody(
  input: ShortcutInput,
  message: Message,
  channel: Channel,
  responseUrl: string,
): string {
  return payloadBody({
    ...shortcutFields('message_action', input),
    response_url: responseUrl,
    message_ts: message.ts,
    channel: { id: channel.id, name: channel.name },
    message: messageJson(message),
  });
}

function shortcutFields(type: string, { person, callbackId, triggerId, actionTs }: ShortcutInput): Fields {
  const { api_app_id: _, ...fields } = viewFields(type, person);
  return { ...fields, callback_id: callbackId, trigger_id: triggerId, action_ts: actionTs };
}

function userJson(person: Person): Fields {
  return { id: person.id, username: person.name, name: person.name, team_id: person.team };
}

function payloadBody(payload: Fields): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** The Events API envelope around one event. */
export function eventBody(event: Fields, eventId: string, seconds: number): string {
  return JSON.stringify({
    token: TOKEN,
    team_id: TEAM.id,
    context_team_id: TEAM.id,
    context_enterprise_id: null,
    api_app_id: APP.id,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: seconds,
    authorizations: [
      {
        enterprise_id: null,
        team_id: TEAM.id,
        user_id: APP.botUser,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: textOf(event['user_team']) === OTHER_TEAM,
    event_context: `4-${eventId}`,
  });
}
