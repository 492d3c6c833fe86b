import { laneOf } from '../lanes.ts';
import type { Operation } from '../operation.ts';
import { type Mention, mention, type Sentence, say, span } from '../sentence.ts';

/** One sentence that grows up: A wants to deploy → A and B are deploying → A and B deployed. */
export function operationTitle(operation: Operation, what: Sentence): Sentence {
  const by = operation.decidedBy.map(mention);
  switch (operation.state) {
    case 'planned':
    case 'pending':
      return say('card.wants', { who: mention(operation.requester.user), what });
    case 'approved':
    case 'executing':
      return say('card.are-doing', { who: everybody(operation), what, progress: progressOf(operation) });
    case 'succeeded':
      return say('card.did', { who: everybody(operation), what, took: tookOf(operation) });
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
      return isShut(operation)
        ? say('card.stale-gate', { what, environment: operation.environment })
        : say('card.stale', { what });
  }
}

/** Nothing moved: a lock or a freeze stood in the way when it was to begin. */
function isShut({ outcome }: Operation): boolean {
  return outcome !== null && 'say' in outcome.text && outcome.text.say === 'gate.stale';
}

/** Nothing while nothing of it runs yet, and of what has no tasks. */
function progressOf({ kind, rollout }: Operation): Sentence | null {
  if (rollout === null || rollout.desired === 0 || laneOf(kind) === 'data' || kind === 'test-alarm')
    return null;
  const { running, desired } = rollout;
  return say('rollout.of', { running: Math.min(running, desired), desired });
}

function tookOf({ startedAt, endedAt }: Operation): ReturnType<typeof span> | null {
  return startedAt === null || endedAt === null ? null : span(endedAt - startedAt);
}

/** The requester and those who approved: two people did it, and both are named. */
function everybody({ requester, decidedBy }: Operation): readonly Mention[] {
  return [...new Set([requester.user, ...decidedBy])].map(mention);
}
