/**
 * What operations may do, written down a second time and independently: who may decide what, which state may follow
 * which, and what must have been true of everything that was sent to AWS.
 */
import type { Operation, OperationState } from '../../src/core/operation.ts';
import { GLASS, type ModelHouse, OPERATORS, type Person, SAME } from './model-house.ts';
import type { Replica } from './model-replica.ts';

export interface ModelOperation {
  readonly id: string;
  readonly requester: Person;
  readonly approvals: number;
  readonly expiresAt: number;
  readonly sealed: boolean;
  state: OperationState;
  /** Accounts whose approval counts, or whoever decided. */
  by: readonly Person[];
  glass: { readonly by: Person; readonly until: number } | null;
  /** Why it may be carried out; null while it may not. */
  right: 'approved' | 'glass' | 'nobody asked' | null;
}

/** Who was in the middle of a round when an environment was shut, and in which. */
export interface Shut {
  readonly until: number;
  readonly midway: readonly { readonly replica: Replica; readonly round: number }[];
}

export interface Model {
  readonly operations: ModelOperation[];
  readonly shut: Map<'lock' | 'freeze', Shut>;
}

/** What is compared of a row. */
export type Row = Pick<Operation, 'id' | 'state' | 'decidedBy' | 'startedAt'>;

/** Something that a person or the clock does to requests that wait. */
export type Act =
  | {
      readonly act: 'approve' | 'reject' | 'cancel' | 'offer glass' | 'break glass';
      readonly by: Person;
      readonly on: string;
    }
  | { readonly act: 'expire' };

/** The world in which acts are judged. */
export interface Judgement {
  readonly now: number;
  readonly members: readonly Person[] | null;
  /** Approvals that today's rules want. */
  readonly approvals: number;
}

const LATER: Readonly<Record<OperationState, readonly OperationState[]>> = {
  planned: [],
  pending: [],
  approved: ['executing', 'stale', 'failed'],
  executing: ['succeeded', 'failed', 'superseded', 'unknown', 'stale'],
  unknown: ['succeeded', 'failed', 'superseded'],
  succeeded: [],
  failed: [],
  superseded: [],
  rejected: [],
  cancelled: [],
  expired: [],
  stale: [],
};

const OVER = ['succeeded', 'failed', 'superseded', 'rejected', 'cancelled', 'expired', 'stale'];

export function isOver(state: string): boolean {
  return OVER.includes(state);
}

/** True when a worker has something to do with it. */
export function isMoving(state: OperationState): boolean {
  return state !== 'pending' && !isOver(state);
}

/** True when the worker may have brought it there, in any number of moves. */
export function mayFollow(from: OperationState, to: OperationState): boolean {
  return from === to || LATER[from].some((next) => mayFollow(next, to));
}

function isSame(one: string, other: string): boolean {
  return (
    one === other ||
    SAME.some((accounts) => accounts.some((a) => a === one) && accounts.some((a) => a === other))
  );
}

/** What an act makes of a waiting request; the same object when nothing. */
export function judge(before: ModelOperation, act: Act, world: Judgement): ModelOperation {
  if (before.state !== 'pending') return before;
  const late = world.now >= before.expiresAt;
  if (act.act === 'expire') return late ? { ...before, state: 'expired' } : before;
  if (act.on !== before.id || world.members === null) return before;
  const { by } = act;
  const { members } = world;
  const own = isSame(by, before.requester);
  switch (act.act) {
    case 'offer glass':
      if (!GLASS.includes(by)) return before;
      return { ...before, glass: { by, until: world.now + 120_000 } };
    case 'break glass':
      if (late || before.glass?.by !== by || world.now >= before.glass.until) return before;
      return { ...before, state: 'approved', by: [by], right: 'glass' };
    case 'cancel':
      return late || !own ? before : { ...before, state: 'cancelled', by: [by] };
    case 'reject':
      if (late || !(own || members.includes(by) || OPERATORS.includes(by))) return before;
      return { ...before, state: 'rejected', by: [by] };
    case 'approve': {
      if (late || own || !members.includes(by)) return before;
      const standing = before.by.filter((each) => members.includes(each));
      if (standing.some((each) => isSame(each, by))) return before;
      const enough = standing.length + 1 >= Math.max(before.approvals, world.approvals);
      const counted = { ...before, by: [...standing, by] };
      return enough ? { ...counted, state: 'approved', right: 'approved' } : counted;
    }
  }
}

/** Fails unless the rows are as one of the orders of the acts would have made them; the model then is that order. */
export function agree(
  model: Model,
  rows: readonly Row[],
  orders: readonly (readonly ModelOperation[])[],
): void {
  const shown = (each: { id: string; state: string }, by: readonly string[]) =>
    `${each.id} ${each.state} by ${by.join('+')}`;
  const known = new Set(model.operations.map(({ id }) => id));
  const found = rows.filter(({ id }) => known.has(id)).map((row) => shown(row, row.decidedBy));
  const expected = orders.map((order) => order.map((each) => shown(each, each.by)));
  const at = expected.findIndex((order) => order.join() === found.join());
  if (at === -1)
    throw new Error(
      `the store says ${found.join(', ')}; right would be ${[...new Set(expected.map(String))].join(' or ')}`,
    );
  model.operations.splice(0, model.operations.length, ...orders[at]!);
}

/** Takes over what the workers did, which must be possible and was not done behind a lock. */
export function follow(model: Model, house: ModelHouse, rows: readonly Row[]): void {
  for (const row of rows) {
    const known = model.operations.find(({ id }) => id === row.id);
    if (known === undefined) throw new Error(`nobody asked for ${row.id}`);
    if (!mayFollow(known.state, row.state))
      throw new Error(`${row.id} went from ${known.state} to ${row.state}`);
    const began = known.state === 'approved' && row.startedAt !== null;
    if (began && known.right !== 'glass' && wasShut(model, house))
      throw new Error(`${row.id} began while its environment was shut`);
    known.state = row.state;
  }
}

export function shutNow(house: ModelHouse, until: number): Shut {
  const midway = house.replicas.filter((replica) => replica.at() !== 'idle');
  return { until, midway: midway.map((replica) => ({ replica, round: replica.rounds() })) };
}

export function isShut({ shut }: Model, now: number): boolean {
  return [...shut.values()].some(({ until }) => now < until);
}

/** Shut, and nobody is still in a round that began before: whoever looked must have seen it. */
function wasShut({ shut }: Model, { replicas, steered }: ModelHouse): boolean {
  return [...shut.values()].some(
    ({ until, midway }) =>
      steered.now() < until &&
      midway.every(({ replica, round }) => !replicas.includes(replica) || replica.rounds() > round),
  );
}
