/** Why a rollout failed: stop codes in words, exit codes explained, and the tasks' own last lines, saved before ECS forgets them. */
import type { ChangeReaders } from '../core/change.ts';
import { cleanText, cut } from '../core/clean-text.ts';
import type { Environment } from '../core/environment.ts';
import type { Evidence, Gathered } from '../core/evidence.ts';
import type { Operation, Outcome } from '../core/operation.ts';
import type { LogLine } from '../core/ports/aws.ts';
import type { TaskView } from '../core/ports/ecs.ts';
import { isProblem } from '../core/problem.ts';
import { redact } from '../core/redact.ts';
import { code, type Sentence, say } from '../core/sentence.ts';
import { stopDetails } from '../core/stop-words.ts';
import { readStops, type StopPorts } from './read-stops.ts';

export interface ExplainPorts extends StopPorts {
  readonly readers: Pick<ChangeReaders, 'ecs' | 'logs' | 'clock'>;
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

/** Never rejects: a failure that cannot be explained is told as it is. */
export function createExplainFailure(ports: ExplainPorts): ExplainFailure {
  const { readers, log, entryFor } = ports;
  return async function explainFailure(operation, environment, outcome) {
    try {
      const since = operation.startedAt ?? operation.createdAt;
      const tasks = await readStops(ports, operation, environment);
      const lines = await lastLines(readers, environment, tasks.slice(0, TASKS_READ), since);
      return {
        text: outcome.text,
        details: [...outcome.details, ...stopDetails(tasks), ...whoseLines(lines)],
        lines: lastWords(lines),
        entry: entryFor(evidenceOf(tasks, lines, readers.clock.now())),
      };
    } catch (error) {
      log.warn({ operation: operation.id, err: error }, 'the failure of a rollout could not be explained');
      return outcome;
    }
  };
}

async function lastLines(
  readers: ExplainPorts['readers'],
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

function whoseLines([newest]: readonly LogLine[]): readonly Sentence[] {
  return newest === undefined ? [] : [say('rollout.lines-of', { stream: code(newest.stream) })];
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
