/** A state change, its audit row, its card and its thread note: one transaction, or nothing. */
import type { Operation, OperationState, Outcome } from '../core/operation.ts';
import type { OperationPatch, Store } from '../core/ports/store.ts';
import { type Sentence, say } from '../core/sentence.ts';

export interface SavePorts {
  readonly store: Store;
  readonly channel: string;
  readonly nudge: () => void;
}

/** Null when the operation is no longer at the version that was read: somebody else moved it. */
export async function save(
  { store, channel, nudge }: SavePorts,
  operation: Operation,
  to: OperationState,
  patch: OperationPatch,
  what: {
    readonly event: string;
    readonly note?: Sentence;
    readonly data?: Readonly<Record<string, unknown>>;
  },
): Promise<Operation | null> {
  const { id, environment, version } = operation;
  const moved = await store.transaction(async (records) => {
    const next = await records.operations.move(id, [operation.state], to, patch, version);
    if (next === null) return null;
    await records.audit.append({
      actor: 'hydrous',
      event: what.event,
      subject: id,
      environment,
      data: what.data ?? {},
    });
    await records.messages.want({ kind: 'operation', subject: id, channel });
    // Ending well is not the same as having helped.
    if (to === 'succeeded' && operation.incident !== null) await records.followUps.want('verify', id, 0);
    // Kept from before the request is sent, so that no suspension is without an end.
    if (operation.kind === 'autoscale-suspend' && (to === 'executing' || to === 'succeeded'))
      await records.followUps.want('end-suspension', id, Number(operation.plan.target['duration']));
    if (what.note !== undefined) {
      await records.messages.say({
        id: `note:${id}:${version}`,
        channel,
        text: what.note,
        parent: `operation:${id}`,
      });
    }
    return next;
  });
  if (moved !== null) nudge();
  return moved;
}

/** The card follows progress without an audit row each time: nothing was decided and nothing was sent. */
export async function saveProgress(
  { store, channel, nudge }: SavePorts,
  operation: Operation,
  patch: OperationPatch,
): Promise<Operation | null> {
  const { id, version, state } = operation;
  const moved = await store.transaction(async (records) => {
    const next = await records.operations.move(id, [state], state, patch, version);
    if (next !== null) await records.messages.want({ kind: 'operation', subject: id, channel });
    return next;
  });
  if (moved !== null) nudge();
  return moved;
}

export async function end(
  ports: SavePorts,
  operation: Operation,
  state: OperationState,
  outcome: Outcome,
  patch: OperationPatch = {},
): Promise<Operation | null> {
  const endedAt = await ports.store.now();
  const note = say('note.ended', { text: outcome.text });
  return save(
    ports,
    operation,
    state,
    { ...patch, outcome, endedAt },
    { event: state, note, data: { entry: outcome.entry } },
  );
}
