/** What can be computed from the evidence without reading prose. The guide's patterns name these facts. */
import type { MetricAlarm } from './alarm.ts';
import type { Evidence } from './evidence.ts';
import { shapesOf } from './log-shape.ts';
import type { TaskView } from './ports/ecs.ts';

export type FactName =
  | 'platform-mismatch'
  | 'platform-matches'
  | 'no-running-tasks'
  | 'fewer-tasks-than-desired'
  | 'tasks-running'
  | 'rollout-failed'
  | 'rolling-back'
  | 'exit-3'
  | 'exit-137'
  | 'exits-at-start'
  | 'targets-healthy'
  | 'all-targets-unhealthy'
  | 'target-answers-404'
  | 'target-redirects'
  | 'target-answers-error'
  | 'target-wrong-code'
  | 'target-timeout'
  | 'target-failed'
  | 'server-errors'
  | `alarm:${string}`;

export interface Fact {
  readonly name: FactName;
  /** Figures and names as AWS has them, for people to see. */
  readonly detail: string;
  readonly count: number;
  readonly at: number | null;
}

/** An exit this soon after the start is a failure to start, ms. */
const AT_START_MS = 90_000;
/** One error is not a rise. */
const SERVER_ERRORS = 5;

const SERVER_ERROR =
  /^\S{1,60}(?: \S{1,60} \S{1,60} \[[^\]]{5,40}\]| -) "[A-Z]{3,7} [^"]{1,2000} HTTP\/[\d.]{1,3}" 5\d\d\b/;

export function factsOf(evidence: Evidence, alarm: MetricAlarm | null): readonly Fact[] {
  return [
    ...alarmFacts(alarm),
    ...imageFacts(evidence),
    ...serviceFacts(evidence),
    ...taskFacts(evidence),
    ...targetFacts(evidence),
    ...logFacts(evidence),
  ];
}

/** Tasks that scaling or a person stopped say nothing about a fault. */
export function failedTasks(evidence: Evidence): readonly TaskView[] {
  if (!evidence.stoppedTasks.ok) return [];
  return evidence.stoppedTasks.value.filter(
    ({ stopCode, stoppedReason }) =>
      stopCode !== 'UserInitiated' && !/^Scaling activity initiated by/.test(stoppedReason ?? ''),
  );
}

function alarmFacts(alarm: MetricAlarm | null): readonly Fact[] {
  if (alarm?.metric == null || alarm.state !== 'ALARM') return [];
  const { namespace, name } = alarm.metric;
  const last = alarm.datapoints.at(-1);
  const detail = last === undefined ? name : `${name} ${last}`;
  return [{ name: `alarm:${namespace}/${name}`, detail, count: 1, at: alarm.changedAt }];
}

function imageFacts({ image }: Evidence): readonly Fact[] {
  if (!image.ok || image.value.platforms === null || image.value.platforms.length === 0) return [];
  const { platforms, wanted } = image.value;
  const fits = platforms.some((platform) => platform === wanted || platform.startsWith(`${wanted}/`));
  const detail = fits ? wanted : `${platforms.slice(0, 6).join(', ')} ≠ ${wanted}`;
  return [{ name: fits ? 'platform-matches' : 'platform-mismatch', detail, count: 1, at: null }];
}

function serviceFacts({ service }: Evidence): readonly Fact[] {
  if (!service.ok) return [];
  const { desired, running, deployments, rollingBack } = service.value;
  const one = (name: FactName, detail: string): Fact => ({ name, detail, count: 1, at: null });
  const facts: Fact[] = [];
  if (desired > 0 && running === 0) facts.push(one('no-running-tasks', `${running}/${desired}`));
  else if (running < desired) facts.push(one('fewer-tasks-than-desired', `${running}/${desired}`));
  else if (desired > 0) facts.push(one('tasks-running', `${running}/${desired}`));
  const failed = deployments.find(({ rolloutState }) => rolloutState === 'FAILED');
  if (failed !== undefined) facts.push(one('rollout-failed', failed.id));
  if (rollingBack) facts.push(one('rolling-back', deployments[0]?.id ?? ''));
  return facts;
}

function taskFacts(evidence: Evidence): readonly Fact[] {
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
      exits.filter(({ task, exitCode }) => exitCode !== 0 && exitCode !== 143 && endedAtStart(task)),
    ),
  ];
}

function endedAtStart({ startedAt, stoppedAt, stopCode }: TaskView): boolean {
  if (stopCode !== 'EssentialContainerExited' && stopCode !== 'TaskFailedToStart') return false;
  return startedAt === null || (stoppedAt !== null && stoppedAt - startedAt <= AT_START_MS);
}

function targetFacts({ targets }: Evidence): readonly Fact[] {
  if (!targets.ok || targets.value.length === 0) return [];
  const judged = targets.value.filter(({ state }) => state === 'healthy' || state === 'unhealthy');
  const sick = judged.filter(({ state }) => state === 'unhealthy');
  const facts: Fact[] = [];
  const add = (name: FactName, detail: string, count: number) =>
    facts.push({ name, detail, count, at: null });
  if (judged.length > 0 && sick.length === 0) add('targets-healthy', `${judged.length}`, 1);
  if (sick.length > 0 && sick.length === judged.length)
    add('all-targets-unhealthy', `${sick.length}/${judged.length}`, 1);
  const named = new Map<FactName, { detail: string; count: number }>();
  for (const { reason, description } of sick) {
    const name = targetFact(reason ?? '', description ?? '');
    if (name === null) continue;
    const before = named.get(name)?.count ?? 0;
    named.set(name, { detail: `${reason}: ${(description ?? '').slice(0, 200)}`, count: before + 1 });
  }
  for (const [name, { detail, count }] of named) add(name, detail, count);
  return facts;
}

/** Reason codes of DescribeTargetHealth; the description holds the status codes in brackets: `[404]`. */
function targetFact(reason: string, description: string): FactName | null {
  switch (reason) {
    case 'Target.ResponseCodeMismatch':
      if (/\[40[45]/.test(description)) return 'target-answers-404';
      if (/\[30\d/.test(description)) return 'target-redirects';
      if (/\[5\d\d/.test(description)) return 'target-answers-error';
      return 'target-wrong-code';
    case 'Target.Timeout':
      return 'target-timeout';
    case 'Target.FailedHealthChecks':
      return 'target-failed';
    default:
      return null;
  }
}

function logFacts({ logLines }: Evidence): readonly Fact[] {
  if (!logLines.ok) return [];
  const hits = logLines.value.filter(({ message }) =>
    shapesOf(message).some(({ starts }) => starts.some((start) => SERVER_ERROR.test(start))),
  );
  const [first] = hits;
  if (first === undefined || hits.length < SERVER_ERRORS) return [];
  return [{ name: 'server-errors', detail: `HTTP 5xx × ${hits.length}`, count: hits.length, at: first.at }];
}
