import type { Change, ChangeReaders, Planned, Settlement } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import { revisionName } from '../core/image-name.ts';
import type { Operation } from '../core/operation.ts';
import { isProblem } from '../core/problem.ts';
import { code, say } from '../core/sentence.ts';
import { checkService } from './checks.ts';
import { stopDeploymentLine } from './manual-lines.ts';
import { planOf, refusedPlan } from './plan-of.ts';
import { liveFields, readLive } from './read-live.ts';
import { outcome } from './settle-rollout.ts';

/** Statuses in which StopServiceDeployment is accepted. Source: ECS API reference, StopServiceDeployment. */
const STOPPABLE: readonly string[] = ['PENDING', 'IN_PROGRESS', 'STOP_REQUESTED'];
const ROLLING_BACK: readonly string[] = ['ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_SUCCESSFUL'];

/** Stops the rollout in progress and has ECS roll it back to the last one that succeeded. */
export const abort: Change<Readonly<Record<string, never>>> = {
  kind: 'abort',
  plan: planAbort,
  async live(readers, environment, plan) {
    const arn = arnOf(plan.target);
    const deployment = await readers.history.describe(environment, arn);
    return { 'service-deployment': arn, stoppable: String(STOPPABLE.includes(deployment.status)) };
  },
  steps: () => ['stop'],
  apply: (writer, environment, operation) =>
    writer.rollBackDeployment(environment, arnOf(operation.plan.target)).then(() => ({})),
  async seen(readers, environment, operation) {
    const { status } = await readers.history.describe(environment, arnOf(operation.plan.target));
    if (ROLLING_BACK.includes(status)) return { seen: 'applied', result: {} };
    return { seen: STOPPABLE.includes(status) ? 'not-applied' : 'cannot-tell' };
  },
  settle: settleAbort,
  undo: () => null,
  describe: ({ plan, environment }) =>
    say('change.abort', { revision: code(String(plan.target['revision'])), environment }),
};

function arnOf(target: Operation['plan']['target']): string {
  return String(target['serviceDeployment']);
}

async function planAbort(readers: ChangeReaders, environment: Environment): Promise<Planned> {
  const live = await readLive(readers, environment);
  const arn = live.service.currentServiceDeployment ?? (await runningDeployment(readers, environment));
  if (arn === 'no-history') return refusedPlan(say('plan.abort-needs-history'));
  if (arn === null) return refusedPlan(say('plan.nothing-to-abort', { environment: environment.name }));
  const deployment = await readers.history.describe(environment, arn);
  if (!STOPPABLE.includes(deployment.status)) {
    return refusedPlan(say('plan.nothing-to-abort', { environment: environment.name }));
  }
  const revision = revisionName(deployment.targetRevision?.taskDefinition ?? live.service.taskDefinition);
  return planOf(readers, {
    rows: [{ field: 'deployment', from: revision, to: null }],
    checks: [checkService(live)],
    live: { 'service-deployment': arn, stoppable: 'true' },
    startsDeployment: true,
    manual: [stopDeploymentLine(environment, arn)],
    target: { serviceDeployment: arn, revision, service: liveFields(live)['service'] },
  });
}

async function runningDeployment(
  readers: ChangeReaders,
  environment: Environment,
): Promise<string | null | 'no-history'> {
  try {
    const recent = await readers.history.recent(environment, 5);
    return recent.find((deployment) => STOPPABLE.includes(deployment.status))?.arn ?? null;
  } catch (error) {
    if (isProblem(error, 'not-permitted')) return 'no-history';
    throw error;
  }
}

async function settleAbort(
  readers: ChangeReaders,
  environment: Environment,
  operation: Operation,
): Promise<Settlement> {
  const [service, deployment] = await Promise.all([
    readers.ecs.service(environment),
    readers.history.describe(environment, arnOf(operation.plan.target)),
  ]);
  const primary = service.deployments.find((each) => each.status === 'PRIMARY');
  const rollout = {
    deploymentId: primary?.id ?? null,
    serviceDeploymentArn: deployment.arn,
    rolloutState: deployment.status,
    desired: service.desired,
    running: primary?.running ?? 0,
    pending: primary?.pending ?? 0,
    failed: 0,
    breaker: null,
    draining: service.running - (primary?.running ?? 0),
  };
  switch (deployment.status) {
    case 'ROLLBACK_SUCCESSFUL': {
      const revision = code(revisionName(service.taskDefinition));
      return { state: 'succeeded', rollout, outcome: outcome(say('outcome.aborted', { revision })) };
    }
    case 'ROLLBACK_FAILED': {
      const reason = deployment.statusReason;
      return { state: 'failed', rollout, outcome: outcome(say('outcome.rollback-failed', { reason })) };
    }
    case 'SUCCESSFUL':
    case 'STOPPED': {
      const text = say('outcome.abort-missed', { status: deployment.status });
      return { state: 'failed', rollout, outcome: outcome(text) };
    }
    default:
      return { state: 'running', rollout };
  }
}
