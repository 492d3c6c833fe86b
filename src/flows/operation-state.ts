/** The words for an operation's state, and its change's own words, for answers and cards. */
import type { Change } from '../core/change.ts';
import type { ChangeKind, Operation, OperationState } from '../core/operation.ts';
import { type Sentence, say } from '../core/sentence.ts';

export type Changes = Readonly<Record<ChangeKind, Change>>;

export function stateText(state: OperationState): Sentence {
  return say(`operation.state.${state}`);
}

export function describeOperation(
  changes: Changes,
  operation: Pick<Operation, 'kind' | 'plan' | 'environment'>,
): Sentence {
  return changes[operation.kind].describe(operation);
}
