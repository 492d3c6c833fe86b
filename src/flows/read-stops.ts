/** The tasks of one change that have stopped, kept before ECS forgets them, which it does within the hour. */
import type { ChangeReaders } from '../core/change.ts';
import type { Environment } from '../core/environment.ts';
import type { Operation } from '../core/operation.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { TaskView } from '../core/ports/ecs.ts';
import type { Store } from '../core/ports/store.ts';
import { isProblem } from '../core/problem.ts';

export interface StopPorts {
  readonly readers: Pick<ChangeReaders, 'ecs'>;
  readonly store: Pick<Store, 'stoppedTasks'>;
  readonly log: Log;
}

/** More of the same tell nothing more. */
const MOST = 30;
const KEPT_AT_ONCE = 10;

/** Newest first, those that ECS still tells of and those that were kept. Throws only what is unexpected. */
export async function readStops(
  ports: StopPorts,
  operation: Operation,
  environment: Environment,
): Promise<readonly TaskView[]> {
  const since = operation.startedAt ?? operation.createdAt;
  const [told, known] = await Promise.all([
    orNone(ports, operation, ports.readers.ecs.tasks(environment, 'STOPPED')),
    orNone(ports, operation, ports.store.stoppedTasks.since(environment.name, since, MOST)),
  ]);
  const ours = newestFirst(told.filter((task) => belongs(task, operation, since)));
  const isKnown = new Set(known.map(({ arn }) => arn));
  await keep(ports, operation, ours.filter(({ arn }) => !isKnown.has(arn)).slice(0, KEPT_AT_ONCE));
  const still = new Set(ours.map(({ arn }) => arn));
  const forgotten = known.filter((task) => !still.has(task.arn) && belongs(task, operation, since));
  return newestFirst([...ours, ...forgotten]).slice(0, MOST);
}

async function keep(
  ports: StopPorts,
  { environment, id }: Operation,
  tasks: readonly TaskView[],
): Promise<void> {
  try {
    for (const task of tasks) await ports.store.stoppedTasks.keep(environment, task);
  } catch (error) {
    if (!isProblem(error)) throw error;
    ports.log.warn({ operation: id, err: error }, 'stopped tasks could not be kept');
  }
}

async function orNone<T>(
  ports: StopPorts,
  { id }: Operation,
  reading: Promise<readonly T[]>,
): Promise<readonly T[]> {
  try {
    return await reading;
  } catch (error) {
    if (!isProblem(error)) throw error;
    ports.log.warn({ operation: id, err: error }, 'stopped tasks could not be read');
    return [];
  }
}

function newestFirst(tasks: readonly TaskView[]): readonly TaskView[] {
  return [...tasks].sort((one, other) => (other.stoppedAt ?? 0) - (one.stoppedAt ?? 0));
}

/** The change's own tasks: stopped since it started, for another reason than scaling. */
function belongs(task: TaskView, operation: Operation, since: number): boolean {
  const update = operation.steps.find(({ step }) => step === 'update')?.result;
  const deployment = operation.rollout?.deploymentId ?? update?.['deploymentId'] ?? null;
  if (deployment !== null && task.startedBy !== null && task.startedBy !== deployment) return false;
  const late = task.stoppedAt === null || task.stoppedAt >= since;
  return late && !(task.stoppedReason ?? '').startsWith('Scaling activity initiated by');
}
