import type { Change, ChangeReaders, Planned, Settlement } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation, Plan, PlanRow } from '../core/operation.ts';
import type { PolicyRest, ScalableTargetView, TrackedMetric } from '../core/ports/scaling.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { ALL_SUSPENDED, sameSuspension } from '../core/suspension.ts';
import { putPolicyLine, registerTargetLine } from './manual-lines.ts';
import { planOf, refusedPlan } from './plan-of.ts';
import {
  boundsText,
  checkMoved,
  METRICS,
  policyFields,
  policyOf,
  scalingFields,
  targetOfMetric,
  targetText,
} from './read-scaling.ts';
import { outcome } from './settle-rollout.ts';

/** Null keeps what there is. `cpu` and `memory` are percents to hold, `requests` is a minute and task. */
interface AutoscaleWish {
  readonly min: number | null;
  readonly max: number | null;
  readonly cpu: number | null;
  readonly memory: number | null;
  readonly requests?: number | null;
}

const PREDEFINED = {
  cpu: 'ECSServiceAverageCPUUtilization',
  memory: 'ECSServiceAverageMemoryUtilization',
  requests: 'ALBRequestCountPerTarget',
} as const;

/** Sets the bounds and the targets that autoscaling keeps; what was not named stays. */
export const autoscale: Change<AutoscaleWish> = {
  kind: 'autoscale',
  plan: planAutoscale,
  async live(readers, environment, plan) {
    const view = await readers.scalableTargets.read(environment);
    const fields = scalingFields(view);
    // What an earlier step has already set is no drift.
    const wanted = (plan.target['wanted'] ?? {}) as Readonly<Record<string, string>>;
    const entries = Object.entries({ ...fields, ...policyFields(readers, view, trackedIn(plan)) });
    const isDone = (field: string) => wanted[field] !== undefined && wanted[field] === fields[field];
    return Object.fromEntries(
      entries.map(([field, now]) => [
        field,
        isDone(field.replace(/^policy-/, 'target-')) ? (plan.live[field] ?? now) : now,
      ]),
    );
  },
  steps: ({ target }) => (Array.isArray(target['steps']) ? target['steps'].map(String) : []),
  async apply(writer, environment, { plan }, step) {
    if (step === 'bounds') {
      const { min, max } = plan.target;
      await writer.registerScalableTarget(environment, { min: Number(min), max: Number(max) });
      return {};
    }
    const metric = metricOf(step);
    const name = String(plan.target[`policy-${metric}`]);
    const target = Number(plan.target[metric]);
    const label = metric === 'requests' ? { resourceLabel: String(plan.target['label']) } : {};
    const rest = (plan.target[`rest-${metric}`] ?? {}) as PolicyRest;
    await writer.trackMetric(environment, { name, metric, target, rest, ...label });
    return {};
  },
  async seen(readers, environment, { plan }, { step }) {
    const field = step === 'bounds' ? 'autoscaling' : `target-${metricOf(step)}`;
    const now = scalingFields(await readers.scalableTargets.read(environment))[field];
    const wanted = (plan.target['wanted'] ?? {}) as Readonly<Record<string, string>>;
    if (now === wanted[field]) return { seen: 'applied', result: {} };
    return { seen: now === plan.live[field] ? 'not-applied' : 'cannot-tell' };
  },
  settle: settleAutoscale,
  undo: ({ plan, environment }) => {
    const words = plan.target['undo'];
    return typeof words === 'string' ? `autoscale ${words} ${environment}` : null;
  },
  describe: ({ plan, environment }) =>
    say('change.autoscale', { settings: String(plan.target['shown']), environment }),
};

function metricOf(step: string): TrackedMetric {
  return METRICS.find((metric) => step === `policy-${metric}`) ?? 'cpu';
}

