/** Requests that nobody decided in time are void. The store's clock says when, not this machine's. */
import type { Store } from '../core/ports/store.ts';
import { say } from '../core/sentence.ts';
import { type Changes, describeOperation } from './operation-state.ts';
import { logLine } from './save-operation.ts';
import { tellRequester } from './tell-requester.ts';

export async function expireRequests(store: Store, channel: string, changes: Changes): Promise<number> {
  const late = await store.operations.list({ states: ['pending'], expired: true, limit: 20 });
  let expired = 0;
  for (const operation of late) {
    const { id, version, environment } = operation;
    const endedAt = await store.now();
    const done = await store.transaction(async (records) => {
      if ((await records.operations.move(id, ['pending'], 'expired', { endedAt }, version)) === null)
        return false;
      await records.audit.append({ actor: 'hydrous', event: 'expired', subject: id, environment, data: {} });
      await records.messages.want({ kind: 'operation', subject: id, channel });
      const parent = `operation:${id}`;
      const text = logLine(endedAt, say('note.expired'));
      await records.messages.say({ id: `note:${id}:${version}`, channel, text, parent });
      await tellRequester(records, operation, describeOperation(changes, operation), { told: 'expired' });
      return true;
    });
    if (done) expired += 1;
  }
  return expired;
}
