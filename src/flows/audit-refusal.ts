/** A refused command leaves a trace too: who, and where on the way, but never the words that were typed. */
import type { Invocation } from '../core/command.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';
import type { RefusedAt } from './run-command.ts';

/** Never throws: a store that is away must not keep a person without an answer. */
export function createAuditRefusal(ports: { readonly store: Store; readonly log: Log }) {
  return async function auditRefusal(
    invocation: Invocation,
    at: RefusedAt,
    verb: string | null,
  ): Promise<void> {
    const { user, team } = invocation.member;
    const data = { at, verb, team, channel: invocation.channel, via: invocation.via };
    try {
      await ports.store.transaction((records) =>
        records.audit.append({ actor: user, event: 'refused', subject: null, environment: null, data }),
      );
    } catch (error) {
      if (!isProblem(error)) throw error;
      ports.log.warn({ user, at, reason: error.message }, 'a refusal could not be written to the audit');
    }
  };
}
