/** What changes and commands may read, put together from AWS and the store. */
import { sha256, systemClock } from './ambient.ts';
import type { Aws } from './aws/aws.ts';
import type { ChangeReaders } from './core/change.ts';
import type { CommandReaders } from './core/command.ts';
import type { Store } from './core/ports/store.ts';

export function changeReaders(aws: Aws, store: Store): ChangeReaders {
  return {
    ...aws,
    clock: systemClock,
    digest: sha256,
    finished: ({ name: environment }, limit) =>
      store.operations.list({ environment, states: ['succeeded', 'failed', 'superseded'], limit }),
  };
}

export function commandReaders(aws: Aws, store: Store): CommandReaders {
  return {
    ...aws,
    clock: systemClock,
    store,
    operation: store.operations.get,
    operations: (environment, limit) =>
      store.operations.list(environment === null ? { limit } : { environment: environment.name, limit }),
    incidents: (environment, limit) =>
      store.incidents.list(environment === null ? { limit } : { environment: environment.name, limit }),
    audit: store.audit.recent,
  };
}
