/** Why a rollout failed: stop codes in words, exit codes explained, and the tasks' own last lines, saved before ECS forgets them. */
import type { ChangeReaders } from '../core/change.ts';
import { cleanText, cut } from '../core/clean-text.ts';
import type { Environment } from '../core/environment.ts';
import type { Evidence, Gathered } from '../core/evidence.ts';
import type { Operation, Outcome } from '../core/operation.ts';
import type { Log } from '../core/ports/ambient.ts';
import type { LogLine } from '../core/ports/aws.ts';
import type { TaskView } from '../core/ports/ecs.ts';
import { isProblem } from '../core/problem.ts';
import { redact } from '../core/redact.ts';
import { type Sentence, say } from '../core/sentence.ts';

export interface ExplainPorts {
  readonly readers: ChangeReaders;
  readonly log: Log;
  /** Guide entry of the first verdict on this evidence, null when no section matches. */
  readonly entryFor: (evidence: Evidence) => string | null;
}

const TASKS_READ = 5;
const LINES_SHOWN = 10;
const LINE_LENGTH = 300;

export type ExplainFailure = (
  operation: Operation,
  environment: Environment,
  outcome: Outcome,
) => Promise<Outcome>;

export function createExplainFailure({ readers, log, entryFor }: ExplainPorts): ExplainFailure {
  return async function explainFailure(operation, environment, outcome) {
    try {
      const since = operation.startedAt ?? operation.createdAt;
      const tasks = (await readers.ecs.tasks(environment, 'STOPPED')).filter((task) =>
        belongs(task, operation, since),
      );
      const lines = await lastLines(readers, environment, tasks.slice(0, TASKS_READ), since);
      return {
        text: outcome.text,
        details: [...outcome.details, ...stopDetails(tasks)],
        lines: lastWords(lines),
        entry: entryFor(evidenceOf(tasks, lines, readers.clock.now())),
      };
    } catch (error) {
      log.warn({ operation: operation.id, err: error }, 'the failure of a rollout could not be explained');
      return outcome;
    }
  };
}

/** The deployment's own tasks: stopped since it started, for another reason than scaling. */
function belongs(task: TaskView, operation: Operation, since: number): boolean {
  const deployment = operation.rollout?.deploymentId ?? null;
  if (deployment !== null && task.startedBy !== null && task.startedBy !== deployment) return false;
  const late = task.stoppedAt === null || task.stoppedAt >= since;
  return late && !(task.stoppedReason ?? '').startsWith('Scaling activity initiated by');
}

async function lastLines(
  readers: ChangeReaders,
  environment: Environment,
  tasks: readonly TaskView[],
  since: number,
): Promise<readonly LogLine[]> {
  const [first] = tasks;
  if (first === undefined) return [];
  try {
    const definition = await readers.ecs.taskDefinition(environment, first.taskDefinition);
    const streams = tasks.flatMap((task) =>
      definition.containers
        .filter((container) => container.logStreamPrefix !== null)
        .map((container) => `${container.logStreamPrefix}/${container.name}/${task.id}`),
    );
    if (streams.length === 0) return [];
    const until = readers.clock.now();
    const { lines } = await readers.logs.search(environment, {
      from: since - 60_000,
      until,
      words: [],
      streams,
      limit: 50,
    });
    return lines;
  } catch (error) {
    if (isProblem(error)) return [];
    throw error;
  }
}

/** What the task that stopped last wrote at its end, in the order it was written: a traceback reads downwards. */
function lastWords(newestFirst: readonly LogLine[]): readonly string[] {
  return newestFirst
    .filter((line) => line.stream === newestFirst[0]?.stream)
    .slice(0, LINES_SHOWN)
    .reverse()
    .map((line) => cut(redact(cleanText(line.message)), LINE_LENGTH));
}

function stopDetails(tasks: readonly TaskView[]): readonly Sentence[] {
  const codes = countBy(tasks, (task) => `${task.stopCode ?? '–'}\n${task.stoppedReason ?? '–'}`);
  const exits = countBy(
    tasks.flatMap((task) => task.containers.filter((container) => container.exitCode !== null)),
    (container) => `${container.name}\n${container.exitCode}`,
  );
  return [
    ...[...codes].map(([key, count]) => {
      const [stopCode = '', reason = ''] = key.split('\n');
      return say('stop.code', { code: stopCode, reason: redact(reason), count });
    }),
    ...[...exits].map(([key, count]) => {
      const [container = '', exit = ''] = key.split('\n');
      return say('stop.exit-code', {
        container,
        code: Number(exit),
        meaning: exitMeaning(Number(exit)),
        count,
      });
    }),
  ].slice(0, 6);
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

/** Signals are 128 + their number; 3 is uvicorn's own "startup failed". */
function exitMeaning(code: number): Sentence {
  switch (code) {
    case 137:
    case 143:
    case 139:
    case 127:
    case 126:
    case 3:
    case 1:
    case 0:
      return say(`exit.${code}`);
    default:
      return say('exit.other');
  }
}

function evidenceOf(tasks: readonly TaskView[], lines: readonly LogLine[], gatheredAt: number): Evidence {
  const absent: Gathered<never> = { ok: false, why: say('exit.other') };
  return {
    gatheredAt,
    service: absent,
    stoppedTasks: { ok: true, value: tasks },
    image: absent,
    logLines: { ok: true, value: lines },
    targets: absent,
    lastChange: { ok: true, value: null },
  };
}
