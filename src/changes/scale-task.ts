import type { Change, ChangeReaders, Planned } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import { isFargateSize } from '../core/fargate-sizes.ts';
import { revisionName } from '../core/image-name.ts';
import { targetOf } from '../core/operation-target.ts';
import { say } from '../core/sentence.ts';
import { registerPatchedLines } from './manual-lines.ts';
import { newRevision, revisionChecks } from './new-revision.ts';
import { planOf, refusedPlan } from './plan-of.ts';
import { liveFields, readLive } from './read-live.ts';
import { lastServiceDeployment } from './settle-rollout.ts';
import { checkContainers, checkSize, costOf, sizeOf } from './task-size.ts';
import { applyPatch, applyUpdate } from './update-step.ts';

/** Null keeps what the task has. CPU units and MiB. */
interface SizeWish {
  readonly cpu: number | null;
  readonly memory: number | null;
}

/** Gives the tasks another size: a new revision that differs in nothing else, rolled out. */
export const scaleTask: Change<SizeWish> = {
  ...newRevision,
  kind: 'scale-task',
  plan: planSize,
  apply(writer, environment, operation, step, done) {
    if (step === 'update')
      return applyUpdate(writer, environment, { taskDefinition: targetOf(operation, done) });
    const { cpu, memory } = operation.plan.target;
    return applyPatch(writer, environment, operation, {
      size: { cpu: String(cpu), memory: String(memory) },
    });
  },
  undo: ({ plan, environment }) =>
    `scale cpu=${String(plan.target['cpuBefore'])} memory=${String(plan.target['memoryBefore'])} ${environment}`,
  describe: ({ plan, environment }) =>
    say('change.scale-task', {
      cpu: Number(plan.target['cpu']),
      memory: Number(plan.target['memory']),
      environment,
    }),
};

async function planSize(readers: ChangeReaders, environment: Environment, wish: SizeWish): Promise<Planned> {
  const live = await readLive(readers, environment);
  const { revision, service } = live;
  const before = sizeOf(revision);
  if (before === null) return refusedPlan(say('plan.no-task-size', { environment: environment.name }));
  const size = { cpu: wish.cpu ?? before.cpu, memory: wish.memory ?? before.memory };
  if (size.cpu === before.cpu && size.memory === before.memory)
    return refusedPlan(say('plan.same-size', { ...size, environment: environment.name }));
  const cost = costOf(environment, revision, { from: before, to: size }, service.desired);
  const { arn: from, family } = revision;
  return planOf(readers, {
    rows: [
      { field: 'cpu', from: String(before.cpu), to: String(size.cpu) },
      { field: 'memory', from: String(before.memory), to: String(size.memory) },
      { field: 'revision', from: revisionName(from), to: `${family} (+1)` },
      ...(cost.row === null ? [] : [{ field: 'monthly-cost' as const, ...cost.row }]),
    ],
    checks: await revisionChecks(readers, environment, live, [
      checkSize(size, environment),
      // What cannot be had neither fits nor costs anything.
      ...(isFargateSize(size) ? [checkContainers(revision, size), cost.check] : []),
    ]),
    live: liveFields(live),
    startsDeployment: true,
    manual: registerPatchedLines(environment, from, `.cpu = "${size.cpu}" | .memory = "${size.memory}"`),
    target: {
      from,
      family,
      ...size,
      cpuBefore: before.cpu,
      memoryBefore: before.memory,
      taskDefinition: null,
      lastServiceDeployment: await lastServiceDeployment(readers, environment),
    },
  });
}
