/** The failures of the store that a person hears of. */
import { Problem } from '../core/problem.ts';
import { say } from '../core/sentence.ts';

/** Nothing was written. `why` is for the log and holds no address or password. */
export function storeDown(why: string): Problem {
  return new Problem('store-down', say('store.down'), `the store cannot be reached: ${why}`);
}

/** Another process holds the embedded database; nothing was written. */
export function storeBusy(): Problem {
  return new Problem('store-down', say('store.busy'), 'the embedded database stayed locked');
}

export function storeFull(): Problem {
  return new Problem('store-down', say('store.full'), 'no space is left for the embedded database');
}

/** A write was sent and its answer was lost: it may have happened. Read again before telling anybody. */
export function storeUnsure(why: string): Problem {
  return new Problem('ambiguous', say('store.ambiguous'), `the store did not confirm a write: ${why}`);
}
