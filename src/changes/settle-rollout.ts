/** How a change that started a deployment stands: shared by deploy, redeploy and rollback. */
import type { ChangeReaders, Settlement } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import { revisionName } from '../core/image-name.ts';
import type { Operation, Outcome, RolloutView } from '../core/operation.ts';
import type { ServiceDeploymentView } from '../core/ports/ecs.ts';
import { isProblem } from '../core/problem.ts';
import { type RolloutQuestion, rolloutEnd, rolloutView, supersededInstead } from '../core/rollout.ts';
import { code, type Sentence, say, span } from '../core/sentence.ts';

/** The newest service deployments that are read to find one's own. */
const RECENT = 10;

export function outcome(text: Sentence): Outcome {
  return { text, details: [], lines: [], entry: null };
}

/** The service deployment that the change started: the newest one of its revision that was not there when it was planned. */
export async function findServiceDeployment(
  readers: ChangeReaders,
  environment: Environment,
  operation: Operation,
  target: string,
): Promise<ServiceDeploymentView | null> {
  const known = operation.plan.target['lastServiceDeployment'];
  const arn = operation.rollout?.serviceDeploymentArn;
  try {
    if (arn != null && arn !== known) {
      const again = await readers.history.describe(environment, arn);
      if (again.targetRevision === null || again.targetRevision.taskDefinition === target) return again;
    }
    const recent = await readers.history.recent(environment, RECENT);
    const older = recent.findIndex((each) => each.arn === known);
    const newer = older === -1 ? recent : recent.slice(0, older);
    return newer.find((each) => each.targetRevision?.taskDefinition === target) ?? null;
  } catch (error) {
    if (isProblem(error)) return null;
    throw error;
  }
}

/** ARN of the newest service deployment at planning time; null where the history cannot be read. */
export async function lastServiceDeployment(
  readers: ChangeReaders,
  environment: Environment,
): Promise<string | null> {
  try {
    return (await readers.history.recent(environment, 1))[0]?.arn ?? null;
  } catch (error) {
    if (isProblem(error)) return null;
    throw error;
  }
}

export async function settleRollout(
  readers: ChangeReaders,
  environment: Environment,
  operation: Operation,
  target: string,
): Promise<Settlement> {
  const [service, deployment] = await Promise.all([
    readers.ecs.service(environment),
    findServiceDeployment(readers, environment, operation, target),
  ]);
  const updated = operation.steps.find((record) => record.step === 'update')?.result;
  const question: RolloutQuestion = {
    service,
    deployment,
    target,
    deploymentId: updated?.['deploymentId'] ?? null,
  };
  const rollout = rolloutView(question);
  const took = span(readers.clock.now() - (operation.startedAt ?? operation.createdAt));
  const end = supersededInstead(rolloutEnd(question), question);
  switch (end.end) {
    case 'running':
      return { state: 'running', rollout };
    case 'succeeded':
      return {
        state: 'succeeded',
        rollout,
        outcome: { ...outcome(say('outcome.deployed', { took })), details: leftDetails(rollout) },
      };
    case 'rolled-back':
      return {
        state: 'failed',
        rollout,
        outcome: outcome(say('outcome.rolled-back-by-ecs', { reason: end.reason })),
      };
    case 'rollback-failed':
      return {
        state: 'failed',
        rollout,
        outcome: outcome(say('outcome.rollback-failed', { reason: end.reason })),
      };
    case 'stopped':
      return { state: 'failed', rollout, outcome: outcome(say('outcome.stopped', { reason: end.reason })) };
    case 'failed':
      return {
        state: 'failed',
        rollout,
        outcome: outcome(say('outcome.rollout-failed', { reason: end.reason })),
      };
    case 'superseded':
      return {
        state: 'superseded',
        rollout: { ...rollout, replacedBy: end.by },
        outcome: outcome(say('outcome.superseded', { by: code(revisionName(end.by.taskDefinition)) })),
      };
  }
}

/** A service may call a deployment done before the old tasks have left. Source: ECS API, `earlySuccessCriteria`. */
function leftDetails({ draining }: RolloutView): readonly Sentence[] {
  return draining === 0 ? [] : [say('rollout.still-draining', { count: draining })];
}
