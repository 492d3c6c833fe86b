import type { Change, ChangeReaders, Planned } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import { moment, say, span } from '../core/sentence.ts';
import {
  ALL_SUSPENDED,
  activeSuspension,
  readSuspension,
  sameSuspension,
  suspendedText,
} from '../core/suspension.ts';
import { registerTargetLine } from './manual-lines.ts';
import { planOf, refusedPlan } from './plan-of.ts';
import { checkMoved, readTarget, scalingFields } from './read-scaling.ts';
import { settleSuspension, suspendedFlags, suspensionStep } from './suspension-step.ts';

interface SuspendWish {
  /** ms. */
  readonly duration: number;
}

/** ms. */
const SHORTEST = 60_000;
const LONGEST = 7 * 24 * 60 * 60_000;
/** Finished operations that are looked through for a suspension that still holds. */
const OPERATIONS = 100;

/** Stops autoscaling for a time. It ends by itself: its end is kept in the store together with the start. */
export const autoscaleSuspend: Change<SuspendWish> = {
  ...suspensionStep,
  kind: 'autoscale-suspend',
  plan: planSuspend,
  settle: (readers, environment, operation) => {
    const until = moment(readers.clock.now() + Number(operation.plan.target['duration']));
    return settleSuspension(readers, environment, operation, say('outcome.suspended', { until }));
  },
  undo: ({ environment }) => `autoscale resume ${environment}`,
  describe: ({ plan, environment }) =>
    say('change.autoscale-suspend', { length: span(Number(plan.target['duration'])), environment }),
};

async function planSuspend(
  readers: ChangeReaders,
  environment: Environment,
  { duration }: SuspendWish,
): Promise<Planned> {
  if (duration < SHORTEST || duration > LONGEST)
    return refusedPlan(say('plan.suspend-length', { shortest: span(SHORTEST), longest: span(LONGEST) }));
  const read = await readTarget(readers, environment);
  if ('none' in read) return read.none;
  const { view, desired } = read;
  const ours = activeSuspension(await readers.finished(environment, OPERATIONS));
  const whole = sameSuspension(view.suspension, ALL_SUSPENDED);
  if (whole && ours === null)
    return refusedPlan(say('plan.already-suspended', { environment: environment.name }));
  // A longer suspension gives back what was there before the first one.
  const before = whole && ours !== null ? readSuspension(ours.plan.target['before']) : view.suspension;
  return planOf(readers, {
    rows: [
      { field: 'suspended', from: suspendedText(view.suspension), to: suspendedText(ALL_SUSPENDED) },
      { field: 'until', from: null, to: lengthText(duration) },
    ],
    checks: [
      checkMoved(desired, view),
      {
        name: 'suspension',
        level: 'ok',
        text: say('check.suspension.ends', { length: span(duration), after: suspendedText(before) }),
      },
    ],
    live: scalingFields(view),
    startsDeployment: false,
    manual: [registerTargetLine(environment, suspendedFlags(ALL_SUSPENDED))],
    target: { from: { ...view.suspension }, to: { ...ALL_SUSPENDED }, before: { ...before }, duration },
  });
}

/** The same in both languages: `1 d 2 h`. */
function lengthText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ];
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}
