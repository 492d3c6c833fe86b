/** Who took the place of a rollout: another change of this bot, or somebody outside of it. */
import type { Operation, Outcome, RolloutView } from '../core/operation.ts';
import { targetOf } from '../core/operation-target.ts';
import type { Store } from '../core/ports/store.ts';
import { code, mention, moment, type Sentence, say } from '../core/sentence.ts';
import { type Changes, describeOperation } from './operation-state.ts';

/** One change at a time runs in a lane, so whoever it was is among the newest. */
const LOOKED_AT = 20;

/** The outcome with its author among the details. */
export async function withSuperseder(
  { store, changes }: { readonly store: Pick<Store, 'operations'>; readonly changes: Changes },
  operation: Operation,
  rollout: RolloutView | null,
  outcome: Outcome,
): Promise<Outcome> {
  const by = rollout?.replacedBy;
  if (by === undefined) return outcome;
  const { environment } = operation;
  const others = await store.operations.list({ environment, limit: LOOKED_AT });
  const other = others.find((one) => one.id !== operation.id && isIt(one, operation, by));
  const text: Sentence =
    other === undefined
      ? say('rollout.replaced-outside', {
          deployment: by.deployment === null ? null : code(by.deployment),
          at: by.at === null ? null : moment(by.at),
        })
      : say('rollout.replaced-by', {
          id: code(other.id),
          who: mention(other.requester.user),
          what: describeOperation(changes, other),
        });
  return { ...outcome, details: [...outcome.details, text] };
}

/** By the deployment where both are known; else by the revision, of what began after the one that was replaced. */
function isIt(other: Operation, operation: Operation, by: NonNullable<RolloutView['replacedBy']>): boolean {
  const update = other.steps.find(({ step }) => step === 'update')?.result ?? null;
  if (update === null) return false;
  const deployment = update['deploymentId'] ?? null;
  if (deployment !== null && by.deployment !== null) return deployment === by.deployment;
  const isLater = (other.startedAt ?? 0) >= (operation.startedAt ?? operation.createdAt);
  return isLater && targetOf(other) === by.taskDefinition;
}
