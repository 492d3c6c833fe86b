/** A cause that went away with its revision: it was true, and it does not explain an alarm that rang afterwards. */
import type { MetricAlarm } from './alarm.ts';
import type { Evidence } from './evidence.ts';
import { revisionNumber } from './image-name.ts';
import type { Hit, Weighed } from './matches.ts';

/**
 * The revision whose tasks alone show this cause, when that revision was replaced before the alarm rang, its
 * replacement is rolled out whole, and nothing of the cause was seen since. Null when the cause may still be at work.
 */
export function goneRevision(
  { hits }: Weighed,
  { service }: Evidence,
  alarm: MetricAlarm | null,
): number | null {
  if (alarm === null || !service.ok || service.value.rollingBack) return null;
  const { deployments, desired, running } = service.value;
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  if (primary?.rolloutState !== 'COMPLETED' || primary.createdAt === null || running < desired) return null;
  const replacedAt = primary.createdAt;
  if (replacedAt >= alarm.changedAt) return null;
  const inService = new Set(deployments.map(({ taskDefinition }) => taskDefinition));
  const gone = hits.flatMap(({ taskDefinitions }) => taskDefinitions).filter((each) => !inService.has(each));
  if (gone.length === 0 || hits.some((hit) => isAtWork(hit, inService, replacedAt))) return null;
  return Math.max(...gone.map(revisionNumber));
}

/** Seen in a task that is in service, or, where nobody knows in which task, after the other revision was gone. */
function isAtWork(
  { taskDefinitions, elsewhereAt }: Hit,
  inService: ReadonlySet<string>,
  replacedAt: number,
): boolean {
  return taskDefinitions.some((each) => inService.has(each)) || (elsewhereAt ?? 0) > replacedAt;
}
