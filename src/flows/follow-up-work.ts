/** One kind of follow-ups: those that are due are claimed, carried, and finished or put off. */
import type { FollowUp, FollowUpKind } from '../core/ports/follow-ups.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';

export interface FollowUpWork {
  readonly kind: FollowUpKind;
  readonly owner: string;
  readonly atOnce: number;
  /** ms, longer than one takes. */
  readonly leaseMs: number;
  /** Gives the ms after which it has to be carried again, null when it is done. */
  carry(followUp: FollowUp): Promise<number | null>;
  /** As `carry`, when that threw: says so in the log, and whether another try is worth it. */
  failed(followUp: FollowUp, error: unknown): number | null;
}

/** `work` gives how many were looked after. Throws only when the store is away or does not say what it did. */
export function createFollowUpWork(
  { followUps }: Pick<Store, 'followUps'>,
  work: FollowUpWork,
): { work(): Promise<number> } {
  const { kind, owner, leaseMs, atOnce } = work;

  async function carried(followUp: FollowUp): Promise<number | null> {
    try {
      return await work.carry(followUp);
    } catch (error) {
      if (isProblem(error, 'store-down') || isProblem(error, 'ambiguous')) throw error;
      return work.failed(followUp, error);
    }
  }

  async function settle(followUp: FollowUp): Promise<void> {
    const againMs = await carried(followUp);
    if (againMs === null) await followUps.finish(followUp, owner);
    else await followUps.later(followUp, owner, againMs);
  }

  return {
    async work() {
      const due = await followUps.claim(kind, owner, leaseMs, atOnce);
      await Promise.all(due.map(settle));
      return due.length;
    },
  };
}
