/** A rollback that has ended well leaves a lock behind: what was taken back must not come again by the next deploy. */
import { revisionName } from '../core/image-name.ts';
import { type Lock, lookInMs } from '../core/lock.ts';
import type { Operation } from '../core/operation.ts';
import type { Records } from '../core/ports/store.ts';
import { code, type Sentence, say } from '../core/sentence.ts';

/** Inside the transaction that ends the rollback. A lock of an earlier rollback is replaced by this one. */
export async function lockAfter(records: Records, operation: Operation): Promise<void> {
  const { id: operationId, environment, requester, reason, endedAt, createdAt } = operation;
  const earlier = (await records.locks.of(environment)).find(({ kind }) => kind === 'after-rollback');
  const from = operation.plan.target['from'];
  const since = endedAt ?? createdAt;
  const lock: Lock = {
    id: `lock-${operationId}`,
    environment,
    kind: 'after-rollback',
    owner: requester.user,
    reason,
    revision: typeof from === 'string' ? revisionName(from) : null,
    operation: operationId,
    source: operationId,
    since,
    until: null,
    nagged: 0,
  };
  if (!(await records.locks.put(lock, earlier?.id ?? null))) return;
  await records.followUps.want('lock', lock.id, lookInMs(lock, since));
  const { revision } = lock;
  const data = { operation: operationId, revision, reason };
  await records.audit.append({ actor: requester.user, event: 'locked', subject: lock.id, environment, data });
}

/** What the card of the rollback says of it. */
export function lockedText({ environment }: Operation): Sentence {
  return say('lock.after-rollback', { environment, line: code(`/hydrous unlock ${environment}`) });
}
