/** Turns what was accepted into what Slack stores and sends back. */
import type { Content } from './check-message.ts';
import { type Fields, fieldsOf, listOf } from './json.ts';
import type { Message, State, View } from './state.ts';
import { APP, TEAM } from './workspace.ts';

/** Slack gives every block and every interactive element an id when the bot gave none. */
export function withIds(blocks: readonly unknown[], state: State): readonly Fields[] {
  return blocks.map((value) => {
    const block = fieldsOf(value);
    const elements = listOf(block['elements']).map((element) => withActionId(element, state));
    return {
      ...block,
      block_id: block['block_id'] ?? state.nextId('b'),
      ...(Array.isArray(block['elements']) ? { elements } : {}),
      ...(block['accessory'] === undefined ? {} : { accessory: withActionId(block['accessory'], state) }),
      ...(block['element'] === undefined ? {} : { element: withActionId(block['element'], state) }),
    };
  });
}

const PASSIVE = ['image', 'mrkdwn', 'plain_text'];

function withActionId(value: unknown, state: State): Fields {
  const element = fieldsOf(value);
  const type = String(element['type']);
  if (PASSIVE.includes(type) || type.startsWith('rich_text') || element['action_id'] !== undefined) {
    return element;
  }
  return { ...element, action_id: state.nextId('a') };
}

export interface Placement {
  readonly channel: string;
  readonly user?: string;
  readonly threadTs?: string | null;
  readonly audience?: string | null;
  readonly broadcast?: boolean;
  readonly files?: readonly string[];
}

export function newMessage(content: Content, place: Placement, state: State): Message {
  return {
    channel: place.channel,
    ts: state.nextTs(),
    threadTs: place.threadTs ?? null,
    user: place.user ?? APP.botUser,
    text: content.text,
    blocks: withIds(content.blocks, state),
    attachments: attachmentsWithIds(content.attachments, state),
    metadata: keptMetadata(content.metadata),
    edited: null,
    audience: place.audience ?? null,
    broadcast: place.broadcast ?? false,
    reactions: [],
    files: place.files ?? [],
  };
}

/** The same message with other content. Metadata stays unless the content brings some; `{}` removes it. */
export function editedMessage(message: Message, content: Content, state: State): Message {
  return {
    ...message,
    text: content.text,
    blocks: withIds(content.blocks, state),
    attachments: attachmentsWithIds(content.attachments, state),
    metadata: content.metadata === null ? message.metadata : keptMetadata(content.metadata),
    edited: state.nextTs(),
  };
}

function attachmentsWithIds(attachments: readonly Fields[], state: State): readonly Fields[] {
  return attachments.map((one) => ({ ...one, blocks: withIds(listOf(one['blocks']), state) }));
}

function keptMetadata(metadata: Fields | null): Fields | null {
  return metadata === null || Object.keys(metadata).length === 0 ? null : metadata;
}

/** A message as the Web API and the payloads write it. */
export function messageJson(message: Message, withMetadata = false): Fields {
  const isBot = message.user === APP.botUser;
  return {
    type: 'message',
    ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: TEAM.id,
    ...(isBot ? { bot_id: APP.botId, app_id: APP.id } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    ...(message.edited === null ? {} : { edited: { user: message.user, ts: message.edited } }),
    ...(message.reactions.length > 0 ? { reactions: message.reactions } : {}),
    ...(withMetadata && message.metadata !== null ? { metadata: message.metadata } : {}),
  };
}

/** @param values what the person has entered so far, by block id and action id */
export function viewJson(view: View, values: Fields = {}): Fields {
  return {
    id: view.id,
    team_id: TEAM.id,
    type: view.type,
    blocks: view.body['blocks'],
    private_metadata: view.body['private_metadata'] ?? '',
    callback_id: view.body['callback_id'] ?? '',
    state: { values },
    hash: view.hash,
    title: view.body['title'] ?? null,
    submit: view.body['submit'] ?? null,
    close: view.body['close'] ?? null,
    clear_on_close: view.body['clear_on_close'] ?? false,
    notify_on_close: view.body['notify_on_close'] ?? false,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
    external_id: view.body['external_id'] ?? '',
    app_id: APP.id,
    bot_id: APP.botId,
    app_installed_team_id: TEAM.id,
  };
}