async function planAutoscale(
  readers: ChangeReaders,
  environment: Environment,
  given: AutoscaleWish,
): Promise<Planned> {
  const wish = { ...given, requests: given.requests ?? null };
  if (wish.requests === 0) return refusedPlan(say('plan.requests-zero'));
  const [view, service] = await Promise.all([
    readers.scalableTargets.read(environment),
    readers.ecs.service(environment),
  ]);
  const min = wish.min ?? view?.min ?? null;
  const max = wish.max ?? view?.max ?? null;
  if (min === null || max === null)
    return refusedPlan(say('plan.autoscale-needs-bounds', { environment: environment.name }));
  const bounds = { min, max };
  const moves = view === null || view.min !== min || view.max !== max;
  const tracked = METRICS.filter(
    (metric) => wish[metric] !== null && wish[metric] !== targetOfMetric(view, metric),
  );
  if (!moves && tracked.length === 0)
    return refusedPlan(say('plan.same-autoscaling', { environment: environment.name }));
  const label = tracked.includes('requests') ? await requestLabel(readers, environment, view) : null;
  if (label !== null && 'refusal' in label) return refusedPlan(label.refusal);
  const nameOf = (metric: TrackedMetric): string =>
    policyOf(view, metric)?.name ?? `${environment.service}-${metric}`;
  const restOf = (metric: TrackedMetric): PolicyRest => policyOf(view, metric)?.rest ?? {};
  const wanted = {
    ...(moves ? { autoscaling: boundsText(bounds) } : {}),
    ...Object.fromEntries(tracked.map((metric) => [`target-${metric}`, targetText(metric, wish[metric])])),
  };
  const settings = [
    ...(moves ? [`min=${min} max=${max}`] : []),
    ...tracked.map((metric) => `${metric}=${wish[metric]}`),
  ];
  return planOf(readers, {
    rows: [
      ...(moves
        ? [{ field: 'bounds' as const, from: view && boundsText(view), to: boundsText(bounds) }]
        : []),
      ...tracked.map(
        (metric): PlanRow => ({
          field: `target-${metric}`,
          from: targetText(metric, targetOfMetric(view, metric)),
          to: targetText(metric, wish[metric]),
        }),
      ),
    ],
    checks: [
      checkBounds(environment, bounds),
      ...(moves ? [checkMoved(service.desired, bounds)] : []),
      checkPolicies(view, wish),
    ],
    live: { ...scalingFields(view), ...policyFields(readers, view, tracked) },
    startsDeployment: false,
    manual: [
      ...(moves ? [registerTargetLine(environment, `--min-capacity ${min} --max-capacity ${max}`)] : []),
      ...tracked.map((metric) =>
        putPolicyLine(environment, nameOf(metric), {
          ...restOf(metric),
          TargetValue: wish[metric],
          PredefinedMetricSpecification: {
            PredefinedMetricType: PREDEFINED[metric],
            ...(metric === 'requests' && label !== null ? { ResourceLabel: label.label } : {}),
          },
        }),
      ),
    ],
    target: {
      steps: [...(moves ? ['bounds'] : []), ...tracked.map((metric) => `policy-${metric}`)],
      wanted,
      min,
      max,
      label: label?.label ?? null,
      ...Object.fromEntries(
        tracked.flatMap((metric) => [
          [metric, wish[metric]],
          [`policy-${metric}`, nameOf(metric)],
          [`rest-${metric}`, restOf(metric)],
        ]),
      ),
      shown: settings.join(' '),
      undo: undoWords(view, moves, tracked),
    },
  });
}

function trackedIn(plan: Plan): readonly TrackedMetric[] {
  return METRICS.filter((metric) => plan.target[`policy-${metric}`] !== undefined);
}

/** Where requests are counted: one target group, or the one that the policy counts at already. Nothing is guessed. */
async function requestLabel(
  readers: ChangeReaders,
  environment: Environment,
  view: ScalableTargetView | null,
): Promise<{ readonly label: string } | { readonly refusal: Sentence }> {
  const found = await readers.monitored.balancers(environment);
  const labels = found.map(({ loadBalancer, targetGroup }) => `${loadBalancer}/${targetGroup}`);
  const [only, second] = labels;
  if (only === undefined) return { refusal: say('plan.no-balancer', { environment: environment.name }) };
  if (second === undefined) return { label: only };
  const counted = view?.policies.find(({ metric }) => metric === 'requests')?.resourceLabel ?? null;
  if (counted !== null && labels.includes(counted)) return { label: counted };
  return { refusal: say('plan.several-balancers', { groups: found.map((one) => code(one.targetGroup)) }) };
}

/** Null where something is new: this bot removes neither a scalable target nor a policy. */
function undoWords(
  view: ScalableTargetView | null,
  moves: boolean,
  tracked: readonly TrackedMetric[],
): string | null {
  if (view === null || tracked.some((metric) => targetOfMetric(view, metric) === null)) return null;
  return [
    ...(moves ? [`min=${view.min} max=${view.max}`] : []),
    ...tracked.map((metric) => `${metric}=${targetOfMetric(view, metric)}`),
  ].join(' ');
}

function checkBounds(
  { scale }: Environment,
  { min, max }: { readonly min: number; readonly max: number },
): Check {
  const name = 'count';
  if (min > max) return { name, level: 'stop', text: say('check.bounds.crossed', { min, max }) };
  if (min < scale.min || max > scale.max) {
    const text = say('check.bounds.outside', { min, max, least: scale.min, most: scale.max });
    return { name, level: 'stop', text };
  }
  return { name, level: 'ok', text: say('check.count.ok', { min: scale.min, max: scale.max }) };
}

function checkPolicies(view: ScalableTargetView | null, wish: AutoscaleWish): Check {
  const policies = view?.policies.length ?? 0;
  const name = 'policies';
  if (view !== null && sameSuspension(view.suspension, ALL_SUSPENDED))
    return { name, level: 'warning', text: say('check.policies.suspended') };
  if (policies === 0 && METRICS.every((metric) => (wish[metric] ?? null) === null))
    return { name, level: 'warning', text: say('check.policies.none') };
  return { name, level: 'ok', text: say('check.policies.ok') };
}

async function settleAutoscale(
  readers: ChangeReaders,
  environment: Environment,
  { plan }: Operation,
): Promise<Settlement> {
  const now = scalingFields(await readers.scalableTargets.read(environment));
  const wanted = Object.entries((plan.target['wanted'] ?? {}) as Readonly<Record<string, string>>);
  if (wanted.every(([field, value]) => now[field] === value))
    return { state: 'succeeded', rollout: null, outcome: outcome(say('outcome.autoscaled')) };
  const text = say('outcome.autoscale-superseded', { now: now['autoscaling'] ?? '–' });
  return { state: 'superseded', rollout: null, outcome: outcome(text) };
}
