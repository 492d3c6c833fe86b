/**
 * A request that waits reminds those who can still decide, in the thread of its card: after five minutes, and then
 * each time after twice as long, until it is decided or expires. The database's clock counts, and the reminder's
 * number is part of its id, so that a restart or a second replica says nothing twice.
 */
import type { Environment } from '../core/environment.ts';
import type { Operation } from '../core/operation.ts';
import { isSamePerson } from '../core/person.ts';
import { type PolicySnapshot, policyOf, stricter } from '../core/policy.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { FollowUp } from '../core/ports/follow-ups.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { mention, moment, say } from '../core/sentence.ts';
import type { Authority } from './authority.ts';
import { type Changes, describeOperation } from './operation-state.ts';

export interface RemindApproversPorts {
  readonly store: Store;
  readonly changes: Changes;
  readonly authority: Pick<Authority, 'roles'>;
  readonly environments: readonly Environment[];
  readonly channel: string;
  readonly owner: string;
  readonly log: Log;
  readonly nudge: () => void;
}

const FIRST_MS = 5 * 60_000;
const AT_ONCE = 10;
const LEASE_MS = 30_000;
const AGAIN_MS = 15_000;

/** Until the first reminder, ms; a request that lives shorter is reminded of half way. */
export function firstReminder({ createdAt, expiresAt }: Pick<Operation, 'createdAt' | 'expiresAt'>): number {
  return Math.min(FIRST_MS, Math.ceil((expiresAt - createdAt) / 2));
}

/** The number of the reminder that is due after `age` ms: the first at `first`, then at 3, 7, 15 times that. */
export function reminderNumber(age: number, first: number): number {
  return Math.floor(Math.log2(Math.max(1, age / first + 1)));
}

/** `work` gives how many requests were looked at. Throws only when the store is away. */
export function createRemindApprovers(ports: RemindApproversPorts): { work(): Promise<number> } {
  const { store, owner, log } = ports;

  async function carry(due: FollowUp): Promise<void> {
    try {
      const again = await remind(ports, due.subject);
      if (again === null) await store.followUps.finish(due, owner);
      else await store.followUps.later(due, owner, again);
    } catch (error) {
      if (isProblem(error, 'store-down')) throw error;
      log.error({ operation: due.subject, err: error }, 'approvers could not be reminded');
      await store.followUps.later(due, owner, AGAIN_MS);
    }
  }

  return {
    async work() {
      const due = await store.followUps.claim('approvers', owner, LEASE_MS, AT_ONCE);
      for (const each of due) await carry(each);
      if (due.length > 0) ports.nudge();
      return due.length;
    },
  };
}

/** Gives in how many ms to look again; null when it is decided or will expire before. */
async function remind(ports: RemindApproversPorts, id: string): Promise<number | null> {
  const { store, channel } = ports;
  const now = await store.now();
  const operation = await store.transaction(async (records) => {
    const found = await records.operations.get(id);
    if (found === null || found.state !== 'pending' || now >= found.expiresAt) return null;
    const number = reminderNumber(now - found.createdAt, firstReminder(found));
    const text = reminderText(ports, found);
    if (number > 0 && text !== null) {
      const note = { id: `note:${id}:remind:${number}`, channel, text, parent: `operation:${id}` };
      await records.messages.say(note);
    }
    return found;
  });
  if (operation === null) return null;
  const first = firstReminder(operation);
  const next = (2 ** (reminderNumber(now - operation.createdAt, first) + 1) - 1) * first;
  const dueAt = operation.createdAt + next;
  return dueAt >= operation.expiresAt ? null : Math.max(1, dueAt - now);
}

/** Null when there is nobody to call. */
function reminderText(ports: RemindApproversPorts, operation: Operation): ReturnType<typeof say> | null {
  const environment = ports.environments.find(({ name }) => name === operation.environment);
  if (environment === undefined) return null;
  const today = policyOf(environment, ports.authority.roles, operation.kind);
  const rules = stricter(operation.policy, today);
  const who = stillAble(operation, rules);
  if (who.length === 0) return null;
  const { awaiting, requester, expiresAt } = operation;
  return say('policy.remind', {
    who: who.map(mention),
    by: mention(requester.user),
    what: describeOperation(ports.changes, operation),
    have: awaiting?.have ?? operation.decidedBy.length,
    need: rules.approvals,
    groups: (awaiting?.groups ?? rules.requiredGroups ?? []).map(mention),
    expires: moment(expiresAt),
  });
}

/** Whoever has not approved and may; where only a group is missing, that group. */
function stillAble(operation: Operation, rules: PolicySnapshot): readonly string[] {
  const { awaiting, decidedBy, requester } = operation;
  if (awaiting != null && awaiting.have >= rules.approvals && awaiting.groups.length > 0)
    return awaiting.groups;
  const done = rules.selfApproval ? decidedBy : [...decidedBy, requester.user];
  const users = rules.approvers.users.filter(
    (user) => !done.some((other) => isSamePerson(user, other, rules.same)),
  );
  return [...users, ...rules.approvers.groups];
}
