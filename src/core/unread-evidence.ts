/** What could not be read and might speak against going back: nobody is told to roll back on half of the evidence. */
import type { Evidence } from './evidence.ts';
import { isDecisive, type Weighed } from './matches.ts';

export type DecidingPart = 'service' | 'stoppedTasks' | 'logLines' | 'metrics' | 'database' | 'cache';

/** The first part that is missing although it could show that a rollback is no cure. Null when all were read. */
export function unreadPart(first: Weighed, evidence: Evidence): DecidingPart | null {
  const { entry, hits } = first;
  const isUnread = (part: DecidingPart) => evidence[part]?.ok === false;
  // Whether ECS is already going back stands in the service, and which revision fails in its tasks.
  if (isUnread('service')) return 'service';
  if (isUnread('stoppedTasks')) return 'stoppedTasks';
  const isSure = hits.some(isDecisive);
  if (isUnread('logLines') && !isSure) return 'logLines';
  if (entry.broughtBy !== undefined && isUnread('metrics')) return 'metrics';
  const watches = (state: string) =>
    entry.patterns.some(({ source, match }) => source === 'fact' && match === state);
  if (watches('database-down') && isUnread('database')) return 'database';
  if (watches('cache-down') && isUnread('cache')) return 'cache';
  return null;
}
