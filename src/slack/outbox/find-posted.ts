/** Looks for a message of ours whose answer was lost, so that it is not posted twice. */
import type { WebClient } from '@slack/web-api';
import { type SlackFailure, slackFailure } from '../problems.ts';
import type { Content } from './content.ts';

/** Messages looked through, newest first. A lost answer is looked for within minutes. */
const LOOKED_THROUGH = 100;

export type Found =
  | { readonly looked: true; readonly ts: string | null }
  | { readonly looked: false; readonly failure: SlackFailure };

/** The ts of our message, null when it is not there; or why the channel could not be read. */
export async function findPosted(
  client: WebClient,
  where: { readonly channel: string; readonly thread: string | null; readonly botId: string | null },
  content: Content,
): Promise<Found> {
  const page = { channel: where.channel, limit: LOOKED_THROUGH, include_all_metadata: true };
  try {
    const answer =
      where.thread === null
        ? await client.conversations.history(page)
        : await client.conversations.replies({ ...page, ts: where.thread });
    const ours = (answer.messages ?? []).find((message) => isOurs(message, where.botId, content));
    return { looked: true, ts: ours?.ts ?? null };
  } catch (error) {
    return { looked: false, failure: slackFailure(error) };
  }
}

interface SeenMessage {
  readonly ts?: string;
  readonly bot_id?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: unknown };
}

/** Any app may write the same metadata, so the author counts too. */
function isOurs(message: SeenMessage, botId: string | null, { metadata, key }: Content): boolean {
  if (botId !== null && message.bot_id !== botId) return false;
  if (message.metadata?.event_type !== metadata.event_type) return false;
  const payload = message.metadata.event_payload as Record<string, unknown> | null | undefined;
  return payload?.[key] === metadata.event_payload[key];
}
