/** What the changes have in common that register a new revision of their own and roll it out. */
import type { Change, ChangeReaders } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import { targetOf } from '../core/operation-target.ts';
import {
  checkAlarms,
  checkBreaker,
  checkFields,
  checkPercent,
  checkRollout,
  checkService,
} from './checks.ts';
import { type LiveService, liveFields, readLive } from './read-live.ts';
import { settleRollout } from './settle-rollout.ts';
import { applyRegister, applyUpdate, seenRegister, seenUpdate } from './update-step.ts';

/** Everything but the plan, the patch and the words. `target` must hold `from` and `family`. */
export const newRevision: Pick<Change, 'live' | 'steps' | 'seen' | 'settle'> = {
  live: async (readers, environment) => liveFields(await readLive(readers, environment)),
  steps: () => ['register', 'update'],
  seen(readers, environment, operation, record) {
    if (record.step === 'update') return seenUpdate(readers, environment, operation, targetOf(operation));
    return seenRegister(readers, environment, operation, String(operation.plan.target['family']));
  },
  settle: (readers, environment, operation) =>
    settleRollout(readers, environment, operation, targetOf(operation)),
};

/**
 * Of the changes that roll out an image: of a revision that holds it, or of a copy of `source` (of `from` without one)
 * that is pinned to it. `target` must hold `image`, null where no copy is made, and `container` as well.
 */
export const imageRollout: Pick<Change, 'live' | 'steps' | 'apply' | 'seen' | 'settle'> = {
  ...newRevision,
  steps: ({ target }) => (target['image'] === null ? ['update'] : ['register', 'update']),
  apply(writer, environment, operation, step, done) {
    if (step === 'update')
      return applyUpdate(writer, environment, { taskDefinition: targetOf(operation, done) });
    const { from, source, container, image } = operation.plan.target;
    const change = { from: String(source ?? from), container: String(container), image: String(image) };
    return applyRegister(writer, environment, operation, change);
  },
};

/** `own` are the checks of the change itself. */
export async function revisionChecks(
  readers: ChangeReaders,
  environment: Environment,
  live: LiveService,
  own: readonly Check[],
): Promise<readonly Check[]> {
  return [
    checkService(live),
    ...own,
    checkFields(live.revision),
    checkPercent(live.service),
    checkRollout(live, 'stop'),
    checkBreaker(live.service),
    await checkAlarms(readers, environment),
  ];
}
