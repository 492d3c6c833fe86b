/**
 * A suspension of autoscaling ends by itself: when its time is over, the resume is made an operation that goes the
 * same road as every change. Who approved the suspension has approved its end. The row in the store outlives a
 * restart and stays until nothing is suspended any more.
 */
import type { ChangeReaders } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation, Plan } from '../core/operation.ts';
import type { Ids, Log } from '../core/ports/ambient.ts';
import type { FollowUp } from '../core/ports/follow-ups.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import { activeSuspension } from '../core/suspension.ts';
import type { Changes } from './operation-state.ts';

export interface EndSuspensionsPorts {
  readonly store: Store;
  readonly changes: Changes;
  readonly readers: ChangeReaders;
  readonly environments: readonly Environment[];
  readonly ids: Ids;
  readonly channel: string;
  readonly owner: string;
  readonly log: Log;
  readonly nudge: () => void;
}

const AT_ONCE = 5;
/** Longer than the reads of at most 10 s each take, ms. */
const LEASE_MS = 60_000;
/** Until it is looked at again, ms: longer with each try, since what stands in the way may be AWS itself. */
const AGAIN_MS = 15_000;
const MOST_WAITS = 20;
const OPERATIONS = 100;

/** `work` gives how many suspensions were looked at. Throws only when the store is away. */
export function createEndSuspensions(ports: EndSuspensionsPorts): { work(): Promise<number> } {
  return {
    async work() {
      const due = await ports.store.followUps.claim('end-suspension', ports.owner, LEASE_MS, AT_ONCE);
      for (const followUp of due) await carry(ports, followUp);
      return due.length;
    },
  };
}

async function carry(ports: EndSuspensionsPorts, followUp: FollowUp): Promise<void> {
  const { store, owner, log } = ports;
  let over = false;
  try {
    over = await endOne(ports, followUp);
  } catch (error) {
    if (!isProblem(error) || error.kind === 'store-down') throw error;
    log.warn({ operation: followUp.subject, err: error }, 'a suspension could not be ended yet');
  }
  if (over) return store.followUps.finish(followUp, owner);
  const delay = AGAIN_MS * Math.min(followUp.attempts, MOST_WAITS);
  return store.followUps.later(followUp, owner, delay);
}

/** True when nothing is left to do: it was resumed, replaced by a newer suspension, or never came to be. */
async function endOne(ports: EndSuspensionsPorts, { subject, attempts }: FollowUp): Promise<boolean> {
  const { store, changes, readers } = ports;
  const suspension = await store.operations.get(subject);
  const environment = ports.environments.find(({ name }) => name === suspension?.environment);
  if (suspension === null || environment === undefined) return true;
  if (suspension.state === 'executing' || suspension.state === 'approved') return false;
  const finished = await store.operations.list({
    environment: environment.name,
    states: ['succeeded', 'unknown'],
    limit: OPERATIONS,
  });
  if (activeSuspension(finished)?.id !== subject) return true;
  const { before } = suspension.plan.target;
  const planned = await changes['autoscale-resume'].plan(readers, environment, { before });
  if (!planned.ok) return true;
  await insert(ports, suspension, planned.plan, `end:${subject}:${attempts}`);
  return false;
}

/** False while another change of the environment is under way; the next look tries again. */
async function insert(
  ports: EndSuspensionsPorts,
  suspension: Operation,
  plan: Plan,
  source: string,
): Promise<boolean> {
  const { store, channel } = ports;
  const now = await store.now();
  const { environment } = suspension;
  const operation: Operation = {
    id: ports.ids.next('op'),
    kind: 'autoscale-resume',
    environment,
    command: `autoscale resume ${environment}`,
    requester: suspension.requester,
    reason: suspension.reason,
    incident: null,
    plan,
    policy: suspension.policy,
    state: 'approved',
    version: 1,
    steps: [],
    rollout: null,
    outcome: null,
    decidedBy: suspension.decidedBy,
    createdAt: now,
    expiresAt: now + LEASE_MS,
    decidedAt: now,
    startedAt: null,
    endedAt: null,
  };
  const { id: subject, kind, command } = operation;
  const inserted = await store.transaction(async (records) => {
    if (!(await records.operations.insert(operation, source))) return false;
    const entry = { actor: 'hydrous', subject, environment };
    const data = { kind, command, digest: plan.digest, suspension: suspension.id };
    await records.audit.append({ ...entry, event: 'requested', data });
    await records.audit.append({ ...entry, event: 'approved', data: { suspension: suspension.id } });
    await records.messages.want({ kind: 'operation', subject, channel });
    return true;
  });
  if (inserted) {
    ports.log.info({ operation: subject, suspension: suspension.id }, 'a suspension of autoscaling ends');
    ports.nudge();
  }
  return inserted;
}
