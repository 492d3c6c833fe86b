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

/**
 * The fresh evidence, with the change that is under suspicion: one that came after the alarm, such as the rollback
 * that cures it, is never what the alarm began with. `openedAt` in ms.
 */
export function keepingSuspect(before: Evidence | null, fresh: Evidence, openedAt: number): Evidence {
  const suspect = before?.lastChange;
  const { lastChange: latest } = fresh;
  if (suspect === undefined || !suspect.ok || suspect.value === null) return fresh;
  if (!latest.ok || latest.value === null) return { ...fresh, lastChange: suspect };
  const cameAfter = latest.value.at > suspect.value.at && latest.value.at > openedAt;
  return cameAfter ? { ...fresh, lastChange: suspect } : fresh;
}
