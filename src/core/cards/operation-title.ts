import type { Operation } from '../operation.ts';
import { type Mention, mention, type Sentence, say } from '../sentence.ts';

/** One sentence that grows up: A wants to deploy → A and B are deploying → A and B deployed. */
export function operationTitle(operation: Operation, what: Sentence): Sentence {
  const by = operation.decidedBy.map(mention);
  switch (operation.state) {
    case 'planned':
    case 'pending':
      return say('card.wants', { who: mention(operation.requester.user), what });
    case 'approved':
    case 'executing':
      return say('card.are-doing', { who: everybody(operation), what });
    case 'succeeded':
      return say('card.did', { who: everybody(operation), what });
    case 'failed':
      return say('card.failed', { who: everybody(operation), what });
    case 'superseded':
      return say('card.superseded', { what });
    case 'unknown':
      return say('card.unknown', { what });
    case 'rejected':
      return say('card.rejected', { by, what });
    case 'cancelled':
      return say('card.cancelled', { by, what });
    case 'expired':
      return say('card.expired', { what });
    case 'stale':
      return say('card.stale', { what });
  }
}

/** The requester and those who approved: two people did it, and both are named. */
function everybody({ requester, decidedBy }: Operation): readonly Mention[] {
  return [...new Set([requester.user, ...decidedBy])].map(mention);
}
