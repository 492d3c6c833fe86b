/** What changes and commands may read, put together from AWS and the store. */
import { sha256, systemClock } from './ambient.ts';
import type { Aws } from './aws/aws.ts';
import type { Arrival, ChangeReaders } from './core/change.ts';
import type { CommandReaders } from './core/command.ts';
import type { Guide } from './core/guide.ts';
import type { Fingerprint } from './core/ports/ambient.ts';
import type { Store } from './core/ports/store.ts';
import type { SurroundingReaders } from './flows/gather-surroundings.ts';
import { createProbe } from './http/probe.ts';

export function changeReaders(
  aws: Aws,
  store: Store,
  topics: readonly string[],
  fingerprint: Fingerprint,
): ChangeReaders {
  return {
    ...aws,
    clock: systemClock,
    digest: sha256,
    fingerprint,
    finished: ({ name: environment }, limit) =>
      store.operations.list({ environment, states: ['succeeded', 'failed', 'superseded'], limit }),
    topics,
    arrival: (alarmArn, since) => arrivalOf(store, alarmArn, since),
  };
}

/** An alarm's incident is known by its ARN; what it is made of was verified and kept before. */
async function arrivalOf(store: Store, alarmArn: string, since: number): Promise<Arrival | null> {
  const id = (await store.signals.newest([alarmArn])).get(alarmArn);
  const incident = id === undefined ? null : await store.incidents.get(id);
  if (incident === null || incident.changedAt < since) return null;
  const card = await store.messages.get(`incident:${incident.id}`);
  const posted = card !== null && card.ts !== null && card.sent >= card.wanted;
  return { incident: incident.id, at: incident.changedAt, posted };
}

export function commandReaders(aws: Aws, store: Store, guide: Guide): CommandReaders {
  return {
    ...aws,
    guide,
    clock: systemClock,
    store,
    operation: store.operations.get,
    operations: (environment, limit) =>
      store.operations.list(environment === null ? { limit } : { environment: environment.name, limit }),
    incident: store.incidents.get,
    incidents: (environment, limit) =>
      store.incidents.list(environment === null ? { limit } : { environment: environment.name, limit }),
    audit: store.audit.recent,
  };
}

/** Stopped tasks that ECS has forgotten; more of the same tell nothing more. */
const MOST_REMEMBERED = 60;

/** What an investigation reads beside the service itself. */
export function surroundingReaders(aws: Aws, store: Store): SurroundingReaders {
  const { targetGroups, databases, caches, metrics, revisionDiffs, alarmCatalog } = aws;
  return {
    targetGroups,
    databases,
    caches,
    metrics,
    revisionDiffs,
    alarmCatalog,
    probe: createProbe(),
    stoppedTaskMemory: ({ name }, from) => store.stoppedTasks.since(name, from, MOST_REMEMBERED),
  };
}
