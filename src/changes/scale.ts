import type { Change, ChangeReaders, Planned, Settlement } from '../core/change.ts';
import type { Check } from '../core/check.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation, RolloutView } from '../core/operation.ts';
import type { ServiceView } from '../core/ports/ecs.ts';
import { say, span } from '../core/sentence.ts';
import { checkAutoscaling, checkRollout, checkService } from './checks.ts';
import { updateServiceLine } from './manual-lines.ts';
import { planOf, refusedPlan } from './plan-of.ts';
import { liveFields, readLive } from './read-live.ts';
import { outcome } from './settle-rollout.ts';
import { applyUpdate } from './update-step.ts';

interface ScaleWish {
  readonly count: number;
}

/** Sets the desired count. ECS starts no deployment for it: done is when that many tasks run and none is pending. */
export const scale: Change<ScaleWish> = {
  kind: 'scale',
  plan: planScale,
  live: async (readers, environment) => liveFields(await readLive(readers, environment)),
  steps: () => ['update'],
  apply: (writer, environment, operation) =>
    applyUpdate(writer, environment, { desiredCount: countOf(operation) }).then(() => ({})),
  async seen(readers, environment, operation) {
    const service = await readers.ecs.service(environment);
    if (service.desired === countOf(operation)) return { seen: 'applied', result: {} };
    const before = operation.plan.live['desired-count'];
    return { seen: String(service.desired) === before ? 'not-applied' : 'cannot-tell' };
  },
  settle: settleScale,
  undo: (operation) => `scale ${String(operation.plan.target['from'])} ${operation.environment}`,
  describe: ({ plan, environment }) =>
    say('change.scale', { from: Number(plan.target['from']), to: Number(plan.target['count']), environment }),
};

function countOf(operation: Operation): number {
  return Number(operation.plan.target['count']);
}

async function planScale(
  readers: ChangeReaders,
  environment: Environment,
  wish: ScaleWish,
): Promise<Planned> {
  const live = await readLive(readers, environment);
  const from = live.service.desired;
  if (from === wish.count)
    return refusedPlan(say('plan.same-count', { count: from, environment: environment.name }));
  return planOf(readers, {
    rows: [{ field: 'desired-count', from: String(from), to: String(wish.count) }],
    checks: [
      checkService(live),
      checkCount(environment, wish.count),
      checkAutoscaling(live, wish.count, environment.name),
      checkRollout(live, 'warning'),
    ],
    live: liveFields(live),
    startsDeployment: false,
    manual: [updateServiceLine(environment, `--desired-count ${wish.count}`)],
    target: { count: wish.count, from },
  });
}

/** Zero stops the service, so it needs a bound that says so in the configuration. */
function checkCount(environment: Environment, count: number): Check {
  const { min, max } = environment.scale;
  if (count === 0 && min > 0) {
    return { name: 'count', level: 'stop', text: say('check.count.zero', { environment: environment.name }) };
  }
  if (count < min || count > max) {
    return { name: 'count', level: 'stop', text: say('check.count.outside', { count, min, max }) };
  }
  return { name: 'count', level: 'ok', text: say('check.count.ok', { min, max }) };
}

async function settleScale(
  readers: ChangeReaders,
  environment: Environment,
  operation: Operation,
): Promise<Settlement> {
  const service = await readers.ecs.service(environment);
  const rollout = viewOf(service);
  if (service.desired !== countOf(operation)) {
    const text = say('outcome.scale-superseded', { now: service.desired });
    return { state: 'superseded', rollout, outcome: outcome(text) };
  }
  if (service.running !== service.desired || service.pending !== 0) return { state: 'running', rollout };
  const took = span(readers.clock.now() - (operation.startedAt ?? operation.createdAt));
  const text = say('outcome.scaled', { count: service.desired, took });
  return { state: 'succeeded', rollout, outcome: outcome(text) };
}

function viewOf(service: ServiceView): RolloutView {
  return {
    deploymentId: null,
    serviceDeploymentArn: null,
    rolloutState: null,
    desired: service.desired,
    running: service.running,
    pending: service.pending,
    failed: 0,
    breaker: null,
    draining: 0,
  };
}
