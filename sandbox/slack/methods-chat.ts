/** chat.*, reactions.add: https://docs.slack.dev/reference/methods */
import { type Answer, accepted, type Method, refused, type World } from './answer.ts';
import { type Content, checkContent } from './check-message.ts';
import { editedMessage, messageJson, newMessage } from './compose.ts';
import { type Fields, fieldsOf, isTrue, textOf } from './json.ts';
import { LIMITS } from './limits.ts';
import type { Message } from './state.ts';
import { APP, type Channel, TEAM } from './workspace.ts';

export const CHAT_METHODS: Readonly<Record<string, Method>> = {
  'chat.postMessage': { rate: 'post', run: postMessage },
  'chat.postEphemeral': { rate: 4, run: postEphemeral },
  'chat.update': { rate: 3, run: update },
  'chat.delete': { rate: 3, run: remove },
  'chat.getPermalink': { rate: 'free', run: getPermalink },
  'reactions.add': { rate: 3, run: addReaction },
};

function postMessage(args: Fields, world: World): Answer {
  const place = writableChannel(textOf(args['channel']), world);
  if ('error' in place) return refused(place.error);
  const verdict = checkContent(args, LIMITS.postText);
  if (verdict.verdict === 'refused') return refused(verdict.error, verdict.complaints);
  const missing = missingFiles(verdict.content, world);
  if (missing.length > 0) return refused('invalid_blocks', missing);
  const threadTs = textOf(args['thread_ts']) || null;
  if (threadTs !== null && world.state.message(place.channel.id, threadTs) === null) {
    return refused('thread_not_found');
  }
  const broadcast = threadTs !== null && isTrue(args['reply_broadcast']);
  const where = { channel: place.channel.id, threadTs, broadcast };
  const message = newMessage(verdict.content, where, world.state);
  world.state.put(message);
  return accepted({ channel: message.channel, ts: message.ts, message: messageJson(message) });
}

function postEphemeral(args: Fields, world: World): Answer {
  const place = writableChannel(textOf(args['channel']), world);
  if ('error' in place) return refused(place.error);
  const user = textOf(args['user']);
  if (!place.channel.members.includes(user)) return refused('user_not_in_channel');
  const verdict = checkContent(args, LIMITS.postText);
  if (verdict.verdict === 'refused') return refused(verdict.error, verdict.complaints);
  const threadTs = textOf(args['thread_ts']) || null;
  const where = { channel: place.channel.id, audience: user, threadTs };
  const message = newMessage(verdict.content, where, world.state);
  world.state.put(message);
  return accepted({ message_ts: message.ts });
}

function update(args: Fields, world: World): Answer {
  const own = ownMessage(args, world, 'cant_update_message');
  if ('error' in own) return refused(own.error);
  const verdict = checkContent(args, LIMITS.updateText);
  if (verdict.verdict === 'refused') return refused(verdict.error, verdict.complaints);
  const missing = missingFiles(verdict.content, world);
  if (missing.length > 0) return refused('invalid_blocks', missing);
  if (isRichOnly(own.message.blocks) && !isRichOnly(verdict.content.blocks)) return refused('block_mismatch');
  const message = editedMessage(own.message, verdict.content, world.state);
  world.state.put(message);
  return accepted({
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: messageJson(message),
  });
}

function remove(args: Fields, world: World): Answer {
  const own = ownMessage(args, world, 'cant_delete_message');
  if ('error' in own) return refused(own.error);
  world.state.remove(own.message);
  return accepted({ channel: own.message.channel, ts: own.message.ts });
}

function getPermalink(args: Fields, world: World): Answer {
  const channel = textOf(args['channel']);
  const ts = textOf(args['message_ts']);
  if (!world.state.channels.has(channel)) return refused('channel_not_found');
  if (world.state.message(channel, ts) === null) return refused('message_not_found');
  const permalink = `https://${TEAM.domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}`;
  return accepted({ channel, permalink });
}

function addReaction(args: Fields, world: World): Answer {
  const message = world.state.message(textOf(args['channel']), textOf(args['timestamp']));
  if (message === null) return refused('message_not_found');
  const name = textOf(args['name']);
  if (!/^[a-z0-9_+'-]{1,100}$/u.test(name)) return refused('invalid_name');
  const known = message.reactions.find((one) => one.name === name);
  if (known?.users.includes(APP.botUser)) return refused('already_reacted');
  const others = message.reactions.filter((one) => one !== known);
  const users = [...(known?.users ?? []), APP.botUser];
  world.state.put({ ...message, reactions: [...others, { name, users }] });
  return accepted();
}

/** A user id stands for the direct conversation with that person. */
export function writableChannel(
  id: string,
  world: World,
): { readonly channel: Channel } | { readonly error: string } {
  const person = world.state.people.get(id);
  if (person !== undefined) {
    return person.kind === 'deleted' ? { error: 'channel_not_found' } : { channel: world.state.direct(id) };
  }
  const channel = world.state.channels.get(id);
  if (channel === undefined) return { error: 'channel_not_found' };
  if (channel.isArchived) return { error: 'is_archived' };
  return channel.members.includes(APP.botUser) ? { channel } : { error: 'not_in_channel' };
}

function ownMessage(
  args: Fields,
  world: World,
  foreign: string,
): { readonly message: Message } | { readonly error: string } {
  const channel = world.state.channels.get(textOf(args['channel']));
  if (channel === undefined) return { error: 'channel_not_found' };
  const message = world.state.message(channel.id, textOf(args['ts']));
  // Ephemeral messages cannot be reached this way: only their response_url edits them.
  if (message === null || message.audience !== null) return { error: 'message_not_found' };
  if (channel.isArchived) return { error: 'is_archived' };
  return message.user === APP.botUser ? { message } : { error: foreign };
}

function isRichOnly(blocks: readonly Fields[]): boolean {
  return blocks.length > 0 && blocks.every((block) => block['type'] === 'rich_text');
}

/** An uploaded image may be shown only once Slack has looked at it, which takes a moment. */
function missingFiles(content: Content, world: World): readonly string[] {
  return content.blocks.flatMap((block, index) => {
    const id = textOf(fieldsOf(block['slack_file'])['id']);
    if (block['type'] !== 'image' || id === '') return [];
    const readyAt = world.state.files.get(id)?.readyAt ?? Number.POSITIVE_INFINITY;
    return world.now() >= readyAt ? [] : [`invalid slack file [json-pointer:/blocks/${index}/slack_file]`];
  });
}

/** The text a person typed, escaped as Slack stores it. */
export function typedContent(text: string): Content {
  return { text, blocks: [], attachments: [], metadata: null };
}
