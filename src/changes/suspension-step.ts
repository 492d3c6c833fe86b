/** The one request that suspends or resumes, and how it is seen and settled: shared by the two changes. */
import type { Change, ChangeReaders, Settlement } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation } from '../core/operation.ts';
import { type Sentence, say } from '../core/sentence.ts';
import { readSuspension, sameSuspension, suspendedText } from '../core/suspension.ts';
import { scalingFields } from './read-scaling.ts';
import { outcome } from './settle-rollout.ts';

/** `target.to` are the flags to set, `target.from` those that were there. */
export const suspensionStep: Pick<Change, 'live' | 'steps' | 'apply' | 'seen'> = {
  live: async (readers, environment) => scalingFields(await readers.scalableTargets.read(environment)),
  steps: () => ['suspension'],
  async apply(writer, environment, { plan }) {
    await writer.registerScalableTarget(environment, { suspension: readSuspension(plan.target['to']) });
    return {};
  },
  async seen(readers, environment, { plan }) {
    const now = (await readers.scalableTargets.read(environment))?.suspension;
    if (now === undefined) return { seen: 'cannot-tell' };
    if (sameSuspension(now, readSuspension(plan.target['to']))) return { seen: 'applied', result: {} };
    const untouched = sameSuspension(now, readSuspension(plan.target['from']));
    return { seen: untouched ? 'not-applied' : 'cannot-tell' };
  },
};

export async function settleSuspension(
  readers: ChangeReaders,
  environment: Environment,
  { plan }: Operation,
  done: Sentence,
): Promise<Settlement> {
  const now = (await readers.scalableTargets.read(environment))?.suspension;
  if (now !== undefined && sameSuspension(now, readSuspension(plan.target['to'])))
    return { state: 'succeeded', rollout: null, outcome: outcome(done) };
  const text = say('outcome.suspension-superseded', {
    now: now === undefined ? '–' : suspendedText(now),
  });
  return { state: 'superseded', rollout: null, outcome: outcome(text) };
}

/** As `register-scalable-target` takes it. */
export function suspendedFlags(suspension: ReturnType<typeof readSuspension>): string {
  return `--suspended-state DynamicScalingInSuspended=${suspension.in},DynamicScalingOutSuspended=${suspension.out},ScheduledScalingSuspended=${suspension.scheduled}`;
}
