/**
 * Refuses the outer handle inside a transaction. On PostgreSQL it would quietly work on another connection, outside
 * of the transaction; on the embedded engine it would wait for itself for ever.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface TransactionGuard {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Throws inside of a transaction of this store that is still open. */
  refuse(): void;
}

export function transactionGuard(): TransactionGuard {
  const scope = new AsyncLocalStorage<{ open: boolean }>();
  return {
    async run(work) {
      // Work that was started in a transaction and outlives it may use the store again, hence the flag.
      const transaction = { open: true };
      try {
        return await scope.run(transaction, work);
      } finally {
        transaction.open = false;
      }
    },
    refuse() {
      if (scope.getStore()?.open === true) {
        throw new Error('inside a transaction only the records that it was given may be used');
      }
    },
  };
}
