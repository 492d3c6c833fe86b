/** A request, its audit rows, its card and its reminders: one transaction, or nothing. */
import type { Operation } from '../core/operation.ts';
import type { Records, Store } from '../core/ports/store.ts';
import type { Glass, Offer } from './break-glass.ts';
import { firstReminder } from './remind-approvers.ts';

/** False when another request came first; nothing is saved then. */
export async function saveRequest(
  ports: {
    readonly store: Pick<Store, 'transaction'>;
    readonly channel: string;
    readonly glass?: Glass | undefined;
  },
  operation: Operation,
  source: string,
  { sealed, broken }: { readonly sealed: string | null; readonly broken: Offer | null },
): Promise<boolean> {
  return ports.store.transaction(async (records) => {
    if (!(await records.operations.insert(operation, source))) return false;
    if (sealed !== null) await records.sealed.put(operation.id, sealed);
    await auditRequest(records, operation);
    if (broken !== null) await ports.glass?.offer(records, operation, broken);
    if (operation.state === 'pending')
      await records.followUps.want('approvers', operation.id, firstReminder(operation));
    const { id: subject } = operation;
    await records.messages.want({ kind: 'operation', subject, channel: ports.channel });
    return true;
  });
}

async function auditRequest(records: Records, operation: Operation): Promise<void> {
  const { id: subject, environment } = operation;
  const actor = operation.requester.user;
  const data = {
    kind: operation.kind,
    command: operation.command,
    digest: operation.plan.digest,
    reason: operation.reason,
  };
  await records.audit.append({ actor, event: 'requested', subject, environment, data });
  if (operation.state !== 'approved') return;
  await records.audit.append({
    actor: 'policy',
    event: 'approved',
    subject,
    environment,
    data: { approvals: 0 },
  });
}
