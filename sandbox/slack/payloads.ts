/** The bodies Slack sends, in Slack's own shape: https://docs.slack.dev/reference/interaction-payloads */
import { messageJson, viewJson } from './compose.ts';
import { type Found, valueJson } from './elements.ts';
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
  readonly chosen: string | undefined;
  readonly triggerId: string;
  readonly actionTs: string;
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
    state: { values: {} },
    response_url: responseUrl,
  });
}

export function viewClickBody(input: ClickInput, view: View): string {
  return payloadBody({
    ...clickFields(input),
    container: { type: 'view', view_id: view.id },
    view: viewJson(view),
  });
}

function clickFields(input: ClickInput): Fields {
  const { block, element } = input.found;
  const chosen = element['type'] === 'button' ? {} : valueJson(element, input.chosen ?? '');
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
