/** A state change, its audit row, its card and its thread note: one transaction, or nothing. */
import type { Operation, OperationState, Outcome } from '../core/operation.ts';
import type { OperationPatch, Store } from '../core/ports/store.ts';
import { moment, type Sentence, say } from '../core/sentence.ts';
import { lockAfter, lockedText } from './lock-after-rollback.ts';
import { type Changes, describeOperation } from './operation-state.ts';
import { tellRequester } from './tell-requester.ts';

export interface SavePorts {
  readonly store: Store;
  readonly changes: Changes;
  readonly channel: string;
  readonly nudge: () => void;
}

/** Said once in the thread of an operation's card; `broadcast` also in the channel. */
export interface ThreadNote {
  readonly id: string;
  readonly text: Sentence;
  readonly broadcast?: boolean;
}

/** Each line of a card's thread bears its time: notes may go out late, as while Slack is down. */
export function logLine(at: number, text: Sentence): Sentence {
  return say('rollout.log', { at: moment(at), text });
}

/** Null when the operation is no longer at the version that was read: somebody else moved it. */
export async function save(
  { store, changes, channel, nudge }: SavePorts,
  operation: Operation,
  to: OperationState,
  patch: OperationPatch,
  what: {
    readonly event: string;
    readonly note?: Sentence;
    /** How it ended, for whoever asked. */
    readonly told?: Sentence;
    readonly data?: Readonly<Record<string, unknown>>;
  },
): Promise<Operation | null> {
  const { id, environment, version } = operation;
  const at = what.note === undefined ? 0 : await store.now();
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
    // In the same commit as the end of the rollback: no deploy can slip in between.
    if (operation.kind === 'rollback' && to === 'succeeded') await lockAfter(records, next);
    if (what.note !== undefined) {
      await records.messages.say({
        id: `note:${id}:${version}`,
        channel,
        text: logLine(at, what.note),
        parent: `operation:${id}`,
      });
    }
    if (what.told !== undefined) {
      const text = describeOperation(changes, operation);
      await tellRequester(records, operation, text, { told: 'ended', text: what.told });
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
  told: { readonly notes: readonly ThreadNote[]; readonly at: number } = { notes: [], at: 0 },
): Promise<Operation | null> {
  const { id, version, state } = operation;
  const moved = await store.transaction(async (records) => {
    const next = await records.operations.move(id, [state], state, patch, version);
    if (next === null) return null;
    await records.messages.want({ kind: 'operation', subject: id, channel });
    for (const note of told.notes)
      await records.messages.say({
        ...note,
        channel,
        text: logLine(told.at, note.text),
        parent: `operation:${id}`,
      });
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
  const locks = operation.kind === 'rollback' && state === 'succeeded';
  const told = locks ? { ...outcome, details: [...outcome.details, lockedText(operation)] } : outcome;
  return save(
    ports,
    operation,
    state,
    { ...patch, outcome: told, endedAt },
    { event: state, note, told: outcome.text, data: { entry: outcome.entry } },
  );
}
