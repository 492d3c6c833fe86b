/**
 * Slack takes a moment to look at an uploaded picture and refuses a card that shows it too early. The card goes out
 * without it at once, and comes back for it. Source of the refusal: slackapi/python-slack-sdk#1521.
 */
import type { MessageRecords, OutboxMessage } from '../../core/ports/store.ts';

/** ms between the tries; after the last one the card stays without its picture until it changes. */
const WAITS = [1_000, 2_000, 4_000, 8_000];

/** Writes down that the card is there without its picture. `digest` is that of the whole card. */
export async function sentWithout(
  message: OutboxMessage,
  posted: { readonly ts: string; readonly channel: string; readonly digest: string },
  messages: MessageRecords,
  owner: string,
): Promise<void> {
  const { id, ts, wanted, attempts } = message;
  // A new message has to be known by its ts first; one ask less than there are brings it back.
  if (ts === null) return messages.sent(id, owner, { ...posted, wanted: wanted - 1, digest: '' });
  const wait = WAITS[attempts - 1];
  if (wait === undefined) return messages.sent(id, owner, { ...posted, wanted });
  return messages.later(id, owner, { delayMs: wait, unsure: false });
}
