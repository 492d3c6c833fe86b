/** Facts about the service's tasks and their image. */
import type { Evidence } from './evidence.ts';
import { type Fact, type FactName, one } from './fact.ts';
import type { TaskView } from './ports/ecs.ts';

/** An exit this soon after the start is a failure to start, ms. */
const AT_START_MS = 90_000;
/** Of a rollout in which no task came up since (ECS counts failures from there), any exit this soon, ms. */
const AT_ROLLOUT_MS = 10 * 60_000;

/** Tasks that scaling or a person stopped say nothing about a fault. */
export function failedTasks(evidence: Evidence): readonly TaskView[] {
  if (!evidence.stoppedTasks.ok) return [];
  return evidence.stoppedTasks.value.filter(
    ({ stopCode, stoppedReason }) =>
      stopCode !== 'UserInitiated' && !/^Scaling activity initiated by/.test(stoppedReason ?? ''),
  );
}

/** Every wanted task runs and none has failed: whatever is wrong, the container starts. */
function isUp(evidence: Evidence): boolean {
  const { service, stoppedTasks } = evidence;
  if (!service.ok || !stoppedTasks.ok) return false;
  const { desired, running, deployments } = service.value;
  // Where the breaker does not go back, the old tasks run on beside a rollout that failed.
  if (deployments.some((each) => each.rolloutState === 'FAILED')) return false;
  return desired > 0 && running >= desired && failedTasks(evidence).length === 0;
}

export function imageFacts(evidence: Evidence): readonly Fact[] {
  const { image } = evidence;
  if (!image.ok || image.value.platforms === null || image.value.platforms.length === 0) return [];
  const { platforms, wanted } = image.value;
  const fits = platforms.some((platform) => platform === wanted || platform.startsWith(`${wanted}/`));
  if (fits) return [one('platform-matches', wanted)];
  // A tag may have moved to another image since the running tasks were started from it.
  return isUp(evidence) ? [] : [one('platform-mismatch', `${platforms.slice(0, 6).join(', ')} ≠ ${wanted}`)];
}

export function serviceFacts(evidence: Evidence): readonly Fact[] {
  const { service, targets } = evidence;
  if (!service.ok) return [];
  const { desired, running, deployments, rollingBack, targetGroups = 0 } = service.value;
  const facts: Fact[] = [];
  const detail = `${running}/${desired}`;
  if (desired > 0 && running === 0) facts.push(one('no-running-tasks', detail));
  else if (running < desired) facts.push(one('fewer-tasks-than-desired', detail));
  else if (desired > 0) facts.push(one('tasks-running', detail));
  if (isUp(evidence)) facts.push(one('service-is-up', detail));
  const failed = deployments.find(({ rolloutState }) => rolloutState === 'FAILED');
  if (failed !== undefined) facts.push(one('rollout-failed', failed.id));
  if (rollingBack) facts.push(one('rolling-back', deployments[0]?.id ?? ''));
  if (targetGroups > 0 && running > 0 && targets.ok && targets.value.length === 0)
    facts.push(one('no-targets', detail));
  return facts;
}

export function taskFacts(evidence: Evidence): readonly Fact[] {
  const tasks = failedTasks(evidence);
  const exits = tasks.flatMap((task) =>
    task.containers.flatMap(({ name, exitCode, reason }) =>
      exitCode === null ? [] : [{ task, name, exitCode, reason: reason ?? '' }],
    ),
  );
  const count = (name: FactName, those: readonly (typeof exits)[number][]): readonly Fact[] => {
    const [first] = those;
    if (first === undefined) return [];
    return [
      { name, detail: `${first.name} exit ${first.exitCode}`, count: those.length, at: first.task.stoppedAt },
    ];
  };
  return [
    ...count(
      'exit-3',
      exits.filter(({ exitCode }) => exitCode === 3),
    ),
    ...count(
      'exit-137',
      exits.filter(({ exitCode, reason }) => exitCode === 137 && !/out ?of ?memory/i.test(reason)),
    ),
    ...count(
      'exits-at-start',
      exits.filter(
        ({ task, exitCode }) => exitCode !== 0 && exitCode !== 143 && endedAtStart(task, evidence),
      ),
    ),
  ];
}

function endedAtStart(task: TaskView, { service }: Evidence): boolean {
  const { startedAt, stoppedAt, stopCode, taskDefinition } = task;
  if (stopCode !== 'EssentialContainerExited' && stopCode !== 'TaskFailedToStart') return false;
  const hasNone =
    service.ok &&
    service.value.deployments.some(
      (each) =>
        each.taskDefinition === taskDefinition &&
        each.failed > 0 &&
        (each.rolloutState === 'IN_PROGRESS' || each.rolloutState === 'FAILED'),
    );
  const limit = hasNone ? AT_ROLLOUT_MS : AT_START_MS;
  return startedAt === null || (stoppedAt !== null && stoppedAt - startedAt <= limit);
}
