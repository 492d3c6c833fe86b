/** What every change of autoscaling reads first, and the fields by which its drift is told. */
import type { ChangeReaders, Planned } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import type { ScalableTargetView, TrackedMetric } from '../core/ports/scaling.ts';
import { say } from '../core/sentence.ts';
import { suspendedText } from '../core/suspension.ts';
import { refusedPlan } from './plan-of.ts';

export const METRICS: readonly TrackedMetric[] = ['cpu', 'memory'];

export function boundsText({ min, max }: { readonly min: number; readonly max: number }): string {
  return `${min}..${max}`;
}

/** The target in percent of the policy that follows this metric; null where none does. */
export function targetOfMetric(view: ScalableTargetView | null, metric: TrackedMetric): number | null {
  return view?.policies.find((policy) => policy.metric === metric)?.target ?? null;
}

export function percentText(target: number | null): string {
  return target === null ? '–' : `${target} %`;
}

/** The desired count is left out: autoscaling itself moves it. */
export function scalingFields(view: ScalableTargetView | null): Record<string, string> {
  if (view === null) return { autoscaling: '–', suspended: '–', 'target-cpu': '–', 'target-memory': '–' };
  return {
    autoscaling: boundsText(view),
    suspended: suspendedText(view.suspension),
    'target-cpu': percentText(targetOfMetric(view, 'cpu')),
    'target-memory': percentText(targetOfMetric(view, 'memory')),
  };
}

/** AWS moves the count into the bounds with any change of the target, even of its flags alone. */
export function checkMoved(desired: number, bounds: { readonly min: number; readonly max: number }): Check {
  const { min, max } = bounds;
  const to = Math.min(max, Math.max(min, desired));
  return to === desired
    ? { name: 'autoscaling', level: 'ok', text: say('check.moved.stays', { count: desired }) }
    : { name: 'autoscaling', level: 'warning', text: say('check.moved.at-once', { from: desired, to }) };
}

export async function readTarget(
  readers: ChangeReaders,
  environment: Environment,
): Promise<{ readonly view: ScalableTargetView; readonly desired: number } | { readonly none: Planned }> {
  const [view, service] = await Promise.all([
    readers.scalableTargets.read(environment),
    readers.ecs.service(environment),
  ]);
  if (view !== null) return { view, desired: service.desired };
  return { none: refusedPlan(say('plan.no-autoscaling', { environment: environment.name })) };
}
