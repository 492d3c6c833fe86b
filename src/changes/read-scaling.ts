/** What every change of autoscaling reads first, and the fields by which its drift is told. */
import type { ChangeReaders, Planned } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import type { ScalableTargetView, ScalingPolicyView, TrackedMetric } from '../core/ports/scaling.ts';
import { say } from '../core/sentence.ts';
import { suspendedText } from '../core/suspension.ts';
import { refusedPlan } from './plan-of.ts';

export const METRICS: readonly TrackedMetric[] = ['cpu', 'memory', 'requests'];

export function boundsText({ min, max }: { readonly min: number; readonly max: number }): string {
  return `${min}..${max}`;
}

export function policyOf(
  view: ScalableTargetView | null,
  metric: TrackedMetric,
): ScalingPolicyView | undefined {
  return view?.policies.find((policy) => policy.metric === metric);
}

/** The target of the policy that follows this metric; null where none does. */
export function targetOfMetric(view: ScalableTargetView | null, metric: TrackedMetric): number | null {
  return policyOf(view, metric)?.target ?? null;
}

/** Percent, or a plain number of requests a minute for each task. */
export function targetText(metric: TrackedMetric, target: number | null): string {
  if (target === null) return '–';
  return metric === 'requests' ? String(target) : `${target} %`;
}

/** The desired count is left out: autoscaling itself moves it. */
export function scalingFields(view: ScalableTargetView | null): Record<string, string> {
  const targets = METRICS.map((metric) => [
    `target-${metric}`,
    targetText(metric, targetOfMetric(view, metric)),
  ]);
  return {
    autoscaling: view === null ? '–' : boundsText(view),
    suspended: view === null ? '–' : suspendedText(view.suspension),
    ...Object.fromEntries(targets),
  };
}

/** What a policy holds besides its target is written back with it, so it must not have moved meanwhile. */
export function policyFields(
  { digest }: ChangeReaders,
  view: ScalableTargetView | null,
  tracked: readonly TrackedMetric[],
): Record<string, string> {
  const shown = (policy: ScalingPolicyView) =>
    `${policy.name} (${digest(JSON.stringify(Object.entries(policy.rest ?? {}).sort())).slice(0, 8)})`;
  return Object.fromEntries(
    tracked.map((metric) => {
      const policy = policyOf(view, metric);
      return [`policy-${metric}`, policy === undefined ? '–' : shown(policy)];
    }),
  );
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
