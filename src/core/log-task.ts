/** Which task is meant by the beginning of its id, and the streams in which it writes. */
import type { AnswerTime } from './answer-time.ts';
import type { CommandReaders } from './command.ts';
import type { Environment } from './environment.ts';
import type { TaskView } from './ports/ecs.ts';
import { Problem } from './problem.ts';
import { code, say } from './sentence.ts';

export interface WantedTask {
  readonly task: string;
  /** Null where they cannot be told: the lines are then picked by the end of their stream. */
  readonly streams: readonly string[] | null;
}

/** Within the time that it is given. Throws Problem `refused` for what is no id and for one that begins several. */
export async function wantedTask(
  { ecs }: Pick<CommandReaders, 'ecs'>,
  environment: Environment,
  word: string,
  { soon }: Pick<AnswerTime, 'soon'>,
): Promise<WantedTask> {
  const id = word.toLowerCase().slice(word.lastIndexOf('/') + 1);
  if (!/^[0-9a-f-]{4,40}$/.test(id))
    throw new Problem('refused', say('logs.task-what', { word }), 'logs task refused');
  const known = (await Promise.all([tasksOf('RUNNING'), tasksOf('STOPPED')])).flat();
  const found = known.filter((task) => task.id.startsWith(id));
  const [first] = found;
  if (new Set(found.map((task) => task.id)).size > 1) {
    const tasks = found.slice(0, 5).map((task) => code(task.id.slice(0, 12)));
    throw new Problem('refused', say('logs.task-many', { word, tasks }), 'logs task is not one');
  }
  // ECS forgets a task within the hour; its log stays.
  if (first === undefined) return { task: id, streams: null };
  return { task: first.id, streams: await streamsOf(first) };

  async function tasksOf(state: 'RUNNING' | 'STOPPED'): Promise<readonly TaskView[]> {
    const read = await soon(ecs.tasks(environment, state));
    return read.ok ? read.value : [];
  }

  /** awslogs calls a stream `prefix/container/task`. */
  async function streamsOf(task: TaskView): Promise<readonly string[] | null> {
    const read = await soon(ecs.taskDefinition(environment, task.taskDefinition));
    if (!read.ok) return null;
    const streams = read.value.containers.flatMap(({ logStreamPrefix, name }) =>
      logStreamPrefix === null ? [] : [`${logStreamPrefix}/${name}/${task.id}`],
    );
    return streams.length === 0 ? null : streams;
  }
}
