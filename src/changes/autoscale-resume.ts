import type { Change, ChangeReaders, Planned } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import { say } from '../core/sentence.ts';
import {
  activeSuspension,
  NONE_SUSPENDED,
  readSuspension,
  resumed,
  sameSuspension,
  suspendedText,
} from '../core/suspension.ts';
import { registerTargetLine } from './manual-lines.ts';
import { planOf, refusedPlan } from './plan-of.ts';
import { checkMoved, readTarget, scalingFields } from './read-scaling.ts';
import { settleSuspension, suspendedFlags, suspensionStep } from './suspension-step.ts';

/** Flags as they were before a suspension, when the end of that very one is wished for. */
interface ResumeWish {
  readonly before?: unknown;
}

const OPERATIONS = 100;

/** Gives back what a suspension of ours took; where there is none, lets all three kinds run again. */
export const autoscaleResume: Change<ResumeWish> = {
  ...suspensionStep,
  kind: 'autoscale-resume',
  plan: planResume,
  settle: (readers, environment, operation) => {
    const still = suspendedText(readSuspension(operation.plan.target['to']));
    return settleSuspension(readers, environment, operation, say('outcome.resumed', { still }));
  },
  // How long to suspend again is for a person to say.
  undo: () => null,
  describe: ({ environment }) => say('change.autoscale-resume', { environment }),
};

async function planResume(
  readers: ChangeReaders,
  environment: Environment,
  wish: ResumeWish,
): Promise<Planned> {
  const read = await readTarget(readers, environment);
  if ('none' in read) return read.none;
  const { view, desired } = read;
  const ours = activeSuspension(await readers.finished(environment, OPERATIONS));
  const before = wish.before ?? ours?.plan.target['before'];
  const to = before === undefined ? NONE_SUSPENDED : resumed(view.suspension, readSuspension(before));
  if (sameSuspension(view.suspension, to))
    return refusedPlan(say('plan.not-suspended', { environment: environment.name }));
  return planOf(readers, {
    rows: [{ field: 'suspended', from: suspendedText(view.suspension), to: suspendedText(to) }],
    checks: [checkMoved(desired, view)],
    live: scalingFields(view),
    startsDeployment: false,
    manual: [registerTargetLine(environment, suspendedFlags(to))],
    target: { from: { ...view.suspension }, to: { ...to } },
  });
}
