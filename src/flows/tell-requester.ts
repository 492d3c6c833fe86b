/** A private word to whoever asked, when something became of the request. Said through the outbox, so that it is said once. */
import type { Operation } from '../core/operation.ts';
import type { Records } from '../core/ports/store.ts';
import { code, mention, type Sentence, say } from '../core/sentence.ts';

export type Told =
  | { readonly told: 'approved'; readonly by: readonly string[] }
  | { readonly told: 'rejected'; readonly by: string; readonly reason: string | null }
  | { readonly told: 'expired' }
  | { readonly told: 'ended'; readonly text: Sentence };

/**
 * `operation` is the row before the change it tells of. Nobody is told what they did themselves. Slack takes a user id
 * for a channel and opens the direct message with the bot.
 */
export async function tellRequester(
  records: Pick<Records, 'messages'>,
  operation: Operation,
  what: Sentence,
  told: Told,
): Promise<void> {
  const { id, version, requester } = operation;
  if (told.told === 'rejected' && told.by === requester.user) return;
  if (told.told === 'approved' && told.by.every((user) => user === requester.user)) return;
  await records.messages.say({
    id: `note:told:${id}:${version}`,
    channel: requester.user,
    text: textOf(code(id), what, told),
  });
}

function textOf(id: ReturnType<typeof code>, what: Sentence, told: Told): Sentence {
  switch (told.told) {
    case 'approved':
      return say('policy.told.approved', { id, what, by: told.by.map(mention) });
    case 'rejected':
      return say('policy.told.rejected', { id, what, by: mention(told.by), reason: told.reason });
    case 'expired':
      return say('policy.told.expired', { id, what });
    case 'ended':
      return say('policy.told.ended', { id, what, text: told.text });
  }
}
