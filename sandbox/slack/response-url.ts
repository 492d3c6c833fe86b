/** What a response_url does: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
import type { World } from './answer.ts';
import type { ResponsePlace } from './callbacks.ts';
import { checkContent } from './check-message.ts';
import { editedMessage, newMessage } from './compose.ts';
import { type Fields, isTrue, textOf } from './json.ts';
import { LIMITS } from './limits.ts';

export interface HookAnswer {
  readonly status: number;
  readonly body: Fields;
}

export function respond(id: string, body: Fields, world: World): HookAnswer {
  const found = world.callbacks.useResponse(id);
  if ('error' in found) return { status: 404, body: { ok: false, error: found.error } };
  const { place } = found;
  const original = place.ts === null ? null : world.state.message(place.channel, place.ts);
  if (isTrue(body['delete_original'])) {
    if (original !== null) world.state.remove(original);
    return { status: 200, body: { ok: true } };
  }
  if (isTrue(body['replace_original']) && original !== null) {
    const verdict = checkContent(body, LIMITS.updateText);
    if (verdict.verdict === 'refused') return badRequest(verdict);
    world.state.put(editedMessage(original, verdict.content, world.state));
    return { status: 200, body: { ok: true } };
  }
  return show(body, place, world);
}

/** A new message: in the channel when asked for, else for this person only. Also what a command's ack says. */
export function show(body: Fields, place: ResponsePlace, world: World): HookAnswer {
  const verdict = checkContent(body, LIMITS.postText);
  if (verdict.verdict === 'refused') return badRequest(verdict);
  const audience = body['response_type'] === 'in_channel' ? null : place.user;
  // A reply stays in a thread only when the bot says so.
  const threadTs = textOf(body['thread_ts']) || null;
  world.state.put(newMessage(verdict.content, { channel: place.channel, audience, threadTs }, world.state));
  return { status: 200, body: { ok: true } };
}

function badRequest(verdict: { readonly error: string; readonly complaints: readonly string[] }): HookAnswer {
  const messages = verdict.complaints.map((complaint) => `[ERROR] ${complaint}`);
  return {
    status: 400,
    body: { ok: false, error: verdict.error, response_metadata: { messages } },
  };
}
