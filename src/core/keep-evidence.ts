/** What an earlier look saw and ECS forgets within the hour. */
import type { Evidence } from './evidence.ts';

const MOST_TASKS = 60;

/** The fresh evidence, with the stopped tasks that only the earlier look saw. */
export function keepingStopped(before: Evidence | null, fresh: Evidence): Evidence {
  if (before === null || !before.stoppedTasks.ok) return fresh;
  const known = before.stoppedTasks.value;
  if (!fresh.stoppedTasks.ok) return { ...fresh, stoppedTasks: { ok: true, value: known } };
  const arns = new Set(fresh.stoppedTasks.value.map(({ arn }) => arn));
  const value = [...fresh.stoppedTasks.value, ...known.filter(({ arn }) => !arns.has(arn))].slice(
    0,
    MOST_TASKS,
  );
  return { ...fresh, stoppedTasks: { ok: true, value } };
}
