/** conversations.*: what a channel is, who is in it, and what was said there. */
import { type Answer, accepted, type Method, refused, type World } from './answer.ts';
import { messageJson } from './compose.ts';
import { type Fields, isTrue, textOf } from './json.ts';
import type { Message } from './state.ts';
import { APP, type Channel, TEAM } from './workspace.ts';

export const CONVERSATION_METHODS: Readonly<Record<string, Method>> = {
  'conversations.info': { rate: 3, run: info },
  'conversations.open': { rate: 3, run: open },
  'conversations.members': { rate: 4, run: members },
  'conversations.history': { rate: 3, run: history },
  'conversations.replies': { rate: 3, run: replies },
};

function info(args: Fields, world: World): Answer {
  const channel = world.state.channels.get(textOf(args['channel']));
  if (channel === undefined) return refused('channel_not_found');
  return accepted({ channel: channelJson(channel) });
}

function channelJson(channel: Channel): Fields {
  return {
    id: channel.id,
    name: channel.name,
    is_channel: !channel.isDirect,
    is_im: channel.isDirect,
    is_private: channel.isDirect,
    is_archived: channel.isArchived,
    is_general: channel.name === 'general',
    is_member: channel.members.includes(APP.botUser),
    is_shared: channel.isShared,
    is_ext_shared: channel.isShared,
    is_pending_ext_shared: false,
    is_org_shared: false,
    context_team_id: TEAM.id,
  };
}

function open(args: Fields, world: World): Answer {
  const users = textOf(args['users']).split(',');
  const user = users[0] ?? '';
  if (users.length > 1) return refused('not_enough_users');
  const person = world.state.people.get(user);
  if (person === undefined) return refused('user_not_found');
  if (person.kind === 'deleted') return refused('user_disabled');
  return accepted({ channel: { id: world.state.direct(user).id } });
}

function members(args: Fields, world: World): Answer {
  const channel = world.state.channels.get(textOf(args['channel']));
  if (channel === undefined) return refused('channel_not_found');
  return accepted({ members: channel.members, response_metadata: { next_cursor: '' } });
}

function history(args: Fields, world: World): Answer {
  const found = readable(args, world);
  if ('error' in found) return refused(found.error);
  const oldest = textOf(args['oldest']) || '0';
  const latest = textOf(args['latest']) || '9';
  const limit = Math.min(999, Number(args['limit'] ?? 100));
  const inside = found.messages.filter((one) => {
    const isWithin = isTrue(args['inclusive'])
      ? one.ts >= oldest && one.ts <= latest
      : one.ts > oldest && one.ts < latest;
    return isWithin && one.threadTs === null;
  });
  const newestFirst = inside.toReversed().slice(0, limit);
  const withMetadata = isTrue(args['include_all_metadata']);
  return accepted({
    messages: newestFirst.map((one) => messageJson(one, withMetadata)),
    has_more: inside.length > limit,
    response_metadata: { next_cursor: '' },
  });
}

function replies(args: Fields, world: World): Answer {
  const found = readable(args, world);
  if ('error' in found) return refused(found.error);
  const ts = textOf(args['ts']);
  const thread = found.messages.filter((one) => one.ts === ts || one.threadTs === ts);
  if (thread.length === 0) return refused('thread_not_found');
  const withMetadata = isTrue(args['include_all_metadata']);
  return accepted({ messages: thread.map((one) => messageJson(one, withMetadata)), has_more: false });
}

function readable(
  args: Fields,
  world: World,
): { readonly messages: readonly Message[] } | { readonly error: string } {
  const channel = world.state.channels.get(textOf(args['channel']));
  if (channel === undefined) return { error: 'channel_not_found' };
  if (!channel.members.includes(APP.botUser)) return { error: 'not_in_channel' };
  return { messages: world.state.messages(channel.id) };
}
