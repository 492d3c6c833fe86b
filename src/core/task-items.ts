/** The tasks of a service one by one, with health and age; of many only those that need a look. */
import type { Mark } from './document.ts';
import { revisionNumber } from './image-name.ts';
import type { TaskView } from './ports/ecs.ts';
import { code, type Sentence, say, span } from './sentence.ts';
import type { Item } from './target-health.ts';

/** So many are shown one by one. */
const FEW = 4;
const TROUBLED_SHOWN = 5;
/** Enough of an id to find the task by. */
const SHORT_ID = 8;

export function taskItems(tasks: readonly TaskView[], now: number): readonly Item[] {
  if (tasks.length <= FEW) return tasks.map((task) => taskItem(task, now));
  const troubled = tasks.filter((task) => markOf(task) !== 'ok');
  const more = troubled.length - TROUBLED_SHOWN;
  return [
    summaryItem(tasks, now),
    ...troubled.slice(0, TROUBLED_SHOWN).map((task) => taskItem(task, now)),
    ...(more > 0 ? [{ mark: 'none', text: say('health.tasks-more', { count: more }) } satisfies Item] : []),
  ];
}

function summaryItem(tasks: readonly TaskView[], now: number): Item {
  const starts = tasks.flatMap(({ startedAt }) => startedAt ?? []);
  const counted = (wanted: Mark) => tasks.filter((task) => markOf(task) === wanted).length;
  const ages = starts.map((at) => Math.max(0, now - at));
  const unhealthy = counted('stop');
  return {
    mark: unhealthy > 0 ? 'stop' : counted('ok') === tasks.length ? 'ok' : 'none',
    text: say('health.tasks', {
      healthy: counted('ok'),
      unhealthy,
      other: tasks.length - counted('ok') - unhealthy,
      oldest: ages.length === 0 ? null : span(Math.max(...ages)),
      newest: ages.length === 0 ? null : span(Math.min(...ages)),
    }),
  };
}

function taskItem(task: TaskView, now: number): Item {
  const { id, startedAt, taskDefinition } = task;
  return {
    mark: markOf(task),
    text: say('health.task', {
      id: code(id.slice(0, SHORT_ID)),
      state: stateOf(task),
      age: startedAt === null ? null : span(Math.max(0, now - startedAt)),
      revision: revisionNumber(taskDefinition),
    }),
  };
}

function markOf({ lastStatus, healthStatus }: TaskView): Mark {
  if (lastStatus !== 'RUNNING') return 'running';
  if (healthStatus === 'HEALTHY') return 'ok';
  return healthStatus === 'UNHEALTHY' ? 'stop' : 'none';
}

function stateOf({ lastStatus, healthStatus }: TaskView): Sentence {
  if (lastStatus !== 'RUNNING') return say('health.task-state', { state: lastStatus });
  return say('health.task-state', { state: healthStatus });
}
